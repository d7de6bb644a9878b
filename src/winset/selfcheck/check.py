"""Scenarios checked: read, made a case, measured, and compared."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from winset.case.errors import WinsetError
from winset.interop.folder import scenario_in
from winset.interop.to_case import DEFINITIONS, to_case
from winset.selfcheck.additive import Edge, edge_of, is_additive, measured
from winset.selfcheck.box_frontier import BoxFrontier, box_frontier
from winset.selfcheck.boxes import TooEntangled, boxes_of
from winset.selfcheck.comparison import Row, compared
from winset.selfcheck.measures import Measured, counts_on_grid, measures
from winset.selfcheck.outcomes import MOST, Outcomes, enumerate_
from winset.selfcheck.published import (
    Bilateral,
    Pair,
    beaten_or_met,
    published,
    published_frontier,
)
from winset.selfcheck.table import table
from winset.space.frontier import efficient

BLOCKS = {"genius": "genius_runtime"}
"""The block of the reference answers for a format; `as_stored` for the others."""


@dataclass(frozen=True)
class Checked:
    """One scenario: how its utility is defined, the rows, and what could not be said."""

    name: str
    format: str
    definition: str
    rows: tuple[Row, ...]
    authors: tuple[Row, ...] = ()
    cannot_say: str | None = None

    @property
    def differs(self) -> bool:
        """True if some number is not the one that others found."""
        return any(row.verdict == "differs" for row in (*self.rows, *self.authors))


def folders(place: Path) -> list[Path]:
    """Return the folders with files at or below `place`, by path; those of one scenario each.

    Raises WinsetError if there is none.
    """
    if not place.is_dir():
        raise WinsetError(f"{place}: there is no such folder")
    suffixes = {".xml", ".yml", ".yaml", ".json"}
    found = sorted(
        folder
        for folder in (place, *place.rglob("*"))
        if folder.is_dir()
        and sum(
            entry.suffix.lower() in suffixes and entry.name != "reference_answers.json"
            for entry in folder.iterdir()
            if entry.is_file()
        )
        > 1
    )
    if not found:
        raise WinsetError(f"{place}: no scenario here: a folder with a domain and its profiles")
    return found


def check(folder: Path, reference: dict[str, dict[str, Any]]) -> Checked:
    """Return one scenario measured and compared. Raises WinsetError if it cannot be read."""
    scenario = scenario_in(folder).scenario
    case = to_case(scenario)
    known = reference.get(folder.name, {})
    theirs = known.get(BLOCKS.get(scenario.format, "as_stored"), {})
    definition = DEFINITIONS[scenario.format]
    made = table(case)
    if made.outcomes <= MOST:
        found = enumerate_(made)
        return Checked(
            folder.name,
            scenario.format,
            definition,
            tuple(compared(measures(found), counts_on_grid(found), theirs)),
            tuple(published(folder, _bilateral(found)) if len(made.sides) == 2 else ()),  # noqa: PLR2004
        )
    if is_additive(made):
        edge = edge_of(made)
        pairs = edge.pairs() if isinstance(edge, Edge) else None
        return Checked(
            folder.name,
            scenario.format,
            definition,
            tuple(compared(measured(made, edge), {}, theirs)),
            tuple(published(folder, Bilateral(made.outcomes, pairs)) if pairs else ()),
        )
    try:
        searched = box_frontier(boxes_of(case))
    except TooEntangled as error:
        return Checked(folder.name, scenario.format, definition, (), cannot_say=str(error))
    ours = Bilateral(made.outcomes, tuple((float(a), float(b)) for a, b in searched.points))
    if not searched.exact:
        said = _so_far(searched, ours, published_frontier(folder))
        return Checked(folder.name, scenario.format, definition, (), cannot_say=said)
    counts: dict[str, Measured] = {
        "outcomes": made.outcomes,
        "pareto_points": len(searched.points),
    }
    return Checked(
        folder.name,
        scenario.format,
        definition,
        tuple(compared(counts, {}, theirs)),
        tuple(published(folder, ours)),
    )


def _so_far(searched: BoxFrontier, ours: Bilateral, theirs: list[Pair]) -> str:
    """Return what a search that was given up can say: a bound from below, and how far off."""
    gap = math.ceil(searched.gap * 10**4) / 10**4
    said = (
        f"cannot say exactly: the search stopped after {searched.nodes:,} nodes with "
        f"{len(searched.points):,} points; each package is worth at most {gap:.4f} more than one "
        "of them, to both parties"
    )
    if theirs:
        met = beaten_or_met(ours.frontier, theirs)
        said += f"; {met} of the {len(theirs)} points that its authors published are met or beaten"
    return said


def _bilateral(found: Outcomes) -> Bilateral:
    kept = efficient(found.ranks)
    _, first = np.unique(found.ranks[:, kept], axis=1, return_index=True)
    pairs: list[Pair] = [(float(a), float(b)) for a, b in found.near[:, kept][:, first].T]
    return Bilateral(found.count, tuple(pairs))
