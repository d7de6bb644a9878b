"""A scenario as a case: each profile is a party whose principal decides alone.

Points are utility on a straight line, from `scale.at_0` to `scale.at_100`. Where values lie between
0 and 1 and the reservation between them, weights are the program's own and scores 100 x value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.numbers import shortest
from winset.interop.exact import MOST_DIGITS, too_long
from winset.interop.identifiers import identifiers
from winset.interop.scenario import FORMATS, Box, Profile, Scenario, span

SOURCE = "source"
"""Id of the fact that stands behind every number."""

NO_DATE = date(1970, 1, 1)
"""The as-of date of a case whose files and reader name none: the day computers count from."""

CAP = "GENIUS takes 1 for utilities above 1"
"""What a linkage says that brings a package down to the greatest utility."""

DEFINITIONS = {
    "genius": (
        "Utility is the sum of weight x value, by the rules of GENIUS 10.4: a discrete evaluation "
        "counts as its share of the largest of its issue; the reservation value is 0 if the file "
        "has none; a discount is by relative time, utility x factor ** t with t from 0 to 1."
    ),
    "negmas": (
        "Utility is bias + the sum of weight x value, as NegMAS computes it, nothing normalised; "
        "without a reserved value any agreement will do; a discount is by round."
    ),
    "geniusweb": (
        "Utility is the sum of weight x value; of a number, on a line between the ends of its "
        "range, rounded to eight decimals; the reservation is a bid and worth its utility; without "
        "one any agreement will do."
    ),
    "negolog": "Utility is the sum of weight x value; the reservation value is given as a number.",
}

_NO_STATUS_QUO = (
    "A status quo: the files name none. The first option of each issue stands for it, and what is "
    "said of agendas, the linchpin or settling an issue alone rests on that."
)
_NO_DAY = (
    f"A date: the files state none, and {NO_DATE} stands for it, so that the same files give the "
    "same case on any day. Where the day matters, import with --as-of."
)
_NO_MORE = (
    "Ratifiers, stages, deadlines and reasons for the numbers: the files know nothing of them."
)


@dataclass(frozen=True)
class Names:
    """The ids of issues, of their options, and of parties, whose principals have the same id."""

    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    parties: tuple[str, ...]


def to_case(scenario: Scenario, as_of: date | None = None, names: Names | None = None) -> Case:
    """Return the case of a scenario, with its numbers exact, as of a day.

    `as_of`: NO_DATE if left out, which the case then says; no format states a date. `names` are
    the ids to use; if left out, they are made from the labels.
    """
    day = as_of or NO_DATE
    names = names or Names(
        tuple(identifiers([issue.name for issue in scenario.issues], "issue_")),
        tuple(identifiers(issue.options, "v_") for issue in scenario.issues),
        tuple(identifiers([profile.name for profile in scenario.profiles], "party_")),
    )
    issues, options, parties = names.issues, names.options, names.parties
    profiles = [_within_points(profile) for profile in scenario.profiles]
    notes = [*scenario.notes, *(note for each in scenario.profiles for note in each.notes)]
    notes += [
        (
            f"The discount of {each.name}, {float(each.discount.factor):g} by "
            f"{each.discount.per.replace('_', ' ')}: kept under `scale`, not applied."
        )
        for each in scenario.profiles
        if each.discount
    ]
    return Case.model_validate(
        {
            "winset": 1,
            "id": identifiers([scenario.name], "scenario_")[0],
            "title": scenario.name,
            "as_of": day,
            "about": f"Read from {FORMATS[scenario.format]}. {DEFINITIONS[scenario.format]}",
            "facts": {SOURCE: _fact(scenario, day)},
            "parties": {
                party: {"name": profile.name, "ratification": party}
                for party, profile in zip(parties, profiles, strict=True)
            },
            "issues": {
                issues[k]: {
                    "name": issue.name,
                    "options": {
                        option: {"label": label}
                        for option, label in zip(options[k], issue.options, strict=True)
                    },
                    "status_quo": options[k][0],
                    "note": issue.note,
                }
                for k, issue in enumerate(scenario.issues)
            },
            "left_out": (_NO_STATUS_QUO, _NO_MORE, *(() if as_of else (_NO_DAY,)), *notes),
            "actors": {
                party: _actor(profile, party, names)
                for party, profile in zip(parties, profiles, strict=True)
            },
            "linkages": _linkages(profiles, names),
        }
    )


def _fact(scenario: Scenario, as_of: date) -> dict[str, Any]:
    return {
        "date": as_of,
        "known_by": as_of,
        "statement": f"Scenario “{scenario.name}”: issues, weights, values and reservations.",
        "source": f"{FORMATS[scenario.format]} files of the scenario",
        "confidence": "primary",
    }


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


def _held(number: Fraction, profile: Profile) -> Decimal | Fraction:
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


def _within_points(profile: Profile) -> Scaled:
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


def _actor(scaled: Scaled, party: str, names: Names) -> dict[str, Any]:
    profile = scaled.profile
    views = {
        issue: {
            "weight": {"value": _held(profile.weights[k], profile), "facts": (SOURCE,)},
            "scores": {
                option: _held(100 * value, profile)
                for option, value in zip(names.options[k], profile.values[k], strict=True)
            },
            "facts": (SOURCE,),
        }
        for k, issue in enumerate(names.issues)
    }
    scale: dict[str, Any] = {
        "at_0": _held(scaled.at_0, profile),
        "at_100": _held(scaled.at_100, profile),
        "reservation": "stated" if profile.stated else "by_default",
        "ceiling": profile.ceiling,
    }
    if profile.discount:
        scale["discount"] = {
            "factor": profile.discount.factor,
            "per": profile.discount.per,
            "reservation": profile.discount.reservation,
        }
    reservation = _held(scaled.points(scaled.reservation - scaled.at_0), profile)
    return {
        "name": profile.name,
        "party": party,
        "level": "principal",
        "views": views,
        "reservation": {"value": reservation, "facts": (SOURCE,)},
        "scale": scale,
    }


def _linkages(profiles: Sequence[Scaled], names: Names) -> dict[str, Any]:
    links: dict[str, Any] = {}
    for scaled, party in zip(profiles, names.parties, strict=True):
        for n, box in enumerate(scaled.profile.boxes):
            points = _held(scaled.points(box.utility), scaled.profile)
            links[f"box_{party}_{n + 1}"] = {
                "kind": "bonus",
                "if": _condition(box, names),
                "points": {party: {"value": points, "facts": (SOURCE,)}},
                "says": CAP if box.cap else f"the profile of {scaled.name}",
                "facts": (SOURCE,),
            }
    return links


def _condition(box: Box, names: Names) -> dict[str, Any]:
    """Return the condition that a package is in the box; every package: any option of an issue."""
    bounds = box.bounds or ((0, tuple(range(len(names.options[0])))),)
    inside: dict[str, Any] = {
        names.issues[k]: tuple(names.options[k][o] for o in kept) for k, kept in bounds
    }
    return inside if box.inside else {"not": inside}
