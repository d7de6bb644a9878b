"""What if: any option or number moved, and what changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from winset.room.acts.act import Refused
from winset.room.state.state import WhatIf as Kept
from winset.room.web.rendering import NotThere
from winset.room.web.sitting import Sitting
from winset.room.web.views.table import bench_of
from winset.study.what_if import WhatIf, what_if


@dataclass(frozen=True)
class Question:
    """What is asked: a package, and numbers moved."""

    options: Mapping[str, str]
    weights: Mapping[tuple[str, str], float]
    scores: Mapping[tuple[str, str, str], float]


def answered(here: Sitting, question: Question) -> WhatIf:
    """Return the answer by the own case as it stands.

    Raises Forbidden without the right; Refused without a case; BadQuestion for unknown names and
    numbers out of range.
    """
    here.needs("ask what if")
    if here.case() is None:
        raise Refused("a what-if is answered by your own case; bring a case file first")
    bench = bench_of(here)
    return what_if(bench, question.options, weights=question.weights, scores=question.scores)


def kept_question(here: Sitting, name: str) -> tuple[Kept, Question]:
    """Return a what-if that the delegation kept, as a question to ask today. Raises NotThere."""
    found = here.state.what_ifs.get(name)
    if found is None:
        raise NotThere("your delegation has kept no what-if of that name")
    return found, Question(
        found.options,
        {(actor, issue): points for actor, issue, points in found.weights},
        {(actor, issue, option): points for actor, issue, option, points in found.scores},
    )
