"""The text of a scenario's files in the formats of other programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from winset.case.errors import WinsetError
from winset.interop.exact import decimal
from winset.interop.genius_files import apart, evaluation_scale, genius_files
from winset.interop.geniusweb_files import geniusweb_files
from winset.interop.negmas_files import negmas_files
from winset.interop.scenario import Scenario
from winset.interop.targets import Target


@dataclass
class _Numbers:
    """Writes numbers, and counts those that a decimal cannot hold."""

    rounded: int = 0

    def __call__(self, number: Fraction) -> str:
        text, whole = decimal(number)
        self.rounded += not whole
        return text


@dataclass(frozen=True)
class Files:
    """Texts by file name, and how many numbers were rounded because no decimal holds them.

    `stretched`: profiles whose values are whole numbers above 1, because no decimals hold them.
    `notes`: what NegMAS, which reads such files too, makes otherwise of these.
    """

    texts: dict[str, str]
    rounded: int = 0
    stretched: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def files_of(scenario: Scenario, target: Target) -> Files:
    """Return the files of a scenario that `targets.held` has fitted to the format.

    Raises WinsetError if names cannot be file names, or collide, or have no place in the format.
    """
    _distinct(scenario, target)
    numbers = _Numbers()
    writers: dict[str, Callable[[Scenario, _Numbers], dict[str, str]]] = {
        "genius": lambda scenario, numbers: _named(genius_files(scenario, numbers)),
        "negmas": lambda scenario, numbers: _named(negmas_files(scenario, numbers)),
        "geniusweb": lambda scenario, numbers: _named(geniusweb_files(scenario, numbers)),
        "csv": _csv,
    }
    texts = writers[target](scenario, numbers)
    for name in texts:
        if "/" in name or "\\" in name or name.startswith((".", "_")) or "\0" in name:
            raise WinsetError(
                f"“{name}” cannot be the name of a file; rename that part of the case"
            )
    profiles = scenario.profiles if target == "genius" else ()
    stretched = tuple(p.name for p in profiles if evaluation_scale(p, scenario.issues) > 1)
    return Files(texts, numbers.rounded, stretched, tuple(_notes(scenario, target)))


def _notes(scenario: Scenario, target: Target) -> Iterator[str]:
    """Yield what NegMAS makes otherwise of the files of an issue of numbers."""
    if target == "genius":
        found = [p.name for p in scenario.profiles if apart(p, scenario.issues)]
        if found:
            yield (
                f"NegMAS computes other utilities of {', '.join(found)} from these files: it does "
                "not cut lines off at 0 and 1, count whole numbers from the lower bound or divide "
                "evaluations by the largest; --to negmas is for NegMAS"
            )
    sets = [issue.name for issue in scenario.issues if issue.numbers]
    if target == "geniusweb" and sets:
        yield (
            f"NegMAS does not read sets of numbers, as {', '.join(sets)} here; --to negmas is for "
            "NegMAS"
        )


def _distinct(scenario: Scenario, target: Target) -> None:
    """Raise WinsetError for names that the format could not tell apart, or not hold."""
    issues = [issue.name for issue in scenario.issues]
    twice = next((name for n, name in enumerate(issues) if name in issues[:n]), None)
    if twice and target != "genius":  # which knows issues by their index
        raise WinsetError(f"two issues are called “{twice}”; rename one of them")
    for issue in scenario.issues:
        options = issue.options
        twin = next((label for n, label in enumerate(options) if label in options[:n]), None)
        if twin:
            raise WinsetError(f"two options of “{issue.name}” are called “{twin}”; rename one")
        if target == "genius" and _NOT_XML.search("".join((issue.name, *options))):
            raise WinsetError(f"issue “{issue.name}”: a control character cannot stand in XML")


_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _named(files: Sequence[tuple[str, str]]) -> dict[str, str]:
    names = [name for name, _ in files]
    twice = next((name for n, name in enumerate(names) if name in names[:n]), None)
    if twice:
        raise WinsetError(f"two files would be called {twice}; rename a party or the case")
    return dict(files)


def _csv(scenario: Scenario, numbers: _Numbers) -> dict[str, str]:
    """Return two tables: the parties, and what each option is worth to each."""
    parties = [["party", "reservation_utility", "base_utility"]]
    parties += [
        [p.name, "" if p.reservation is None else numbers(p.reservation), numbers(p.base)]
        for p in scenario.profiles
    ]
    values = [["party", "issue", "option", "weight", "value"]]
    values += [
        [profile.name, issue.name, label, numbers(profile.weights[k]), numbers(value)]
        for profile in scenario.profiles
        for k, issue in enumerate(scenario.issues)
        for label, value in zip(issue.options, profile.values[k], strict=True)
    ]
    return {"parties.csv": _table(parties), "values.csv": _table(values)}


def _table(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
