"""A scenario as a case: each profile is a party whose principal decides alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from winset.case.document import Case
from winset.case.grid import laid_out
from winset.case.numbers import shortest
from winset.case.values import id_of
from winset.interop.curves import bends
from winset.interop.exact import shown
from winset.interop.identifiers import identifiers
from winset.interop.points import Scaled, as_held, within_points
from winset.interop.scenario import FORMATS, Box, Scenario, Topic

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
        "has none; a discount is by relative time, utility x factor ** t with t from 0 to 1. Of a "
        "range of real numbers GENIUS itself tries 21, evenly spaced."
    ),
    "negmas": (
        "Utility is bias + the sum of weight x value, as NegMAS computes it, nothing normalised; "
        "without a reserved value any agreement will do; a discount is by round. Of a continuous "
        "issue NegMAS itself tries 10 numbers, or `n_levels`, evenly spaced."
    ),
    "geniusweb": (
        "Utility is the sum of weight x value; of a number, on a line between the ends of its "
        "range, rounded to eight decimals, and there are only those of its steps; the reservation "
        "is a bid and worth its utility; without one any agreement will do."
    ),
    "negolog": "Utility is the sum of weight x value; the reservation value is given as a number.",
}

_NO_STATUS_QUO = (
    "A status quo: the files name none. The first option of each issue, or the lowest number of a "
    "range, stands for it, and what is said of agendas, the linchpin or settling an issue alone "
    "rests on that."
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
        tuple(map(_option_names, scenario.issues)),
        tuple(identifiers([profile.name for profile in scenario.profiles], "party_")),
    )
    issues, options, parties = names.issues, names.options, names.parties
    profiles = [within_points(profile) for profile in scenario.profiles]
    notes = [*scenario.notes, *(note for each in scenario.profiles for note in each.notes)]
    notes += [said for issue in scenario.issues if (said := _said(issue))]
    notes += [
        (
            f"The discount of {each.name}, {float(each.discount.factor):g} by "
            f"{each.discount.per.replace('_', ' ')}: kept under `scale`, not applied."
        )
        for each in scenario.profiles
        if each.discount
    ]
    case = Case.model_validate(
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
                    **_settled_by(issue, options[k]),
                    "status_quo": options[k][0],
                    "note": issue.note,
                }
                for k, issue in enumerate(scenario.issues)
            },
            "left_out": (_NO_STATUS_QUO, _NO_MORE, *(() if as_of else (_NO_DAY,)), *notes),
            "actors": {
                party: _actor(profile, party, names, scenario.issues)
                for party, profile in zip(parties, profiles, strict=True)
            },
            "linkages": _linkages(profiles, names),
        }
    )
    return laid_out(case)


def _option_names(issue: Topic) -> tuple[str, ...]:
    if issue.range:
        return tuple(map(id_of, issue.range.of))
    return identifiers(issue.options, "v_")


def _settled_by(issue: Topic, names: tuple[str, ...]) -> dict[str, Any]:
    """Return how an issue can be settled: by any number of a range, or by options."""
    if issue.range is None:
        labels = zip(names, issue.options, strict=True)
        return {"options": {option: {"label": label} for option, label in labels}}
    low, high = issue.range.of[0], issue.range.of[-1]
    of = {"from": shortest(low), "to": shortest(high), "points": issue.range.points}
    return {"range": {**of, "unit": issue.range.unit}}


def _said(issue: Topic) -> str | None:
    """Return what a reader must know of an issue of numbers."""
    if issue.range is None:
        return f"“{issue.name}”: {issue.note}" if issue.note else None
    low, high = map(shown, (issue.range.of[0], issue.range.of[-1]))
    return (
        f"Numbers of “{issue.name}” that are not tried: any from {low} to {high} settles it; tried "
        f"are {issue.range.points} evenly spaced ones and those at which values bend, and a study "
        "tells what the others could add."
    )


def _fact(scenario: Scenario, as_of: date) -> dict[str, Any]:
    return {
        "date": as_of,
        "known_by": as_of,
        "statement": f"Scenario “{scenario.name}”: issues, weights, values and reservations.",
        "source": f"{FORMATS[scenario.format]} files of the scenario",
        "confidence": "primary",
    }


def _actor(scaled: Scaled, party: str, names: Names, issues: Sequence[Topic]) -> dict[str, Any]:
    profile = scaled.profile
    views = {
        issue: {
            "weight": {"value": as_held(profile.weights[k], profile), "facts": (SOURCE,)},
            "scores": {
                names.options[k][o]: as_held(100 * profile.values[k][o], profile)
                for o in _scored(issues[k], profile.values[k])
            },
            "facts": (SOURCE,),
        }
        for k, issue in enumerate(names.issues)
    }
    scale: dict[str, Any] = {
        "at_0": as_held(scaled.at_0, profile),
        "at_100": as_held(scaled.at_100, profile),
        "reservation": "stated" if profile.stated else "by_default",
        "ceiling": profile.ceiling,
    }
    if profile.discount:
        scale["discount"] = {
            "factor": profile.discount.factor,
            "per": profile.discount.per,
            "reservation": profile.discount.reservation,
        }
    reservation = as_held(scaled.points(scaled.reservation - scaled.at_0), profile)
    return {
        "name": profile.name,
        "party": party,
        "level": "principal",
        "views": views,
        "reservation": {"value": reservation, "facts": (SOURCE,)},
        "scale": scale,
    }


def _scored(issue: Topic, row: Sequence[Fraction]) -> Sequence[int]:
    """Return which options a view gives scores to: all, or of a range where they bend."""
    return bends(issue.range.of, row) if issue.range else range(len(row))


def _linkages(profiles: Sequence[Scaled], names: Names) -> dict[str, Any]:
    links: dict[str, Any] = {}
    for scaled, party in zip(profiles, names.parties, strict=True):
        for n, box in enumerate(scaled.profile.boxes):
            points = as_held(scaled.points(box.utility), scaled.profile)
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
