"""One act done: the lock, where things stand, the right, the rule, and the event on record."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime

from winset.case.document import Case
from winset.case.reading import case_of, read
from winset.case.source import decoded
from winset.room.acts.act import Act, Refused, Scene
from winset.room.acts.rights import Right, may
from winset.room.acts.values import BringCase
from winset.room.kept import Kept
from winset.room.record.events import Draft, Event
from winset.room.state.fold import fold, visible
from winset.room.state.own_case import Gap, own_case
from winset.room.state.state import Seat, State
from winset.room.store.store import Document, Pen, Store

KEPT = 64
"""States and cases that stay in memory."""


class Forbidden(Refused):
    """A role that lacks the right."""

    def __init__(self, seat: Seat, right: Right) -> None:
        super().__init__(f"a seat as {seat.role} does not carry the right to {right}")
        self.right = right


class NoSeat(Refused):
    """A person without a seat in the room; a room that is not there looks just the same."""

    def __init__(self) -> None:
        super().__init__("there is no such room, or you have no seat in it")


class Overtaken(Refused):
    """Somebody else acted on the same subject first."""


@dataclass(frozen=True)
class Done:
    """An act on record, and where things stand after it, as the one who acted sees it."""

    event: Event
    state: State


class Rooms:
    """The rooms of one store: states kept warm, acts performed. Safe to share between threads."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now
        self._lock = threading.Lock()
        self._states: OrderedDict[tuple[str, str | None], State] = OrderedDict()
        self._cases: Kept[tuple[str, str, str], Case] = Kept(KEPT)

    def seat(self, room: str, person: str) -> Seat:
        """Return a person's seat. Raises NoSeat if there is none, or no such room."""
        seat = self.store.seat(room, person)
        if seat is None:
            raise NoSeat
        return seat

    def state(self, room: str, delegation: str | None) -> State:
        """Return where a room stands for a delegation; None: what was tabled alone."""
        return self._after(room, delegation, self.store.events, keep=True)

    def today(self, state: State) -> Date:
        """Return the room's day: the day set for an exercise, or the real date (UTC)."""
        return state.day or self.now().date()

    def case(self, state: State, delegation: str) -> Case | None:
        """Return the delegation's own case as it stands.

        None if it has brought none, or one that cannot say what was signed since.
        """
        return self._case(
            state,
            delegation,
            lambda sha256, audiences: self.store.document(state.room, sha256, audiences),
        )

    def _case(
        self,
        state: State,
        delegation: str,
        document: Callable[[str, frozenset[str]], Document | None],
    ) -> Case | None:
        if state.case is None:
            return None
        name = state.case

        def brought() -> Case:
            kept = document(name, frozenset((delegation,)))
            if kept is None:
                raise LookupError(f"document {name} of room {state.room} is missing")
            return case_of(read(decoded("the case", kept.body)))

        try:
            return own_case(
                self._cases.get((state.room, delegation, name), brought),
                state,
                state.delegations[delegation].party,
            )
        except Gap:
            return None

    def perform(
        self, room: str, person: str, act: Act, *, why: str = "", seen: int | None = None
    ) -> Done:
        """Put an act on record, or refuse it and change nothing.

        `seen`: the number of the last event that the person knew of. Raises NoSeat; Forbidden if
        the role lacks the right; Overtaken if the subject was touched after `seen`; Refused if a
        reason is missing or the rule of the act does not hold.
        """
        seat = self.seat(room, person)
        if not may(seat.role, act.right):
            raise Forbidden(seat, act.right)
        if act.needs_why and not why.strip():
            raise Refused("give a reason: this act is not recorded without one")
        with self.store.writing(room) as pen:
            # from here on all is read through the pen: if everybody who waits held one connection
            # and needed a second, nobody would get it
            now_seated = pen.seated(person)
            if now_seated is None:  # it was taken away while we waited
                raise NoSeat
            seat = now_seated
            if not may(seat.role, act.right):
                raise Forbidden(seat, act.right)
            state = self._after(
                room, seat.delegation, lambda _, after: pen.events(after), keep=False
            )
            subject = act.subject_in(seat.delegation)
            if seen is not None and act.guarded:
                _not_overtaken(state, subject, seen)
            scene = Scene(
                seat,
                state,
                self.today(state),
                lambda: self._case(state, seat.delegation, pen.document),
            )
            act.rule(scene)
            draft = Draft(
                kind=act.kind,
                who=seat.person,
                name=seat.name,
                delegation=seat.delegation,
                role=seat.role,
                audience=act.audience(scene),
                data={**act.data(scene), "subject": subject},
                why=why.strip(),
            )
            if isinstance(act, BringCase):
                pen.put_document(act.document(), draft.audience)
            event = self.record(pen, draft)
        return Done(event, self.state(room, seat.delegation))

    def record(self, pen: Pen, draft: Draft, documents: Sequence[bytes] = ()) -> Event:
        """Append what needs no rule of its own (an opening, a frozen study); keeps the seats."""
        for body in documents:
            pen.put_document(body, draft.audience)
        event = pen.append(draft)
        seat = seat_of(draft)
        if seat is not None:
            pen.seat(seat)
        elif draft.kind == "member.left":
            pen.unseat(draft.data["person"])
        return event

    def _after(
        self,
        room: str,
        delegation: str | None,
        events: Callable[[str, int], list[Event]],
        *,
        keep: bool,
    ) -> State:
        """Return the state after all events; folds only those that came since it was last asked."""
        key = (room, delegation)
        with self._lock:
            state = self._states.get(key, State(room))
        new = events(room, state.seq)
        if not new:
            return state
        last = new[-1]
        state = replace(fold(state, visible(new, delegation)), seq=last.seq, hash=last.hash)
        if keep:
            with self._lock:
                self._states[key] = state
                self._states.move_to_end(key)
                while len(self._states) > KEPT:
                    self._states.popitem(last=False)
        return state


def seat_of(draft: Draft) -> Seat | None:
    """Return the seat that an act gives somebody, or None if it gives none."""
    if draft.kind != "member.joined":
        return None
    data = draft.data
    return Seat(
        data["person"], data["name"], data["delegation"], data["role"], tuple(data["tracks"])
    )


def _not_overtaken(state: State, subject: str, seen: int) -> None:
    mark = state.touched.get(subject)
    if mark is not None and mark.seq > seen:
        raise Overtaken(
            f"{mark.name} was first, at {mark.at[11:16]} UTC: look at what changed, and act again "
            "if it still makes sense. Nothing of yours was recorded"
        )
