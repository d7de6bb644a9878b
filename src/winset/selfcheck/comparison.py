"""One number of ours beside one of somebody else's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from winset.case.errors import WinsetError
from winset.selfcheck.measures import DEFINITIONS, Measured, Point, Unsaid

Verdict = Literal["same", "same_on_grid", "surpassed", "within", "differs", "not_given", "unsaid"]

LARGEST = 50_000_000
"""Bytes of a file of reference answers."""

_TOLERANCE = 1e-8
"""Relative difference of two utilities that were printed with nine digits or computed in floats."""


@dataclass(frozen=True)
class Row:
    """One measure: by what definition, our number, theirs, and whether they agree.

    `same_on_grid`: exact numbers differ by rounding of the files; counted on a grid of 1e-9 they
    agree. `surpassed`: theirs is a frontier that a search found; each of its points is met or
    beaten by a package of ours, and not the other way round. `within`: ours is a pair of bounds,
    and theirs lies between. `unsaid`: ours cannot be told.
    """

    measure: str
    definition: str
    ours: str
    theirs: str
    verdict: Verdict


def reference(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the reference answers in a folder or above it, by the scenario's folder name.

    Empty if there are none. Raises WinsetError if the file is no such thing.
    """
    for place in (folder, *folder.resolve().parents[:2]):
        path = place / "reference_answers.json"
        if path.is_file():
            return _read(path)
    return {}


def _read(path: Path) -> dict[str, dict[str, Any]]:
    if path.stat().st_size > LARGEST:
        raise WinsetError(f"{path}: larger than {LARGEST // 1_000_000} MB")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {Path(entry["folder"]).name: dict(entry) for entry in found["scenarios"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise WinsetError(
            f"{path}: not reference answers; expected `scenarios`, a list of entries with `folder`"
        ) from None


def compared(
    ours: dict[str, Measured], on_grid: dict[str, int], theirs: dict[str, Any]
) -> list[Row]:
    """Return a row for each measure; `theirs` is a block of the reference answers, or empty."""
    return [
        Row(
            name,
            DEFINITIONS[name],
            shown(value),
            shown_other(theirs.get(name)) if name in theirs else "",
            _verdict(value, on_grid.get(name), theirs.get(name))
            if name in theirs or isinstance(value, Unsaid)
            else "not_given",
        )
        for name, value in ours.items()
    ]


def _verdict(ours: Measured, on_grid: int | None, theirs: Any) -> Verdict:  # noqa: PLR0911  one a kind
    match ours:
        case int():
            if ours == theirs:
                return "same"
            return "same_on_grid" if on_grid is not None and on_grid == theirs else "differs"
        case float():
            return "same" if close(ours, theirs) else "differs"
        case Point():
            return _point_verdict(ours, theirs)
        case tuple():
            return "same" if all_close(ours, theirs) else "differs"
        case Unsaid():
            return _bounds_verdict(ours, theirs)
        case None:
            return "same" if theirs is None or theirs.get("value") is None else "differs"


def _bounds_verdict(ours: Unsaid, theirs: Any) -> Verdict:
    value = theirs.get("value") if isinstance(theirs, dict) else theirs
    if ours.low is None or ours.high is None or not isinstance(value, int | float):
        return "unsaid"
    inside = float(ours.low) <= value <= float(ours.high)
    met = inside or close(float(ours.low), value) or close(float(ours.high), value)
    return "within" if met else "differs"


def _point_verdict(ours: Point, theirs: Any) -> Verdict:
    if not isinstance(theirs, dict) or not close(float(ours.value), theirs.get("value")):
        return "differs"
    listed = theirs.get("utilities") or []
    for verdict, utilities, distinct, outcomes in (
        ("same", ours.utilities, ours.distinct, ours.outcomes),
        ("same_on_grid", *ours.near),
    ):
        counted = theirs.get("distinct_ties") == distinct and (
            outcomes is None or theirs.get("outcomes") == outcomes
        )
        found = all(any(all_close(own, other) for own in utilities) for other in listed)
        if found and counted:
            return "same" if verdict == "same" else "same_on_grid"
    return "differs"


def close(ours: float, theirs: Any) -> bool:
    """Return whether a number is ours but for rounding."""
    if isinstance(theirs, bool) or not isinstance(theirs, int | float):
        return False
    return abs(ours - theirs) <= _TOLERANCE * max(1.0, abs(theirs))


def all_close(ours: tuple[Fraction, ...], theirs: Any) -> bool:
    """Return whether utilities are ours but for rounding."""
    if not isinstance(theirs, list | tuple) or len(theirs) != len(ours):
        return False
    return all(close(float(own), other) for own, other in zip(ours, theirs, strict=True))


def shown(value: Measured) -> str:  # noqa: PLR0911  one a kind
    """Return a measure for a table: utilities with six digits, the number of ties beside them."""
    match value:
        case Point():
            first = utilities(value.utilities[0])
            ties = f", and {value.distinct - 1} more" if value.distinct > 1 else ""
            return f"{float(value.value):.6g} at {first}{ties}"
        case tuple():
            return utilities(value)
        case float():
            return f"{value:.6f}"
        case Unsaid(why, None, None):
            return f"cannot say: {why}"
        case Unsaid(why, low, high) if low == high:
            return f"{float(low or 0):.6g}: {why}"
        case Unsaid(why, low, high):
            return f"from {float(low or 0):.6g} to {float(high or 0):.6g}: {why}"
        case None:
            return "none"
        case int():
            return f"{value:,}"


def shown_other(value: Any) -> str:
    """Return a reference answer in the form of `shown`."""
    match value:
        case {"value": merit, "utilities": [[*first], *_], "distinct_ties": ties}:
            more = f", and {ties - 1} more" if ties > 1 else ""
            return f"{merit:.6g} at {utilities(first)}{more}"
        case [*numbers]:
            return utilities(numbers)
        case bool() | None:
            return "none"
        case int():
            return f"{value:,}"
        case float():
            return f"{value:.6f}"
        case _:
            return str(value)


def utilities(numbers: Any) -> str:
    """Return utilities as (0.5, 0.25)."""
    return f"({', '.join(f'{float(n):.6g}' if n is not None else 'none' for n in numbers)})"
