"""Effects of opening a room, seating people, and setting the stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date as Date
from typing import Any

from winset.room.record.events import TABLE
from winset.room.state.agenda import Issue, Mark, Signature, Stage, Track
from winset.room.state.state import Deadline, Delegation, Moved, Seat, State

Data = Mapping[str, Any]


def _opened(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    frame = data["frame"]
    stages = {
        stage["id"]: Stage(
            id=stage["id"],
            name=stage["name"],
            receives=stage["receives"],
            passes=stage["passes"],
            signs=tuple(Signature(**sign) for sign in stage["signs"]),
            back_to=stage["back_to"],
        )
        for stage in frame["stages"]
    }
    return replace(
        state,
        title=data["title"],
        day=_day(data["day"]),
        parties={party["id"]: party["name"] for party in frame["parties"]},
        issues={issue["id"]: _issue(issue, mark) for issue in frame["issues"]},
        tracks={
            track["id"]: Track(track["id"], track["name"], tuple(track["issues"]))
            for track in frame["tracks"]
        },
        stages=stages,
        stage=next(iter(stages), None),
        deadlines={deadline["id"]: _deadline(deadline, mark) for deadline in frame["deadlines"]},
    )


def _issue(written: Data, mark: Mark) -> Issue:
    return Issue(
        id=written["id"],
        name=written["name"],
        question=written["question"],
        track=written["track"],
        options=_options(written),
        parked=written["parked"],
        signed=written["settled"],
        last=mark,
    )


def _options(written: Data) -> dict[str, str]:
    """Return option id to label in the order of the agenda; a mapping would lose it on record."""
    return {option["id"]: option["label"] for option in written["options"]}


def _deadline(written: Data, mark: Mark) -> Deadline:
    def moved(move: Data) -> Moved:
        by = replace(mark, name=move["by"] or mark.name, at=move["set_on"], why=move["why"] or "")
        old, new, day = (Date.fromisoformat(move[name]) for name in ("old", "new", "set_on"))
        return Moved(old, new, day, by)

    return Deadline(
        id=written["id"],
        what=written["what"],
        date=Date.fromisoformat(written["date"]),
        issue=written["issue"],
        owner=tuple(written["owner"]),
        hard=written["hard"],
        moved=tuple(moved(move) for move in written["history"]),
        lapsed=None,
        met=None,
        audience=TABLE,
        last=mark,
        held_by=tuple(written["held_by"]),
        brought=len(written["history"]),
    )


def _day(text: str | None) -> Date | None:
    return None if text is None else Date.fromisoformat(text)


def _seated(state: State, data: Data, mark: Mark, audience: str) -> State:
    del mark, audience
    delegation = Delegation(data["id"], data["name"], data["party"])
    return replace(state, delegations={**state.delegations, delegation.id: delegation})


def _joined(state: State, data: Data, mark: Mark, audience: str) -> State:
    del mark, audience
    seat = Seat(
        data["person"], data["name"], data["delegation"], data["role"], tuple(data["tracks"])
    )
    return replace(state, seats={**state.seats, seat.person: seat})


def _left(state: State, data: Data, mark: Mark, audience: str) -> State:
    del mark, audience
    seats = {person: seat for person, seat in state.seats.items() if person != data["person"]}
    return replace(state, seats=seats)


def _clock_set(state: State, data: Data, mark: Mark, audience: str) -> State:
    del mark, audience
    return replace(state, day=_day(data["day"]))


def _agenda_set(state: State, data: Data, mark: Mark, audience: str) -> State:
    """Set order and parking; issues and options that are new join, none is forgotten."""
    del audience
    issues: dict[str, Issue] = {}
    for written in data["issues"]:
        old = state.issues.get(written["id"])
        if old is None:
            issues[written["id"]] = _issue({**written, "settled": None}, mark)
            continue
        changed = old.parked != written["parked"] or old.track != written["track"]
        issues[old.id] = replace(
            old,
            options={**old.options, **_options(written)},
            parked=written["parked"],
            track=written["track"],
            last=mark if changed else old.last,
        )
    rest = {name: issue for name, issue in state.issues.items() if name not in issues}
    return replace(state, issues={**issues, **rest})


def _stage_opened(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    stage = replace(state.stages[data["stage"]], opened=mark)
    return replace(state, stage=stage.id, stages={**state.stages, stage.id: stage})


EFFECTS = {
    "room.opened": _opened,
    "delegation.seated": _seated,
    "member.joined": _joined,
    "member.left": _left,
    "clock.set": _clock_set,
    "agenda.set": _agenda_set,
    "stage.opened": _stage_opened,
}
