"""Finished points are whole or not there; nobody else's folder is written into."""

from __future__ import annotations

from pathlib import Path

import pytest

from winset.sweeps.answer import Answer
from winset.sweeps.shelf import MARK, NotAShelf, keep, kept, open_shelf, put

ANSWER = Answer(point="ab12", edition="some", error="It cannot be analysed.")


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    open_shelf(tmp_path / "new" / "out")
    keep(tmp_path / "new" / "out", ANSWER)
    assert ANSWER == kept(tmp_path / "new" / "out", "ab12")


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    open_shelf(tmp_path)
    assert kept(tmp_path, "ab12") is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"point": "other", "edition": "some"}', b"\xff"]
)
def test_a_damaged_point_counts_as_missing(content: bytes, tmp_path: Path) -> None:
    open_shelf(tmp_path)
    keep(tmp_path, ANSWER)
    (tmp_path / "points" / "ab" / "ab12.json").write_bytes(content)
    assert kept(tmp_path, "ab12") is None


def test_an_earlier_shelf_is_taken_up(tmp_path: Path) -> None:
    open_shelf(tmp_path)
    keep(tmp_path, ANSWER)
    open_shelf(tmp_path)
    assert ANSWER == kept(tmp_path, "ab12")


def test_a_shelf_whose_making_was_killed_is_taken_up(tmp_path: Path) -> None:
    (tmp_path / ".new-abc").write_bytes(b"The res")
    open_shelf(tmp_path)
    keep(tmp_path, ANSWER)
    assert ANSWER == kept(tmp_path, "ab12")


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Mine.", encoding="utf-8")
    with pytest.raises(NotAShelf, match="name an empty or a new one"):
        open_shelf(tmp_path)
    assert ["thesis.txt"] == [path.name for path in tmp_path.iterdir()]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotAShelf, match="this is a file"):
        open_shelf(tmp_path / "file")
    with pytest.raises(NotAShelf, match="cannot write here"):
        open_shelf(tmp_path / "file" / "below")


def test_a_write_that_fails_leaves_what_was_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put(tmp_path / MARK, b"before")

    def full(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        put(tmp_path / MARK, b"after")
    assert {MARK: b"before"} == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
