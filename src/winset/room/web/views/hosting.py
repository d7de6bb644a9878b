"""What the owner of a server does: open a room from a case file, and hold seats in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date

from winset.room.acts.act import Refused
from winset.room.acts.values import read_case
from winset.room.opening import Owner, open_room
from winset.room.people import invitations
from winset.room.people.accounts import Person, tidy
from winset.room.people.invitations import Invitation
from winset.room.state.state import ROLES, Delegation, State
from winset.room.web.rendering import NotThere
from winset.room.web.services import Services


@dataclass(frozen=True)
class Opening:
    """How a room is to be opened.

    `whose`: the party whose case it is (None: the first); `solo`: only that party has a delegation
    here; `mediator`: seat a mediator's too; `day`: the day of an exercise (None: the real date).
    """

    whose: str | None = None
    solo: bool = False
    mediator: bool = False
    day: Date | None = None


def must_own(who: Person) -> None:
    """Raise NotThere unless somebody owns the server: to others these addresses are not there."""
    if not who.owner:
        raise NotThere("there is nothing at this address")


def opened(services: Services, who: Person, file: tuple[str, str], how: Opening) -> str:
    """Open a room from a case file (its name and text), with a delegation for each party; its id.

    Raises NotThere for anybody but the owner; Refused, with every mistake, for a file that has any.
    """
    must_own(who)
    name, text = file
    case = read_case(name, text)
    whose = how.whose or next(iter(case.parties))
    if whose not in case.parties:
        raise Refused(f"whose case is it? parties: {', '.join(case.parties)}")
    places = [
        Delegation(party_id.lower(), f"{party.short or party.name} delegation", party_id)
        for party_id, party in case.parties.items()
        if not how.solo or party_id == whose
    ]
    if how.mediator:
        places.append(Delegation("mediator", "Mediator", None))
    owner = Owner(who.id, who.name)
    return open_room(services.rooms, owner, text, places, case_of=whose.lower(), day=how.day)


def hosted(services: Services, who: Person, room: str) -> State:
    """Return what all delegations see of a room, for its host. Raises NotThere."""
    must_own(who)
    if room not in dict(services.store.rooms()):
        raise NotThere("there is no such room")
    return services.rooms.state(room, None)


def held(
    services: Services,
    who: Person,
    room: str,
    *,
    name: str,
    delegation: str,
    role: str,
    tracks: Iterable[str],
) -> str:
    """Hold a seat for somebody; the secret of the invitation, to be shown once.

    Raises NotThere for anybody but the owner; Refused for what the room does not have; BadAccount
    for a name that cannot be shown.
    """
    state = hosted(services, who, room)
    known = next((one for one in ROLES if one == role), None)
    if known is None or delegation not in state.delegations:
        raise Refused(
            f"name a role ({', '.join(ROLES)}) and a delegation ({', '.join(state.delegations)})"
        )
    wanted = tuple(dict.fromkeys(tracks))
    strange = [track for track in wanted if track not in state.tracks]
    if strange:
        raise Refused(f"there is no such track; tracks: {', '.join(state.tracks)}")
    return invitations.invite(
        services.store,
        room=room,
        delegation=delegation,
        role=known,
        tracks=wanted,
        name=tidy(name),
        by=who.id,
    )


def waiting(services: Services, who: Person, room: str) -> list[Invitation]:
    """Return the invitations of a room that nobody took up. Raises NotThere."""
    hosted(services, who, room)
    return invitations.open_ones(services.store, room, None)


def withdrawn(services: Services, who: Person, room: str, invitation: str) -> None:
    """Make an invitation void. Raises NotThere if none of that id waits in the room."""
    if invitation not in {one.id for one in waiting(services, who, room)}:
        raise NotThere("no such invitation waits in this room")
    invitations.withdraw(services.store, invitation)
