"""Limits on what a request may bring: its host, its address, its headers, its body."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 2 * 1024 * 1024
"""Bytes that a request may bring: a case file of the largest size, spelled as a form, fits."""

ADDRESS = 4096
HEADERS = 64 * 1024


class TooMuch(Exception):  # noqa: N818  says what is wrong
    """A body that grew beyond the limit while it was read."""


class Limits:
    """Refuses what is too large or asks for another host, before anything is read of it."""

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        taken = 0
        answered = False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > BODY:
                raise TooMuch
            return message

        async def noted(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except TooMuch:
            if not answered:
                await _too_much()(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").rsplit(":", 1)[0]
        if "*" not in self._hosts and host not in self._hosts:
            return PlainTextResponse("This server does not go by that name.\n", 400)
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > ADDRESS:
            return PlainTextResponse("This address is too long.\n", 414)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS:
            return PlainTextResponse("The headers of this request are too large.\n", 431)
        length = headers.get(b"content-length", b"0")
        if not length.isdigit():
            return PlainTextResponse("The length of this request is no number.\n", 400)
        return _too_much() if int(length) > BODY else None


def _too_much() -> PlainTextResponse:
    return PlainTextResponse(
        f"A request may bring at most {BODY // 1024 // 1024} MiB; nothing was stored.\n", 413
    )
