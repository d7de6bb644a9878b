"""The tree of a case with pieces of another file set into it; each keeps its place in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from winset.case.source import Span
from winset.case.tree import Node, Path


def grafted(root: Node, path: Path, piece: Node, key: Span) -> Node:
    """Return `root` with `piece` at `path`; a new key stands at `key`.

    All but the last step of `path` must be there. `root` itself does not change.
    """
    step, *rest = path
    if rest:
        piece = grafted(root.parts[step], tuple(rest), piece, key)
    parts = {**root.parts, step: piece}
    keys = root.keys if rest or isinstance(step, int) else {**root.keys, step: key}
    return _made(root, parts, keys)


def without(root: Node, path: Path) -> Node:
    """Return `root` without what stands at `path`, which must be there; lists close up."""
    step, *rest = path
    if rest:
        return _made(root, {**root.parts, step: without(root.parts[step], tuple(rest))}, root.keys)
    parts = {name: part for name, part in root.parts.items() if name != step}
    if isinstance(root.value, tuple):
        parts = dict(enumerate(parts.values()))
    return _made(root, parts, {name: span for name, span in root.keys.items() if name != step})


def _made(root: Node, parts: Mapping[str | int, Node], keys: Mapping[str, Span]) -> Node:
    value: object = {name: part.value for name, part in parts.items()}
    if isinstance(root.value, tuple):
        value = tuple(part.value for part in parts.values())
    return replace(root, value=value, parts=dict(parts), keys=dict(keys))
