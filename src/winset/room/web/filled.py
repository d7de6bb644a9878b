"""A form filled in, as the data of an act."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import FormData

from winset.room.acts.act import Act, Refused

OWN = frozenset({"csrf", "seen", "why", "back"})
"""Fields that are the page's, not the act's."""

DEEPEST = 4
"""Dots in the name of a field."""


def act_of(kind: type[Act], form: FormData) -> Act:
    """Return the act that a form describes.

    A field of the act stands under its name; entries of a mapping as `field.key`, nested as deep as
    needed; lists are repeated; what is left empty counts as not filled in. A field may also hold
    the JSON text of its whole value. Raises Refused, in words, for what does not fit.
    """
    data: dict[str, Any] = {}
    for name in dict.fromkeys(form):
        if name in OWN:
            continue
        values = [value for value in form.getlist(name) if isinstance(value, str) and value.strip()]
        if name.count(".") > DEEPEST:
            raise Refused(f"“{name[:40]}” is no field of this form")
        if values:
            _put(data, name.split("."), values)
    shaped = {name: _shaped(kind, name, value) for name, value in data.items()}
    return validated(kind, shaped)


def validated(kind: type[Act], data: dict[str, Any]) -> Act:
    """Return the act that plain data describes. Raises Refused, in words."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise Refused("; ".join(in_words(problem) for problem in error.errors()[:3])) from error


def seen_of(form: FormData) -> int | None:
    """Return the event up to which the person had seen the record. Raises Refused if no number."""
    text = form.get("seen")
    if text is None or text == "":
        return None
    if not isinstance(text, str) or not text.isdecimal() or len(text) > 9:  # noqa: PLR2004  digits
        raise Refused("the page's place in the record is no number; load the page again")
    return int(text)


def why_of(form: FormData) -> str:
    """Return the reason that was given. Raises Refused if it cannot be kept."""
    text = form.get("why") or ""
    if not isinstance(text, str) or len(text) > 4000:  # noqa: PLR2004  as other prose
        raise Refused("a reason has at most 4,000 characters")
    if any(not (c.isprintable() or c in "\r\n\t") for c in text):
        raise Refused("the reason holds a character that cannot be printed; leave it out")
    return text.replace("\r\n", "\n")


def text_of(form: FormData, name: str) -> str:
    """Return a field of a form; empty if it is not there, or is a file."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def in_words(problem: Any) -> str:
    """Return one complaint of pydantic as a sentence."""
    place = " of ".join(str(part) for part in reversed(problem["loc"])) or "the form"
    if problem["type"] == "missing":
        return f"fill in {place}"
    return f"{place}: {problem['msg'].removeprefix('Value error, ')}"


def _put(data: dict[str, Any], path: list[str], values: list[str]) -> None:
    here = data
    for key in path[:-1]:
        inner = here.setdefault(key, {})
        if not isinstance(inner, dict):
            raise Refused(f"the field `{key}` is filled in twice, in two ways")
        here = inner
    here[path[-1]] = values


def _shaped(kind: type[Act], name: str, value: Any) -> Any:
    field = kind.model_fields.get(name)
    wanted = str(field.annotation) if field else ""
    if isinstance(value, dict):
        return {key: _one(inner) for key, inner in value.items()}
    if len(value) == 1 and value[0][:1] in "[{" and ("tuple" in wanted or "dict" in wanted):
        try:
            return json.loads(value[0])
        except (ValueError, RecursionError):  # the latter: brackets without end
            raise Refused(f"`{name}` is no JSON text") from None
    return value if "tuple" in wanted else _one(value)


def _one(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _one(inner) for key, inner in value.items()}
    if len(value) > 1:
        raise Refused("a field that takes one answer was given two")
    return value[0]
