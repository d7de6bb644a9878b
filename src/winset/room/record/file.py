"""A room as one file: JSON lines, the same room the same bytes.

The first line names the room; then come the documents, by hash and audience, the events in order,
and a last line with the head. An extract, made for one delegation, has the others' events sealed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from winset.case.errors import WinsetError
from winset.room.record.chain import Head, checked
from winset.room.record.events import Draft, Event, Sealed, canonical, content

FORMAT = 1


class BadRoomFile(WinsetError):  # noqa: N818  what was given is none
    """A file that is no room, or one whose record does not hold."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}; nothing was written")


@dataclass(frozen=True)
class Paper:
    """A document of a room and its audience."""

    audience: str
    body: bytes

    @property
    def sha256(self) -> str:
        """The hash by which it is called."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True)
class RoomFile:
    """All of a room: what a file holds."""

    room: str
    title: str
    created: str
    papers: tuple[Paper, ...]
    events: tuple[Event | Sealed, ...]
    head: Head


def spelled(room: RoomFile) -> Iterator[bytes]:
    """Yield the lines of the file of a room."""
    yield _line(
        {"winset_room": FORMAT, "room": room.room, "title": room.title, "created": room.created}
    )
    for paper in sorted(room.papers, key=lambda paper: (paper.sha256, paper.audience)):
        yield _line({"document": {"audience": paper.audience, **_spelled(paper.body)}})
    for event in room.events:
        yield _line(_event(event))
    yield _line({"end": {"seq": room.head.seq, "hash": room.head.hash}})


def read(lines: Iterable[bytes]) -> RoomFile:
    """Return the room in a file. Raises BadRoomFile, naming the line, if it does not hold."""
    parsed = [_parsed(number, line) for number, line in enumerate(lines, 1)]
    if len(parsed) < 2 or parsed[0].get("winset_room") != FORMAT:  # noqa: PLR2004  first and last
        raise BadRoomFile(1, "this is no room file of winset, or one of a later version")
    first, last = parsed[0], parsed[-1]
    if "end" not in last:
        raise BadRoomFile(len(parsed), "the file is cut short: its last line is missing")
    papers: list[Paper] = []
    events: list[Event | Sealed] = []
    places: dict[int, int] = {}
    for number, entry in enumerate(parsed[1:-1], 2):
        try:
            match entry:
                case {"document": {"audience": str(audience)}}:
                    papers.append(Paper(audience, _body(entry["document"])))
                case {"event": dict(event)}:
                    events.append(_read_event(first["room"], event))
                    places[events[-1].seq] = number
                case {"sealed": dict(event)}:
                    events.append(Sealed(first["room"], **event))
                    places[events[-1].seq] = number
                case _:
                    raise BadRoomFile(number, "this line is no document and no event")
        except (TypeError, KeyError, ValueError) as error:
            raise BadRoomFile(number, f"this line does not hold what it should: {error}") from error
    head = Head(last["end"]["seq"], last["end"]["hash"])
    for found in checked(events, head):
        line = places.get(found.seq, len(parsed))
        raise BadRoomFile(line, f"the record does not hold at event {found.seq}: {found.what}")
    _papers_there(papers, events, len(parsed))
    return RoomFile(
        first["room"], first["title"], first["created"], tuple(papers), tuple(events), head
    )


def named_documents(events: Iterable[Event | Sealed]) -> set[tuple[str, str]]:
    """Return (hash, audience) of every document that events name."""
    return {
        (event.act.data["document"], event.act.audience)
        for event in events
        if isinstance(event, Event) and "document" in event.act.data
    }


def _papers_there(papers: list[Paper], events: list[Event | Sealed], line: int) -> None:
    there = {(paper.sha256, paper.audience) for paper in papers}
    missing = named_documents(events) - there
    if missing:
        raise BadRoomFile(line, f"the document {min(missing)[0]} is missing, or was changed")


def _line(entry: dict[str, Any]) -> bytes:
    return canonical(entry) + b"\n"


def _parsed(number: int, line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        raise BadRoomFile(number, "this is no JSON text") from None
    if not isinstance(entry, dict):
        raise BadRoomFile(number, "this is no entry of a room file")
    return entry


def _event(event: Event | Sealed) -> dict[str, Any]:
    if isinstance(event, Sealed):
        return {"sealed": {"seq": event.seq, "digest": event.digest, "hash": event.hash}}
    kept = {name: getattr(event, name) for name in ("seq", "at", "salt", "prev", "digest", "hash")}
    return {"event": {**kept, "act": content(event.act)}}


def _read_event(room: str, entry: dict[str, Any]) -> Event:
    return Event(room=room, **{**entry, "act": Draft(**entry["act"])})


def _spelled(body: bytes) -> dict[str, str]:
    try:
        return {"text": body.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}


def _body(entry: dict[str, Any]) -> bytes:
    text = entry.get("text")
    return text.encode() if isinstance(text, str) else base64.b64decode(entry["base64"])
