"""The OpenAPI description of the API, as exact as what is answered."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi.openapi.utils import get_openapi

from winset import __version__
from winset.room.people.tokens import SCOPES
from winset.room.web.api.problems import MEDIA
from winset.room.web.api.routes import router

ADDRESS = "/api/v1/openapi.json"

ABOUT = (
    "Everything that the pages of a room do, for programs. Send a token, made on the account page, "
    "as `Authorization: Bearer …`. A token acts for its person and never beyond the person's own "
    "rights; its scopes bound it further:\n\n"
    + "\n".join(f"- `{scope}`: {meaning}" for scope, meaning in SCOPES.items())
    + "\n\nWhat is refused is answered as a problem (RFC 9457): `title`, `status`, `detail`; "
    "nothing was recorded then. Identical requests to act are two acts: send `seen`, the number of "
    "the last event you knew of, and a second one is refused with 409."
)


@cache
def description() -> dict[str, Any]:
    """Return the OpenAPI description of the API; problems have their own media type in it."""
    made = get_openapi(
        title="winset room", version=__version__, description=ABOUT, routes=router.routes
    )
    for operations in made["paths"].values():
        for operation in operations.values():
            (scopes,) = (scopes for way in operation["security"] for scopes in way.values())
            operation["description"] += f" Scope: `{scopes[0]}`."
            for code, response in operation["responses"].items():
                if int(code) >= 400:  # noqa: PLR2004  refusals
                    problem = {"$ref": "#/components/schemas/Problem"}
                    response["content"] = {MEDIA: {"schema": problem}}
    return made
