"""Whatever a file holds, reading it as a room gives the room or a clean refusal that names a line.

WINSET_FUZZ sets the number of examples; `make fuzz` runs thousands.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import tracemalloc
from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from room.house import house
from room.lived_in import lived_in
from winset.room.archive import exported, imported
from winset.room.record import file
from winset.room.record.events import canonical
from winset.room.record.file import BadRoomFile, Paper, RoomFile, read, spelled
from winset.room.store.opened import open_store

long_or_short = settings(
    max_examples=int(os.environ.get("WINSET_FUZZ", "100")),
    deadline=timedelta(seconds=10),
    suppress_health_check=[HealthCheck.too_slow],
)

VALUES: list[Any] = [
    *(None, True, 0, -1, 1.5, 10**30, "", "x", "\0", "\u2028", "é🚢"),
    *([], {}, [[]], {"a": 1}, "0" * 64, "f" * 64),
]


@cache
def whole() -> bytes:
    """Return the file of a room that is lived in, and of which one delegation has an extract."""
    with tempfile.TemporaryDirectory() as folder:
        here = lived_in(house(Path(folder)))
        body = exported(here.store, here.room)
        here.store.engine.dispose()
    return body


def outcome(content: bytes) -> RoomFile | None:
    """Read a file; None if it is refused, by a line that it has or lacks."""
    try:
        given = read(BytesIO(content))
    except BadRoomFile as error:
        line = re.match(r"line (\d+): .+; nothing was written$", str(error), re.DOTALL)
        assert line is not None
        assert 1 <= int(line[1]) <= content.count(b"\n") + 1
        return None
    assert content == b"".join(spelled(given))
    return given


@st.composite
def changed(draw: st.DrawFn) -> bytes:
    """A good file in which a value at any depth of any line is another, missing or more."""
    lines = whole().splitlines(keepends=True)
    at = draw(st.integers(0, len(lines) - 1))
    entry = json.loads(lines[at])
    place = entry
    while True:
        key = draw(st.sampled_from(sorted(place)))
        if not isinstance(place[key], dict) or not place[key] or draw(st.booleans()):
            break
        place = place[key]
    match draw(st.sampled_from(["value", "value", "drop", "more"])):
        case "value":
            place[key] = draw(st.sampled_from(VALUES))
        case "drop":
            del place[key]
        case "more":
            place["more"] = draw(st.sampled_from(VALUES))
    lines[at] = canonical(entry) + b"\n"
    return b"".join(lines)


@st.composite
def relined(draw: st.DrawFn) -> bytes:
    """A good file with a line dropped, doubled, moved, or put in the place of another."""
    lines = whole().splitlines(keepends=True)
    at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    match draw(st.sampled_from(["drop", "double", "move", "replace"])):
        case "drop":
            del lines[at]
        case "double":
            lines.insert(other, lines[at])
        case "move":
            lines.insert(other, lines.pop(at))
        case "replace":
            lines[at] = lines[other]
    return b"".join(lines)


def test_the_file_itself_is_read() -> None:
    assert outcome(whole()) is not None


@long_or_short
@given(changed())
def test_a_value_changed_gives_the_same_room_or_a_clean_refusal(content: bytes) -> None:
    assert (outcome(content) is None) == (content != whole())


@long_or_short
@given(relined())
def test_lines_changed_give_the_same_room_or_a_clean_refusal(content: bytes) -> None:
    assert (outcome(content) is None) == (content != whole())


@long_or_short
@given(st.data())
def test_bytes_changed_give_the_same_room_or_a_clean_refusal(data: st.DataObject) -> None:
    content = bytearray(whole())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))
    assert (outcome(bytes(content)) is None) == (bytes(content) != whole())


@long_or_short
@given(st.binary(max_size=200))
def test_any_bytes_give_a_clean_refusal(content: bytes) -> None:
    assert outcome(content) is None


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"event":' * 50_000,
        b'{"event":{"act":' + b"[" * 900 + b"]" * 900 + b"}}",
        b'{"end":{"seq":' + b"9" * 5000 + b',"hash":""}}',
        b'{"end":{"hash":"","seq":1e999}}',
        b'{"end":{"hash":"","seq":NaN}}',
        b'{"document":{"audience":"table","text":"\\ud800"}}',
        b'{"document":{"audience":"table","base64":"?"}}',
        b'{"document":{"audience":"table","base64":"eA=="}}',
        b"\xff\xfe",
        b"",
    ],
    ids=range(11),
)
def test_nesting_numbers_and_bytes_beyond_reason_are_refused_by_their_line(line: bytes) -> None:
    first = whole().splitlines()[0]
    with pytest.raises(BadRoomFile, match="line 2: "):
        read(BytesIO(first + b"\n" + line + b"\n"))


@pytest.mark.parametrize("bound", ["LONGEST", "LARGEST"])
def test_a_line_or_a_file_beyond_bounds_is_refused_before_it_is_read_on(
    monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    given = read(BytesIO(whole()))
    bodies = [b"x" * 50_000_000] if bound == "LONGEST" else [b"%d" % n * 500 for n in range(2000)]
    papers = tuple(Paper("table", body) for body in bodies)
    monkeypatch.setattr(file, "LONGEST", 60_000_000)
    endless = BytesIO(b"".join(spelled(replace(given, papers=papers))))
    monkeypatch.setattr(file, bound, 100_000)
    tracemalloc.start()
    with pytest.raises(BadRoomFile, match="longer than a room's can be"):
        read(endless)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_document_too_large_for_a_file_is_said_when_it_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = read(BytesIO(whole()))
    monkeypatch.setattr(file, "LONGEST", 1000)
    with pytest.raises(BadRoomFile, match="too large for a room file"):
        b"".join(spelled(given))


def test_what_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    store = open_store(tmp_path / "other.db")
    lines = whole().splitlines(keepends=True)
    for at in range(len(lines)):
        with pytest.raises(BadRoomFile):
            imported(store, BytesIO(b"".join(lines[:at] + lines[at + 1 :])))
    assert [] == store.rooms()
