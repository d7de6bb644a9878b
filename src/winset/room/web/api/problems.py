"""What the API answers when it does not do what was asked (RFC 9457)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

MEDIA = "application/problem+json"


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    title: str = Field(description="The kind of refusal, in a few words.")
    status: int = Field(description="The status of the answer, again.")
    detail: str = Field(description="What was expected, and what to do.")


SAID = {
    400: "The request cannot be read.",
    401: "No token, or a void one.",
    403: "The seat or the token does not carry the right.",
    404: "No such thing, or no seat in the room.",
    405: "This address does not take that kind of request.",
    409: "Somebody acted on the same thing first.",
    413: "The request brings too much.",
    414: "The address is too long.",
    422: "Refused, by the form of the body or by the rules of the room; nothing was recorded.",
    431: "The headers are too large.",
    500: "A fault of the server; nothing was recorded.",
}


def answers(*codes: int) -> dict[int | str, dict[str, Any]]:
    """Return the problems of these statuses, as an operation states its answers."""
    return {code: {"description": SAID[code], "model": Problem} for code in codes}


ANYWHERE = answers(400, 401, 403, 404, 405, 413, 414, 422, 431, 500)
"""What every operation may answer."""
