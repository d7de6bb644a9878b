"""Preferences: an actor's scores and weights, asked for step by step, with what contradicts."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from winset.case.document import Case
from winset.case.linkages import Bonus, Offer
from winset.room.acts.act import Refused
from winset.room.acts.rights import may
from winset.room.acts.values import AnswerPreference
from winset.room.analysis.preferences import next_asked, packages, preferences_of
from winset.room.elicitation.answers import WORDS
from winset.room.elicitation.preferences import Preferences, ScoredTopic
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.ranking import LABELS
from winset.room.elicitation.written import written
from winset.room.perform import Forbidden
from winset.room.web.filled import act_of
from winset.room.web.pages.what_if import shares
from winset.room.web.rendering import NotThere, page
from winset.room.web.visitor import Here, OwnForm, Present

router = APIRouter(include_in_schema=False)

STEPS = {
    "scores": "Scores",
    "swings": "Swings",
    "trade-offs": "Trade-offs",
    "check": "Check",
    "points": "Expert: points",
}
"""The steps of the eliciting, by the ends of their addresses."""


@router.get("/rooms/{room}/preferences")
def actors(request: Request, here: Here) -> Response:
    """Show the actors of the own case, and how far each has been asked about."""
    case = readable(here)
    told = [answer.actor for answer in here.state.answers]
    judged = {judgement.actor for judgement in here.state.judgements.values()}
    return page(
        request,
        "preferences.html.j2",
        here=here,
        tab="Preferences",
        case=case,
        told={actor: told.count(actor) for actor in case.actors},
        judged=judged,
    )


@router.get("/rooms/{room}/preferences/{actor}")
def result(request: Request, actor: str, here: Here) -> Response:
    """Show what the answers about an actor come to, to be written into the own case."""
    case = readable(here)
    preferences = _found(here, case, actor)
    numbers = written(preferences)
    return _shown(
        request,
        here,
        preferences,
        case,
        "preferences_result.html.j2",
        step="result",
        numbers=[
            {"issue": n.issue, "option": n.option, **_texts(n.low, n.mid, n.high)} for n in numbers
        ],
        in_points=in_points(case, actor),
    )


@router.get("/rooms/{room}/preferences/{actor}/{step}")
def ask(request: Request, actor: str, step: str, here: Here) -> Response:
    """Ask about an actor: one step of the eliciting."""
    if step not in STEPS:
        raise NotThere(f"there is no step `{step}`; steps: {', '.join(STEPS)}")
    _judging(here)
    case = readable(here)
    preferences = _found(here, case, actor)
    values: dict[str, Any] = {}
    if step == "scores":
        values = _scores(request, case, preferences)
    elif step == "trade-offs":
        values = {"next": next_asked(case, preferences)}
    elif step == "swings":
        values = {"ends": _ends(preferences), "ranks": _ranks(preferences)}
    elif step == "points":
        weights = {issue: view.weight for issue, view in case.actors[actor].views.items()}
        values = {
            "now": {i: Range(float(w.low), float(w.mid), float(w.high)) for i, w in weights.items()}
        }
    elif step == "check":
        values = {"five": dict(zip(LABELS, packages(case, preferences), strict=False))}
    template = f"preferences_{step.replace('-', '_')}.html.j2"
    return _shown(request, here, preferences, case, template, step=step, **values)


@router.post("/rooms/{room}/preferences/{actor}/figures")
def figures(request: Request, actor: str, here: Here, form: OwnForm) -> Response:
    """Return what one more answer would come to; nothing is recorded."""
    _judging(here)
    case = readable(here)
    doubt, more = None, []
    try:
        act = act_of(AnswerPreference, form)
        more = [act.answer] if isinstance(act, AnswerPreference) else []
    except Refused as refused:
        doubt = str(refused)
    preferences = preferences_of(case, here.state, actor, more)
    return _shown(
        request, here, preferences, case, "preferences_figures.html.j2", step="figures", doubt=doubt
    )


def readable(here: Present) -> Case:
    """Return the own case. Raises Forbidden for a role that may not ask what if, or Refused."""
    if not may(here.seat.role, "ask what if"):
        raise Forbidden(here.seat, "ask what if")
    case = here.case()
    if case is None:
        raise Refused("preferences are those of actors of your own case; bring a case file first")
    return case


def in_points(case: Case, actor: str) -> list[str]:
    """Return what else of the actor is written in points, whose unit new weights change."""
    written_actor = case.actors[actor]
    found = [word for word in ("reservation", "margin") if getattr(written_actor, word) is not None]
    principal = written_actor.level == "principal"
    for name, link in case.linkages.items():
        match link:
            case Bonus() if actor in link.points:
                found.append(f"the bonus {name}")
            case Offer() if principal and link.by == written_actor.party:
                found.append(f"the offer {name}")
            case _:
                pass
    return found


def anchored(topic: ScoredTopic) -> dict[str, Range]:
    """Return scores stretched so that the best is 100 and the worst 0; empty if all are alike."""
    if not topic.span or topic.unscored:
        return {}
    mids = [score.mid for score in topic.scores.values()]

    def moved(number: float) -> float:
        return min(max((number - min(mids)) / topic.span * 100, 0.0), 100.0)

    return {
        option: Range.exact(moved(score.mid))
        if score.mid in (min(mids), max(mids))
        else Range(moved(score.low), moved(score.mid), moved(score.high))
        for option, score in topic.scores.items()
    }


def _scores(request: Request, case: Case, preferences: Preferences) -> dict[str, Any]:
    """Return what the page on scores needs: the issue, its scores or words so far, the pairs."""
    issue = request.query_params.get("issue") or preferences.topics[0].issue
    topic = next((one for one in preferences.topics if one.issue == issue), None)
    if topic is None:
        raise NotThere("the actor has no view on such an issue")
    start = anchored(topic)
    order = sorted(
        case.issues[issue].options, key=lambda option: -start[option].mid if start else 0.0
    )
    said = {} if topic.words is None else {(j.better, j.worse): j.word for j in topic.words.judged}
    return {
        "topic": topic,
        "start": start,
        "pairs": [(a, b) for n, a in enumerate(order) for b in order[n + 1 :]],
        "said": said,
        "words": WORDS,
        "by_words": (request.query_params.get("by") or ("words" if topic.words else "")) == "words",
    }


def _ends(preferences: Preferences) -> dict[str, tuple[str, str]]:
    """Return the worst and the best option of each issue, by middle scores."""
    return {
        topic.issue: (
            min(topic.scores, key=lambda option: topic.scores[option].mid),
            max(topic.scores, key=lambda option: topic.scores[option].mid),
        )
        for topic in preferences.topics
        if topic.scores
    }


def _ranks(preferences: Preferences) -> dict[str, int]:
    """Return the rank of each issue by its swing; none while there are no swings."""
    swings = {} if preferences.direct else preferences.swings or {}
    return {
        issue: 1 + sum(other.mid > swing.mid for other in swings.values())
        for issue, swing in swings.items()
    }


def _shown(
    request: Request,
    here: Present,
    preferences: Preferences,
    case: Case,
    template: str,
    **more: Any,
) -> Response:
    return page(
        request,
        template,
        **{
            "here": here,
            "tab": "Preferences",
            "case": case,
            "who": preferences.frame.actor,
            "p": preferences,
            "shares": shares(case),
            "steps": STEPS,
            "doubt": None,
            **more,
        },
    )


def _found(here: Present, case: Case, actor: str) -> Preferences:
    if actor not in case.actors:
        raise NotThere("your case has no such actor")
    return preferences_of(case, here.state, actor)


def _judging(here: Present) -> None:
    if not may(here.seat.role, "judge values"):
        raise Forbidden(here.seat, "judge values")


def _texts(*numbers: Any) -> dict[str, str]:
    return dict(zip(("low", "mid", "high"), map(str, numbers), strict=True))
