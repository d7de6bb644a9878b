"""Faults of ours: logged, and answered without telling anything of them."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Answer = Callable[[Request, Exception], Response]


class Faults:
    """Catches what nobody expected, inside the headers that every answer carries.

    Starlette's own handler of such errors stands outside all middleware: its answer would go out
    without them.
    """

    def __init__(self, app: ASGIApp, *, answer: Answer) -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; answer for it if it fails before its answer began."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if begun:
                raise
            await self._answer(Request(scope), error)(scope, receive, send)
