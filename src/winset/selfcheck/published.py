"""What the authors of a scenario published beside it, by their own definitions.

Three files of the field: specials.json (ANL 2023), specs.json (NegoLog), pareto.xml (ANAC 2014).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from winset.case.errors import WinsetError
from winset.case.source import source_of
from winset.selfcheck.comparison import Row, Verdict, close, utilities

Pair = tuple[float, float]


@dataclass(frozen=True)
class Bilateral:
    """What the authors' measures are taken from: how many packages, and the distinct frontier."""

    outcomes: int
    frontier: tuple[Pair, ...]

    def best(self, merit: Callable[[Pair], float]) -> tuple[Pair, ...]:
        """Return the frontier points of greatest merit, all that are equal but for rounding."""
        top = max(map(merit, self.frontier))
        return tuple(point for point in self.frontier if merit(point) >= top - _EQUAL)


_EQUAL = 1e-9


def published(folder: Path, ours: Bilateral) -> list[Row]:
    """Return a row for each number that the folder's authors give; empty if they give none."""
    rows: list[Row] = []
    for name, read in (("specials.json", _specials), ("specs.json", _specs)):
        if (folder / name).is_file():
            rows += read(_json(folder / name), ours)
    points = published_frontier(folder)
    if points:
        row = _points("pareto.xml", ours.frontier, points)
        met = beaten_or_met(ours.frontier, points)
        surpassed = row.verdict == "differs" and met == len(points)
        rows.append(replace(row, verdict="surpassed") if surpassed else row)
    return rows


def published_frontier(folder: Path) -> list[Pair]:
    """Return the points of a folder's pareto.xml, which a search found; none if there is no such.

    Raises WinsetError if the file is not `u1, u2` on each line.
    """
    path = folder / "pareto.xml"
    points: list[Pair] = []
    for line in source_of(path).text.splitlines() if path.is_file() else ():
        if line.strip():
            try:
                first, second = map(float, line.split(","))
            except ValueError:
                raise WinsetError(f"{path}: expected `u1, u2` on each line: {line[:60]}") from None
            points.append((first, second))
    return points


def beaten_or_met(ours: Sequence[Pair], theirs: Sequence[Pair]) -> int:
    """Return how many points of theirs one of ours is at least as good as, for both parties."""
    return sum(
        any(a >= first - _PRINTED and b >= second - _PRINTED for a, b in ours)
        for first, second in theirs
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(source_of(path).text)
    except (ValueError, RecursionError):
        raise WinsetError(f"{path}: this is not JSON") from None
    if not isinstance(found, dict):
        raise WinsetError(f"{path}: expected a mapping of measures")
    return found


def _far(point: Pair) -> float:
    return math.dist(point, (1.0, 1.0))


def _specials(theirs: dict[str, Any], ours: Bilateral) -> list[Row]:
    """ANL: Kalai is the frontier point of least difference, opposition its distance to (1, 1)."""
    nash = ours.best(lambda u: u[0] * u[1])
    even = ours.best(lambda u: -abs(u[0] - u[1]))
    most = ours.best(sum)
    front = [tuple(point["utility"]) for point in theirs.get("pareto_front", [])]
    return [
        _number("size", "packages", ours.outcomes, theirs.get("size")),
        _point("nash", "greatest uA x uB, no reservation", nash, _utility(theirs.get("nash"))),
        _point("kalai", "frontier point of least |uA - uB|", even, _utility(theirs.get("kalai"))),
        _point("social_welfare", "greatest sum", most, _utility(theirs.get("social_welfare"))),
        _one_of(
            "opposition", "distance of kalai to (1, 1)", map(_far, even), theirs.get("opposition")
        ),
        _points("pareto_front", ours.frontier, front),
    ]


def _specs(theirs: dict[str, Any], ours: Bilateral) -> list[Row]:
    """NegoLog: Kalai is the greatest sum, opposition its distance to (1, 1)."""
    nash = ours.best(lambda u: u[0] * u[1])
    most = ours.best(sum)
    total = sum(most[0])
    far = map(_far, most)
    product = theirs.get("Nash Product", theirs.get("Product Score"))
    return [
        _number("NumberOfBids", "packages", ours.outcomes, theirs.get("NumberOfBids")),
        _number("Nash Product", "greatest uA x uB, no reservation", math.prod(nash[0]), product),
        _point("Nash", "its utilities", nash, _two(theirs, "Nash_A", "Nash_B")),
        _number("Social Welfare", "greatest sum", total, theirs.get("Social Welfare")),
        _point("Kalai", "their Kalai: greatest sum", most, _two(theirs, "Kalai_A", "Kalai_B")),
        _one_of("Opposition", "distance of Kalai to (1, 1)", far, theirs.get("Opposition")),
    ]


def _utility(entry: Any) -> Any:
    return entry.get("utility") if isinstance(entry, dict) else None


def _two(theirs: dict[str, Any], first: str, second: str) -> Any:
    return [theirs[first], theirs[second]] if first in theirs and second in theirs else None


def _number(name: str, definition: str, ours: float, theirs: Any) -> Row:
    return _one_of(name, definition, [ours], theirs)


def _one_of(name: str, definition: str, ours: Iterable[float], theirs: Any) -> Row:
    """Compare a number with ours; where points tie, with that of any of them."""
    own = list(ours)
    if theirs is None:
        return Row(name, definition, f"{own[0]:.6g}", "", "not_given")
    chosen = next((value for value in own if close(value, theirs)), None)
    shown = f"{own[0] if chosen is None else chosen:.6g}"
    return Row(name, definition, shown, str(theirs), "differs" if chosen is None else "same")


def _point(name: str, definition: str, ours: Sequence[Pair], theirs: Any) -> Row:
    """Compare a point with those of ours that tie."""
    if theirs is None:
        return Row(name, definition, utilities(ours[0]), "", "not_given")
    chosen = next((point for point in ours if _near(point, theirs)), None)
    shown = utilities(ours[0] if chosen is None else chosen)
    verdict: Verdict = "differs" if chosen is None else "same"
    return Row(name, definition, shown, utilities(theirs), verdict)


def _near(point: Pair, theirs: Any) -> bool:
    return (
        isinstance(theirs, list)
        and len(theirs) == len(point)
        and all(close(own, other) for own, other in zip(point, theirs, strict=True))
    )


_PRINTED = 2e-6
"""Difference of two points of which one was printed from single precision."""


def _points(name: str, ours: Sequence[Pair], theirs: Iterable[Any]) -> Row:
    """Compare two frontiers point by point, in the order of the first party."""
    own, other = sorted(ours), sorted(tuple(map(float, point)) for point in theirs)
    same = len(own) == len(other) and all(
        max(abs(a - c), abs(b - d)) <= _PRINTED for (a, b), (c, d) in zip(own, other, strict=True)
    )
    return Row(
        name,
        "distinct points of the frontier",
        f"{len(own):,} points",
        f"{len(other):,} points",
        "same" if same else "differs",
    )
