"""Bargaining written out in plain Python, one world, one round and one party at a time; no NumPy.

What the batched code must say, said slowly: the rules as their docstrings state them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod

Rows = Sequence[Sequence[float]]
"""Gains of each party by each package."""

EXPONENT = {"boulware": 0.2, "linear": 1.0, "conceder": 5.0}


def can_be_agreed(gains: Rows, allowed: Sequence[bool]) -> list[int]:
    """The packages that are allowed and that nobody loses by."""
    return [n for n, may in enumerate(allowed) if may and all(row[n] >= 0 for row in gains)]


@dataclass
class Person:
    """One party at the table, and what it has said and heard."""

    party: int
    tactic: str
    gains: Rows
    packages: list[int]
    said: list[int] = field(default_factory=list)
    heard: list[tuple[int, int]] = field(default_factory=list)
    """Who put forward what, in order."""

    def own(self, package: int) -> float:
        """What a package gains this party."""
        return self.gains[self.party][package]

    def others(self, package: int) -> tuple[float, float]:
        """How good a package is for the others: product of gains, then sum."""
        rest = [row[package] for p, row in enumerate(self.gains) if p != self.party]
        return prod(rest), sum(rest)

    def best_for_others(self, asked: float) -> int:
        """The package best for the others that gains this party what it asks."""
        enough = [n for n in self.packages if self.own(n) >= asked]
        return min(enough, key=lambda n: ([-x for x in self.others(n)], -self.own(n), n))

    def asks(self, time: float) -> float:
        """The gain that this party asks for at a time from 0 to 1."""
        best = max(self.own(n) for n in self.packages)
        if self.tactic in EXPONENT:
            return best * (1 - float(time ** (1 / EXPONENT[self.tactic])))
        if not self.said:
            return best
        return max(best * (1 - 0.1) - self.progress(), 0.0)

    def progress(self) -> float:
        """How far the best that it was offered is above the first."""
        told = [self.own(package) for _, package in self.heard]
        return max(told) - told[0] if told else 0.0

    def next_of_micro(self, parties: int) -> int:
        """One new package for each new one of whoever showed fewest; else the latest again."""
        order = sorted(self.packages, key=lambda n: (-self.own(n), [-x for x in self.others(n)], n))
        mine = len(set(self.said))
        shown = set(self.heard)
        others = [p for p in range(parties) if p != self.party]
        theirs = min(sum(speaker == p for speaker, _ in shown) for p in others)
        return order[mine] if mine <= theirs and mine < len(order) else order[mine - 1]

    def offers(self, time: float) -> int:
        """The package that this party puts forward."""
        if self.tactic == "micro":
            return self.next_of_micro(len(self.gains))
        return self.best_for_others(self.asks(time))

    def accepts(self, package: int, time: float) -> bool:
        """Whether this party accepts a package."""
        if self.tactic == "micro":
            return self.own(package) >= self.own(self.next_of_micro(len(self.gains)))
        return self.own(package) >= self.asks(time)


def alternate(
    gains: Rows, allowed: Sequence[bool], tactics: Sequence[str], rounds: int, first: int = 0
) -> tuple[int, int]:
    """The package agreed by alternating offers, -1 if none, and the offers made."""
    packages = can_be_agreed(gains, allowed)
    if not packages:
        return -1, 0
    table = [Person(p, tactic, gains, packages) for p, tactic in enumerate(tactics)]
    for turn in range(rounds):
        time = turn / (rounds - 1) if rounds > 1 else 1.0
        speaker = table[(first + turn) % len(table)]
        package = speaker.offers(time)
        speaker.said.append(package)
        rest = [person for person in table if person is not speaker]
        for person in rest:
            person.heard.append((speaker.party, package))
        if all(person.accepts(package, time) for person in rest):
            return package, turn + 1
    return -1, rounds


def mediate(
    gains: Rows,
    allowed: Sequence[bool],
    digits: Sequence[Sequence[int]],
    luck: Sequence[float],
    rounds: int,
    start: int = -1,
) -> tuple[int, int]:
    """The text that a mediator comes to, -1 if none, and the proposals made."""
    left = sorted(can_be_agreed(gains, allowed), key=lambda n: (luck[n], n))
    text = start if start in left else -1
    if text >= 0:
        left.remove(text)
    for turn in range(rounds):
        package = _thought_of(left, digits, text)
        if package < 0:
            return text, turn
        left.remove(package)
        if text < 0 or _improves(gains, package, text):
            text = package
    return text, rounds


def _thought_of(left: Sequence[int], digits: Sequence[Sequence[int]], text: int) -> int:
    if text < 0:
        return left[0] if left else -1
    for reach in (1, 2):
        for n in left:
            if sum(a != b for a, b in zip(digits[n], digits[text], strict=True)) == reach:
                return n
    return -1


def _improves(gains: Rows, package: int, text: int) -> bool:
    changes = [row[package] - row[text] for row in gains]
    return min(changes) >= 0 and max(changes) > 0
