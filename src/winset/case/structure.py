"""The shape of a case file against the format: pydantic's findings, in words and in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from winset.case.document import Case
from winset.case.fields import fields_at
from winset.case.findings import Finding
from winset.case.grid import laid_out
from winset.case.places import in_words, nearest
from winset.case.tree import Node, Path
from winset.case.wrong_values import wrong_value

MOST = 1000
"""Findings of one kind that are put into words; a file with more is not a slip of the pen."""


Document = TypeVar("Document", bound=BaseModel)


def validated(root: Node) -> tuple[Case, list[Finding]]:
    """Return the case, its ranges laid out, and what is wrong with its shape; see `shaped`."""
    case, wrong = shaped(root, Case)
    return laid_out(case), wrong


def shaped(root: Node, kind: type[Document]) -> tuple[Document, list[Finding]]:
    """Return the document of a `kind` and what is wrong with its shape.

    With findings, it holds only the entries that are sound, so that their meaning can still be
    checked; it is then not a document to compute with.
    """
    try:
        return kind.model_validate(root.value, strict=True), []
    except ValidationError as error:
        placed = [(_path(root, detail), detail) for detail in error.errors(include_url=False)]
        unknown = {path for path, detail in placed if detail["type"] == "extra_forbidden"}
        rest = [Finding((), f"more than {MOST} mistakes of shape")] if placed[MOST:] else []
        sound = _sound_entries(_without(root.value, unknown), kind)
        return sound, [*_findings(root, placed[:MOST], kind), *rest]


def _findings(
    root: Node, placed: Sequence[tuple[Path, ErrorDetails]], kind: type[BaseModel]
) -> list[Finding]:
    missing = {
        (*path, str(detail["loc"][-1])) for path, detail in placed if detail["type"] == "missing"
    }
    findings = []
    for path, detail in placed:
        if detail["type"] != "extra_forbidden":
            continue
        word = str(path[-1])
        allowed = [str(name) for name in fields_at(path[:-1], root, kind)]
        meant = nearest(word, allowed)
        guess = f"; did you mean `{meant}`?" if meant else ""
        missing.discard((*path[:-1], str(meant)))
        if " " in word:
            hint = "inside {...} a comma ends a text: put a text with commas in quotes"
        else:
            hint = f"keys here: {', '.join(allowed)}"
        message = f"unknown key `{word}` in {in_words(path[:-1])}{guess}"
        findings.append(Finding(path, message, hint, at_key=True))
    for path, detail in placed:
        match detail["type"]:
            case "extra_forbidden":
                pass
            case "missing":
                field = str(detail["loc"][-1])
                if (*path, field) in missing:
                    message = f"{in_words(path)} has no `{field}`"
                    findings.append(Finding(path, message, at_key=True))
            case _:
                node = root.at(path)
                findings.append(wrong_value(path, node.value if node else None, detail))
    return findings


def _path(root: Node, detail: ErrorDetails) -> Path:
    """Return where in the file pydantic's location stands; short spellings have no inner places."""
    node = root
    path: list[str | int] = []
    bounds = {"low": 0, "mid": 1, "high": 2}
    for step in detail["loc"]:
        if step in bounds and step not in node.parts:
            if "value" in node.parts:
                node = node.parts["value"]
                path.append("value")
            step = bounds[str(step)]  # noqa: PLW2901  the same step as the file spells it
        if step in node.parts:
            node = node.parts[step]
            path.append(step)
    return tuple(path)


def _sound_entries(data: Mapping[str, Any], document: type[Document]) -> Document:
    """Return a document of the parts and entries of `data` that are sound by themselves."""
    sound: dict[str, Any] = {}
    for name, field in document.model_fields.items():
        kind, written = field.annotation, data.get(name)
        if get_origin(kind) is dict and isinstance(written, dict):
            found = ((key, _sound(get_args(kind)[1], value)) for key, value in written.items())
            sound[name] = {key: value for key, value in found if value is not None}
        elif get_origin(kind) is dict:
            sound[name] = {}
        elif name in data and (value := _sound(kind, written)) is not None:
            sound[name] = value
    return document.model_construct(**sound)


def _sound(kind: Any, value: Any) -> Any:
    """Return `value` as a `kind`, or None if it is no such thing."""
    try:
        return TypeAdapter(kind).validate_python(value, strict=True)
    except ValidationError:
        return None


def _without(value: Any, paths: Iterable[Path]) -> Any:
    """Return a copy of `value` without the places in `paths`."""
    below: dict[str | int, list[Path]] = {}
    for step, *rest in paths:
        below.setdefault(step, []).append(tuple(rest))
    if not below:
        return value
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    kept = {
        step: _without(part, below.get(step, ()))
        for step, part in parts
        if () not in below.get(step, ())
    }
    return kept if isinstance(value, dict) else tuple(kept.values())
