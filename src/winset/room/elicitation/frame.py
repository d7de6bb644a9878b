"""What an actor is asked about: the issues of its views, their options, the scores it has now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from winset.case.actors import View
from winset.case.agenda import Issue
from winset.case.curves import mixture
from winset.case.document import Case
from winset.case.numbers import Judged
from winset.room.elicitation.answers import (
    Answer,
    DirectPoints,
    Ranking,
    Scores,
    Swings,
    TradeOff,
    Worded,
)
from winset.room.elicitation.ranges import Range


@dataclass(frozen=True)
class Topic:
    """An issue to be asked about: every option, those on offer, the one at rest, scores so far."""

    issue: str
    options: tuple[str, ...]
    offered: tuple[str, ...]
    at_rest: str
    scores: Mapping[str, Range]


@dataclass(frozen=True)
class Frame:
    """An actor and the issues it has a view on, in the order of the agenda."""

    actor: str
    topics: tuple[Topic, ...]

    @property
    def issues(self) -> tuple[str, ...]:
        """The ids of the issues."""
        return tuple(topic.issue for topic in self.topics)


def frame_of(case: Case, actor: str) -> Frame:
    """Return the frame of an actor of a case. Raises KeyError if there is no such actor."""
    views = case.actors[actor].views
    return Frame(
        actor,
        tuple(
            _topic(name, issue, views[name]) for name, issue in case.issues.items() if name in views
        ),
    )


def misfit(answer: Answer, frame: Frame) -> str | None:
    """Return what an answer names that the frame has not, in words; None if it fits."""
    match answer:
        case Swings():
            wrong = None if answer.swings.keys() == set(frame.issues) else "every issue"
        case DirectPoints():
            wrong = None if answer.weights.keys() == set(frame.issues) else "every issue"
        case Scores() | Worded():
            wrong = _wrong_scores(answer, frame)
        case TradeOff():
            wrong = _wrong_package(answer.first, frame) or _wrong_package(answer.second, frame)
        case Ranking():
            found = (_wrong_package(package, frame) for package in answer.packages.values())
            wrong = next((one for one in found if one), None)
    if wrong is None:
        return None
    return f"this answer must be about {wrong} of the actor's: {', '.join(frame.issues)}"


def _wrong_scores(answer: Scores | Worded, frame: Frame) -> str | None:
    topic = next((topic for topic in frame.topics if topic.issue == answer.issue), None)
    if topic is None:
        return "an issue"
    if isinstance(answer, Scores):
        fits = answer.scores.keys() == set(topic.options)
    else:
        named = {option for first, inner in answer.words.items() for option in (first, *inner)}
        fits = named <= set(topic.options)
    return None if fits else f"the options {', '.join(topic.options)}, in an issue"


def _wrong_package(package: Mapping[str, str], frame: Frame) -> str | None:
    topics = {topic.issue: topic for topic in frame.topics}
    for issue, option in package.items():
        if issue not in topics:
            return "issues"
        if option not in topics[issue].options:
            return f"the options {', '.join(topics[issue].options)}, in issues"
    return None


def _topic(name: str, issue: Issue, view: View) -> Topic:
    scores = {o: _score(view, issue, o) for o in issue.options}
    return Topic(
        name,
        tuple(issue.options),
        tuple(option for option, written in issue.options.items() if written.offered),
        issue.at_rest,
        {option: score for option, score in scores.items() if score is not None},
    )


def _score(view: View, issue: Issue, option: str) -> Range | None:
    """Return a score as the case has it; one by attributes is mixed by their middle weights.

    One along a range is mixed of the scores beside it.
    """
    if option in view.scores:
        return _range(view.scores[option])
    if issue.range:
        along = [(share, _range(view.scores[p])) for p, share in mixture(view.scores, option)]
        return _averaged(along)
    has = issue.options[option].has
    if not view.attributes or not view.attributes.keys() <= has.keys():
        return None
    total = sum(Fraction(seen.weight.mid) for seen in view.attributes.values())
    parts = [
        (Fraction(seen.weight.mid) / total, _range(seen.scores[has[attribute]]))
        for attribute, seen in view.attributes.items()
    ]
    return _averaged(parts)


def _averaged(parts: Sequence[tuple[Fraction, Range]]) -> Range:
    return Range(
        sum(float(share) * part.low for share, part in parts),
        sum(float(share) * part.mid for share, part in parts),
        sum(float(share) * part.high for share, part in parts),
    )


def _range(written: Judged) -> Range:
    return Range(float(written.low), float(written.mid), float(written.high))
