"""A profile in the form that GENIUS computes with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from winset.interop.genius_cap import capped
from winset.interop.scenario import NumberLine, Profile, Topic, span
from winset.interop.shapes import finite, genius_shape, whole_line_of


def genius_profile(profile: Profile, topics: Sequence[Topic]) -> Profile:
    """Return a profile as GENIUS holds it, without what it cannot hold.

    Values from 0 to 1 with 1 the best of each issue, or boxes alone; a discount of time. Along a
    range, where GENIUS divides by nothing, values stay as they are if they are its own.
    """
    discount = profile.discount
    if discount and (discount.per != "relative_time" or not discount.reservation):
        discount = None
    stated = profile.stated or profile.reservation != 0
    kept = replace(profile, discount=discount, stated=stated)
    if profile.boxes and not any(any(row) for row in profile.values) and not profile.base:
        return kept
    weights, rows = [], []
    parts = zip(topics, profile.weights, profile.values, _from_0(profile, topics), strict=True)
    for issue, weight, row, products in parts:
        plain = weight >= 0 and products == tuple(weight * value for value in row)
        idle = plain and not weight and min(row) >= 0
        worth = row if idle else products
        top = max(worth)
        shares = tuple(value / top if top else Fraction(0) for value in worth)
        if plain and issue.numbers and _stays(issue.numbers, row, shares):
            weights.append(weight)
            rows.append(row)
            continue
        weights.append(weight if idle or (plain and not any(row)) else top)
        rows.append(shares)
    made = replace(kept, weights=tuple(weights), values=tuple(rows), base=Fraction(0), boxes=())
    return replace(capped(made), ceiling=None)


def _from_0(profile: Profile, topics: Sequence[Topic]) -> list[tuple[Fraction, ...]]:
    """Return what options are worth with no base, each 0 or more.

    As they are if they are so; else each issue starts at 0, and the least utility is shared by
    lists alike, or by the ranges whose values GENIUS then has. What is below 0 is cut off.
    """
    rows = [
        tuple(weight * value for value in row)
        for weight, row in zip(profile.weights, profile.values, strict=True)
    ]
    if not profile.base and all(min(row) >= 0 for row in rows):
        return rows
    least = span(profile)[0]
    rows = [tuple(product - min(row) for product in row) for row in rows]
    listed = [k for k, issue in enumerate(topics) if issue.range is None]
    lines = [
        k
        for k, issue in enumerate(topics)
        if issue.range and _bears(issue.range.of, rows[k], least / len(topics))
    ]
    bearers = listed or lines or range(len(topics))
    for k in bearers:
        rows[k] = tuple(max(value + least / len(bearers), Fraction(0)) for value in rows[k])
    return rows


def _bears(numbers: Sequence[Fraction], row: Sequence[Fraction], more: Fraction) -> bool:
    """Return whether GENIUS has the shares of 1 that values are which are worth more by as much."""
    top = max(row) + more
    return top > 0 and genius_shape(numbers, [(value + more) / top for value in row]) is not None


def _stays(numbers: NumberLine, row: Sequence[Fraction], shares: Sequence[Fraction]) -> bool:
    """Return whether a row is written as it is: it can be, and no worse than as shares of 1."""
    if not numbers.between:
        return whole_line_of(row) is not None
    own, other = genius_shape(numbers.of, row), genius_shape(numbers.of, shares)
    return own is not None and (finite(own) or other is None or not finite(other))
