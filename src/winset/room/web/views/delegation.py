"""The own delegation: seats held in it for people to come, and what it can take out of the room."""

from __future__ import annotations

from collections.abc import Iterable

from winset.case.document import Case
from winset.room.acts.act import Refused
from winset.room.archive import exported
from winset.room.people import invitations
from winset.room.people.accounts import tidy
from winset.room.people.invitations import Invitation
from winset.room.state.state import ROLES
from winset.room.web.rendering import NotThere
from winset.room.web.sitting import Sitting


def held(here: Sitting, *, name: str, role: str, tracks: Iterable[str]) -> str:
    """Hold a seat in the own delegation; the secret of the invitation, to be shown once.

    Raises Forbidden without the right to seat people; Refused for what the room does not have;
    BadAccount for a name that cannot be shown.
    """
    here.needs("seat people")
    known = next((one for one in ROLES if one == role), None)
    if known is None:
        raise Refused(f"name a role: {', '.join(ROLES)}")
    wanted = tuple(dict.fromkeys(tracks))
    if not all(track in here.state.tracks for track in wanted):
        raise Refused(f"there is no such track; tracks: {', '.join(here.state.tracks)}")
    return invitations.invite(
        here.services.store,
        room=here.state.room,
        delegation=here.seat.delegation,
        role=known,
        tracks=wanted,
        name=tidy(name),
        by=here.seat.person,
    )


def waiting(here: Sitting) -> list[Invitation]:
    """Return the seats held in the own delegation. Raises Forbidden as `held` does."""
    here.needs("seat people")
    return invitations.open_ones(here.services.store, here.state.room, here.seat.delegation)


def withdrawn(here: Sitting, invitation: str) -> None:
    """Make an invitation void. Raises Forbidden; NotThere if none of that id waits."""
    if invitation not in {one.id for one in waiting(here)}:
        raise NotThere("no such invitation waits in your delegation")
    invitations.withdraw(here.services.store, invitation)


def own_case_of(here: Sitting) -> Case:
    """Return the own case as it stands, to be taken out. Raises Forbidden; Refused without one."""
    here.needs("take the case out")
    case = here.case()
    if case is None:
        raise Refused("your delegation has no case yet; bring a case file first")
    return case


def extract_of(here: Sitting) -> bytes:
    """Return the room as one file, what others keep to themselves sealed. Raises Forbidden."""
    here.needs("take the case out")
    return exported(here.services.store, here.state.room, here.seat.delegation)
