"""What a request needs of the server: rooms, people's secrets, jobs, and how it was started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from fastapi import Request

from winset.room.perform import Rooms
from winset.room.store.store import Store


@dataclass(frozen=True)
class Config:
    """How the server was started.

    `secure`: it is reached over https; `hosts`: names that a request may ask for ("*": any);
    `proxied`: the address of a visitor is that in X-Forwarded-For.
    """

    secure: bool = False
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    proxied: bool = False


@dataclass(frozen=True)
class Services:
    """The parts of a running server. `now` is the one clock of all of them."""

    store: Store
    rooms: Rooms
    now: Callable[[], datetime]
    config: Config = field(default_factory=Config)


def services_of(request: Request) -> Services:
    """Return the services of the application that a request came to."""
    services: Services = request.app.state.services
    return services
