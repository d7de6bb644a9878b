"""Limits on what a request may bring: its host, its address, its headers, its body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 2 * 1024 * 1024
"""Bytes that a request may bring: a case file of the largest size, spelled as a form, fits."""

ADDRESS = 4096
HEADERS = 64 * 1024
DIGITS = 18
"""Digits of a length that is worth reading."""

_NAME = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
"""What can stand as a host: nothing that would be more than a name inside an address."""

Refusal = Callable[[Request, int, str], Response]


class TooMuch(HTTPException):
    """A body beyond the limit. Of this class, since FastAPI lets no other pass while it reads."""

    def __init__(self) -> None:
        mib = BODY // 1024 // 1024
        super().__init__(413, f"a request may bring at most {mib} MiB; nothing was stored")


class Limits:
    """Refuses what is too large or asks for another host, before anything is read of it."""

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...], refusal: Refusal) -> None:
        self._app = app
        self._hosts = {host.lower() for host in hosts}
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = next(self._refused(scope), None)
        if refused is not None:
            status, text = refused
            await self._refusal(Request(scope), status, text)(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > BODY:
                raise TooMuch
            return message

        await self._app(scope, counted, send)

    def _refused(self, scope: Scope) -> Iterator[tuple[int, str]]:
        """Yield what is wrong with a request, by its head alone: status and words."""
        named = [value for name, value in scope["headers"] if name == b"host"]
        if len(named) != 1 or not self._goes_by(named[0].decode("latin-1")):
            yield 400, "this server does not go by that name"
        if not scope["path"].isprintable():
            yield 400, "this address holds a character that no address of ours has"
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > ADDRESS:
            yield 414, "this address is too long"
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS:
            yield 431, "the headers of this request are too large"
        lengths = {value for name, value in scope["headers"] if name == b"content-length"}
        if len(lengths) > 1 or not all(length.isdigit() for length in lengths):
            yield 400, "the length of this request is no number"
        elif any(len(length) > DIGITS or int(length) > BODY for length in lengths):
            yield 413, TooMuch().detail

    def _goes_by(self, named: str) -> bool:
        """Whether a Host header names this server: a name of ours, and a port or none."""
        host, colon, port = named.lower().rpartition(":")
        if not colon or port.endswith("]"):  # no port; the last colon is inside [::1]
            host, port = named.lower(), ""
        if not (port == "" or (port.isascii() and port.isdigit())):
            return False
        return host in self._hosts or ("*" in self._hosts and _NAME.fullmatch(host) is not None)
