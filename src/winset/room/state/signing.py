"""Effects of putting a text up for signature, signing or refusing it, and of deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date as Date
from typing import Any

from winset.room.state.agenda import Mark
from winset.room.state.state import Deadline, Moved, Refusal, State, Text

Data = Mapping[str, Any]


def _put(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    text = Text(data["id"], data["name"], data["options"], mark)
    signing = next((stage for stage in state.stages.values() if stage.signs), None)
    return replace(
        state,
        texts={**state.texts, text.id: text},
        stage=state.stage if signing is None else signing.id,
    )


def _signed(state: State, data: Data, mark: Mark, audience: str) -> State:
    """Add a signature; the stage moves on with its last one, the text is signed with the last."""
    del audience
    old = state.texts[data["text"]]
    text = replace(old, signatures={**old.signatures, (data["stage"], data["actor"]): mark})
    open_ = [
        stage.id
        for stage in state.stages.values()
        for sign in stage.signs
        if (stage.id, sign.actor) not in text.signatures
    ]
    if open_:
        return replace(state, texts={**state.texts, text.id: text}, stage=open_[0])
    done = replace(text, status="signed")
    issues = {
        name: replace(issue, signed=done.options[name], last=mark)
        if name in done.options
        else issue
        for name, issue in state.issues.items()
    }
    return replace(state, texts={**state.texts, done.id: done}, issues=issues)


def _refused(state: State, data: Data, mark: Mark, audience: str) -> State:
    """Send a text back: its issues lose their initials, the stage it goes to is open again."""
    del audience
    old = state.texts[data["text"]]
    refusal = Refusal(data["stage"], data["actor"], data["back_to"], mark)
    text = replace(old, status="refused", refusal=refusal)
    issues = {
        name: replace(issue, initials={}, last=mark) if name in text.options else issue
        for name, issue in state.issues.items()
    }
    return replace(
        state,
        texts={**state.texts, text.id: text},
        issues=issues,
        stage=data["back_to"] or state.stage,
    )


def _deadline_set(state: State, data: Data, mark: Mark, audience: str) -> State:
    deadline = Deadline(
        id=data["id"],
        what=data["what"],
        date=Date.fromisoformat(data["date"]),
        issue=data["issue"],
        owner=tuple(data["owner"]),
        hard=data["hard"],
        moved=(),
        lapsed=None,
        met=None,
        audience=audience,
        last=mark,
    )
    return _with(state, deadline)


def _extended(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    old = state.deadlines[data["deadline"]]
    new = Date.fromisoformat(data["date"])
    day = state.day or Date.fromisoformat(mark.at[:10])
    moved = (*old.moved, Moved(old.date, new, day, mark))
    return _with(state, replace(old, date=new, moved=moved, lapsed=None, last=mark))


def _lapsed(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    return _with(state, replace(state.deadlines[data["deadline"]], lapsed=mark, last=mark))


def _met(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    return _with(state, replace(state.deadlines[data["deadline"]], met=mark, last=mark))


def _with(state: State, deadline: Deadline) -> State:
    return replace(state, deadlines={**state.deadlines, deadline.key: deadline})


EFFECTS = {
    "text.put": _put,
    "signature.given": _signed,
    "signature.refused": _refused,
    "deadline.set": _deadline_set,
    "deadline.extended": _extended,
    "deadline.lapsed": _lapsed,
    "deadline.met": _met,
}
