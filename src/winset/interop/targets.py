"""What each program's files hold of a scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from winset.interop.exact import decimal, shown
from winset.interop.genius import POINTS as GENIUS_POINTS
from winset.interop.genius_cap import exceeds
from winset.interop.genius_profile import genius_profile
from winset.interop.geniusweb import STEPS, along
from winset.interop.scenario import (
    Format,
    NumberLine,
    Profile,
    Scenario,
    Topic,
    span,
    whole_numbers,
)
from winset.interop.shapes import finite, genius_shape, negmas_shape, whole_line_of

Target = Literal["genius", "negmas", "geniusweb", "csv"]

TARGETS: tuple[Target, ...] = ("genius", "negmas", "geniusweb", "csv")


def held(scenario: Scenario, target: Target) -> Scenario:
    """Return the part of a scenario that a program's files hold, and how they hold it.

    An issue of numbers stays one if the program has a function for what each profile wants of it;
    otherwise its numbers are a list.
    """
    hold: dict[str, Callable[[Profile, Topics], Profile]] = {
        "genius": genius_profile,
        "negmas": _negmas,
        "geniusweb": _geniusweb,
        "csv": _plain,
    }
    topics = tuple(_topic(issue, scenario.format, target) for issue in scenario.issues)
    while True:
        profiles = tuple(hold[target](profile, topics) for profile in scenario.profiles)
        fitted = tuple(
            issue if _fits(issue, k, profiles, target) else _listed(scenario.issues[k])
            for k, issue in enumerate(topics)
        )
        if fitted == topics:
            break
        topics = fitted
    kept = replace(scenario, issues=topics, profiles=profiles, notes=())
    return kept if target == "csv" else replace(kept, format=target)


Topics = Sequence[Topic]

_POINTS = {"genius": GENIUS_POINTS}
"""How many numbers a program tries whose files do not say."""


def _topic(issue: Topic, source: Format, target: Target) -> Topic:
    """Return an issue without note and unit, and as many numbers to try as the program has.

    Whole numbers in a row may have been an integer issue of GENIUS, if they come from there.
    """
    numbers = issue.numbers
    if source == target == "genius" and (whole := whole_numbers(issue)):
        line = NumberLine(tuple(map(Fraction, whole)), between=False)
        return replace(issue, note=None, numbers=line)
    if numbers is None or target == "csv" or (target != "geniusweb" and not numbers.between):
        return _listed(issue)
    if target == "geniusweb":
        steps = NumberLine(numbers.of, between=False)
        return replace(issue, options=tuple(map(shown, numbers.of)), note=STEPS, numbers=steps)
    points = _POINTS.get(target, numbers.points)
    return replace(issue, note=None, numbers=replace(numbers, points=points, unit=None))


def _listed(issue: Topic) -> Topic:
    return replace(issue, note=None, numbers=None)


def _fits(issue: Topic, k: int, profiles: Sequence[Profile], target: Target) -> bool:
    """Return whether a program's files hold an issue and the values of all profiles on it."""
    numbers = issue.numbers
    if numbers is None:
        return True
    rows = [profile.values[k] for profile in profiles]
    if not _finite([[numbers.of[0], numbers.of[-1]]]):
        return False
    match target:
        case "genius" if not numbers.between:
            # as a list, evaluations would be divided by the largest
            divided = any(max(row) not in (0, 1) for row in rows)
            boxed = any(profile.boxes for profile in profiles)
            return divided and not boxed and all(map(whole_line_of, rows))
        case "genius":
            boxed = any(profile.boxes or exceeds(profile) for profile in profiles)
            return not boxed and all(genius_shape(numbers.of, row) for row in rows)
        case "negmas":
            return True
        case _:
            return _even(numbers.of) and all(_on_web_line(numbers.of, row) for row in rows)


def _even(numbers: Sequence[Fraction]) -> bool:
    steps = {b - a for a, b in pairwise(numbers)}
    return len(steps) == 1 and min(steps) > 0


def _on_web_line(numbers: Sequence[Fraction], row: Sequence[Fraction]) -> bool:
    ends = (numbers[0], row[0]), (numbers[-1], row[-1])
    return _finite([[numbers[1], row[0], row[-1]]]) and along(*ends, numbers) == tuple(row)


def no_reservation(profile: Profile) -> Fraction:
    """Return the reservation of programs that have none: the least utility, so that all will do."""
    return span(profile)[0]


def _plain(profile: Profile, topics: Topics) -> Profile:
    del topics
    return replace(profile, boxes=(), ceiling=None, discount=None)


def _negmas(profile: Profile, topics: Topics) -> Profile:
    by_round = profile.discount if profile.discount and profile.discount.per == "round" else None
    stated = profile.stated or profile.reservation != no_reservation(profile)
    return replace(
        _digits(profile, topics), boxes=(), ceiling=None, discount=by_round, stated=stated
    )


def _digits(profile: Profile, topics: Topics) -> Profile:
    """Return a profile in finite decimals if another make-up of the same utilities has them.

    That is: each issue with weight 1, from 0 at its worst or to 0 at its best, and the rest in the
    base. Values on a scale of the reader's own go out below 0, so that it makes the same of them.
    """
    if _written_whole(profile.values, topics) and _finite([[*profile.weights, profile.base]]):
        return profile
    products = [
        [weight * value for value in row]
        for weight, row in zip(profile.weights, profile.values, strict=True)
    ]
    for end in (min, max):
        ends = [end(row) for row in products]
        rows = [[v - e for v in row] for row, e in zip(products, ends, strict=True)]
        if _on_own_scale(profile) and all(0 <= value <= 1 for row in rows for value in row):
            ends[0] += 1
            rows[0] = [value - 1 for value in rows[0]]
        base = profile.base + sum(ends, Fraction(0))
        if _written_whole(rows, topics) and _finite([[base]]):
            ones = tuple(Fraction(1) for _ in rows)
            return replace(profile, weights=ones, values=tuple(map(tuple, rows)), base=base)
    return profile


def _on_own_scale(profile: Profile) -> bool:
    """Return whether values run from the least utility to the greatest, as `to_case` moves them."""
    lowest, highest = span(profile)
    d = lowest if profile.reservation is None else profile.reservation
    top = profile.base + sum(profile.weights, Fraction(0))
    return (profile.base, top) == (min(lowest, d), max(highest, d))


def _written_whole(rows: Sequence[Sequence[Fraction]], topics: Topics) -> bool:
    """Return whether decimals hold all that a NegMAS file says of values."""
    return all(
        finite(negmas_shape(issue.numbers.of, row)) if issue.numbers else _finite([row])
        for issue, row in zip(topics, rows, strict=True)
    )


def _finite(rows: Sequence[Sequence[Fraction]]) -> bool:
    return all(decimal(value)[1] for row in rows for value in row)


def _geniusweb(profile: Profile, topics: Topics) -> Profile:
    """Weights sum to 1, and the reservation is a bid: one of exactly that utility, or none."""
    del topics
    plain = replace(profile, boxes=(), ceiling=None, discount=None)
    total = sum(profile.weights, Fraction(0))
    if profile.base or total != 1:
        weights = tuple(
            weight / total if total else Fraction(1, len(profile.weights))
            for weight in profile.weights
        )
        plain = replace(plain, base=Fraction(0), weights=weights)
        if profile.reservation is not None and total:
            plain = replace(plain, reservation=(profile.reservation - profile.base) / total)
    none = no_reservation(plain)
    stated = profile.stated or plain.reservation != none
    if stated and (plain.reservation is None or bid_worth(plain, plain.reservation) is None):
        return replace(plain, reservation=none, stated=False)
    return replace(plain, stated=stated)


def bid_worth(profile: Profile, utility: Fraction) -> tuple[int, ...] | None:
    """Return the options of a package worth exactly `utility`; None if none is found.

    Keeps the distinct sums issue by issue, up to MOST_SUMS.
    """
    sums: dict[Fraction, tuple[int, ...]] = {profile.base: ()}
    for weight, row in zip(profile.weights, profile.values, strict=True):
        grown: dict[Fraction, tuple[int, ...]] = {}
        for total, options in sums.items():
            for o, value in enumerate(row):
                grown.setdefault(total + weight * value, (*options, o))
        if len(grown) > MOST_SUMS:
            return None
        sums = grown
    return sums.get(utility)


MOST_SUMS = 200_000
"""Distinct sums that the search for a bid keeps."""
