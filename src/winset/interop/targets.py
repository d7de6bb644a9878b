"""What each program's files hold of a scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from winset.interop.exact import decimal
from winset.interop.genius_cap import capped
from winset.interop.scenario import Profile, Scenario, span

Target = Literal["genius", "negmas", "geniusweb", "csv"]

TARGETS: tuple[Target, ...] = ("genius", "negmas", "geniusweb", "csv")


def held(scenario: Scenario, target: Target) -> Scenario:
    """Return the part of a scenario that a program's files hold, and how they hold it."""
    hold: dict[str, Callable[[Profile], Profile]] = {
        "genius": _genius,
        "negmas": _negmas,
        "geniusweb": _geniusweb,
        "csv": _plain,
    }
    kept = replace(
        scenario,
        issues=tuple(replace(issue, note=None) for issue in scenario.issues),
        profiles=tuple(map(hold[target], scenario.profiles)),
        notes=(),
    )
    if target == "csv":
        return kept
    return replace(kept, format=target)


def no_reservation(profile: Profile) -> Fraction:
    """Return the reservation of programs that have none: the least utility, so that all will do."""
    return span(profile)[0]


def _plain(profile: Profile) -> Profile:
    return replace(profile, boxes=(), ceiling=None, discount=None)


def _negmas(profile: Profile) -> Profile:
    by_round = profile.discount if profile.discount and profile.discount.per == "round" else None
    stated = profile.stated or profile.reservation != no_reservation(profile)
    return replace(_digits(profile), boxes=(), ceiling=None, discount=by_round, stated=stated)


def _digits(profile: Profile) -> Profile:
    """Return a profile in finite decimals if another make-up of the same utilities has them.

    That is: each issue from 0, with weight 1, and what it started at in the base.
    """
    products = [
        [weight * value for value in row]
        for weight, row in zip(profile.weights, profile.values, strict=True)
    ]
    rows = tuple(tuple(product - min(row) for product in row) for row in products)
    if _finite(profile.values) or not _finite(rows):
        return profile
    ones = tuple(Fraction(1) for _ in rows)
    return replace(profile, weights=ones, values=rows, base=span(profile)[0])


def _finite(rows: Sequence[Sequence[Fraction]]) -> bool:
    return all(decimal(value)[1] for row in rows for value in row)


def _geniusweb(profile: Profile) -> Profile:
    """Weights sum to 1, and the reservation is a bid: one of exactly that utility, or none."""
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


def _genius(profile: Profile) -> Profile:
    """Values from 0 to 1 with 1 the best of each issue, or boxes alone; a discount of time."""
    discount = profile.discount
    if discount and (discount.per != "relative_time" or not discount.reservation):
        discount = None
    stated = profile.stated or profile.reservation != 0
    kept = replace(profile, discount=discount, stated=stated)
    if profile.boxes and not any(any(row) for row in profile.values) and not profile.base:
        return kept
    share = profile.base / len(profile.weights)
    weights, rows = [], []
    for weight, row in zip(profile.weights, profile.values, strict=True):
        products = [weight * value + share for value in row]
        top = max(products)
        if min(products) < 0:
            products = [max(product, Fraction(0)) for product in products]
            top = max(products)
        whole = weight if not any(row) and not share else top
        weights.append(whole)
        rows.append(tuple(product / top if top else Fraction(0) for product in products))
    made = replace(kept, weights=tuple(weights), values=tuple(rows), base=Fraction(0), boxes=())
    return replace(capped(made), ceiling=None)


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
