"""A profile on a scale of 0 to 100 points, as a case has it, with every number exact.

Points are utility on a straight line, from `scale.at_0` to `scale.at_100`. Where values lie between
0 and 1 and the reservation between them, weights are the program's own and scores 100 x value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from winset.case.errors import WinsetError
from winset.case.numbers import shortest
from winset.interop.exact import MOST_DIGITS, too_long
from winset.interop.scenario import Profile, span


@dataclass(frozen=True)
class Scaled:
    """A profile on a scale of points: its reservation, and what 0 and 100 points stand for."""

    profile: Profile
    reservation: Fraction
    at_0: Fraction
    at_100: Fraction

    @property
    def name(self) -> str:
        """The name of the profile."""
        return self.profile.name

    def points(self, utility: Fraction) -> Fraction:
        """Return a difference of utility in points."""
        return 100 * utility / (self.at_100 - self.at_0)


def as_held(number: Fraction, profile: Profile) -> Decimal | Fraction:
    """Return a number as a case holds it. Raises WinsetError if it has too many digits."""
    if too_long(number):
        raise WinsetError(
            f"{profile.name}: an exact number of its values has more than {MOST_DIGITS} digits; "
            "round the numbers of the file to fewer digits"
        )
    return shortest(number)


def _reservation(profile: Profile) -> Fraction:
    """Return the utility of no agreement: if there is none, the least, so that all will do.

    With boxes, that is a bound from below: all boxes that take something away.
    """
    if profile.reservation is not None:
        return profile.reservation
    taken = sum((min(box.utility, Fraction(0)) for box in profile.boxes), Fraction(0))
    return span(profile)[0] + taken


def within_points(profile: Profile) -> Scaled:
    """Return the profile on 0 to 100 points: as it stands if it fits, else moved and stretched."""
    reservation = _reservation(profile)
    total = sum(profile.weights, Fraction(0))
    at_100 = profile.base + total
    if profile.boxes and not any(any(row) for row in profile.values):
        # nothing but boxes: their shares of 1 are the points
        ones = tuple(Fraction(1) for _ in profile.weights)
        alike = replace(profile, weights=ones)
        return Scaled(alike, reservation, profile.base, profile.base + 1)
    plain = (
        total > 0
        and min(profile.weights) >= 0
        and all(0 <= value <= 1 for row in profile.values for value in row)
        and profile.base <= reservation <= at_100
    )
    if plain:
        return Scaled(profile, reservation, profile.base, at_100)
    return _moved(profile, reservation)


def _moved(profile: Profile, reservation: Fraction) -> Scaled:
    """Return a profile with each issue moved to start at 0, and room for the reservation.

    The room below the least utility, and above the greatest, is shared by the issues alike.
    """
    lowest, highest = span(profile)
    at_0, at_100 = min(lowest, reservation), max(highest, reservation)
    if at_0 == at_100:
        at_100 += 1
    count = len(profile.weights)
    below, above = (lowest - at_0) / count, (at_100 - highest) / count
    weights, rows = [], []
    for weight, row in zip(profile.weights, profile.values, strict=True):
        products = [weight * value for value in row]
        least = min(products)
        width = max(products) - least + below + above
        weights.append(width)
        rows.append(tuple((p - least + below) / width if width else width for p in products))
    moved = replace(profile, weights=tuple(weights), values=tuple(rows), base=at_0)
    return Scaled(moved, reservation, at_0, at_100)
