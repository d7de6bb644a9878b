"""What stands behind the numbers of a case: reasons, facts, and facts that came too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from winset.case.document import Case
from winset.case.findings import Finding
from winset.case.linkages import Bonus, Offer
from winset.case.numbers import Judged
from winset.case.places import in_words
from winset.case.references import citations, matches
from winset.case.tree import Node, Path
from winset.case.values import spelled


@dataclass(frozen=True)
class Number:
    """A judged number of a case, its path, and the reason and facts of the entry it stands in."""

    path: Path
    judged: Judged
    entry: Path
    why: str | None = None
    facts: tuple[str, ...] = ()

    @property
    def has_reason(self) -> bool:
        """True if the number, or what stands for it, gives a reason or a fact."""
        return bool(self.judged.why or self.judged.facts or self.why or self.facts)


@dataclass(frozen=True)
class Leak:
    """A number that cites a fact known only later. `path` is that of the citation."""

    path: Path
    number: str
    fact: str
    known_by: date


def numbers(case: Case) -> Iterator[Number]:
    """Yield every judged number of the case.

    A view's `why` and `facts` stand for its scores, not for its weight; an actor's for the margin
    and the influence, not for the reservation; those of a linkage or move for all its numbers.
    """
    ranges = {name for name, issue in case.issues.items() if issue.range}
    for name, actor in case.actors.items():
        here: Path = ("actors", name)
        for issue, view in actor.views.items():
            place = (*here, "views", issue)
            yield Number((*place, "weight"), view.weight, place)
            scores: dict[Path, Judged] = {
                ("scores", spelled(option) if issue in ranges else option): score
                for option, score in view.scores.items()
            }
            for attribute, seen in view.attributes.items():
                scores[("attributes", attribute, "weight")] = seen.weight
                for level, score in seen.scores.items():
                    scores[("attributes", attribute, "scores", level)] = score
            for path, score in scores.items():
                yield Number((*place, *path), score, place, view.why, view.facts)
        if actor.reservation:
            yield Number((*here, "reservation"), actor.reservation, here)
        for field, judged in (("margin", actor.margin), ("influence", actor.influence)):
            if judged:
                yield Number((*here, field), judged, here, actor.why, actor.facts)
    yield from _of_linkages_and_moves(case)
    yield from _of_the_path(case)


def _of_linkages_and_moves(case: Case) -> Iterator[Number]:
    for name, link in case.linkages.items():
        here: Path = ("linkages", name)
        found: dict[Path, Judged | None] = {}
        match link:
            case Bonus():
                found = {("points", actor): judged for actor, judged in link.points.items()}
            case Offer():
                found = {("penalty",): link.penalty, ("strength",): link.strength}
        for path, judged in found.items():
            if judged:
                yield Number((*here, *path), judged, here, link.why, link.facts)
    for name, move in case.moves.items():
        here = ("moves", name)
        found = {("shifts", actor): judged for actor, judged in move.shifts.items()}
        found[("cost",)] = move.cost
        found[("per_month",)] = move.per_month
        for position, counter in enumerate(move.counters):
            found[("counters", position, "chance")] = counter.chance
        for path, judged in found.items():
            if judged:
                yield Number((*here, *path), judged, here, move.why, move.facts)


def _of_the_path(case: Case) -> Iterator[Number]:
    for position, stage in enumerate(case.stages):
        here: Path = ("stages", position)
        found: dict[Path, Judged | None] = {
            ("days",): stage.days,
            ("chance",): stage.chance,
            ("cost",): stage.cost,
        }
        if stage.on_refusal:
            found[("on_refusal", "chance")] = stage.on_refusal.chance
        for path, judged in found.items():
            if judged:
                yield Number((*here, *path), judged, here, stage.note, stage.facts)
    for name, deadline in case.calendar.deadlines.items():
        here = ("calendar", "deadlines", name)
        for field, judged in (("cost", deadline.cost), ("hope", deadline.hope)):
            if judged:
                yield Number((*here, field), judged, here, deadline.note, deadline.facts)
    yield from _of_the_test(case)
    for name, question in case.questions.items():
        if question.expert:
            here = ("questions", name)
            yield Number((*here, "expert"), question.expert, here, question.note)


def _of_the_test(case: Case) -> Iterator[Number]:
    test = case.test_case
    if test is None:
        return
    found: dict[Path, Judged] = {
        **{("trust", party): judged for party, judged in test.trust.items()},
        ("pretence",): test.pretence,
        **{("loss", party): judged for party, judged in test.loss.items()},
    }
    for path, judged in found.items():
        yield Number(("test_case", *path), judged, ("test_case",), test.why, test.facts)


def unreasoned(case: Case) -> Iterator[Finding]:
    """Yield the numbers without a reason or a source; all scores of a view in one."""
    views: dict[Path, None] = {}
    for number in numbers(case):
        if number.has_reason:
            continue
        if number.path[2] == "views" and number.path[4] != "weight":
            views[number.entry] = None
        else:
            yield Finding(
                number.path,
                f"{in_words(number.path)} has no reason or source",
                "write {value: ..., why: ..., facts: [...]}",
                at_key=True,
            )
    for view in views:
        _, actor, _, issue = view
        yield Finding(
            view,
            f"scores of {actor} on issue {issue} have no reason or source",
            "write a `why` or `facts` for the view",
            at_key=True,
        )


def leaks(case: Case, as_of: date) -> tuple[Leak, ...]:
    """Return every citation, behind a number, of a fact that was not known by `as_of`.

    Covers numbers and the entries that they stand in: actors and their views, linkages, red lines,
    moves, stages, deadlines. Outcomes of questions, packages, rounds and notes are exempt: no
    number comes from them.
    """
    late = {name: fact.known_by for name, fact in case.facts.items() if fact.known_by > as_of}
    if not late:
        return ()
    cited: dict[Path, tuple[str, tuple[str, ...]]] = {}
    for number in numbers(case):
        cited[(*number.path, "facts")] = (in_words(number.path), number.judged.facts)
        if number.facts:
            cited[(*number.entry, "facts")] = (in_words(number.entry), number.facts)
    for section, entries in _entries_behind_numbers(case).items():
        for name, facts in entries.items():
            path = (*section, name)
            cited.setdefault((*path, "facts"), (in_words(path), facts))
    return tuple(
        Leak((*path, position), words, fact, late[fact])
        for path, (words, facts) in cited.items()
        for position, fact in enumerate(facts)
        if fact in late
    )


def _entries_behind_numbers(case: Case) -> dict[Path, Mapping[str, tuple[str, ...]]]:
    return {
        ("actors",): {name: actor.facts for name, actor in case.actors.items()},
        **{
            ("actors", name, "views"): {issue: view.facts for issue, view in actor.views.items()}
            for name, actor in case.actors.items()
        },
        ("linkages",): {name: link.facts for name, link in case.linkages.items()},
        ("moves",): {name: move.facts for name, move in case.moves.items()},
        **{
            ("parties", name, "red_lines"): {
                line: entry.facts for line, entry in party.red_lines.items()
            }
            for name, party in case.parties.items()
        },
    }


def leaked(case: Case) -> Iterator[Finding]:
    """Yield the leaks of a case at its own date."""
    for leak in leaks(case, case.as_of):
        yield Finding(
            leak.path,
            f"{leak.number} cites fact {leak.fact}, known only by {leak.known_by}, "
            f"after {case.as_of}",
            "a leak: widen the number to what was known then, and drop the fact",
        )


def unused_facts(case: Case, root: Node) -> Iterator[Finding]:
    """Yield the facts that nothing in the file cites."""
    cited = {node.value for _, node in [*citations(root), *matches(root, "tracks.*.done.*")]}
    for name in case.facts:
        if name not in cited:
            yield Finding(
                ("facts", name),
                f"fact {name} is used nowhere",
                "cite it, or delete it",
                at_key=True,
            )
