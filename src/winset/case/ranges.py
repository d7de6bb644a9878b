"""Which numbers a case may hold: the bounds of every judged number, and dates in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from winset.case.findings import Finding
from winset.case.numbers import quotient
from winset.case.places import in_words
from winset.case.references import matches
from winset.case.tree import Node


@dataclass(frozen=True)
class _Bounds:
    low: int
    high: int | None
    unit: str


_POINTS = _Bounds(0, 100, "points from 0 to 100")
_CHANCE = _Bounds(0, 1, "a share or chance from 0 to 1; write 30 % as 0.3")
_WEIGHT = _Bounds(0, None, "0 or more")
_DAYS = _Bounds(0, 36500, "days from 0 to 36500, a hundred years")
_CHANGE = _Bounds(-100, 100, "points from -100 to 100")

_BOUNDS = {
    "actors.*.views.*.weight": _WEIGHT,
    "actors.*.views.*.scores.*": _POINTS,
    "actors.*.views.*.attributes.*.weight": _WEIGHT,
    "actors.*.views.*.attributes.*.scores.*": _POINTS,
    "actors.*.reservation": _POINTS,
    "actors.*.margin": _POINTS,
    "actors.*.influence": _CHANCE,
    "linkages.*.points.*": _CHANGE,
    "linkages.*.penalty": _POINTS,
    "linkages.*.strength": _CHANCE,
    "moves.*.shifts.*": _CHANGE,
    "moves.*.cost": _POINTS,
    "moves.*.per_month": _CHANCE,
    "moves.*.counters.*.chance": _CHANCE,
    "test_case.trust.*": _CHANCE,
    "test_case.pretence": _CHANCE,
    "test_case.loss.*": _POINTS,
    "stages.*.days": _DAYS,
    "stages.*.chance": _CHANCE,
    "stages.*.cost": _POINTS,
    "stages.*.on_refusal.chance": _CHANCE,
    "calendar.deadlines.*.cost": _POINTS,
    "calendar.deadlines.*.hope": _CHANCE,
    "questions.*.expert": _CHANCE,
}

_PAIRS = {
    "facts.*": ("date", "until", "ends"),
    "rounds.*": ("start", "end", "ends"),
    "calendar.windows.*": ("start", "end", "ends"),
    "calendar.steps.*": ("earliest", "latest", "must end"),
    "calendar.deadlines.*": ("set_on", "date", "was set to fall"),
    "calendar.deadlines.*.history.*": ("set_on", "new", "was moved to fall"),
}
"""Two days of an entry in their order, and what it does on the second."""


def out_of_bounds(root: Node) -> Iterator[Finding]:
    """Yield every judged number that its unit does not allow."""
    for pattern, bounds in _BOUNDS.items():
        for path, node in matches(root, pattern):
            written = node.value.get("value") if isinstance(node.value, dict) else node.value
            numbers = written if isinstance(written, tuple) else (written,)
            wrong = [number for number in map(_number, numbers) if _outside(number, bounds)]
            if wrong:
                place = (*path, "value") if isinstance(node.value, dict) else path
                yield Finding(place, f"{in_words(path)} is {wrong[0]}", f"expected {bounds.unit}")


def _number(written: Any) -> Decimal | Fraction | int | None:
    """Return a number; None for what the check of shapes has already refused."""
    if isinstance(written, str):
        return quotient(written)
    return written if isinstance(written, Decimal | int) else None


def _outside(number: Decimal | Fraction | int | None, bounds: _Bounds) -> bool:
    return number is not None and (
        number < bounds.low or (bounds.high is not None and number > bounds.high)
    )


def wrong_order(root: Node) -> Iterator[Finding]:
    """Yield every period that ends before it starts, and each history that is not in order.

    Days are compared as written; in the form 2025-09-15 their order is that of the text.
    """
    for pattern, (start, end, does) in _PAIRS.items():
        for path, node in matches(root, pattern):
            first, last = (node.parts.get(key) for key in (start, end))
            if first and last and _later(first.value, last.value):
                yield Finding(
                    (*path, end), f"{in_words(path)} {does} on {last.value}, before {first.value}"
                )
    for path, node in matches(root, "calendar.deadlines.*.history"):
        steps = [
            part.parts["set_on"].value for part in node.parts.values() if "set_on" in part.parts
        ]
        if any(_later(a, b) for a, b in pairwise(steps)):
            yield Finding(path, f"{in_words(path)} is not in the order of `set_on`")
    for path, node in matches(root, "questions.*.base_rate"):
        k, n = (node.parts[key].value if key in node.parts else None for key in "kn")
        if isinstance(k, int) and isinstance(n, int) and k > n:
            yield Finding(path, f"{in_words(path)} counts {k} of {n}")


def _later(first: Any, second: Any) -> bool:
    return isinstance(first, str) and isinstance(second, str) and first > second
