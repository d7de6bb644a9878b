"""The shape of a case file against the format: pydantic's findings, in words and in place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from winset.case.document import Case
from winset.case.findings import Finding
from winset.case.numbers import Judged
from winset.case.places import in_words, nearest
from winset.case.tree import Node, Path


def validated(root: Node) -> tuple[Case, list[Finding]]:
    """Return the case and what is wrong with its shape.

    With findings, the case holds only the entries that are sound, so that their meaning can still
    be checked; it is then not a case to compute with.
    """
    try:
        return Case.model_validate(root.value, strict=True), []
    except ValidationError as error:
        placed = [(_path(root, detail), detail) for detail in error.errors(include_url=False)]
        unknown = {path for path, detail in placed if detail["type"] == "extra_forbidden"}
        return _sound_entries(_without(root.value, unknown)), _findings(root, placed)


def _findings(root: Node, placed: Sequence[tuple[Path, ErrorDetails]]) -> list[Finding]:
    missing = {
        (*path, str(detail["loc"][-1])) for path, detail in placed if detail["type"] == "missing"
    }
    findings = []
    for path, detail in placed:
        if detail["type"] != "extra_forbidden":
            continue
        word = str(path[-1])
        allowed = [str(name) for name in _fields(path[:-1], root)]
        meant = nearest(word, allowed)
        guess = f"; did you mean `{meant}`?" if meant else ""
        missing.discard((*path[:-1], str(meant)))
        findings.append(
            Finding(
                path,
                f"unknown key `{word}` in {in_words(path[:-1])}{guess}",
                hint=f"keys here: {', '.join(allowed)}" if allowed else None,
                at_key=True,
            )
        )
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
                findings.append(_wrong_value(root, path, detail))
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


_EXPECTED = {
    "dict_type": "a mapping of names to entries",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "tuple_type": "a list, written [a, b]",
    "string_type": "a text; put quotes around a number or a word such as true",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "number": "a number",
}


def _wrong_value(root: Node, path: Path, detail: ErrorDetails) -> Finding:
    kind, context, place = detail["type"], detail.get("ctx", {}), in_words(path)
    node = root.at(path)
    written = node.value if node else None
    at_key = detail["loc"][-1] == "[key]"
    hint: str | None = None
    match kind:
        case _ if at_key:
            message = f"`{path[-1]}` cannot be a name here"
            hint = "a name is a letter, then up to 63 letters, digits, `_` or `-`"
        case "number" if isinstance(written, dict | tuple):
            message, hint = f"{place} should be a number or [low, mid, high]", None
        case _ if kind in _EXPECTED:
            message, hint = f"{place} should be {_EXPECTED[kind]}; this is {_seen(written)}", None
        case "string_pattern_mismatch" | "string_too_long":
            message = f"{place} should be a name; this is {_seen(written)}"
            hint = "a name is a letter, then up to 63 letters, digits, `_` or `-`"
        case "string_too_short":
            message, hint = f"{place} is empty", "write the text, or delete the line"
        case "literal_error" | "union_tag_invalid":
            message, hint = _not_listed(path, place, written, context)
            path = (*path, "kind") if kind == "union_tag_invalid" else path
        case "union_tag_not_found":
            message = f"{place} has no `kind`"
            hint = "kind is one of requires, excludes, together, bonus, offer"
            at_key = True
        case "too_short":
            least = context["min_length"]
            message, hint = f"{place} needs at least {least} entries", None
            if least == 1:
                message = f"{place} is empty"
        case "too_long" | "tuple_too_long":
            message, hint = f"{place} has more than {context['max_length']} entries", None
        case "greater_than_equal":
            message, hint = f"{place} should be {context['ge']} or more; this is {written}", None
        case "less_than_equal":
            message, hint = f"{place} should be {context['le']} or less; this is {written}", None
        case "value_error":
            message, hint = f"{place}: {context['error']}", None
        case _:
            message, hint = f"{place}: {detail['msg']}", None
    return Finding(path, message, hint=hint, at_key=at_key)


def _not_listed(
    path: Path, place: str, written: Any, context: Mapping[str, Any]
) -> tuple[str, str | None]:
    words = context.get("expected") or context["expected_tags"]
    allowed = [word.strip(" '") for word in str(words).replace(" or ", ",").split(",")]
    if isinstance(written, dict):
        place, written = f"`kind` of {place}", written.get("kind")
    if path == ("winset",):
        return f"this version reads format 1; the file says {_seen(written)}", "write `winset: 1`"
    meant = nearest(str(written), allowed)
    guess = f"; did you mean `{meant}`?" if meant else ""
    return f"{place} cannot be {_seen(written)}{guess}", f"expected one of: {', '.join(allowed)}"


def _seen(written: Any) -> str:
    match written:
        case None:
            return "empty"
        case bool():
            return str(written).lower()
        case dict():
            return "a mapping"
        case tuple():
            return "a list"
        case str() if len(written) <= 40:
            return f"`{written}`"
        case str():
            return "a text"
        case _:
            return str(written)


def _fields(path: Path, root: Node) -> list[str]:
    """Return the keys that the format knows at `path`, as they are spelled in a file."""
    kinds: list[Any] = [Case]
    node: Node | None = root
    for step in path:
        node = node.parts.get(step) if node else None
        kinds = [inner for kind in kinds for inner in _inside(kind, step)]
    models = [model for kind in kinds for model in _models(kind)]
    if node and len(models) > 1 and isinstance(node.value, dict):
        models = [m for m in models if _tagged(m, node.value.get("kind"))] or models
    if Judged in models:
        return ["value", "why", "facts"]
    return list(
        dict.fromkeys(f.alias or name for m in models for name, f in m.model_fields.items())
    )


def _inside(kind: Any, step: str | int) -> Iterator[Any]:
    """Yield the types that `step` leads to from a value of type `kind`."""
    for part in _alternatives(kind):
        if get_origin(part) is dict:
            yield get_args(part)[1]
        elif get_origin(part) is tuple:
            yield get_args(part)[0]
        elif isinstance(part, type) and issubclass(part, BaseModel):
            yield from (
                field.annotation
                for name, field in part.model_fields.items()
                if step in (name, field.alias)
            )


def _alternatives(kind: Any) -> list[Any]:
    if get_origin(kind) is Annotated:
        return _alternatives(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [part for inner in get_args(kind) for part in _alternatives(inner)]
    return [kind]


def _models(kind: Any) -> list[type[BaseModel]]:
    return [k for k in _alternatives(kind) if isinstance(k, type) and issubclass(k, BaseModel)]


def _tagged(model: type[BaseModel], tag: Any) -> bool:
    field = model.model_fields.get("kind")
    return bool(
        field and get_origin(field.annotation) is Literal and tag in get_args(field.annotation)
    )


def _sound_entries(data: Mapping[str, Any]) -> Case:
    """Return a case of the parts and entries of `data` that are sound by themselves."""
    sound: dict[str, Any] = {}
    for name, field in Case.model_fields.items():
        kind, written = field.annotation, data.get(name)
        if get_origin(kind) is dict and isinstance(written, dict):
            found = ((key, _sound(get_args(kind)[1], value)) for key, value in written.items())
            sound[name] = {key: value for key, value in found if value is not None}
        elif get_origin(kind) is dict:
            sound[name] = {}
        elif name in data and (value := _sound(kind, written)) is not None:
            sound[name] = value
    return Case.model_construct(**sound)


def _sound(kind: Any, value: Any) -> Any:
    """Return `value` as a `kind`, or None if it is no such thing."""
    try:
        return TypeAdapter(kind).validate_python(value, strict=True)
    except ValidationError:
        return None


def _without(value: Any, paths: Collection[Path]) -> Any:
    """Return a copy of `value` without the places in `paths`."""
    if not paths:
        return value
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    kept = {
        step: _without(part, [path[1:] for path in paths if path[0] == step])
        for step, part in parts
        if (step,) not in paths
    }
    return kept if isinstance(value, dict) else tuple(kept.values())
