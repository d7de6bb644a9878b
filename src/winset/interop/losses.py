"""What of a case a scenario cannot hold: the case beside itself as it would come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from winset.case.actors import Actor
from winset.case.curves import mixture
from winset.case.document import Case
from winset.case.grid import as_written
from winset.case.linkages import Bonus
from winset.case.numbers import Judged
from winset.case.places import in_words
from winset.case.tree import Path
from winset.interop.from_case import scale_of
from winset.interop.scenario import Scenario
from winset.interop.to_case import DEFINITIONS, SOURCE, Names, to_case

SHOWN = 3
"""Places that a line of losses names."""

_KINDS = {
    "range": "ranges of values; the values tried go",
    "low": "ranges of numbers; the middle values go",
    "high": "ranges of numbers; the middle values go",
    "why": "reasons",
    "facts": "facts and sources",
    "note": "notes",
    "says": "who says so",
}


_OF_RANGE = {"unit": "units", "points": "how many numbers are tried"}

_OWN = ("discount", "ceiling")


def losses(case: Case, scenario: Scenario, names: Names) -> list[str]:
    """Return a line for each kind of thing in `case` that does not come back from `scenario`.

    `scenario` is what a format holds of the case, under its `names`. Utilities are compared as
    utilities, however they are made up of weights and scores; what reading adds is no loss.
    """
    own = as_written(case)
    again = _scored_at(own, as_written(to_case(scenario, case.as_of, names)))
    principals = {party: case.principal(party) for party in case.parties}
    found: dict[str, list[Path]] = {}
    for path in _missing(_content(own), _renamed(_content(again), principals), ()):
        found.setdefault(_kind(path), []).append(path)
    return [_line(kind, paths) for kind, paths in found.items()]


def _scored_at(own: Case, again: Case) -> Case:
    """Return `again` with a score, where it has a range, at every number that has one in `own`.

    Those are on its own lines, so that the same line is the same wherever scores stand on it.
    """
    actors = {}
    for party, actor in again.actors.items():
        views = dict(actor.views)
        for issue, view in own.actors[own.principal(party)].views.items():
            if again.issues[issue].range:
                known = views[issue].scores
                scores = {
                    point: known.get(point) or _on_line(known, point) for point in view.scores
                }
                views[issue] = views[issue].model_copy(update={"scores": {**known, **scores}})
        actors[party] = actor.model_copy(update={"views": views})
    return again.model_copy(update={"actors": actors})


def _on_line(scored: Mapping[str, Judged], point: str) -> Judged:
    parts = mixture(scored, point)
    mid = sum((share * Fraction(scored[option].mid) for option, share in parts), Fraction(0))
    return Judged(low=mid, mid=mid, high=mid)


def _kind(path: Path) -> str:
    if path[-2:-1] == ("range",):
        return _OF_RANGE[str(path[-1])]
    kinds = [_KINDS[str(step)] for step in path if str(step) in _KINDS]
    if path[-1] == "mid":
        return "utilities, as no agreement is worth" if "reservation" in path else "utilities"
    return kinds[0] if kinds else str(path[-1] if path[-1] in _OWN else path[0]).replace("_", " ")


def _line(kind: str, paths: list[Path]) -> str:
    places = [in_words(path[:-1] if path[-1] in ("low", "mid", "high") else path) for path in paths]
    once = list(dict.fromkeys(places))
    more = f", and {len(once) - SHOWN} more" if len(once) > SHOWN else ""
    return f"{kind}: {', '.join(once[:SHOWN])}{more}"


def _renamed(content: dict[str, Any], principals: dict[str, str]) -> dict[str, Any]:
    """Return what would come back with the principals under the ids that the case gives them."""
    for party, principal in principals.items():
        content["parties"][party]["ratification"] = {"actor": principal}
    content["actors"] = {principals[party]: view for party, view in content["actors"].items()}
    for link in content.get("linkages", {}).values():
        link["points"] = {principals[party]: worth for party, worth in link["points"].items()}
    return content


def _missing(own: Any, other: Any, path: Path) -> Iterator[Path]:
    """Yield the places at which `other` has not what `own` has."""
    if isinstance(own, dict) and isinstance(other, dict):
        for key, value in own.items():
            if key not in other and not path and isinstance(value, dict):
                yield from ((key, name) for name in value)
            elif key not in other:
                yield (*path, key)
            else:
                yield from _missing(value, other[key], (*path, key))
    elif own != other:
        yield path


def _content(case: Case) -> dict[str, Any]:
    """Return what a case says, with numbers in utility, so that equal utilities are equal."""
    content: dict[str, Any] = case.model_dump(
        by_alias=True, exclude_defaults=True, exclude={"winset", "id"}
    )
    for name, actor in case.actors.items():
        content["actors"][name] = _actor(case, actor, content["actors"][name])
    for name, link in case.linkages.items():
        if isinstance(link, Bonus):
            for actor_name, judged in link.points.items():
                low, high = scale_of(case.actors[actor_name])
                points = content["linkages"][name]["points"][actor_name]
                points["mid"] = Fraction(judged.mid) * (high - low)
                _narrow(points)
    if any(definition in (case.about or "") for definition in DEFINITIONS.values()):
        # reading wrote these, and will write them again in the words of the other format
        for key in ("about", "left_out"):
            content.pop(key, None)
        content.get("facts", {}).pop(SOURCE, None)
    for named, content_of in content.get("issues", {}).items():
        issue = case.issues[named]
        if content_of.get("reversion") == issue.status_quo:
            del content_of["reversion"]
        if issue.range:
            content_of["range"]["points"] = issue.range.points
    return content


def _actor(case: Case, actor: Actor, content: dict[str, Any]) -> dict[str, Any]:
    low, high = scale_of(actor)
    total = sum((Fraction(view.weight.mid) for view in actor.views.values()), Fraction(0))
    least = low
    for issue, view in actor.views.items():
        share = Fraction(view.weight.mid) / total
        seen = content["views"][issue]
        seen["weight"].pop("mid")
        _narrow(seen["weight"])
        worth = {o: share * Fraction(s.mid) * (high - low) / 100 for o, s in view.scores.items()}
        options = case.issues[issue].options
        bottom = min(
            (v for o, v in worth.items() if not options or options[o].offered), default=Fraction(0)
        )
        least += bottom
        for option, value in worth.items():
            score = seen["scores"][option]
            score["mid"] = value - bottom
            _narrow(score)
    if actor.reservation is not None:
        points = Fraction(actor.reservation.mid)
        content["reservation"]["mid"] = low + (high - low) * points / 100
        _narrow(content["reservation"])
    scale = content.pop("scale", None) or {}
    kept = {key: value for key, value in scale.items() if key in ("discount", "ceiling")}
    return {**content, **kept, "least utility": least}


def _narrow(judged: dict[str, Any]) -> None:
    """Drop the ends of a number that is no range."""
    if judged.get("low") == judged.get("high"):
        judged.pop("low", None)
        judged.pop("high", None)
