"""Values that the format does not allow, in words: pydantic's finding to ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from winset.case.findings import Finding
from winset.case.places import in_words, nearest
from winset.case.tree import Path

_NAME = "a name is a letter, then up to 63 letters, digits, `_` or `-`"
_LONGEST_SHOWN = 40

_MESSAGES: dict[str, tuple[str, str | None]] = {
    "dict_type": ("{place} should be a mapping of names to entries; this is {seen}", None),
    **dict.fromkeys(
        ("model_type", "model_attributes_type"),
        ("{place} should be a mapping of keys to values; this is {seen}", None),
    ),
    "model_attributes_type": (
        "{place} should be a mapping of keys to values; this is {seen}",
        None,
    ),
    "tuple_type": ("{place} should be a list, written [a, b]; this is {seen}", None),
    "string_type": (
        "{place} should be a text; this is {seen}",
        "put quotes around a number or a word such as true",
    ),
    "int_type": ("{place} should be a whole number; this is {seen}", None),
    "bool_type": ("{place} should be true or false; this is {seen}", None),
    "number": ("{place} should be a number; this is {seen}", "or a range, [low, mid, high]"),
    "string_pattern_mismatch": ("{place} should be a name; this is {seen}", _NAME),
    "string_too_long": ("{place} should be a name; this is {seen}", _NAME),
    "string_too_short": ("{place} is empty", "write the text, or delete the line"),
    "too_short": ("{place} needs more entries: at least {min_length}", None),
    "too_long": ("{place} has more than {max_length} entries", None),
    "greater_than_equal": ("{place} should be {ge} or more; this is {seen}", None),
    "less_than_equal": ("{place} should be {le} or less; this is {seen}", None),
    "value_error": ("{place}: {error}", None),
}
"""Message and hint by pydantic's type of error; other types speak for themselves."""


def wrong_value(path: Path, written: Any, detail: ErrorDetails) -> Finding:
    """Return the finding for the value at `path`, which pydantic refused with `detail`."""
    kind, context, place = detail["type"], detail.get("ctx", {}), in_words(path)
    if detail["loc"][-1] == "[key]":
        return Finding(path, f"`{path[-1]}` cannot be a name here", _NAME, at_key=True)
    if kind == "union_tag_not_found":
        hint = "kind is one of requires, excludes, together, bonus, offer"
        return Finding(path, f"{place} has no `kind`", hint, at_key=True)
    if kind == "union_tag_invalid":
        return _not_listed((*path, "kind"), written.get("kind"), context["expected_tags"])
    if kind == "literal_error" and path == ("winset",):
        message = f"this version reads format 1; the file says {_seen(written)}"
        return Finding(path, message, "write `winset: 1`")
    if kind == "literal_error":
        return _not_listed(path, written, context["expected"])
    message, advice = _MESSAGES.get(kind, ("{place}: {said}", None))
    words: Mapping[str, Any] = {"said": detail["msg"], **context}
    return Finding(path, message.format(place=place, seen=_seen(written), **words), advice)


def _not_listed(path: Path, written: Any, expected: str) -> Finding:
    allowed = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
    meant = nearest(str(written), allowed)
    guess = f"; did you mean `{meant}`?" if meant else ""
    message = f"{in_words(path)} cannot be {_seen(written)}{guess}"
    return Finding(path, message, f"expected one of: {', '.join(allowed)}")


def _seen(written: Any) -> str:
    if written is None:
        return "empty"
    if isinstance(written, bool):
        return str(written).lower()
    if isinstance(written, dict | tuple):
        return "a mapping" if isinstance(written, dict) else "a list"
    if isinstance(written, str):
        return f"`{written}`" if len(written) <= _LONGEST_SHOWN else "a text"
    return str(written)
