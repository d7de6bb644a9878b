"""The JSON Schema of the sweep file, for editors."""

from __future__ import annotations

import json
from typing import Any

from winset.case.schema import without_nulls
from winset.sweeps.document import Sweep


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a sweep file."""
    generated = Sweep.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **without_nulls({**generated, "title": "A sweep file, format sweep: 1"}),
    }


def schema_text() -> str:
    """Return the schema as the text that `winset schema sweep` prints."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
