"""Frozen studies, as they were kept and as reports."""

from __future__ import annotations

import base64
import hashlib
import re

from fastapi.responses import HTMLResponse

from winset.report.page import render
from winset.room.web.rendering import NotThere
from winset.room.web.sitting import Sitting
from winset.study.document import Study


def body_of(here: Sitting, document: str) -> bytes:
    """Return a study that the delegation froze, byte for byte. Raises NotThere."""
    kept = None
    if any(one.document == document for one in here.state.studies):
        audiences = frozenset((here.seat.delegation,))
        kept = here.services.store.document(here.state.room, document, audiences)
    if kept is None:
        raise NotThere("your delegation has frozen no such study")
    return kept.body


def report_of(here: Sitting, document: str) -> HTMLResponse:
    """Return a frozen study as its report, under a content policy of its own. Raises NotThere."""
    text = render(Study.model_validate_json(body_of(here, document)))
    return HTMLResponse(text, headers={"Content-Security-Policy": policy(text)})


def policy(text: str) -> str:
    """Return the content policy of a report: its own inline scripts by their hashes, no others."""
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
