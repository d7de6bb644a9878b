"""YAML text to plain data in which every key and value knows its place in the file.

Built from the parser's events in one loop, without recursion, so that depth, size and aliases can
be bounded before they do harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from winset.case.errors import UnreadableCase
from winset.case.problems import Problem
from winset.case.scalars import plain_value
from winset.case.source import Source, Span
from winset.case.syntax import syntax_problem

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, otherwise the same
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

DEEPEST = 60
"""Levels of nesting; the format itself needs about ten."""

MOST = 100_000
"""Values in a file after its aliases are written out."""

Path = tuple[str | int, ...]
"""Where a value stands: keys and positions from the top of the document."""


@dataclass(slots=True)
class Node:
    """A value, its place, and its parts. `keys` holds the places of a mapping's keys."""

    span: Span
    value: Any = None
    parts: dict[str | int, Node] = field(default_factory=dict)
    keys: dict[str, Span] = field(default_factory=dict)
    size: int = 1

    def at(self, path: Iterable[str | int]) -> Node | None:
        """Return the node at `path`, or None if the document has no such place."""
        node: Node | None = self
        for step in path:
            node = node.parts.get(step) if node else None
        return node


_CASE_FILE: tuple[str, str | None] = (
    "a negotiation file is a mapping: `winset: 1`, `id: ...`, and so on",
    "`winset new FILE` writes a file to start from",
)


def parse(
    source: Source,
    expected: tuple[str, str | None] | None = None,
    plain: Callable[[str], Any] = plain_value,
) -> tuple[Node, list[Problem]]:
    """Return the document and the problems of spelling found on the way.

    `expected` says what a file that is empty or no mapping should have been, and a hint; if left
    out, a negotiation file. `plain` gives the value of an unquoted word, or raises ValueError with
    a message for the user.

    Raises UnreadableCase if the text is empty, not YAML, more than one document, nested deeper than
    DEEPEST or larger than MOST.
    """
    mapping, hint = expected or _CASE_FILE
    builder = _Builder(source, plain)
    try:
        for event in yaml.parse(source.text, Loader=Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(syntax_problem(source, error))
        raise UnreadableCase(builder.problems) from None
    if builder.root is None:
        span = Span(1, 1, 1, 1)
        raise UnreadableCase([source.problem(span, "the file is empty", hint)])
    if not builder.root.keys and not isinstance(builder.root.value, dict):
        raise UnreadableCase([source.problem(builder.root.span, mapping, hint)])
    return builder.root, builder.problems


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is still being read; `key`, with its place, waits for a value."""

    node: Node
    anchor: str | None
    key: tuple[str, Span] | None = None
    skipping: bool = False


class _Builder:
    """Takes parser events one by one; holds the open collections and the anchors met so far."""

    def __init__(self, source: Source, plain: Callable[[str], Any]) -> None:
        self.source = source
        self._plain = plain
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, Node | None] = {}
        self._documents = 0

    def take(self, event: Any) -> None:
        """Add what `event` says to the document. Raises UnreadableCase at what cannot be read."""
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._start(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end(event)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._give_up(event, "a second document starts here", "keep one `---` a file")

    def _scalar(self, event: Any) -> None:
        span = _span(event)
        plain = event.implicit[0] and event.tag is None
        if self._expects_key():
            self._key(event.value, span, merge=plain and event.value == "<<")
            return
        value: Any = event.value
        if plain:
            try:
                value = self._plain(event.value)
            except ValueError as error:
                self._say(span, str(error), "write an ordinary number")
                value = 0
        self._tag(event, span)
        node = Node(span, value)
        self._anchor(event.anchor, node)
        self._add(node)

    def _start(self, event: Any) -> None:
        span = _span(event)
        if self._expects_key():
            self._give_up(event, "a key must be a word, not a list or a mapping", None)
        if len(self._open) == DEEPEST:
            self._give_up(event, f"more than {DEEPEST} levels of nesting", None)
        self._tag(event, span)
        self._anchor(event.anchor, None)
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._open.append(_Open(Node(span, value), event.anchor))

    def _end(self, event: Any) -> None:
        closed = self._open.pop()
        node, end = closed.node, event.end_mark
        node.span = Span(node.span.line, node.span.column, end.line + 1, end.column + 1)
        if isinstance(node.value, list):
            node.value = tuple(node.value)
        self._anchor(closed.anchor, node)
        self._add(node)

    def _alias(self, event: Any) -> None:
        if self._expects_key():
            self._give_up(event, "a key must be a word, not an alias", None)
        if event.anchor not in self._anchors:
            self._say(_span(event), f"no `&{event.anchor}` stands above `*{event.anchor}`", None)
        elif self._anchors[event.anchor] is None:
            self._give_up(event, f"`*{event.anchor}` stands within itself", None)
        self._add(self._anchors.get(event.anchor) or Node(_span(event)))

    def _expects_key(self) -> bool:
        return (
            bool(self._open)
            and isinstance(self._open[-1].node.value, dict)
            and self._open[-1].key is None
        )

    def _key(self, key: str, span: Span, *, merge: bool) -> None:
        top = self._open[-1]
        top.key = key, span
        top.skipping = merge or key in top.node.keys
        if merge:
            self._say(span, "`<<` does not merge here", "write the entries out")
        elif top.skipping:
            first = top.node.keys[key]
            self._say(
                span,
                f"`{key}` is given twice; first on line {first.line}, column {first.column}",
                "keep one of the two",
            )

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        top.node.size += node.size
        if top.node.size > MOST:
            message = f"the file holds more than {MOST} values once aliases are written out"
            raise UnreadableCase([*self.problems, self.source.problem(node.span, message)])
        if top.key is None:
            top.node.parts[len(top.node.value)] = node
            top.node.value.append(node.value)
            return
        key, span = top.key
        if not top.skipping:
            top.node.keys[key] = span
            top.node.parts[key] = node
            top.node.value[key] = node.value
        top.key = None

    def _anchor(self, name: str | None, node: Node | None) -> None:
        if name is not None:
            self._anchors[name] = node

    def _tag(self, event: Any, span: Span) -> None:
        if event.tag is not None:
            self._say(span, f"the tag `{event.tag}` means nothing here", "delete it")

    def _say(self, span: Span, message: str, hint: str | None) -> None:
        self.problems.append(self.source.problem(span, message, hint))

    def _give_up(self, event: Any, message: str, hint: str | None) -> None:
        self._say(_span(event), message, hint)
        raise UnreadableCase(self.problems)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield every node under `node` with its path, in file order."""
    yield path, node
    for step, part in node.parts.items():
        yield from walk(part, (*path, step))
