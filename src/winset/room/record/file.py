"""A room as one file: JSON lines, the same room the same bytes.

The first line names the room; then come the documents, by hash and audience, the events in order,
and a last line with the head. An extract, made for one delegation, has the others' events sealed.
Only the one spelling that `spelled` gives a room is read, so that a room read and written again is
the same file.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar

from winset.case.errors import WinsetError
from winset.room.record.chain import Head, checked
from winset.room.record.events import Event, Sealed, canonical, content, draft_of, parsed

FORMAT = 1

LONGEST = 16 * 1024 * 1024
"""Bytes that a line may have: a document, with room to spare for the largest study."""

LARGEST = 256 * 1024 * 1024
"""Bytes that a file may have; as it is read into memory, this bounds the memory too."""

ROOM = re.compile(r"r_[0-9a-f]{12}")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
HASH = re.compile(r"[0-9a-f]{64}")
SALT = re.compile(r"[0-9a-f]{32}")


class BadRoomFile(WinsetError):  # noqa: N818  what was given is none
    """A file that is no room, or one whose record does not hold."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}; nothing was written")


class BrokenRecord(BadRoomFile):
    """A room file whose record does not hold."""

    exit_code: ClassVar[int] = 1


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
    """Yield the lines of the file of a room. Raises BadRoomFile for one too long to be read."""
    for number, entry in enumerate(_entries(room), 1):
        line = canonical(entry) + b"\n"
        if len(line) > LONGEST:
            raise BadRoomFile(number, "this document is too large for a room file")
        yield line


def _entries(room: RoomFile) -> Iterator[dict[str, Any]]:
    yield {
        "winset_room": FORMAT,
        "room": room.room,
        "title": room.title,
        "created": room.created,
    }
    for paper in sorted(room.papers, key=_place):
        yield {"document": {"audience": paper.audience, **_spelled(paper.body)}}
    for event in room.events:
        yield _entry(event)
    yield {"end": {"seq": room.head.seq, "hash": room.head.hash}}


def read(file: BinaryIO) -> RoomFile:
    """Return the room in a file. Raises BadRoomFile, naming the line, if it does not hold."""
    lines = _lines(file)
    try:
        room, title, created = _read_first(next(lines, {}))
    except ValueError:
        raise BadRoomFile(1, "this is no room file of winset, or one of a later version") from None
    papers: list[Paper] = []
    events: list[Event | Sealed] = []
    head: Head | None = None
    number = 1
    for number, entry in enumerate(lines, 2):
        if head is not None:
            raise BadRoomFile(number, "something follows the last line")
        try:
            head = _taken(entry, room, papers, events)
        except ValueError as error:
            raise BadRoomFile(number, f"this line does not hold what it should: {error}") from None
    if head is None:
        raise BadRoomFile(number, "the file is cut short: its last line is missing")
    given = RoomFile(room, title, created, tuple(papers), tuple(events), head)
    _refuse_broken(given)
    return given


def _taken(
    entry: dict[str, Any], room: str, papers: list[Paper], events: list[Event | Sealed]
) -> Head | None:
    """Take one line up among papers or events; return the head if it is the last."""
    match entry:
        case {"document": paper, **rest} if not events and not rest:
            papers.append(_read_paper(paper, papers[-1] if papers else None))
        case {"event": event, **rest} if not rest:
            events.append(_read_event(room, event))
        case {"sealed": event, **rest} if not rest:
            events.append(_read_sealed(room, event))
        case {"end": end, **rest} if not rest:
            return _read_end(end)
        case _:
            raise ValueError("it is no document, no event and no end")
    return None


def named_documents(events: Iterable[Event | Sealed]) -> dict[tuple[str, str], int]:
    """Return the number of the first event that names each document, by (hash, audience)."""
    named: dict[tuple[str, str], int] = {}
    for event in events:
        document = event.act.data.get("document") if isinstance(event, Event) else None
        if isinstance(event, Event) and isinstance(document, str):
            named.setdefault((document, event.act.audience), event.seq)
    return named


def _refuse_broken(room: RoomFile) -> None:
    first_event = 2 + len(room.papers)
    end = first_event + len(room.events)
    lines = {event.seq: line for line, event in enumerate(room.events, first_event)}
    for found in checked(room.events, room.head):
        line = lines.get(found.seq, end)
        raise BrokenRecord(line, f"the record does not hold at event {found.seq}: {found.what}")
    if not room.events:
        raise BrokenRecord(end, "the record is empty, and every room begins with its opening")
    opening = room.events[0]
    said = (opening.act.data.get("title"), opening.at) if isinstance(opening, Event) else None
    if said != (room.title, room.created):
        raise BrokenRecord(1, "title and time are not those of the opening, event 1")
    named = named_documents(room.events)
    there = {(paper.sha256, paper.audience): line for line, paper in enumerate(room.papers, 2)}
    for document in sorted(named.keys() - there.keys()):
        line = lines[named[document]]
        raise BrokenRecord(line, f"the document {document[0]} is missing, or was changed")
    for document in sorted(there.keys() - named.keys()):
        raise BrokenRecord(there[document], "no event names this document")


def _lines(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """Yield the entry in each line; a line in any other spelling than ours is none."""
    number = taken = 0
    while line := file.readline(LONGEST + 1):
        number, taken = number + 1, taken + len(line)
        if len(line) > LONGEST or taken > LARGEST:
            raise BadRoomFile(number, "this line, or the file, is longer than a room's can be")
        try:
            entry = parsed(line)
            same = isinstance(entry, dict) and canonical(entry) + b"\n" == line
        except (ValueError, RecursionError):
            raise BadRoomFile(number, "this is no JSON text, or cut short") from None
        if not same:
            raise BadRoomFile(number, "this is no line that winset wrote")
        yield entry


def _read_first(entry: dict[str, Any]) -> tuple[str, str, str]:
    form = {"winset_room": int, "room": str, "title": str, "created": str}
    _refuse_other_form(entry, form)
    if entry["winset_room"] != FORMAT or not ROOM.fullmatch(entry["room"]):
        raise ValueError("another format")
    _refuse_unlike(STAMP, entry["created"], "a time")
    return entry["room"], entry["title"], entry["created"]


def _read_end(entry: Any) -> Head:
    _refuse_other_form(entry, {"seq": int, "hash": str})
    _refuse_unlike(HASH, entry["hash"], "a hash")
    return Head(entry["seq"], entry["hash"])


def _entry(event: Event | Sealed) -> dict[str, Any]:
    if isinstance(event, Sealed):
        return {"sealed": {"seq": event.seq, "digest": event.digest, "hash": event.hash}}
    kept = {name: getattr(event, name) for name in ("seq", "at", "salt", "prev", "digest", "hash")}
    return {"event": {**kept, "act": content(event.act)}}


def _read_event(room: str, entry: Any) -> Event:
    form = {"at": str, "salt": str, "prev": str, "digest": str, "hash": str, "seq": int}
    _refuse_other_form(entry, {**form, "act": dict})
    for name in ("prev", "digest", "hash"):
        _refuse_unlike(HASH, entry[name], "a hash")
    _refuse_unlike(SALT, entry["salt"], "a salt")
    _refuse_unlike(STAMP, entry["at"], "a time")
    return Event(room=room, **{**entry, "act": draft_of(entry["act"])})


def _read_sealed(room: str, entry: Any) -> Sealed:
    _refuse_other_form(entry, {"seq": int, "digest": str, "hash": str})
    for name in ("digest", "hash"):
        _refuse_unlike(HASH, entry[name], "a hash")
    return Sealed(room, **entry)


def _spelled(body: bytes) -> dict[str, str]:
    try:
        return {"text": body.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}


def _read_paper(entry: Any, before: Paper | None) -> Paper:
    spelling = "base64" if isinstance(entry, dict) and "base64" in entry else "text"
    _refuse_other_form(entry, {"audience": str, spelling: str})
    text = entry[spelling]
    body = text.encode() if spelling == "text" else base64.b64decode(text, validate=True)
    paper = Paper(entry["audience"], body)
    if _spelled(body) != {spelling: text}:
        raise ValueError("another spelling of a document than ours")
    if before is not None and _place(before) >= _place(paper):
        raise ValueError("documents come by hash and audience, each once")
    return paper


def _place(paper: Paper) -> tuple[str, str]:
    return paper.sha256, paper.audience


def _refuse_other_form(entry: Any, form: dict[str, type]) -> None:
    if not isinstance(entry, dict) or entry.keys() != form.keys():
        raise ValueError(f"expected exactly {', '.join(form)}")
    for name, kind in form.items():
        if type(entry[name]) is not kind:
            raise ValueError(f"`{name}` is of another kind")


def _refuse_unlike(pattern: re.Pattern[str], text: str, what: str) -> None:
    if not pattern.fullmatch(text):
        raise ValueError(f"{text[:80]!r} is not {what}")
