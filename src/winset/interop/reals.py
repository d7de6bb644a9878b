"""Issues of real numbers as they are read: ranges, or lists where a case cannot say the values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from winset.case.grid import MOST
from winset.case.values import LONGEST, id_of, number_in, plain
from winset.interop.curves import Curve, grid
from winset.interop.exact import shown
from winset.interop.scenario import NumberLine, Profile, Topic

Values = tuple[Fraction, ...] | Curve
"""What the options of an issue are worth; of a real issue, a curve."""

TOO_LONG = "the numbers at which values bend, or those tried, have more digits than a range holds"

TOO_MANY = f"values bend at more numbers than the {MOST} that a range holds"


@dataclass(frozen=True)
class Real:
    """An issue of all numbers from `low` to `high`, of which `points` evenly spaced are tried."""

    name: str
    low: Fraction
    high: Fraction
    points: int


@dataclass(frozen=True)
class Sketch:
    """A profile whose values on real issues are still curves."""

    profile: Profile
    values: tuple[Values, ...]


def settled(
    issues: Sequence[Topic | Real], sketches: Sequence[Sketch], why: str | None = None
) -> tuple[tuple[Topic, ...], tuple[Profile, ...]]:
    """Return the issues and profiles with every real issue a range, and its values at its numbers.

    `why` no case could have them as ranges: they are lists then, of the evenly spaced numbers.
    """
    topics, numbers = [], []
    for k, issue in enumerate(issues):
        topic, of = (issue, ()) if isinstance(issue, Topic) else _topic(issue, k, sketches, why)
        topics.append(topic)
        numbers.append(of)
    profiles = [
        replace(
            sketch.profile,
            values=tuple(
                tuple(map(row, of)) if isinstance(row, Curve) else row
                for row, of in zip(sketch.values, numbers, strict=True)
            ),
        )
        for sketch in sketches
    ]
    return tuple(topics), tuple(profiles)


def _topic(
    issue: Real, k: int, sketches: Sequence[Sketch], why: str | None
) -> tuple[Topic, tuple[Fraction, ...]]:
    """Return a real issue and its numbers; of one that has a single number, that option."""
    curves = [
        (sketch.profile, curve)
        for sketch in sketches
        if isinstance(curve := sketch.values[k], Curve)
    ]
    of = tuple(grid(issue.low, issue.high, [curve for _, curve in curves], issue.points))
    if not why and len(of) > MOST:
        why = TOO_MANY
    if not why and not all(map(_holds, of)):
        why = TOO_LONG
    if why is None and len(of) > 1:
        return Topic(
            issue.name, tuple(map(shown, of)), None, NumberLine(of, points=issue.points)
        ), of
    of = tuple(grid(issue.low, issue.high, [], issue.points))
    labels = tuple(map(shown, of))
    if len(of) == 1:
        return Topic(issue.name, labels), of
    half = (of[1] - of[0]) / 2
    worst = ", ".join(
        f"{profile.name} {_upward(profile.weights[k] * curve.steepest * half)}"
        for profile, curve in curves
    )
    note = (
        f"A real number from {shown(issue.low)} to {shown(issue.high)}, here a list of {len(of)} "
        f"evenly spaced ones and no range: {why}. The nearest differs from any number by at most "
        f"this much utility: {worst}."
    )
    return Topic(issue.name, labels, note), of


def _holds(number: Fraction) -> bool:
    """Return whether a case can name a number of a range."""
    return len(id_of(number)) <= LONGEST and number_in(plain(number)) == number


def _upward(error: Fraction) -> str:
    """Return a bound with three digits, rounded up: a bound must hold."""
    error = abs(error)
    if not error:
        return "0"
    places = 0
    while error * 10**places < 100:  # noqa: PLR2004  three digits
        places += 1
    return shown(Fraction(-(-error * 10**places // 1), 10**places))
