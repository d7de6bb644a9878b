"""An actor's preferences as a delegation has elicited them, from the answers on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from pydantic import TypeAdapter

from winset.case.document import Case
from winset.case.linkages import Bonus, Offer
from winset.room.acts.act import Refused
from winset.room.acts.conditions import broken, meets
from winset.room.elicitation.answers import Answer
from winset.room.elicitation.frame import frame_of
from winset.room.elicitation.preferences import Preferences, elicited
from winset.room.elicitation.questions import Question, next_question
from winset.room.elicitation.ranking import Ranked, five
from winset.room.state.state import State

_ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)


def preferences_of(
    case: Case, state: State, actor: str, more: Sequence[Answer] = ()
) -> Preferences:
    """Return what the answers about an actor come to, and `more` answers not on record.

    Raises Refused for an actor that the case does not have.
    """
    if actor not in case.actors:
        raise Refused(f"your case has no actor `{actor}`; actors: {', '.join(case.actors)}")
    told = [_ANSWER.validate_python(one.data) for one in state.answers if one.actor == actor]
    return elicited(frame_of(case, actor), [*told, *more])


@dataclass(frozen=True)
class Next:
    """The question to ask next. `firm`: either answer narrows a weight whatever the exact scores.

    If not, it narrows one only if the middle scores are right: it tests more than it tells.
    """

    question: Question
    firm: bool


def next_asked(case: Case, preferences: Preferences) -> Next | None:
    """Return the trade-off question to ask next; None without weights, or if none is worth it."""
    if preferences.region is None:
        return None
    frame, asked = preferences.frame, preferences.asked
    excluded = _excluded(case, preferences)
    found = next_question(frame, preferences.scored, preferences.region, asked, excluded)
    if found is not None:
        return Next(found, firm=True)
    scored, region = preferences.at_middle_scores()
    found = None if region is None else next_question(frame, scored, region, asked, excluded)
    return None if found is None else Next(found, firm=False)


def packages(case: Case, preferences: Preferences) -> tuple[Ranked, ...]:
    """Return the packages of the closing check, best first; none without weights.

    Packages that break a hard linkage are left out, and those that set off a soft one which counts
    for the actor: what is ranked is worth its weights and scores, and nothing else.
    """
    if preferences.region is None:
        return ()
    rest = {name: issue.at_rest for name, issue in case.issues.items()}
    actor = preferences.frame.actor

    def allowed(package: Mapping[str, str]) -> bool:
        whole = {**rest, **package}
        return not any(broken(case, whole)) and not _set_off(case, actor, whole)

    return five(preferences.frame, preferences.scored, preferences.mid, preferences.region, allowed)


def _set_off(case: Case, actor: str, package: Mapping[str, str]) -> bool:
    """Whether a package sets off a bonus for an actor, or breaks an offer of its side."""
    for link in case.linkages.values():
        match link:
            case Bonus() if actor in link.points:
                if meets(link.when, package):
                    return True
            case Offer() if link.by == case.actors[actor].party:
                if meets(link.when, package) and not meets(link.then, package):
                    return True
            case _:
                pass
    return False


def _excluded(case: Case, preferences: Preferences) -> frozenset[frozenset[tuple[str, str]]]:
    """Return each two options that no package may hold together."""
    return frozenset(
        frozenset(((a.issue, x), (b.issue, y)))
        for a, b in combinations(preferences.frame.topics, 2)
        for x, y in product(a.offered, b.offered)
        if any(broken(case, {a.issue: x, b.issue: y}))
    )
