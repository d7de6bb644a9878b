"""What a request needs of the server: rooms, people's secrets, and how it was started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from fastapi import Request

from winset.room.analysis.benches import Benches
from winset.room.analysis.desk import Desk
from winset.room.analysis.jobs import Jobs
from winset.room.kept import Kept
from winset.room.people.passwords import Passwords
from winset.room.people.set_up import SetUpCode
from winset.room.perform import Rooms
from winset.room.record.reading import Reading
from winset.room.store.store import Store
from winset.study.preview import Preview

KEPT = 64
"""Readings of records that stay in memory, by room and minute."""

PREVIEWS = 16
"""Previews that stay in memory, by case."""


@dataclass(frozen=True)
class Config:
    """How the server was started.

    `secure`: it is reached over https; `hosts`: names by which it goes ("*": any); `code`: what is
    kept of the set-up code, None once there is an owner; `exercise`: a line for the sign-in page.
    """

    secure: bool = False
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    code: SetUpCode | None = None
    exercise: str | None = None

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; browsers hold `__Host-` to this very host."""
        return "__Host-winset" if self.secure else "winset"


@dataclass(frozen=True)
class Services:
    """The parts of a running server. `now` is the one clock of all of them."""

    store: Store
    rooms: Rooms
    passwords: Passwords
    now: Callable[[], datetime]
    config: Config = field(default_factory=Config)
    benches: Benches = field(default_factory=Benches)
    desk: Desk = field(default_factory=Desk)
    readings: Kept[tuple[str, str], Reading] = field(default_factory=lambda: Kept(KEPT))
    previews: Kept[str, Preview | None] = field(default_factory=lambda: Kept(PREVIEWS))

    @cached_property
    def jobs(self) -> Jobs:
        """The analyses in the background."""
        return Jobs(self.rooms)


def services_of(request: Request) -> Services:
    """Return the services of the application that a request came to."""
    services: Services = request.app.state.services
    return services
