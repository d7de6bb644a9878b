"""The files that pages load: ours and vendored, all from the package, none from elsewhere."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response

from winset.report.charts.theme import DARK, FONT, LIGHT
from winset.room.web.rendering import NotThere

HERE = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"

router = APIRouter()


@cache
def files() -> dict[str, bytes]:
    """Return every file by the name under which it is served: its own with a hash inside."""
    named = {path.name: path.read_bytes() for path in HERE.rglob("*") if path.suffix in TYPES}
    named["theme.css"] = _theme().encode()
    return {hashed(name, body): body for name, body in named.items()}


def hashed(name: str, body: bytes) -> str:
    """Return a name that changes with what the file holds, so that it can be kept for ever."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(body).hexdigest()[:12]}{dot}{suffix}"


@cache
def address(name: str) -> str:
    """Return the address of a file by its plain name. Raises StopIteration if there is none."""
    stem, dot, suffix = name.rpartition(".")
    return next(
        f"/static/{key}"
        for key in files()
        if key.startswith(f"{stem}-") and key.endswith(f"{dot}{suffix}")
    )


@router.get("/static/{name}", include_in_schema=False)
def static(name: str) -> Response:
    """Answer with a file; only names in the table are served, so no path leads elsewhere."""
    body = files().get(name)
    if body is None:
        raise NotThere("there is no such file")
    kind = TYPES[Path(name).suffix]
    return Response(body, media_type=kind, headers={"Cache-Control": FOREVER})


def _theme() -> str:
    """Return the colours of charts and reports as variables, light and dark."""
    pairs = {
        **{name: (getattr(LIGHT, name), getattr(DARK, name)) for name in _PLAIN},
        **{
            f"party-{number}": pair
            for number, pair in enumerate(zip(LIGHT.parties, DARK.parties, strict=True), 1)
        },
    }
    lines = [f"  --{name}: light-dark({light}, {dark});" for name, (light, dark) in pairs.items()]
    return ":root {\n" + f"  --font: {FONT};\n" + "\n".join(lines) + "\n}\n"


_PLAIN = ("ground", "ink", "muted", "line", "accent", "unclear")
