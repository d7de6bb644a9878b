"""Ratification rules: whose consent at home makes a deal binding for a party."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from winset.case.numbers import Entry, Identifier, Scalar

MOST_MEMBERS = 5000
"""Members of a legislature; the largest there is has about 3,000."""

MOST_LEADERS = 12
"""Actors that the groups of a legislature may follow; its chance to pass then has 2^12 cases."""


class Quota(Entry):
    """At least `n` of the rules in `of` hold."""

    n: int = Field(ge=1)
    of: tuple[Rule, ...] = Field(min_length=1)


class Weighted(Entry):
    """The weights of the accepting actors sum to more than `q`."""

    q: Scalar = Field(ge=0)
    of: dict[Identifier, Scalar] = Field(min_length=1, description="Weight of each actor's vote.")


class Bloc(Entry):
    """Members who vote alike in probability: `p` each, or `p_against` if `actor` refuses."""

    members: int = Field(ge=1, le=MOST_MEMBERS)
    p: Scalar = Field(ge=0, le=1)
    actor: Identifier | None = Field(
        default=None, description="The actor whose acceptance makes members vote yes with p."
    )
    p_against: Scalar = Field(default=Decimal(0), ge=0, le=1)


class Legislature(Entry):
    """Members who vote independently; the bill passes with at least `needs` votes.

    Either `members` and `p`, or `groups` of them (a Poisson-binomial count) that follow at most
    twelve different actors.
    """

    members: int | None = Field(default=None, ge=1, le=MOST_MEMBERS)
    p: Scalar | None = Field(default=None, ge=0, le=1)
    groups: tuple[Bloc, ...] = ()
    needs: int = Field(ge=0)

    @field_validator("groups")
    @classmethod
    def _not_too_many(cls, groups: tuple[Bloc, ...]) -> tuple[Bloc, ...]:
        members = sum(bloc.members for bloc in groups)
        if members > MOST_MEMBERS:
            raise PydanticCustomError(
                "legislature_members",
                "a legislature has at most {most} members, but these groups have {n}",
                {"most": MOST_MEMBERS, "n": members},
            )
        leaders = {bloc.actor for bloc in groups if bloc.actor is not None}
        if len(leaders) > MOST_LEADERS:
            raise PydanticCustomError(
                "legislature_leaders",
                "the groups of a legislature follow at most {most} different actors, but these "
                "follow {n}",
                {"most": MOST_LEADERS, "n": len(leaders)},
            )
        return groups

    @model_validator(mode="after")
    def _one_form(self) -> Legislature:
        plain = self.members is not None and self.p is not None and not self.groups
        grouped = bool(self.groups) and self.members is None and self.p is None
        if not (plain or grouped):
            raise PydanticCustomError(
                "legislature_form", "a legislature has `members` and `p`, or `groups`, not both"
            )
        if self.needs > sum(bloc.members for bloc in self.blocs):
            raise PydanticCustomError(
                "legislature_needs", "a legislature cannot need more votes than it has members"
            )
        return self

    @property
    def blocs(self) -> tuple[Bloc, ...]:
        """The groups; a plain legislature is one group."""
        if self.members is not None and self.p is not None:
            return (Bloc(members=self.members, p=self.p),)
        return self.groups


class Rule(Entry):
    """A ratification rule: an actor's id, or one of the forms below, nested as deep as needed.

    `us_senate` (that actor accepts), `{all: [...]}`, `{any: [...]}`,
    `{at_least: {n: 2, of: [...]}}`, `{weight_over: {q: 50, of: {a: 30, b: 40}}}`,
    `{legislature: {members: 100, p: 0.68, needs: 67}}`.
    """

    actor: Identifier | None = None
    all: tuple[Rule, ...] | None = Field(default=None, min_length=1)
    any: tuple[Rule, ...] | None = Field(default=None, min_length=1)
    at_least: Quota | None = None
    weight_over: Weighted | None = None
    legislature: Legislature | None = None

    @model_validator(mode="before")
    @classmethod
    def _spelled_short(cls, written: Any) -> Any:
        return {"actor": written} if isinstance(written, str) else written

    @model_validator(mode="after")
    def _one_form(self) -> Rule:
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(given) != 1:
            found = f"are {' and '.join(given)}" if given else "is nothing under any of them"
            raise PydanticCustomError(
                "rule_form",
                "a rule is an actor's id or exactly one of all, any, at_least, weight_over, "
                "legislature; here {found}",
                {"found": found},
            )
        return self
