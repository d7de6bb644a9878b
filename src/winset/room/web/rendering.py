"""Templates to pages."""

from __future__ import annotations

import secrets
from datetime import date as Date
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from winset.report.preview_wording import rows, sentences
from winset.room.acts.act import Refused
from winset.room.acts.rights import may

TEMPLATES = Path(__file__).parent / "templates"

STATES = {
    "parked": "parked",
    "open": "open",
    "bracketed": "bracketed",
    "ad_referendum": "agreed ad referendum",
    "signed": "signed",
}
"""States of issues, as they are said."""


class NotThere(Refused):
    """An address with nothing behind it, or nothing that this visitor may see."""


@cache
def environment() -> Environment:
    """Return the templates with their words; every value is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    from winset.room.web.static_files import address  # noqa: PLC0415  it raises NotThere, above

    made.globals |= {"static": address, "states": STATES, "may": may, "fresh": fresh}
    made.globals |= {"preview_sentences": sentences, "preview_rows": rows}
    made.filters |= {"day": day, "moment": moment}
    return made


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a template as an answer."""
    text = environment().get_template(template).render(request=request, **values)
    return HTMLResponse(text, status)


def fresh(kind: str) -> str:
    """Return an id for something new, that no two pages give."""
    return f"{kind}-{secrets.token_hex(3)}"


def day(value: Date) -> str:
    """Return a day as it is said: 15 September 2025."""
    return f"{value.day} {value:%B %Y}"


def moment(stamp: str) -> str:
    """Return a time of the record as it is said: 23 November 2026, 14:03 UTC; or a day alone."""
    told = day(Date.fromisoformat(stamp[:10]))
    return f"{told}, {stamp[11:16]} UTC" if len(stamp) > 10 else told  # noqa: PLR2004  a day has 10
