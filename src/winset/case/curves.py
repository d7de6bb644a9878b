"""An actor's scores along a range: given at some of its numbers, straight from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from winset.case.actors import View
from winset.case.agenda import Range
from winset.case.findings import Finding
from winset.case.numbers import Judged
from winset.case.references import matches
from winset.case.tree import Node, Path
from winset.case.values import number_in, number_of, value_of


def mixture(scored: Mapping[str, Judged], option: str) -> tuple[tuple[str, Fraction], ...]:
    """Return the scored numbers that an option of a range lies on or between, with their shares.

    Shares sum to 1: the score is that of the straight line. Without a score on both sides, none.
    """
    at = number_of(option)
    points = sorted((number_of(point), point) for point in scored)
    for (low, first), (high, second) in pairwise(points):
        if low <= at <= high:
            share = (at - low) / (high - low)
            parts = ((first, 1 - share), (second, share))
            return tuple((point, part) for point, part in parts if part)
    return ()


def curve_mistakes(place: Path, actor: str, issue: str, view: View, of: Range) -> Iterator[Finding]:
    """Yield what keeps the scores of a view from being a curve over the whole range."""
    if view.attributes:
        yield Finding(
            (*place, "attributes"),
            f"{actor} scores issue {issue} by attributes, but the issue has a range",
            f"give `scores` at numbers of it: {{{of.low}: 0, {of.high}: 100}}",
            at_key=True,
        )
        return
    scored = {value_of(point) for point in view.scores}
    for word, end in (("lowest", of.low), ("highest", of.high)):
        if Fraction(end) not in scored:
            yield Finding(
                (*place, "scores"),
                f"{actor} gives no score to {end}, the {word} number of issue {issue}",
                "scores of a range are given at both its ends, and where they bend",
                at_key=True,
            )


def scored_twice(root: Node) -> Iterator[Finding]:
    """Yield the numbers to which an actor gives two scores, spelled in two ways."""
    for path, node in matches(root, "actors.*.views.*.scores"):
        seen: dict[Fraction, str] = {}
        for key in node.keys:
            number = number_in(key)
            if number is not None and number in seen:
                yield Finding(
                    (*path, key),
                    f"`{key}` is the same number as `{seen[number]}`, which has a score",
                    "keep one of the two",
                    at_key=True,
                )
            elif number is not None:
                seen[number] = key
