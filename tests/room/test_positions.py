"""Where each party stands, as far as it has said so."""

from __future__ import annotations

from room.house import House
from winset.room.state.positions import position


def stands(here: House, party: str, issue: str = "port") -> tuple[tuple[str, ...], str] | None:
    """Return the options that a party stands for, as the South sees it, and how it said so."""
    state = here.state("south")
    found = position(state, state.issues[issue], party)
    return None if found is None else (found.options, found.how)


def test_who_has_said_nothing_has_no_position(here: House) -> None:
    here.do("n-technical", "draft", id="d", name="Draft", options={"port": "lease"})
    assert None is stands(here, "north")


def test_a_tabled_proposal_is_a_position_until_it_is_withdrawn(here: House) -> None:
    here.do("n-technical", "draft", id="d", name="Draft", options={"port": "lease"})
    here.do("n-technical", "table", id="d")
    assert (("lease",), "tabled") == stands(here, "north")
    assert None is stands(here, "north", "fish")
    here.do("n-technical", "withdraw", why="Too soon", id="d")
    assert None is stands(here, "north")


def test_of_brackets_and_proposals_the_later_counts(here: House) -> None:
    here.do("n-technical", "draft", id="d", name="Draft", options={"port": "lease"})
    here.do("n-technical", "table", id="d")
    here.do("n-technical", "bracket", issue="port", options=["lease", "shared"], text="for whom?")
    assert (("lease", "shared"), "bracketed") == stands(here, "north")


def test_what_was_agreed_counts_before_all_else(here: House) -> None:
    here.do("s-technical", "initial", issue="port", option="shared")
    here.do("s-technical", "bracket", issue="port", options=["sale"], text="or so")
    assert (("shared",), "agreed") == stands(here, "south")
