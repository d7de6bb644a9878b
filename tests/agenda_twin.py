"""Settling groups of issues in turn, written out in plain Python, in fractions."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import prod
from typing import Any

import oracle
from oracle import Package
from winset.case.document import Case


class Twin:
    """The definitions, one package at a time, in fractions."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.principals = [case.principal(party) for party in case.parties]
        self.rest: Package = {name: issue.at_rest for name, issue in case.issues.items()}
        self.packages = oracle.packages(case)
        self.order = {tuple(p.values()): n for n, p in enumerate(self.packages)}
        self.gain = cache(
            lambda n: {a: oracle.gain(case, a, self.packages[n]) for a in case.actors}
        )
        self.zone = cache(lambda n: oracle.in_zone(case, self.packages[n]))

    def number(self, package: Package) -> int:
        """Position in file order."""
        return self.order[tuple(package.values())]

    def ratified_over(self, n: int, spent: dict[str, Fraction]) -> bool:
        """Every home takes package n with what is spent off its gains."""
        left = {a: gain - spent[a] for a, gain in self.gain(n).items()}
        yes = {
            a
            for a, actor in self.case.actors.items()
            if left[a] >= (0 if actor.margin is None else Fraction(actor.margin.mid))
        }
        return all(left[a] >= 0 for a in self.principals) and all(
            oracle.holds(party.ratification, yes) for party in self.case.parties.values()
        )

    def merit(self, n: int, spent: dict[str, Fraction]) -> tuple[Fraction, Fraction, Fraction, int]:
        """Product, sum and least of what is left to the principals, then file order."""
        gains = [self.gain(n)[a] - spent[a] for a in self.principals]
        return prod(gains, start=Fraction(1)), sum(gains, Fraction(0)), min(gains), -n

    def spent(self, so_far: Package) -> dict[str, Fraction]:
        """What the text so far is worth to each actor over nothing settled."""
        here, rest = self.gain(self.number(so_far)), self.gain(self.number(self.rest))
        return {a: here[a] - rest[a] for a in self.case.actors}

    def opening(self, so_far: Package, issues: list[str]) -> Package | None:
        """The best text that moves only the issues and passes on its own and as a whole."""
        spent = self.spent(so_far)
        found = [
            n
            for n, package in enumerate(self.packages)
            if all(package[k] == so_far[k] for k in package if k not in issues)
            and self.zone(n)
            and self.ratified_over(n, spent)
        ]
        if not found:
            return None
        return self.packages[max(found, key=lambda n: self.merit(n, spent))]

    def step(self, so_far: Package, issues: list[str]) -> Package:
        """Settle the issues, or leave them at rest."""
        return self.opening(so_far, issues) or so_far

    def package(self) -> Package | None:
        """The Nash deal of all issues at once."""
        nothing = dict.fromkeys(self.case.actors, Fraction(0))
        zone = [n for n in range(len(self.packages)) if self.zone(n)]
        if not zone:
            return None
        return self.packages[max(zone, key=lambda n: self.merit(n, nothing))]

    def together(self, groups: list[list[str]]) -> Package:
        """Each group settled alone; the last ones dropped until all homes take it."""
        alone = [self.step(self.rest, issues) for issues in groups]
        for kept in range(len(groups), -1, -1):
            text = dict(self.rest)
            for issues, result in zip(groups[:kept], alone, strict=False):
                text |= {issue: result[issue] for issue in issues}
            if self.zone(self.number(text)):
                return text
        return self.rest

    def value(self, package: Package | None) -> float:
        """Geometric mean of the gains, 0 without a deal."""
        if package is None or not self.zone(self.number(package)):
            return 0.0
        gains = [float(self.gain(self.number(package))[a]) for a in self.principals]
        return float(prod(gains) ** (1 / len(gains)))


def two_issues(one: tuple[int, int], other: tuple[int, int], **parts: Any) -> Case:
    """Two issues that two sides, A and B, can settle or not, with their gains in points."""

    def view(gain: int) -> dict[str, Any]:
        return {"weight": 50, "scores": {"rest": 50, "settled": 50 + 2 * gain}}

    return Case.model_validate(
        {
            "winset": 1,
            "id": "two-issues",
            "title": "Two issues",
            "as_of": "2025-01-01",
            "issues": {
                issue: {
                    "name": issue,
                    "status_quo": "rest",
                    "options": {"rest": {"label": "At rest"}, "settled": {"label": "Settled"}},
                }
                for issue in ("one", "other")
            },
            "parties": {side: {"name": side, "ratification": side} for side in ("A", "B")},
            "actors": {
                side: {
                    "name": side,
                    "party": side,
                    "level": "principal",
                    "views": {"one": view(one[n]), "other": view(other[n])},
                }
                for n, side in enumerate(("A", "B"))
            },
            **parts,
        }
    )
