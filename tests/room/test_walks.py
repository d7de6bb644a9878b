"""What holds after any acts by anybody: found by random walks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from room.house import House, house
from room.walks import Move, walk, walks
from winset.case.document import Case
from winset.case.linkages import Excludes
from winset.case.reading import case_of, read
from winset.case.source import checked as whole_text
from winset.case.writing import written
from winset.room.record.chain import checked
from winset.room.record.events import TABLE, Event
from winset.room.state.fold import fold, visible
from winset.room.state.own_case import own_case
from winset.room.state.state import State
from winset.room.verdict import verified

few = settings(
    max_examples=int(os.environ.get("WALKS", "12")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=False,
)

SIDES = {"north": "north", "south": "south"}


@contextmanager
def walked(moves: Sequence[Move]) -> Iterator[House]:
    """Yield a fresh house after a walk."""
    with tempfile.TemporaryDirectory() as folder:
        here = house(Path(folder))
        walk(here, list(moves))
        yield here
        here.store.engine.dispose()


@few
@given(walks, st.data())
def test_a_state_is_a_function_of_what_its_delegation_may_see(
    moves: list[Move], data: st.DataObject
) -> None:
    with walked(moves) as here:
        events = here.store.events(here.room)
        cut = data.draw(st.integers(0, len(events)))
        for delegation in ("north", "south", "mediator", None):
            seen = [event for event in events if event.act.audience in {TABLE, delegation}]
            alone = fold(State(here.room), seen)
            in_two = fold(
                fold(State(here.room), visible(events[:cut], delegation)),
                visible(events[cut:], delegation),
            )
            last = events[-1]
            assert alone == in_two
            assert replace(alone, seq=last.seq, hash=last.hash) == here.state(delegation)


@few
@given(walks)
def test_the_chain_holds(moves: list[Move]) -> None:
    with walked(moves) as here:
        assert [] == checked(here.store.events(here.room), here.store.head(here.room))
        assert [] == verified(here.store, here.room)


@few
@given(walks)
def test_an_issue_stands_where_its_acts_have_brought_it(moves: list[Move]) -> None:
    with walked(moves) as here:
        state = here.state(None)
        expected = twin(here.store.events(here.room))
        assert expected == {name: i.state(state.parties) for name, i in state.issues.items()}


def twin(events: list[Event]) -> dict[str, str]:  # noqa: C901, PLR0912  naive: all in one place
    """Return how far each issue has come, told from the events alone, naively."""
    initials: dict[str, dict[str, str]] = {}
    disputed: dict[str, set[str]] = {}
    parked: dict[str, bool] = {}
    signed: set[str] = set()
    texts: dict[str, tuple[list[str], set[str]]] = {}
    for event in events:
        kind, data = event.act.kind, event.act.data
        issue = data.get("issue", "")
        match kind:
            case "room.opened" | "agenda.set":
                frame = data["frame"]["issues"] if kind == "room.opened" else data["issues"]
                parked |= {one["id"]: one["parked"] for one in frame}
            case "bracket.placed":
                disputed.setdefault(issue, set()).add(str(event.act.delegation))
            case "bracket.lifted":
                disputed[issue].discard(str(event.act.delegation))
            case "issue.escalated":
                disputed.setdefault(issue, set()).add("escalated")
            case "agreement.initialled":
                given = initials.setdefault(issue, {})
                given[data["party"]] = data["option"]
                if len(given) == 2 and len(set(given.values())) == 1:
                    disputed.pop(issue, None)
            case "agreement.taken_back":
                del initials[issue][data["party"]]
            case "text.put":
                texts[data["id"]] = (list(data["options"]), set())
            case "signature.refused":
                for name in texts[data["text"]][0]:
                    initials.pop(name, None)
            case "signature.given":
                names, given_by = texts[data["text"]]
                given_by.add(data["actor"])
                if given_by == {"n_lead", "s_lead"}:
                    signed |= set(names)

    def told(name: str) -> str:
        chosen = initials.get(name, {})
        if name in signed:
            return "signed"
        if parked[name]:
            return "parked"
        if len(chosen) == 2 and len(set(chosen.values())) == 1:
            return "ad_referendum"
        return "bracketed" if disputed.get(name) or len(set(chosen.values())) > 1 else "open"

    return {name: told(name) for name in parked}


@few
@given(walks)
def test_nothing_is_signed_outside_mandate_lines_or_linkages_without_a_waiver(
    moves: list[Move],
) -> None:
    with walked(moves) as here:
        events = here.store.events(here.room)
        for number, event in enumerate(events):
            if event.act.kind == "signature.given":
                own = visible(events[:number], event.act.delegation)
                state = fold(State(here.room), own)
                needed = needed_waivers(here, state, event)
                given_ = [
                    (one.act.data["of"], one.seq) for one in own if one.act.kind == "waiver.granted"
                ]
                for of, since in needed:
                    assert any(of == name and seq > since for name, seq in given_), of


def needed_waivers(here: House, state: State, event: Event) -> list[tuple[str, int]]:
    """Return each waiver that a signature needs, and the event after which it must be given."""
    side = str(event.act.delegation)
    text = state.texts[event.act.data["text"]]
    needed = []
    if state.mandate is not None:
        for issue, option in text.options.items():
            if option not in state.mandate.allowed.get(issue, {option: "free"}):
                needed.append((f"mandate:{issue}={option}", state.mandate.mark.seq))
    case = case_at(here, state, side)
    package = {} if case is None else {name: one.at_rest for name, one in case.issues.items()}
    package |= {name: one.signed for name, one in state.issues.items() if one.signed}
    package |= text.options
    for name, line in state.red_lines.items():
        if all(
            package.get(issue) in ([chosen] if isinstance(chosen, str) else chosen)
            for issue, chosen in line.never.items()
        ):
            needed.append((f"red_line:{name}", line.mark.seq))
    if case is not None and "no_sale" in case.parties[side].red_lines and package["port"] == "sale":
        needed.append(("red_line:no_sale", state.case_seq))
    for name, link in case.linkages.items() if case is not None else ():
        assert isinstance(link, Excludes)
        if all(
            package[issue] in chosen
            for part in link.between
            for issue, chosen in part.options.items()
        ):
            needed.append((f"linkage:{name}", text.put.seq))
    return needed


def case_at(here: House, state: State, side: str) -> Case | None:
    """Return a side's case as it stood in a state."""
    if state.case is None:
        return None
    kept = here.store.document(here.room, state.case, frozenset((side,)))
    assert kept is not None
    brought = case_of(read(whole_text("case", kept.body.decode())))
    return own_case(brought, state, SIDES[side])


@few
@given(walks)
def test_the_own_case_can_be_taken_out_and_read_back_after_any_acts(moves: list[Move]) -> None:
    with walked(moves) as here:
        for side in SIDES:
            case = here.rooms.case(here.state(side), side)
            if case is not None:
                assert case == case_of(read(whole_text("case", written(case))))
