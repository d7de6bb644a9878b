"""The JSON Schema of what a person writes, for editors and for other programs.

Pydantic's schema describes the parts as they are held; here those that have short spellings
(numbers, options, conditions, rules) get the forms in which they are written.
"""

from __future__ import annotations

import json
from typing import Any

from winset.case.document import Case

_NAME = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]*$", "maxLength": 64}
_TEXT = {"type": "string", "minLength": 1}
_NAMES = {"type": "array", "items": _NAME}
_NUMBER: dict[str, Any] = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": "^[-+]?[0-9]{1,100}/[0-9]{1,100}$"},
    ]
}
_CHOICE: dict[str, Any] = {"anyOf": [_NAME, *_NUMBER["anyOf"]]}
_NUMBER_AS_KEY = "^[-+]?[0-9]{1,30}(\\.[0-9]{1,30}|/[0-9]{1,30})?$"
_NUMBER_OR_RANGE: dict[str, Any] = {
    "anyOf": [
        *_NUMBER["anyOf"],
        {"type": "array", "items": _NUMBER, "minItems": 3, "maxItems": 3},
    ]
}
_WRITTEN: dict[str, dict[str, Any]] = {
    "Judged": {
        "anyOf": [
            *_NUMBER_OR_RANGE["anyOf"],
            {
                "type": "object",
                "properties": {"value": _NUMBER_OR_RANGE, "why": _TEXT, "facts": _NAMES},
                "required": ["value"],
                "additionalProperties": False,
            },
        ]
    },
    "Condition": {
        "type": "object",
        "properties": {
            "all": {"type": "array", "items": {"$ref": "#/$defs/Condition"}},
            "any": {"type": "array", "items": {"$ref": "#/$defs/Condition"}},
            "not": {"$ref": "#/$defs/Condition"},
        },
        "additionalProperties": {
            "anyOf": [
                *_CHOICE["anyOf"],
                {"type": "array", "items": _CHOICE},
                {"$ref": "#/$defs/Bounds"},
            ]
        },
        "propertyNames": _NAME,
        "minProperties": 1,
    },
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a negotiation file."""
    generated = Case.model_json_schema(by_alias=True)
    parts = generated["$defs"]
    for name, form in _WRITTEN.items():
        parts[name] = {"description": parts[name]["description"], **form}
    # an issue says how it can be settled in one of two ways; of a range, numbers are scored
    parts["Issue"]["oneOf"] = [{"required": ["options"]}, {"required": ["range"]}]
    parts["Issue"]["properties"]["options"]["minProperties"] = 1
    parts["Bounds"]["minProperties"] = 1
    scored = {"anyOf": [_NAME, {"type": "string", "pattern": _NUMBER_AS_KEY}]}
    parts["View"]["properties"]["scores"]["propertyNames"] = scored
    rule = parts["Rule"]
    forms = {name: _given(form) for name, form in rule["properties"].items()}
    parts["Rule"] = {
        "description": rule["description"],
        "anyOf": [
            _NAME,
            {
                "type": "object",
                "properties": {name: form for name, form in forms.items() if name != "actor"},
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 1,
            },
        ],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **without_nulls({**generated, "title": "A negotiation file, format winset: 1"}),
    }


def schema_text() -> str:
    """Return the schema as the text that is shipped."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _given(form: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a field that is given, without the null of one left out."""
    kinds: list[dict[str, Any]] = form.get("anyOf", [form])
    return next(kind for kind in kinds if kind != {"type": "null"})


def without_nulls(part: Any) -> Any:
    """Return the schema without nulls for what is left out, and with the names of maps checked."""
    if isinstance(part, dict) and part.get("type") == ["number", "string"]:
        return {**{key: value for key, value in part.items() if key != "type"}, **_NUMBER}
    if isinstance(part, dict) and part.get("type") == ["string", "number"]:
        return {**{key: value for key, value in part.items() if key != "type"}, **_CHOICE}
    if isinstance(part, list):
        return [without_nulls(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    closed = {key: without_nulls(inner) for key, inner in part.items()}
    kinds = closed.get("anyOf")
    if kinds and {"type": "null"} in kinds:
        left = [kind for kind in kinds if kind != {"type": "null"}]
        del closed["anyOf"]
        if closed.get("default") is None:
            closed.pop("default", None)
        closed = {**(left[0] if len(left) == 1 else {"anyOf": left}), **closed}
    if "patternProperties" in closed:
        closed["propertyNames"] = _NAME
    return closed
