"""A condition on a package: which options of which issues it needs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from winset.case.numbers import Entry, Identifier, Number
from winset.case.values import Choice, number_in


class Bounds(Entry):
    """A part of the range of an issue; both bounds, if given, are in it."""

    at_least: Number | None = None
    at_most: Number | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> Bounds:
        low, high = self.at_least, self.at_most
        if low is None and high is None:
            raise PydanticCustomError(
                "no_bound", "bounds on a range are `at_least`, `at_most`, or both"
            )
        if low is not None and high is not None and low > high:
            raise PydanticCustomError(
                "bounds_order",
                "no number is at least {low} and at most {high}",
                {"low": str(low), "high": str(high)},
            )
        return self

    def __contains__(self, number: Fraction) -> bool:
        """Return whether a number keeps to the bounds."""
        return (self.at_least is None or self.at_least <= number) and (
            self.at_most is None or number <= self.at_most
        )


class Condition(Entry):
    """Options a package must have, issue by issue; all of them, unless nested under `any` or `not`.

    Written `{tiktok: licence_jv, truce: [ext90, ext365]}` (one of the listed options on each named
    issue), or `{all: [...]}`, `{any: [...]}`, `{not: {...}}` with conditions inside. The words
    all, any and not therefore cannot be issue ids. Of an issue with a range: `{tariff: 20}`,
    `{tariff: [10, 20]}` (one of these numbers), or `{tariff: {at_least: 10, at_most: 20}}` (any
    number between); `options` then has the numbers within the bounds that are tried.
    """

    options: dict[Identifier, tuple[Choice, ...]] = Field(default_factory=dict)
    bounds: dict[Identifier, Bounds] = Field(default_factory=dict)
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    none: Condition | None = Field(default=None, alias="not")

    @model_validator(mode="before")
    @classmethod
    def _spelled_short(cls, written: Any) -> Any:
        if not isinstance(written, dict) or "options" in written or "bounds" in written:
            return written
        words = {"all", "any", "not"}
        named = {issue: chosen for issue, chosen in written.items() if issue not in words}
        options = {
            issue: (chosen,) if isinstance(chosen, str) or number_in(chosen) is not None else chosen
            for issue, chosen in named.items()
            if not isinstance(chosen, dict)
        }
        bounds = {issue: chosen for issue, chosen in named.items() if isinstance(chosen, dict)}
        said = {word: part for word, part in written.items() if word in words}
        return {"options": options, "bounds": bounds, **said}

    @model_validator(mode="after")
    def _not_empty(self) -> Condition:
        if not (self.options or self.bounds or self.all or self.any or self.none):
            msg = "a condition names at least one issue and option"
            raise ValueError(msg)
        return self
