"""Every package of a case with what it is worth and who would take it, batch by batch.

At the middle numbers: nothing is drawn. A batch is a block of the enumeration, so that spaces of
any size that can be enumerated take the memory of one block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from winset import __version__
from winset.case.document import Case
from winset.case.loading import content_hash
from winset.home.rules import Rule, compile_rules
from winset.home.zone import Slice, judge, mid_luck, surveyed
from winset.space.compile import compile_case
from winset.space.grid import Floats, Ints, to_points
from winset.space.packages import (
    ENUMERABLE,
    Block,
    Numbers,
    TooLarge,
    blocks,
    describe,
    digits_of,
    numbered,
    numbers_of,
)
from winset.space.space import Space
from winset.space.values import package_values
from winset.space.worlds import Worlds, mid
from winset.study.ground import Route, lay
from winset.study.leaks import refuse_leaks
from winset.study.survey.edge import Edge
from winset.study.survey.efficient import Efficient
from winset.study.survey.survey import frontier_of

Kind = Literal["count", "digits", "option", "points", "flag"]

Batch = dict[str, NDArray[Any]]
"""Columns by name, of equal length: int64 counts, int16 options, float64 points, flags.

Counts that outgrow 64 bits are digits, as text.
"""

MOST_POINTS = 200_000
"""Points of the frontier that are written of a space that cannot be enumerated."""

DEFINITIONS = {
    "package": "number of the package: options counted in mixed radix, the last issue fastest",
    "issue": "id of the option that the package has on the issue",
    "value": "what the package is worth to the actor, in points",
    "gain": "value less the actor's reservation value, in points",
    "accepts": "whether the gain reaches the actor's margin",
    "won": "whether the party ratifies: its rule holds on who accepts, no red line is crossed; a "
    "legislature passes what it is likelier than not to pass",
    "zone": "whether every party ratifies and no principal is below its reservation value",
}


@dataclass(frozen=True)
class Column:
    """A column: its name, the kind of its cells, what it is, and of options their ids by code."""

    name: str
    kind: Kind
    says: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Packages:
    """The packages that no hard linkage forbids, or the frontier of the zone, as a table.

    Iterating yields batches, in rising order of the package number, or of the first party's value
    for a frontier. `total` is how many combinations are gone through; `about` says what the numbers
    are and makes the same bytes again. `edge`: the numbers of the frontier's packages, if they were
    found without going through all.
    """

    columns: tuple[Column, ...]
    about: dict[str, Any]
    total: int
    frontier: bool
    space: Space
    rules: tuple[Rule, ...]
    worlds: Worlds
    progress: Callable[[int, int], None] | None = None
    edge: Numbers | None = None

    def __iter__(self) -> Iterator[Batch]:
        """Yield the batches; each walk goes through the space anew."""
        if self.frontier:
            numbers = self._frontier() if self.edge is None else self.edge
            block = describe(self.space, digits_of(self.space, numbers))
            values = package_values(self.space, self.worlds, 0, block)
            luck = mid_luck(self.rules)[0]
            part = judge(self.space, self.rules, self.worlds, 0, luck, block, values)
            yield self._batch(part, numbers, np.arange(numbers.size))
            return
        for part in self._slices():
            kept = np.flatnonzero(part.block.possible)
            yield self._batch(part, part.block.start + kept, kept)

    def _frontier(self) -> Ints:
        principals = list(self.space.principals)
        edge = Efficient(len(principals))
        for part in self._slices():
            numbers = part.block.start + np.arange(part.zone.size)
            edge.add(numbers, part.gains[principals], part.zone)
        return edge.frontier()[0]

    def _slices(self) -> Iterator[Slice]:
        everyone = tuple(range(len(self.space.actors)))
        luck = mid_luck(self.rules)[0]
        walk = self._watched()
        return surveyed(self.space, self.rules, self.worlds, 0, luck, walk, everyone)

    def _watched(self) -> Iterator[Block]:
        for block in blocks(self.space):
            yield block
            if self.progress is not None:
                self.progress(block.digits.shape[1], self.total)

    def _batch(self, part: Slice, numbers: Numbers, kept: Ints) -> Batch:
        gains: Floats = to_points(part.gains[:, kept])
        values = to_points(part.gains[:, kept] + self.worlds.reservation[0][:, None])
        cells = [
            numbers.astype(np.str_).astype(np.object_) if numbers.dtype == np.object_ else numbers,
            *part.block.digits[:, kept],
            *(each for pair in zip(values, gains, strict=True) for each in pair),
            *part.accepted[:, kept],
            *part.won[:, kept],
            part.zone[kept],
        ]
        names = [column.name for column in self.columns]
        return dict(zip(names, cells, strict=True))


def packages(
    case: Case,
    *,
    frontier: bool = False,
    as_of: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Packages:
    """Return the packages of a case as a table; `frontier`: only those of the zone's frontier.

    `as_of`: use only what was known on that day (default: the case's own). `progress` is called
    with (combinations just gone through, combinations in all). Above what enumeration holds a
    frontier is found by structure, one package a point; `about` says so, and within what epsilon.
    Raises LeakError if a number rests on facts known only later, TooLarge for all packages above
    what enumeration holds.
    """
    day = as_of or case.as_of
    refuse_leaks(case, day)
    space = compile_case(case)
    large = space.combinations > ENUMERABLE
    if large and not frontier:
        raise TooLarge(
            space,
            "The frontier can be had at any size: `winset packages CASE FILE --frontier`, or "
            "`frontier=True`.",
        )
    written = [party.ratification for party in case.parties.values()]
    rules = compile_rules(written, space.actors)
    columns = _columns(case, space)
    about = _about(case, day, columns, frontier=frontier)
    numbers = None
    if large:
        # no world is looked at but that of the middle numbers
        ground = lay(case, as_of=day, worlds=1, seed=0)
        edge = frontier_of(ground, MOST_POINTS)
        numbers = numbers_of(space, edge.packages.T.astype(np.int16))
        about |= _found(edge, ground.route)
    return Packages(
        columns, about, space.combinations, frontier, space, rules, mid(space), progress, numbers
    )


def _found(edge: Edge, route: Route) -> dict[str, Any]:
    """Return what a file says of a frontier that was found without looking at all packages."""
    listed = len(edge.packages)
    said = "all" if listed == edge.count else f"{listed:,}, evenly from end to end,"
    points = f"{said} of its {edge.count:,} points"
    return {
        "frontier": f"found by mixed-integer programs: {points}, a package of each"
        if route == "programme"
        else f"found by structure: {points}, of each the package that comes first; others worth "
        "the same are left out",
        "epsilon": f"{to_points(edge.epsilon):g} points: for every package of the zone there is a "
        "point found that gives each principal as much, less that at most"
        if edge.epsilon
        else "0: these are all the points",
    }


def _columns(case: Case, space: Space) -> tuple[Column, ...]:
    """Return the columns; a prefix keeps the ids of issues, actors and parties apart."""
    issues = [
        Column(f"issue_{name}", "option", case.issues[name].name, options[:offered])
        for name, options, offered in zip(space.issues, space.options, space.offered, strict=True)
    ]
    actors = [
        Column(f"{what}_{name}", "points", f"{case.actors[name].name}: {what}")
        for name in space.actors
        for what in ("value", "gain")
    ]
    accepts = [
        Column(f"accepts_{name}", "flag", f"{case.actors[name].name} accepts")
        for name in space.actors
    ]
    won = [
        Column(f"won_{name}", "flag", f"{case.parties[name].name} ratifies")
        for name in space.parties
    ]
    return (
        Column("package", _number_kind(space), "number of the package"),
        *(*issues, *actors, *accepts, *won),
        Column("zone", "flag", "in the zone of agreement"),
    )


def _number_kind(space: Space) -> Kind:
    return "digits" if numbered(space, []).dtype == np.object_ else "count"


def _about(case: Case, day: date, columns: tuple[Column, ...], *, frontier: bool) -> dict[str, Any]:
    """Return what stands in the file beside the rows."""
    scales = {
        name: {"at_0": str(actor.scale.at_0), "at_100": str(actor.scale.at_100)}
        for name, actor in case.actors.items()
        if actor.scale is not None
    }
    rows = (
        "the frontier: packages of the zone that no other of the zone dominates for the principals,"
        " in rising order of the first party's value"
        if frontier
        else "every package that no hard linkage forbids, in rising order of its number"
    )
    return {
        "version": __version__,
        "case": case.id,
        "case_hash": content_hash(case),
        "as_of": day.isoformat(),
        "seed": "none: middle numbers, nothing is drawn",
        "rows": rows,
        "units": "points from 0 to 100 on each actor's own scale; exact to 1e-9",
        "scales": scales,
        "definitions": DEFINITIONS,
        "columns": {column.name: column.says for column in columns},
    }
