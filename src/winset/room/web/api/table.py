"""The table and what-ifs: what proposals are worth, and what would change it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from winset.room.acts.act import Id, Package
from winset.room.acts.values import KeepWhatIf
from winset.room.web.api.bearer import Asker, Reader
from winset.room.web.views import table as views
from winset.room.web.views.what_if import Question, answered, kept_question
from winset.study.advise import Advice
from winset.study.what_if import WhatIf

router = APIRouter(tags=["table"])

MOST = 2000
"""Numbers that one question may move."""


class Asked(BaseModel):
    """A what-if: a package (issues left out are at rest), and numbers taken as certain."""

    model_config = ConfigDict(extra="forbid", strict=True)

    options: Package = {}
    weights: list[KeepWhatIf.Weight] = Field([], max_length=MOST, description="In percent.")
    scores: list[KeepWhatIf.Score] = Field([], max_length=MOST, description="0 to 100.")


@router.get("/rooms/{room}/table")
def table(here: Reader) -> views.Compared:
    """Return the proposals in force side by side, with the own case's numbers."""
    return views.compared(here)


@router.get("/rooms/{room}/table/{proposal}/answers")
def answers(
    here: Asker,
    proposal: Annotated[
        str, Path(max_length=200, description="Its key: the delegation's id, a dot, its own id.")
    ],
) -> Advice:
    """Return the best answers to a proposal. Needs the right to ask what if."""
    return views.answers(here, proposal)[1]


@router.post("/rooms/{room}/what-if")
def what_if(here: Asker, asked: Asked) -> WhatIf:
    """Answer a what-if by the own case; nothing is recorded. Needs the right to ask what if."""
    question = Question(
        asked.options,
        {(moved.actor, moved.issue): moved.points for moved in asked.weights},
        {(moved.actor, moved.issue, moved.option): moved.points for moved in asked.scores},
    )
    return answered(here, question)


@router.get("/rooms/{room}/what-if/{name}")
def kept(here: Asker, name: Annotated[Id, Path()]) -> WhatIf:
    """Answer a what-if that the delegation kept, as of today."""
    return answered(here, kept_question(here, name)[1])
