"""Opening a room from a case: what all delegations see of it, and whose case it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from winset.case.agenda import Issue
from winset.case.document import Case
from winset.case.values import id_of
from winset.room.acts.act import Refused
from winset.room.acts.values import read_case
from winset.room.perform import Rooms
from winset.room.record.events import TABLE, Draft
from winset.room.state.state import Delegation, Seat
from winset.room.store.store import Pen


@dataclass(frozen=True)
class Owner:
    """The person who opens the room: the server's owner."""

    person: str
    name: str


def open_room(
    rooms: Rooms,
    owner: Owner,
    text: str,
    delegations: Sequence[Delegation],
    *,
    case_of: str,
    day: Date | None = None,
) -> str:
    """Open a room with the case file in `text`, which delegation `case_of` alone keeps; its id.

    The others see the frame: title, parties, issues with their options, tracks, stages and
    deadlines; no value, weight, red line, linkage or fact. Raises Refused, with every mistake, if
    the file has any; and for delegations that cannot be told apart.
    """
    names = [each.id for each in delegations]
    if len({*names, TABLE}) <= len(names):
        raise Refused(f"delegations need names of their own, and none is “{TABLE}”: {names}")
    if case_of not in names:
        raise Refused(f"there is no delegation `{case_of}` to keep the case: {names}")
    case = read_case("the case file", text)
    body = text.encode()
    with rooms.store.opening(case.title) as pen:

        def record(kind: str, audience: str, data: Mapping[str, Any], *bodies: bytes) -> None:
            rooms.record(
                pen, Draft(kind, owner.person, owner.name, None, "owner", audience, data), bodies
            )

        opening = {"title": case.title, "frame": frame(case), "day": day and day.isoformat()}
        record("room.opened", TABLE, opening)
        for each in delegations:
            data = {"id": each.id, "name": each.name, "party": each.party}
            record("delegation.seated", TABLE, data)
        sha = pen.put_document(body, case_of)
        record("case.brought", case_of, {"document": sha, "name": f"{case.id}.yaml"})
    return pen.room


def _seating(host: Owner, member: Seat) -> Draft:
    """Return the act that seats a person, by the server's owner or by an invitation made good."""
    data = {
        "person": member.person,
        "name": member.name,
        "delegation": member.delegation,
        "role": member.role,
        "tracks": list(member.tracks),
        "subject": f"seat:{member.person}",
    }
    return Draft("member.joined", host.person, host.name, None, "owner", member.delegation, data)


def seat(rooms: Rooms, room: str, owner: Owner, member: Seat) -> None:
    """Seat a person, as the server's owner."""
    with rooms.store.writing(room) as pen:
        take_seat(rooms, pen, owner, member)


def take_seat(rooms: Rooms, pen: Pen, host: Owner, member: Seat) -> None:
    """Seat a person; the delegation whom that person leaves for it is told."""
    old = pen.seated(member.person)
    if old is not None and old.delegation != member.delegation:
        left = {"person": old.person, "subject": f"seat:{old.person}"}
        rooms.record(
            pen, Draft("member.left", host.person, host.name, None, "owner", old.delegation, left)
        )
    rooms.record(pen, _seating(host, member))


def frame(case: Case) -> dict[str, Any]:
    """Return what every delegation may see of a case, as plain data."""
    return {
        "parties": [
            {"id": name, "name": party.short or party.name} for name, party in case.parties.items()
        ],
        "issues": [
            {
                "id": name,
                "name": issue.name,
                "question": issue.question or "",
                "track": _track(case, name),
                "options": [
                    {"id": option, "label": written.label}
                    for option, written in issue.options.items()
                    if option in _told(issue)
                ],
                "parked": issue.state == "parked",
                "settled": issue.at_rest if issue.state == "settled" else None,
            }
            for name, issue in case.issues.items()
        ],
        "tracks": [
            {"id": name, "name": track.name, "issues": list(track.issues)}
            for name, track in case.tracks.items()
        ],
        "stages": [
            {
                "id": stage.id,
                "name": stage.name,
                "receives": stage.receives or "",
                "passes": stage.passes or "",
                "signs": [
                    {
                        "actor": actor,
                        "name": case.actors[actor].name,
                        "party": case.actors[actor].party,
                    }
                    for actor in stage.signs
                ],
                "back_to": stage.on_refusal.to if stage.on_refusal else None,
            }
            for stage in case.stages
        ],
        "deadlines": [
            {
                "id": name,
                "what": deadline.what,
                "date": deadline.stood(case.as_of).isoformat(),
                "issue": deadline.issue,
                "owner": list(deadline.owner),
                "held_by": list(deadline.held_by),
                "hard": deadline.hard,
                "history": [
                    {
                        "set_on": move.set_on.isoformat(),
                        "old": move.old.isoformat(),
                        "new": move.new.isoformat(),
                        "by": move.by,
                        "why": move.why,
                    }
                    for move in deadline.history
                    if move.set_on <= case.as_of
                ],
            }
            for name, deadline in case.calendar.deadlines.items()
            if deadline.known_since is None or deadline.known_since <= case.as_of
        ],
    }


def _told(issue: Issue) -> Collection[str]:
    """Return the options that all see.

    Of a range, its even steps and the status quo: at others an actor's scores bend, or a red line
    runs.
    """
    settled = {issue.at_rest} if issue.state == "settled" else set()
    if issue.range:
        return settled | {issue.status_quo, *map(id_of, issue.range.even())}
    return settled | {option for option, written in issue.options.items() if written.offered}


def _track(case: Case, issue: str) -> str | None:
    """Return the track that takes up an issue: of those whose list names it, the narrowest."""
    named = [(len(track.issues), name) for name, track in case.tracks.items()]
    mine = [(n, name) for n, name in named if issue in case.tracks[name].issues]
    return min(mine, key=lambda track: track[0])[1] if mine else None
