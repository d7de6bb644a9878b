"""The sweep file, format `sweep: 1`: which cases, under which assumptions, with which seeds."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from winset.case.numbers import Entry, Identifier, Number, Text

MOST_SEEDS = 100_000

LARGEST_SEED = 2**63 - 1

_SPAN = re.compile(r"([0-9]{1,19})(?:-([0-9]{1,19}))?")

BASE = "base"
"""The name of the case as it stands, with no assumption made."""


def seeds_of(written: Any) -> tuple[int, ...]:
    """Return the seeds that are written as 7, as 1-20, as [1, 2, 5-9], or as 1,2,5-9.

    Raises ValueError, with a message for the user, for anything else, a seed given twice, and more
    than MOST_SEEDS.
    """
    if isinstance(written, str):
        parts: list[Any] = written.split(",")
    else:
        parts = list(written) if isinstance(written, list | tuple) else [written]
    seeds: list[int] = []
    for part in parts:
        found = _SPAN.fullmatch(str(part).strip())
        if isinstance(part, bool) or not found:
            raise ValueError(f"`{part}` is no seed: write a whole number such as 7, or 1-20")
        first, last = int(found[1]), int(found[2] or found[1])
        if last > LARGEST_SEED:
            raise ValueError(f"{last} is more than the largest seed, {LARGEST_SEED}")
        if last < first:
            raise ValueError(f"{part} runs backwards: write {last}-{first}")
        if len(seeds) + last - first >= MOST_SEEDS:
            raise ValueError(f"these are more than {MOST_SEEDS:,} seeds")
        seeds.extend(range(first, last + 1))
    if not seeds:
        raise ValueError("there are no seeds: write a whole number such as 7, or 1-20")
    twice = next((one for one, next_one in pairwise(sorted(seeds)) if one == next_one), None)
    if twice is not None:
        raise ValueError(f"seed {twice} is given twice")
    return tuple(seeds)


def _seeds(written: Any) -> tuple[int, ...]:
    try:
        return seeds_of(written)
    except ValueError as error:
        raise PydanticCustomError("seeds", "{why}", {"why": str(error)}) from None


_SEED = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9, -]+$"}]}

Seeds = Annotated[
    tuple[int, ...],
    BeforeValidator(_seeds),
    WithJsonSchema({"anyOf": [*_SEED["anyOf"], {"type": "array", "items": _SEED, "minItems": 1}]}),
]
"""Seeds of the draws: a number, a span written 1-20, or a list of these."""

Points = Annotated[Number, Field(ge=0, le=100)]


class Assumption(Entry):
    """A change to a case. One that says nothing is the case as it stands.

    Places are written with dots, as `actors.us_principal.reservation`; positions in lists count
    from 0. Only what a sweep measures may be changed: as_of, facts, parties, issues, actors,
    linkages and packages.
    """

    why: Text | None = None
    cases: tuple[Text, ...] = Field(
        default=(), description="The cases it is about, as written under `cases`; all if left out."
    )
    set: dict[str, Any] = Field(
        default_factory=dict, description="By place: what stands there instead."
    )
    drop: tuple[Text, ...] = Field(default=(), description="Places that are taken out.")
    settle: dict[Identifier, Identifier] = Field(
        default_factory=dict,
        description="By issue: the option at which it is settled, off the table, deal or no deal.",
    )
    weights: dict[Identifier, dict[Identifier, Points]] = Field(
        default_factory=dict,
        description="By actor and issue: percent of the actor's whole, taken as certain; its other "
        "weights shrink or grow in proportion.",
    )


Levels = Annotated[dict[Identifier, Assumption], Field(min_length=1)]
"""The levels of one dimension of the grid, by name."""


class Sweep(Entry):
    """Cases times assumptions times seeds.

    The assumptions are the case as it stands (`base`), then each of `assumptions`, then every
    combination of the grid.
    """

    sweep: Literal[1] = Field(description="Version of the file format.")
    cases: tuple[Text, ...] = Field(
        min_length=1,
        description="Names of shipped cases, and negotiation files, seen from the sweep file.",
    )
    seeds: Seeds = (1,)
    worlds: int | None = Field(
        default=None,
        ge=10,
        le=1_000_000,
        description="Draws of the uncertain numbers; as many as `winset analyse` if left out.",
    )
    assumptions: dict[Identifier, Assumption] = Field(
        default_factory=dict, description="Each is made by itself."
    )
    grid: dict[Identifier, Levels] = Field(
        default_factory=dict,
        description="By dimension, its levels by name; every combination of levels is made.",
    )
