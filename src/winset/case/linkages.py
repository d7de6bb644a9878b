"""Linkages: what ties an option of one issue to an option of another."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from winset.case.conditions import Condition
from winset.case.numbers import Entry, Identifier, Judged, Text


class _Link(Entry):
    says: Text = Field(description="Who says so: a person, a document, or `analyst`.")
    why: Text | None = None
    facts: tuple[Identifier, ...] = ()


class Requires(_Link):
    """Hard: a package with `if` must also have `then`."""

    kind: Literal["requires"]
    when: Condition = Field(alias="if")
    then: Condition


class Excludes(_Link):
    """Hard: no package has both of the `between` conditions."""

    kind: Literal["excludes"]
    between: tuple[Condition, Condition]


class Together(_Link):
    """Hard: a package has both of the `between` conditions or neither."""

    kind: Literal["together"]
    between: tuple[Condition, Condition]


class Bonus(_Link):
    """Soft: packages that meet `if` are worth `points` more (or less) to the named actors."""

    kind: Literal["bonus"]
    when: Condition = Field(alias="if")
    points: dict[Identifier, Judged] = Field(
        min_length=1, description="Points on the actor's 0..100 scale, by actor; may be negative."
    )


class Offer(_Link):
    """Soft: a side makes `if` conditional on `then`; to accept `if` without `then` costs it points.

    The penalty falls on the principal of the offering party, times `strength`, the chance that the
    condition is meant.
    """

    kind: Literal["offer"]
    by: Identifier = Field(description="The party that makes the offer.")
    when: Condition = Field(alias="if")
    then: Condition
    penalty: Judged = Field(description="Points on the principal's 0..100 scale, 0 or more.")
    strength: Judged | None = Field(
        default=None, description="Chance 0..1 that the side means it; 1 if left out."
    )


HARD = (Requires, Excludes, Together)
"""The kinds that rule packages out; the others change what packages are worth."""

Linkage = Annotated[Requires | Excludes | Together | Bonus | Offer, Field(discriminator="kind")]
