"""Issues that can take any value: the best values found and tried, and what others could add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import numpy as np

from winset.case.document import Case
from winset.case.grid import conditions, edges, label, laid_out
from winset.case.values import number_of
from winset.home.zone import deciders, ratified
from winset.space.continuous.loss import largest_loss
from winset.space.continuous.optimum import Optimum, merit, optimum
from winset.space.continuous.path import Corner, Curve, Point, path
from winset.space.continuous.worths import exact_gains, worth
from winset.space.frontier import efficient
from winset.space.grid import UNITS
from winset.space.packages import ENUMERABLE
from winset.study.ground import Ground, lay
from winset.study.survey.found import Survey

DIGITS = 12
"""Digits of a range's width to which a best value is rounded: less than a value's own grid."""

ALIKE = 1e-6
"""Points under which the best value tried counts as the best of all."""

_IN_WORDS = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
}


@dataclass(frozen=True)
class Ranged:
    """A case with the best values of its ranges among those tried, and what they are worth.

    `optimum`: the solutions over all values at the middle numbers; None where they are not known.
    """

    case: Case
    optimum: Optimum | None


def refined(case: Case, as_of: date, seed: int) -> Ranged:
    """Return the case, with the values that the four solutions pick tried as well.

    Where the solutions over all values are not known, or more values would be too many packages,
    it stays as it is.
    """
    names = [name for name, issue in case.issues.items() if issue.range]
    if not names:
        return Ranged(case, None)
    ground = lay(case, as_of=as_of, worlds=1, seed=seed)
    if ground.route != "enumeration":
        return Ranged(case, None)
    line = _line(ground, names)
    best = None if line is None else optimum(_bases(ground, names), line)
    if best is None:
        return Ranged(case, None)
    extra = {
        name: [
            *map(number_of, case.issues[name].options),
            *(_rounded(case, name, one.at[k]) for one in (*best.rules.values(), *best.alone)),
        ]
        for k, name in enumerate(names)
    }
    finer = laid_out(case, extra)
    grown = Fraction(ground.space.combinations)
    for name in names:
        grown *= Fraction(len(finer.issues[name].options), len(case.issues[name].options))
    return Ranged(finer if grown <= ENUMERABLE else case, best)


def _line(ground: Ground, names: list[str]) -> tuple[Corner, ...] | None:
    """Return the line of the principals' worths; None where others or conditions have a say."""
    space, middle = ground.space, ground.mid
    places = [space.issues.index(name) for name in names]
    asked = conditions(ground.case)
    principals = space.principals
    others = set(deciders(space, ground.rules)) - set(principals)
    touched = (
        any(edges(name, asked).above or edges(name, asked).below for name in names)
        or any(space.weights[a][k] is not None for a in others for k in places)
        or bool(middle.margin[0, list(principals)].any())
    )
    if touched:
        return None
    return path(
        [
            Curve(
                tuple(number_of(option) for option in space.options[k]),
                tuple(zip(*(worth(space, a, k) for a in principals), strict=True)),
            )
            for k in places
        ]
    )


def _bases(ground: Ground, names: list[str]) -> list[Point]:
    """Return the principals' gains without the ranges, of what all others would ratify.

    Of packages alike in the gains of all principals, one; none that another dominates.
    """
    space = ground.space
    places = [space.issues.index(name) for name in names]
    rows = list(space.principals)
    firsts = ground.mid.contributions[0][rows][:, [space.offsets[k] for k in places]].sum(axis=1)
    kept = np.zeros((len(rows), 0), dtype=np.int64)
    packages = np.zeros((len(space.issues), 0), dtype=np.int16)
    for part in ground.slices():
        of_all = np.flatnonzero((part.block.digits[places] == 0).all(axis=0))
        accepted, gains = part.accepted[:, of_all], part.gains[:, of_all]
        accepted[rows] = True
        base = gains[rows] - firsts[:, None]
        gains[rows] = 0
        allowed = part.block.allowed[:, of_all]
        _, zone = ratified(space, ground.rules, ground.mid_luck[0], allowed, gains, accepted)
        kept = np.concatenate((kept, base[:, zone]), axis=1)
        packages = np.concatenate((packages, part.block.digits[:, of_all[zone]]), axis=1)
        still = efficient(kept)
        kept, first = np.unique(kept[:, still], axis=1, return_index=True)
        packages = packages[:, still][:, first]
    starts = [sum((worth(space, a, k)[0] for k in places), Fraction(0)) for a in space.principals]
    return [
        tuple(gain - start for gain, start in zip(gains, starts, strict=True))
        for gains in exact_gains(space, packages)
    ]


def _rounded(case: Case, name: str, value: Fraction) -> Fraction:
    """Return a value with at most DIGITS digits after those of the range's width.

    One that so many digits less three cannot tell from a value tried is that value.
    """
    of = case.issues[name].range
    assert of is not None  # noqa: S101  only ranges are asked for
    width = Fraction(of.high) - Fraction(of.low)
    near = min(map(number_of, case.issues[name].options), key=lambda tried: abs(tried - value))
    if abs(near - value) < width / 10 ** (DIGITS - 3):
        return near
    with localcontext(prec=80):
        unit = Decimal(1).scaleb(Decimal(str(float(width))).adjusted() - DIGITS)
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return Fraction(exact.quantize(unit, ROUND_HALF_EVEN))


def shortfalls(found: Survey, best: Optimum) -> Mapping[str, float]:
    """Return, by rule, by how much the best package tried falls short of the best of all.

    In points; of Kalai-Smorodinsky in percent of each side's best gain; of Nash in points of the
    geometric mean of gains. Without a package in the zone, of a solution that there is, infinity.
    """
    short = {}
    for rule, picks in found.picks.items():
        if rule not in best.rules:
            continue
        most = best.rules[rule].merit
        if not picks.numbers.size:
            short[rule] = float("inf")
            continue
        gains = [Fraction(int(g), UNITS) for g in picks.gains[:, 0]]
        reached = merit(rule, best.ideal, gains)
        if rule == "nash":
            root = 1 / len(gains)
            short[rule] = float(most) ** root - float(reached) ** root
        else:
            scale = 100 if rule == "kalai_smorodinsky" else 1
            short[rule] = float(most - reached) * scale
    return short


def exact(ground: Ground, found: Survey | None, best: Optimum | None) -> bool:
    """Return whether the solutions are those over all values, to a millionth of a point (mid)."""
    if not any(issue.range for issue in ground.case.issues.values()):
        return True
    if found is None or best is None:
        return False
    return max(shortfalls(found, best).values(), default=0.0) <= ALIKE


def range_notes(ground: Ground, found: Survey | None, best: Optimum | None) -> list[str]:
    """Return what a reader must know of ranges: the values tried, and what others could add."""
    notes = [_tried(ground, name) for name, issue in ground.case.issues.items() if issue.range]
    if not notes or found is None:
        return notes
    if best is None:
        if found.zone.high == 0:
            notes.append(
                "No package tried would be ratified by every side at the middle numbers; whether "
                "one with a value in between would is not known."
            )
        return notes
    short = {rule: gap for rule, gap in shortfalls(found, best).items() if gap > ALIKE}
    if not best.rules:
        notes.append(
            "No value, tried or not, makes a package that every side would ratify at "
            "the middle numbers."
        )
    elif not short:
        notes.append(
            "The four bargaining solutions are exact over all values at the middle numbers, to a "
            "millionth of a point: the values they pick are among those tried."
        )
    for rule, gap in short.items():
        unit = "% of the best gains" if rule == "kalai_smorodinsky" else "points"
        notes.append(
            f"The {_IN_WORDS[rule]} solution among the values tried falls short of that over all "
            f"values by {_upward(Fraction(gap))} {unit}."
            if np.isfinite(gap)
            else f"The {_IN_WORDS[rule]} solution lies at a value that was not tried."
        )
    return notes


def _tried(ground: Ground, name: str) -> str:
    """Return which values of an issue were tried, and what one in between could add."""
    case, space = ground.case, ground.space
    issue = case.issues[name]
    of = issue.range
    assert of is not None  # noqa: S101  only ranges are asked for
    lost = largest_loss(case, space, space.issues.index(name))
    asked = deciders(space, ground.rules)
    most = max(lost[a] for a in asked)
    who = "side" if set(asked) <= set(space.principals) else "side and no ratifier"
    span = f"{label(Fraction(of.low), None)} to {label(Fraction(of.high), of.unit)}"
    return (
        f"“{issue.name}” may take any value from {span}: {len(issue.options)} values were tried; "
        f"at the middle numbers no {who} can gain more than {_upward(most)} points from a value "
        "in between."
    )


def caution(case: Case) -> str:
    """Return what a search over the values tried does not say, as a sentence; empty if all."""
    names = [issue.name for issue in case.issues.values() if issue.range]
    listed = " and ".join(f"“{name}”" for name in names)
    return f"Of {listed} only the values tried were weighed, not those in between." if names else ""


def _upward(points: Fraction) -> str:
    """Return a bound with two digits, rounded up: a bound must hold."""
    with localcontext(prec=2, rounding=ROUND_CEILING):
        return f"{(Decimal(points.numerator) / Decimal(points.denominator)).normalize():f}"
