"""The packages that have a name on the deal map: bargaining solutions and packages of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from winset.report.wording import listed
from winset.study.document import PointValues, Ratification, Study

SHORT = {
    "nash": ("N", "Nash"),
    "kalai_smorodinsky": ("K", "Kalai-Smorodinsky"),
    "egalitarian": ("E", "Egalitarian"),
    "utilitarian": ("U", "Utilitarian"),
}
"""Letter and short name of each solution."""


@dataclass(frozen=True)
class Mark:
    """A package with a sign to find it by: a letter for a solution, a number for a named package.

    `known` is what is known of its ratification, None where that was not asked.
    """

    sign: str
    label: str
    package: Mapping[str, str]
    values: Mapping[str, float]
    known: Ratification | None

    @property
    def solution(self) -> bool:
        """Whether it is a bargaining solution."""
        return self.sign.isalpha()

    @property
    def hindsight(self) -> bool:
        """Whether it was known only after the as-of date."""
        return self.known is not None and self.known.hindsight


def ratified(study: Study, point: PointValues) -> Ratification | None:
    """Return what is known of a package's ratification, or None where it was not asked."""
    return next((line for line in study.ratification if line.package == point.package), None)


def marks(study: Study) -> tuple[Mark, ...]:
    """Return the marks, one a package: solutions that coincide share theirs, Nash first."""
    found: list[Mark] = []
    labels: list[list[str]] = []
    for name, (letter, label) in SHORT.items():
        ties: tuple[PointValues, ...] = getattr(study.solutions, name)
        for point in ties[:1]:
            at = _place(found, point.package)
            if at is None:
                found.append(Mark(letter, "", point.package, point.values, ratified(study, point)))
                labels.append([label])
            else:
                labels[at].append(label)
    found = [
        replace(mark, label=f"{listed(names)} solution")
        for mark, names in zip(found, labels, strict=True)
    ]
    number = 0
    for line in study.ratification:
        at = _place(found, line.package)
        if at is None:
            number += 1
            found.append(Mark(str(number), line.label, line.package, line.values, line))
        elif line.id not in SHORT:
            found[at] = replace(found[at], label=f"{found[at].label} = {line.label}")
    return tuple(found)


def _place(found: list[Mark], package: Mapping[str, str]) -> int | None:
    return next((n for n, mark in enumerate(found) if mark.package == package), None)
