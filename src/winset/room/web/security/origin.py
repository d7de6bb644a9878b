"""Whether a form came from a page of ours."""

from __future__ import annotations

import hmac

from fastapi import Request

from winset.room.acts.act import Refused
from winset.room.web.services import services_of


class Foreign(Refused):
    """A form that did not come from a page of ours, or from one that has grown old."""


def refuse_foreign(request: Request, csrf: str | None, given: str | None) -> None:
    """Raise Foreign unless a form came from here.

    `csrf` is the session's (None before sign-in, where only the origin can be asked); `given` is
    what the form carried.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    # behind a proxy that speaks https the request itself may come as http
    scheme = "https" if services_of(request).config.secure else request.url.scheme
    own = f"{scheme}://{request.headers.get('host', '')}"
    if site not in ("same-origin", "none") or (origin is not None and origin != own):
        raise Foreign("this form was sent from another site; nothing was recorded")
    if csrf is not None and not hmac.compare_digest(csrf.encode(), (given or "").encode()):
        raise Foreign(
            "this page has grown old (you signed in anew since); load it again and repeat. "
            "Nothing was recorded"
        )
