"""Effects on a delegation's own picture: its case, its numbers, what-ifs and frozen studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from winset.room.state.agenda import Mark
from winset.room.state.state import Answer, Frozen, Judgement, State, WhatIf

Data = Mapping[str, Any]


def _brought(state: State, data: Data, mark: Mark, audience: str) -> State:
    """A new case file takes the place of the old one, and of the numbers set in the room.

    Red lines are a principal's: only a principal's file takes up again what was lifted.
    """
    del audience
    lifted = () if mark.role == "principal" else state.lifted
    return replace(state, case=data["document"], case_seq=mark.seq, judgements={}, lifted=lifted)


def _answered(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    answer = Answer(data["actor"], data["answer"]["step"], data["answer"], mark)
    return replace(state, answers=(*state.answers, answer))


def _set(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    made = {
        (data["actor"], number["issue"], number["option"]): Judgement(
            data["actor"],
            number["issue"],
            number["option"],
            (number["low"], number["mid"], number["high"]),
            mark,
        )
        for number in data["numbers"]
    }
    return replace(state, judgements={**state.judgements, **made})


def _what_if(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    kept = WhatIf(
        id=data["id"],
        name=data["name"],
        options=data["options"],
        weights=tuple((w["actor"], w["issue"], w["points"]) for w in data["weights"]),
        scores=tuple((s["actor"], s["issue"], s["option"], s["points"]) for s in data["scores"]),
        mark=mark,
    )
    return replace(state, what_ifs={**state.what_ifs, kept.id: kept})


def _frozen(state: State, data: Data, mark: Mark, audience: str) -> State:
    del audience
    study = Frozen(
        document=data["document"],
        title=data["title"],
        seq=data["at_seq"],
        hash=data["at_hash"],
        worlds=data["worlds"],
        seed=data["seed"],
        mark=mark,
    )
    return replace(state, studies=(*state.studies, study))


def _exported(state: State, data: Data, mark: Mark, audience: str) -> State:
    del data, mark, audience
    return state


EFFECTS = {
    "case.brought": _brought,
    "case.exported": _exported,
    "preference.answered": _answered,
    "preference.set": _set,
    "what_if.kept": _what_if,
    "study.frozen": _frozen,
}
