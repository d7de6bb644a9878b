"""The JSON Schema of a study, as published."""

from __future__ import annotations

import json

from winset.study.document import Study


def schema_text() -> str:
    """Return the JSON Schema of what `Study.to_json` writes; shipped as data/study.schema.json."""
    return json.dumps(Study.json_schema(), indent=2, ensure_ascii=False) + "\n"
