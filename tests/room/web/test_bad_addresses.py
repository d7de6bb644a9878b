"""Tricks in addresses lead nowhere, and nothing is stored."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from room.house import House
from room.web.untouched import nothing_stored, refused
from winset.room.web.security.limits import ADDRESS

TRICKS = (
    *("..", "../..", "%2e%2e", "%2e%2e%2f%2e%2e", "%252e%252e", "..%2f..%2fetc%2fpasswd", "."),
    *("%00", "a%00b", "%0a", "%0d%0aSet-Cookie:x=1", "%7f", "%1b", "%E2%80%AE", "%F0%9F%98%80"),
    *("%ff%fe", "%C0%AE%C0%AE", "..%5c..%5c", "~root", "*", "'", "%22", "%3Cscript%3E", "x" * 900),
    *("r_000000000000%20", "R_000000000000", "r_000000000000;a=b", "null", "-1", "1e9"),
)

ADDRESSES = (
    "/rooms/{trick}/board",
    "/rooms/{room}/issues/{trick}",
    "/rooms/{room}/table/{trick}/answers",
    "/rooms/{room}/what-if/kept/{trick}",
    "/rooms/{room}/reports/{trick}",
    "/rooms/{room}/reports/{trick}/study.json",
    "/rooms/{room}/since/{trick}",
    "/rooms/{room}/{trick}",
    "/static/{trick}",
    "/static/{trick}/room.css",
    "/feeds/{trick}.ics",
    "/invitation/{trick}",
    "/{trick}",
)

POSTED = (
    "/rooms/{trick}/acts/comment",
    "/rooms/{room}/acts/{trick}",
    "/rooms/{room}/reports/{trick}/cancel",
    "/account/tokens/{trick}",
    "/rooms/{room}/seats/{trick}/withdraw",
    "/invitation/{trick}",
)


async def raw(here: House, method: str, path: str, headers: dict[str, str]) -> int:
    """Return the status of a request whose address no client has tidied up."""
    said: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            said.append(message["status"])

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
        "client": ("testclient", 1),
        "server": ("testserver", 80),
    }
    await here.app(scope, receive, send)
    return said[0]


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_in_an_address_leads_nowhere(
    full: House, browsers: dict[str, TestClient], trick: str
) -> None:
    browser = browsers["n-principal"]
    headers = {
        "Host": "testserver",
        "Cookie": f"winset={browser.cookies['winset']}",
        "X-CSRF-Token": browser.headers["X-CSRF-Token"],
    }
    with nothing_stored(full):
        for method, made in (("GET", ADDRESSES), ("POST", POSTED)):
            for address in made:
                path = address.format(room=full.room, trick=trick)
                status = asyncio.run(raw(full, method, path, headers))
                looked = path.endswith("/since/-1")  # all that came since the start
                assert 400 <= status < 500 or looked, (method, path)


def test_an_address_too_long_is_refused(full: House, browsers: dict[str, TestClient]) -> None:
    browser = browsers["n-principal"]
    refused(browser.get(f"/rooms/{full.room}/board?x={'a' * ADDRESS}"), 414)
    refused(browser.get(f"/rooms/{full.room}/board", headers={"X-Much": "a" * 70_000}), 431)
