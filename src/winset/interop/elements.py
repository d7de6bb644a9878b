"""XML to elements that know their place in the file.

Read with expat, which fetches nothing; a document type is refused, so that there are no entities
but the five of XML itself. Depth and number of elements are bounded while the text is read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from xml.parsers import expat

from winset.case.errors import NotUnderstood
from winset.case.places import nearest
from winset.case.source import Source, Span
from winset.interop.exact import MOST_DIGITS, exact, too_long

DEEPEST = 40
"""Levels of elements; scenario files need about ten."""

MOST = 200_000
"""Elements of a file."""


@dataclass(slots=True)
class Element:
    """An element: its tag, what its attributes give, and the elements inside."""

    source: Source
    span: Span
    tag: str
    given: dict[str, str]
    parts: list[Element] = field(default_factory=list)

    def wrong(self, message: str, hint: str | None = None) -> NotUnderstood:
        """Return the error that says what of this element is not understood."""
        return NotUnderstood([self.source.problem(self.span, f"<{self.tag}> {message}", hint)])

    def only(self, attributes: Collection[str], tags: Collection[str] = ()) -> None:
        """Raise NotUnderstood for an attribute or an element inside that is none of these."""
        for name in self.given:
            if name not in attributes:
                raise self.wrong(
                    f"has an attribute `{name}` of unknown meaning", _known(attributes)
                )
        for part in self.parts:
            if part.tag not in tags:
                meant = nearest(part.tag, tags)
                guess = f"; did its writer mean <{meant}>?" if meant else ""
                raise part.wrong(f"has no known meaning inside <{self.tag}>{guess}", _known(tags))

    def all(self, tag: str) -> list[Element]:
        """Return the elements inside that have this tag, in file order."""
        return [part for part in self.parts if part.tag == tag]

    def one(self, tag: str) -> Element | None:
        """Return the only element inside with this tag, or None; NotUnderstood if there are two."""
        found = self.all(tag)
        if len(found) > 1:
            raise found[1].wrong(f"is a second one inside <{self.tag}>")
        return found[0] if found else None

    def text(self, name: str) -> str:
        """Return an attribute. Raises NotUnderstood if it is missing."""
        if name not in self.given:
            raise self.wrong(f"has no attribute `{name}`")
        return self.given[name]

    def number(self, name: str) -> Fraction:
        """Return the number in an attribute, exactly. Raises NotUnderstood if there is none."""
        word = self.text(name).strip()
        number = exact(word)
        if number is None:
            raise self.wrong(f'has {name}="{word[:60]}", which is not a number')
        if too_long(number):
            raise self.wrong(f'has {name}="{word[:60]}", a number of over {MOST_DIGITS} digits')
        return number

    def whole(self, name: str) -> int:
        """Return the whole number in an attribute. Raises NotUnderstood if there is none."""
        number = self.number(name)
        if number.denominator != 1:
            raise self.wrong(f'has {name}="{self.text(name)}", which is not a whole number')
        return number.numerator


def _known(words: Collection[str]) -> str | None:
    return f"known here: {', '.join(sorted(words))}" if words else None


def root_of(source: Source) -> Element:
    """Return the root element of an XML file; text between elements must be blank.

    Raises NotUnderstood if the text is not XML, declares a document type, or is nested deeper than
    DEEPEST or larger than MOST.
    """
    builder = _Builder(source)
    try:
        builder.parser.Parse(source.text.strip().encode(), True)  # noqa: FBT003  no keyword there
    except expat.ExpatError as error:
        line, column = error.lineno + builder.skipped, error.offset + 1
        what = expat.ErrorString(error.code)
        raise builder.wrong(line, column, f"this is not XML: {what}") from None
    if builder.root is None:
        raise builder.wrong(1, 1, "the file has no element")
    return builder.root


class _Builder:
    """Takes what expat reads, one tag at a time."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Element | None = None
        self.skipped = source.text[: len(source.text) - len(source.text.lstrip())].count("\n")
        self._open: list[Element] = []
        self._count = 0
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype

    def wrong(self, line: int, column: int, message: str) -> NotUnderstood:
        span = Span(line, column, line, column + 1)
        return NotUnderstood([self.source.problem(span, message)])

    def _here(self) -> tuple[int, int]:
        return (
            self.parser.CurrentLineNumber + self.skipped,
            self.parser.CurrentColumnNumber + 1,
        )

    def _start(self, tag: str, given: dict[str, str]) -> None:
        line, column = self._here()
        self._count += 1
        if len(self._open) == DEEPEST:
            raise self.wrong(line, column, f"more than {DEEPEST} levels of elements")
        if self._count > MOST:
            raise self.wrong(line, column, f"more than {MOST} elements")
        span = Span(line, column, line, column + len(tag) + 1)
        element = Element(self.source, span, tag, given)
        if self._open:
            self._open[-1].parts.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, tag: str) -> None:
        del tag
        self._open.pop()

    def _text(self, words: str) -> None:
        if words.strip():
            raise self.wrong(*self._here(), f"text between elements: “{words.strip()[:40]}”")

    def _doctype(self, *declared: Any) -> None:
        del declared
        message = "the file declares a document type; entities are not read"
        raise self.wrong(*self._here(), message)
