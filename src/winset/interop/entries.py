"""YAML and JSON to entries that know their place in the file; words are kept as written."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from winset.case.errors import NotUnderstood
from winset.case.places import nearest
from winset.case.source import Source, Span
from winset.case.tree import Node, parse
from winset.interop.exact import MOST_DIGITS, exact, too_long

_OCTAL = re.compile(r"[-+]?0[0-9]+$")


class Unquoted(str):
    """A word without quotes: it may be a number, and is kept as it was written."""

    __slots__ = ()


@dataclass(frozen=True)
class Entry:
    """A value at one place of a file; `name` is what a message calls it."""

    source: Source
    node: Node
    name: str

    def wrong(self, message: str, hint: str | None = None) -> NotUnderstood:
        """Return the error that says what of this entry is not understood."""
        span = self.node.span
        first = Span(span.line, span.column, span.line, span.column + 1)
        place = span if span.end_line == span.line else first
        return NotUnderstood([self.source.problem(place, f"{self.name} {message}", hint)])

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a mapping, in file order. Raises NotUnderstood if this is none."""
        if not isinstance(self.node.value, dict):
            raise self.wrong("should be a mapping")
        return tuple(self.node.value)

    @property
    def is_mapping(self) -> bool:
        """True if this is a mapping."""
        return isinstance(self.node.value, dict)

    @property
    def is_list(self) -> bool:
        """True if this is a list."""
        return isinstance(self.node.value, tuple)

    @property
    def is_null(self) -> bool:
        """True if this stands for nothing: null or ~ without quotes, or no text at all."""
        value = self.node.value
        return isinstance(value, Unquoted) and value.lower() in ("", "~", "null")

    def only(self, known: Collection[str]) -> None:
        """Raise NotUnderstood for a key that is none of these."""
        for key in self.keys:
            if key not in known:
                meant = nearest(key, known)
                guess = f"; did its writer mean `{meant}`?" if meant else ""
                at = self.node.keys[key]
                message = f"{self.name} has a key `{key}` of unknown meaning{guess}"
                hint = f"known here: {', '.join(sorted(known))}"
                raise NotUnderstood([self.source.problem(at, message, hint)])

    def get(self, key: str) -> Entry | None:
        """Return the value of a key of a mapping, or None if it has no such key."""
        if key not in self.keys:
            return None
        return Entry(self.source, self.node.parts[key], f"`{key}`")

    def at(self, key: str) -> Entry:
        """Return the value of a key. Raises NotUnderstood if there is none."""
        found = self.get(key)
        if found is None:
            raise self.wrong(f"has no `{key}`")
        return found

    def items(self) -> list[Entry]:
        """Return the entries of a list, in order. Raises NotUnderstood if this is none."""
        if not self.is_list:
            raise self.wrong("should be a list")
        return [
            Entry(self.source, part, f"entry {position + 1} of {self.name}")
            for position, part in enumerate(self.node.parts.values())
        ]

    def text(self) -> str:
        """Return a word as written. Raises NotUnderstood if this is none, or empty."""
        if not isinstance(self.node.value, str) or not self.node.value:
            raise self.wrong("should be a text")
        return str(self.node.value)

    def number(self, *, quoted: bool = False) -> Fraction:
        """Return a number exactly; `quoted`: it may stand in quotes.

        Raises NotUnderstood if this is none, is too long for a case, or starts with a nought, which
        makes it octal to readers of YAML 1.1.
        """
        value = self.node.value
        number = exact(value) if isinstance(value, str if quoted else Unquoted) else None
        if number is None:
            seen = f"`{value[:40]}`" if isinstance(value, str) else "no word"
            raise self.wrong(f"should be a number; this is {seen}")
        if too_long(number):
            raise self.wrong(f"is a number of over {MOST_DIGITS} digits")
        if _OCTAL.match(str(value)):
            raise self.wrong("starts with 0, which some programs read as octal", "drop the 0")
        return number


def document(source: Source) -> Entry:
    """Return the mapping that a YAML or JSON file holds.

    Raises NotUnderstood for a key given twice, a tag or a merge; UnreadableCase if the text is
    neither YAML nor JSON, no mapping, or nested or grown beyond the bounds of `winset.case.tree`.
    """
    expected = ("a scenario file is a mapping of keys to values", None)
    root, problems = parse(source, expected, Unquoted)
    if problems:
        raise NotUnderstood(problems)
    return Entry(source, root, "the file")
