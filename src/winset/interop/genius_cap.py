"""GENIUS takes 1 for a utility above 1; a case says so with a linkage for each such package."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from winset.case.errors import WinsetError
from winset.interop.exact import shown
from winset.interop.scenario import Box, Profile, span

MOST = 50
"""Packages above 1 that are written as linkages."""

ROUNDING = Fraction(1, 10**9)
"""An excess up to this is rounding of the weights in the file; it is told, not cut off."""


def exceeds(profile: Profile) -> bool:
    """Return whether GENIUS brings some utility of an additive profile down to 1."""
    return not profile.boxes and span(profile)[1] - 1 > ROUNDING


def capped(profile: Profile) -> Profile:
    """Return an additive profile whose packages above 1 are brought down to 1.

    Raises WinsetError if more than MOST packages are above 1.
    """
    _, highest = span(profile)
    excess = highest - 1
    if excess <= 0 or profile.boxes:
        return profile
    if excess <= ROUNDING:
        note = (
            f"GENIUS takes 1 for utilities above 1. The weights of {profile.name} add up to "
            f"{shown(highest)}: up to {float(excess):.0e} above, which is left as it stands."
        )
        return replace(profile, notes=(*profile.notes, note))
    boxes = tuple(
        Box(1 - utility, tuple((k, (o,)) for k, o in enumerate(options)), cap=True)
        for options, utility in _above(profile)
    )
    return replace(profile, boxes=boxes)


def _above(profile: Profile) -> list[tuple[tuple[int, ...], Fraction]]:
    """Return the packages above 1 with their utility, depth first over the issues."""
    rows = [
        [weight * value for value in row]
        for weight, row in zip(profile.weights, profile.values, strict=True)
    ]
    rest = [Fraction(0)]
    for row in reversed(rows):
        rest.append(rest[-1] + max(row))
    rest.reverse()
    found: list[tuple[tuple[int, ...], Fraction]] = []
    open_: list[tuple[tuple[int, ...], Fraction]] = [((), profile.base)]
    while open_:
        options, utility = open_.pop()
        if utility + rest[len(options)] <= 1:
            continue
        if len(options) == len(rows):
            found.append((options, utility))
            if len(found) > MOST:
                raise WinsetError(
                    f"{profile.name}: more than {MOST} packages are worth more than 1, which "
                    "GENIUS takes for 1; a case has no short way to say so. Divide the weights by "
                    "their sum, if that is what they mean."
                )
            continue
        row = rows[len(options)]
        open_ += [((*options, o), utility + row[o]) for o in range(len(row) - 1, -1, -1)]
    return found
