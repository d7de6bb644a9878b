"""The routes through the stages: does each lead to a signature, or to an end of the talks?"""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.document import Case
from winset.case.findings import Finding

_OUT = -1
"""Where a route leaves the stages: past the last one, or with the end of the talks."""


def no_way_out(case: Case) -> Iterator[Finding]:
    """Yield refusals that lead forward, and stages that no route leaves."""
    places = {stage.id: place for place, stage in enumerate(case.stages)}
    ways = [_ways(case, place, places) for place in range(len(case.stages))]
    for place, stage in enumerate(case.stages):
        back = stage.on_refusal
        if back and places.get(back.to, place) > place:
            yield Finding(
                ("stages", place, "on_refusal", "to"),
                f"a text refused at stage {stage.id} goes on to {back.to}, which comes later",
                "a refused text goes back to an earlier stage, or to the same one",
            )
    leaving = {_OUT}
    while grown := {
        place for place, to in enumerate(ways) if place not in leaving and to & leaving
    }:
        leaving |= grown
    trapped = [place for place in range(len(case.stages)) if place not in leaving]
    names = " and ".join(case.stages[place].id for place in trapped)
    which = f"stage {names}" if len(trapped) == 1 else f"stages {names}"
    for place in trapped:
        stage = case.stages[place]
        if stage.on_refusal and stage.chance is not None and stage.chance.high == 0:
            yield Finding(
                ("stages", place, "on_refusal", "chance"),
                f"no route leaves {which}: {stage.id} never passes, and what it refuses never ends "
                "the talks",
                "its `chance` is 0 and that of `on_refusal` is 1: one of them must give way",
            )


def _ways(case: Case, place: int, places: dict[str, int]) -> set[int]:
    """Return the stages that can follow one, `_OUT` among them where it can be the last."""
    stage = case.stages[place]
    ways = set()
    if stage.chance is None or stage.chance.high > 0:
        ways.add(place + 1 if place + 1 < len(case.stages) else _OUT)
    if _may_fail(case, place):
        back = stage.on_refusal
        if back is None or back.chance.low < 1:
            ways.add(_OUT)
        if back and back.chance.high > 0:
            ways.add(places.get(back.to, _OUT))
    return ways


def _may_fail(case: Case, place: int) -> bool:
    """Return whether a stage may not be passed.

    Without a `chance` that is for the first one, which may find no package, and for those that ask
    for signatures; working groups hand on what they have.
    """
    stage = case.stages[place]
    if stage.chance is not None:
        return stage.chance.low < 1
    return place == 0 or bool(stage.signs)
