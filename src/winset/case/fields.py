"""The keys that the format knows at a place of the file."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from winset.case.conditions import Bounds, Condition
from winset.case.numbers import Judged
from winset.case.tree import Node, Path


def fields_at(path: Path, root: Node, document: type[BaseModel]) -> list[str]:
    """Return the keys that a document knows at `path`, as they are spelled in a file."""
    kinds: list[Any] = [document]
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
            named = [
                field.annotation
                for name, field in part.model_fields.items()
                if step in (name, field.alias)
            ]
            # under the name of an issue, a condition has bounds
            yield from [Bounds] if part is Condition and not named else named


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
