"""A negotiation file read: the case it holds, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from winset.case.conflicts import TooEntangled, blamed, hard_linkages, offered
from winset.case.curves import scored_twice
from winset.case.document import Case
from winset.case.errors import CaseError
from winset.case.evidence import leaked, unreasoned, unused_facts
from winset.case.findings import Finding, placed
from winset.case.hopeless import hopeless
from winset.case.meaning import contradictions
from winset.case.problems import Problem, in_file_order
from winset.case.ranges import out_of_bounds, wrong_order
from winset.case.references import unknown_names
from winset.case.routes import no_way_out
from winset.case.sequence import broken_histories, circles, rounds_to_come, too_much_asked
from winset.case.source import Source
from winset.case.structure import validated
from winset.case.tree import Node, parse


@dataclass(frozen=True)
class Reading:
    """What a file holds. `case` is None if there are errors; `problems` are then all of them."""

    case: Case | None
    problems: tuple[Problem, ...]
    source: Source
    root: Node


def case_of(reading: Reading) -> Case:
    """Return the case that was read. Raises CaseError, with all mistakes, if there are any."""
    if reading.case is None:
        raise CaseError(reading.problems)
    return reading.case


def read(source: Source) -> Reading:
    """Read the text of a negotiation file, and find every mistake in it.

    Raises UnreadableCase if the text is not YAML, so that there is nothing to look at.
    """
    root, spelling = parse(source)
    case, findings = checked(root)
    problems = [*spelling, *(placed(finding, root, source) for finding in findings)]
    return Reading(None if problems else case, in_file_order(problems), source, root)


def checked(root: Node) -> tuple[Case, list[Finding]]:
    """Return the case that a document holds, and every mistake in it; with any, it is unfit."""
    case, findings = validated(root)
    findings += [
        *unknown_names(root),
        *out_of_bounds(root),
        *wrong_order(root),
        *scored_twice(root),
    ]
    findings += [
        *contradictions(case, root),
        *circles(case),
        *too_much_asked(case),
        *no_way_out(case),
        *_no_package(case),
    ]
    return case, findings


def warnings(reading: Reading) -> tuple[Problem, ...]:
    """Return what a careful reader would doubt in a case without errors, in file order."""
    case = reading.case
    if case is None:
        return ()
    findings = [
        *unreasoned(case),
        *leaked(case),
        *unused_facts(case, reading.root),
        *hopeless(case),
        *rounds_to_come(case),
        *broken_histories(case),
        *_not_known(case),
    ]
    return in_file_order(
        placed(finding, reading.root, reading.source, "warning") for finding in findings
    )


def _no_package(case: Case) -> Iterator[Finding]:
    try:
        conflicts = blamed(hard_linkages(case), offered(case))
    except TooEntangled:
        return
    for names in conflicts:
        verb = "leaves" if len(names) == 1 else "together leave"
        yield Finding(
            ("linkages", names[0]),
            f"linkage{'s' * (len(names) > 1)} {', '.join(names)} {verb} no package",
            "without any one of them there would be one" if len(names) > 1 else None,
            at_key=True,
        )


def _not_known(case: Case) -> Iterator[Finding]:
    """Yield a warning if the search for a package that keeps all linkages was given up."""
    try:
        blamed(hard_linkages(case), offered(case))
    except TooEntangled:
        yield Finding(
            ("linkages",), "whether the linkages leave a package was not settled", at_key=True
        )
