"""A condition on a package: which options of which issues it needs."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from winset.case.numbers import Entry, Identifier


class Condition(Entry):
    """Options a package must have, issue by issue; all of them, unless nested under `any` or `not`.

    Written `{tiktok: licence_jv, truce: [ext90, ext365]}` (one of the listed options on each named
    issue), or `{all: [...]}`, `{any: [...]}`, `{not: {...}}` with conditions inside. The words
    all, any and not therefore cannot be issue ids.
    """

    options: dict[Identifier, tuple[Identifier, ...]] = Field(default_factory=dict)
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    none: Condition | None = Field(default=None, alias="not")

    @model_validator(mode="before")
    @classmethod
    def _spelled_short(cls, written: Any) -> Any:
        if not isinstance(written, dict) or "options" in written:
            return written
        words = {"all", "any", "not"}
        options = {
            issue: (chosen,) if isinstance(chosen, str) else chosen
            for issue, chosen in written.items()
            if issue not in words
        }
        return {"options": options, **{k: v for k, v in written.items() if k in words}}

    @model_validator(mode="after")
    def _not_empty(self) -> Condition:
        if not (self.options or self.all or self.any or self.none):
            msg = "a condition names at least one issue and option"
            raise ValueError(msg)
        return self
