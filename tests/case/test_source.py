"""Bytes to text, and what is said of a file that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from winset.case.errors import UnreadableCase
from winset.case.source import LARGEST, decoded, source_of


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableCase) as raised:
        decoded("case.yaml", content)
    return raised.value.problems[0].heading


def test_a_byte_order_mark_is_passed_over() -> None:
    assert decoded("case.yaml", b"\xef\xbb\xbfa: 1").text == "a: 1"


@pytest.mark.parametrize(
    ("content", "heading"),
    [
        (b"a: 1\nb: \xff", "case.yaml:2:4: this byte is not UTF-8 text"),
        ("a: 1".encode("utf-16"), "case.yaml: the file is UTF-16, not UTF-8"),
        (b"a: 1\x00", "case.yaml:1:5: the character U+0000 cannot stand in a text file"),
        (b"a: \x1b[31m", "case.yaml:1:4: the character U+001B cannot stand in a text file"),
        (b"a" * (LARGEST + 1), "case.yaml: the file is larger than 1 MB"),
    ],
)
def test_what_is_not_text_is_refused(content: bytes, heading: str) -> None:
    assert heading == refusal(content)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCase, match=r"none\.yaml: there is no such file"):
        source_of(tmp_path / "none.yaml")


def test_a_directory_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableCase, match="this is a directory, not a file"):
        source_of(tmp_path)


def test_a_name_no_file_can_have_is_refused() -> None:
    with pytest.raises(UnreadableCase, match="this is not the name of a file"):
        source_of(Path("a" * 5000))
