"""What a remark can be on, and who sees it."""

from __future__ import annotations

from collections.abc import Collection

from winset.room.acts.act import Refused, Scene
from winset.room.record.events import TABLE

PLAIN = frozenset(("room", "path", "agenda", "clock"))
"""Subjects of remarks that are the whole room's, and have no name."""


def audience_of(scene: Scene, on: str) -> str:
    """Return who can see the subject of a remark. Raises Refused if there is no such thing."""
    state, own = scene.state, scene.seat.delegation
    what, _, name = on.partition(":")
    open_to_all: dict[str, Collection[str]] = {
        "issue": state.issues,
        "text": state.texts,
        "stage": state.stages,
    }
    ours: dict[str, Collection[str]] = {
        "what_if": state.what_ifs,
        "red_line": state.red_lines,
        "study": [study.document for study in state.studies],
    }
    if on in PLAIN or name in open_to_all.get(what, ()):
        return TABLE
    if on in ("mandate", "case") or name in ours.get(what, ()):
        return own
    if what == "proposal" and name in state.proposals:
        return TABLE if state.proposals[name].crossed else own
    if what == "deadline" and name in state.deadlines:
        return state.deadlines[name].audience
    raise Refused(f"there is no `{on}` to remark on; name one as issue:{next(iter(state.issues))}")
