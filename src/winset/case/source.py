"""The text of a case file, and what keeps a file from being text."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from winset.case.errors import UnreadableCase
from winset.case.problems import Problem, Severity

LARGEST = 1_000_000
"""Bytes of the largest file that is read; real cases take a few hundred thousand at most."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


@dataclass(frozen=True)
class Span:
    """From (line, column) up to, not including, (end_line, end_column); all count from 1."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Source:
    """The text of a file and the name by which messages call it."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.splitlines()

    def problem(
        self, span: Span, message: str, hint: str | None = None, severity: Severity = "error"
    ) -> Problem:
        """Return a problem at `span`, with its line; a longer span is cut at the line's end."""
        line = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        end = span.end_column if span.end_line == span.line else len(line) + 1
        return Problem(
            path=self.name,
            line=span.line,
            column=span.column,
            end_column=max(end, span.column + 1),
            message=message,
            source=line,
            hint=hint,
            severity=severity,
        )


def source_of(path: Path) -> Source:
    """Read a file as text. Raises UnreadableCase if it is missing, too large or not UTF-8."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(str(path), *_reason(error)) from None
    return decoded(str(path), content)


def decoded(name: str, content: bytes) -> Source:
    """Return the text in `content`. Raises UnreadableCase if it is too large or not UTF-8."""
    if len(content) > LARGEST:
        raise _unreadable(name, f"the file is larger than {LARGEST // 1_000_000} MB", None)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unreadable(name, "the file is UTF-16, not UTF-8", "save it again as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        readable = content[: error.start].decode("utf-8-sig", errors="replace")
        raise _at_end_of(
            name, readable, "this byte is not UTF-8 text", "save the file again as UTF-8"
        ) from None
    return checked(name, text)


def checked(name: str, text: str) -> Source:
    """Return `text` as a source. Raises UnreadableCase if it holds a character no text file has."""
    found = _FORBIDDEN.search(text)
    if found:
        code = f"U+{ord(found.group()):04X}"
        message = f"the character {code} cannot stand in a text file"
        raise _at_end_of(name, text[: found.start()], message, "delete it")
    return Source(name, _SURROGATES.sub(_joined, text))


def _joined(pair: re.Match[str]) -> str:
    r"""Spell a JSON surrogate pair as YAML does: \ud83d\ude00 is \U0001f600."""
    high, low = (int(half, 16) for half in pair.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _reason(error: OSError | ValueError) -> tuple[str, str | None]:
    match error:
        case FileNotFoundError():
            return "there is no such file", "`winset new FILE` writes one to start from"
        case IsADirectoryError():
            return "this is a directory, not a file", None
        case PermissionError():
            return "this file may not be read", "look at its permissions"
        case OSError(errno=errno.ENAMETOOLONG) | ValueError():
            return "this is not the name of a file", None
        case _:
            return f"this file cannot be read: {error.strerror or error}", None


def _unreadable(name: str, message: str, hint: str | None) -> UnreadableCase:
    return UnreadableCase(
        [Problem(path=name, line=0, column=0, end_column=0, message=message, hint=hint)]
    )


def _at_end_of(name: str, readable: str, message: str, hint: str) -> UnreadableCase:
    """Place a problem just after the text that could still be read."""
    lines = (readable + ".").splitlines()
    column = len(lines[-1])
    source = Source(name, readable)
    return UnreadableCase(
        [source.problem(Span(len(lines), column, len(lines), column + 1), message, hint)]
    )
