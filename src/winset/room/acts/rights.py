"""Who may do what: one table of rights and roles, and nothing else decides."""

from __future__ import annotations

from typing import Literal

from winset.room.state.state import Role

Right = Literal[
    "read",
    "comment",
    "set the agenda",
    "give the mandate",
    "set red lines",
    "set deadlines",
    "open stages",
    "seat people",
    "draft",
    "table",
    "bracket",
    "initial",
    "escalate",
    "put up for signature",
    "waive the mandate",
    "waive a linkage",
    "sign",
    "ask what if",
    "judge values",
    "bring a case",
    "analyse",
    "take the case out",
]

RIGHTS: dict[Right, frozenset[Role]] = {
    "read": frozenset(("principal", "technical", "leader", "analyst", "observer")),
    "comment": frozenset(("principal", "technical", "leader", "analyst")),
    "set the agenda": frozenset(("principal",)),
    "give the mandate": frozenset(("principal",)),
    "set red lines": frozenset(("principal",)),
    "set deadlines": frozenset(("principal",)),
    "open stages": frozenset(("principal",)),
    "seat people": frozenset(("principal",)),
    "draft": frozenset(("principal", "technical")),
    "table": frozenset(("principal", "technical")),
    "bracket": frozenset(("principal", "technical")),
    "initial": frozenset(("principal", "technical")),
    "escalate": frozenset(("principal", "technical")),
    "put up for signature": frozenset(("principal",)),
    "waive the mandate": frozenset(("principal",)),
    "waive a linkage": frozenset(("leader",)),
    "sign": frozenset(("leader",)),
    "ask what if": frozenset(("principal", "technical", "leader", "analyst")),
    "judge values": frozenset(("analyst",)),
    "bring a case": frozenset(("principal", "analyst")),
    "analyse": frozenset(("principal", "analyst")),
    "take the case out": frozenset(("principal", "analyst")),
}
"""The roles that hold each right. The docs print this table; the tests ask for every cell."""


def may(role: Role, right: Right) -> bool:
    """Whether somebody in `role` has `right`."""
    return role in RIGHTS[right]
