"""Somebody at a place in a room, for one request: through a page or through the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from winset.case.document import Case
from winset.room.acts.rights import Right, may
from winset.room.perform import Forbidden
from winset.room.state.state import Seat, State
from winset.room.web.services import Services


@dataclass(frozen=True)
class Sitting:
    """A seat in a room, and the room as its delegation sees it."""

    services: Services
    seat: Seat
    state: State

    @property
    def today(self) -> Date:
        """The room's day."""
        return self.services.rooms.today(self.state)

    @property
    def party(self) -> str | None:
        """The party that the delegation speaks for; None for a mediator's."""
        return self.state.delegations[self.seat.delegation].party

    def case(self) -> Case | None:
        """Return the delegation's own case as it stands, or None."""
        return self.services.rooms.case(self.state, self.seat.delegation)

    def needs(self, right: Right) -> None:
        """Raise Forbidden unless the seat carries `right`."""
        if not may(self.seat.role, right):
            raise Forbidden(self.seat, right)
