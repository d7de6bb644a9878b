"""Small random cases: every linkage, every rule, ties everywhere, few enough packages to try all.

A case is written by plain code that asks a `Random` at each turn, whose seed Hypothesis draws: ten
times faster than a strategy for each part, and small enough to read without shrinking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from winset.case.conditions import Condition
from winset.case.document import Case
from winset.case.grid import laid_out

Json = dict[str, Any]
T = TypeVar("T")

ATTRIBUTES = ("size", "tone")
LEVELS = ("small", "large")
SCORES = tuple(map(Decimal, ("0", "25", "50", "50", "75", "100", "33.3", "66.6667")))
CHANCES = tuple(map(Decimal, ("0", "0.1", "0.3", "0.5", "0.7", "1")))
OTHERS = ("ratifier", "ratifier", "influencer")
NUMBERS = tuple(map(Decimal, ("0", "12.5", "20", "45", "60")))
VOTES = tuple(map(Decimal, ("0.1", "0.2", "0.3", "1", "40")))


def cases(
    *, certain: bool = False, parties: Sequence[int] = (2, 2, 3, 4), alone: bool = False
) -> st.SearchStrategy[Case]:
    """Return cases of 1-4 issues, 1-4 options, 2-4 parties; `certain`: no number has a range.

    `alone`: principals decide, no condition ties issues, and some issues have a range.
    """
    chance = st.randoms(use_true_random=True)
    return chance.map(lambda played: _Writer(played, certain, parties, alone).case())


def cases_with_a_condition() -> st.SearchStrategy[tuple[Case, Condition]]:
    """Return a case and a condition on its packages."""

    def write(chance: Random) -> tuple[Case, Condition]:
        writer = _Writer(chance, certain=True, parties=(2,))
        case = writer.case()
        issues = {name: {"options": issue.options} for name, issue in case.issues.items()}
        return case, Condition.model_validate(writer.condition(issues))

    return st.randoms(use_true_random=True).map(write)


def choices(issue: Json) -> list[Any]:
    """Return the options of a listed issue, or some numbers of a range."""
    return list(NUMBERS) if "range" in issue else list(issue["options"])


@dataclass(frozen=True)
class _Writer:
    chance: Random
    certain: bool
    parties: Sequence[int]
    alone: bool = False

    def seldom(self) -> bool:
        return self.chance.randrange(8) == 0

    def some(self, of: Sequence[T], most: int = 3) -> list[T]:
        """Return one to `most` of them, each once."""
        return self.chance.sample(of, self.chance.randint(1, min(most, len(of))))

    def number(self, middle: Decimal | int, low: int = 0) -> Any:
        """Return the number, or a range around it that stays at or above `low`."""
        if self.certain or self.chance.randrange(2):
            return middle
        below, above = self.chance.choice((0, 5)), self.chance.choice((0, 5))
        return [max(middle - below, low), middle, middle + above]

    def case(self) -> Case:
        issues = {f"issue{k}": self.issue() for k in range(self.chance.choice((1, 2, 3, 4)))}
        parties = [f"party{p}" for p in range(self.chance.choice(self.parties))]
        actors = {
            f"{party}_{n}": self.actor(party, level, issues)
            for party in parties
            for n, level in enumerate(("principal", *(() if self.alone else self.some(OTHERS))))
        }
        written = Case.model_validate(
            {
                "winset": 1,
                "id": "random",
                "title": "A random case",
                "as_of": "2025-01-01",
                "issues": issues,
                "actors": actors,
                "parties": {party: self.party(party, issues, actors) for party in parties},
                "linkages": {
                    f"link{n}": self.linkage(issues, actors, parties)
                    for n in range(0 if self.alone else self.chance.choice((0, 1, 2, 4)))
                },
                "moves": {
                    f"move{n}": self.move(issues, actors, parties)
                    for n in range(self.chance.randrange(3))
                },
            }
        )
        return laid_out(written)

    def issue(self) -> Json:
        if self.chance.randrange(2) if self.alone else self.seldom():
            of = {"from": 0, "to": 60, "points": self.chance.choice((2, 3, 4))}
            return {"name": "A range", "range": of, "status_quo": self.chance.choice(NUMBERS)}
        names = ["a", "b", "c", "d"][: self.chance.choice((1, 2, 3, 4))]
        self.chance.shuffle(names)
        hidden = self.some(names[1:], 2) if names[1:] and self.seldom() else []
        issue: Json = {
            "name": "An issue",
            "options": {
                name: {
                    "label": f"option {name}",
                    "offered": name not in hidden,
                    "has": {attribute: self.chance.choice(LEVELS) for attribute in ATTRIBUTES},
                }
                for name in sorted(names)
            },
            "attributes": {
                attribute: {"name": attribute, "levels": {level: level for level in LEVELS}}
                for attribute in ATTRIBUTES
            },
            "status_quo": names[0],
        }
        return {**issue, "reversion": self.chance.choice(names)} if self.seldom() else issue

    def actor(self, party: str, level: str, issues: dict[str, Json]) -> Json:
        seen = self.some(list(issues), len(issues))
        cuts = sorted(self.chance.randrange(11) for _ in seen[1:])
        tenth = self.chance.choice((Decimal("0.1"), Decimal(10)))
        actor: Json = {
            "name": "An actor",
            "party": party,
            "level": level,
            "views": {
                issue: {"weight": self.number((high - low) * tenth), **self.taste(issues[issue])}
                for issue, low, high in zip(seen, [0, *cuts], [*cuts, 10], strict=True)
            },
        }
        if self.seldom() and not self.alone:
            actor["margin"] = self.number(self.chance.choice((-5, 0, Decimal("2.5"), 20, 90)), -100)
        if self.seldom():
            actor["reservation"] = self.number(self.chance.choice((0, 25, Decimal("37.5"), 50, 90)))
        if self.seldom():
            actor["influence"] = self.number(self.chance.choice(CHANCES))
        return actor

    def taste(self, issue: Json) -> Json:
        """Return scores of the options: each its own, all the same, or by their attributes."""
        if "range" in issue:
            points = {"0", "60", *self.some([str(number) for number in NUMBERS], 2)}
            return {
                "scores": {
                    point: self.number(self.chance.choice(SCORES)) for point in sorted(points)
                }
            }
        if self.seldom():
            return {"scores": dict.fromkeys(issue["options"], 50)}
        if not self.seldom():
            return {
                "scores": {o: self.number(self.chance.choice(SCORES)) for o in issue["options"]}
            }
        first = self.chance.choice((0, 1, 30, 33, 50, 100))
        return {
            "attributes": {
                attribute: {
                    "weight": weight,
                    "scores": {v: self.number(self.chance.choice(SCORES)) for v in LEVELS},
                }
                for attribute, weight in zip(ATTRIBUTES, (first, 100 - first), strict=True)
            }
        }

    def condition(self, issues: dict[str, Json], depth: int = 2) -> Json:
        form = (
            self.chance.choice(("options", "options", "not", "all", "any")) if depth else "options"
        )
        if form == "options":
            return {
                issue: self.chance.choice(
                    (options[0], options, self.bounds())
                    if "range" in issues[issue]
                    else (options[0], options)
                )
                for issue in self.some(list(issues), 2)
                for options in [self.some(choices(issues[issue]))]
            }
        if form == "not":
            return {"not": self.condition(issues, depth - 1)}
        parts = [self.condition(issues, depth - 1) for _ in range(self.chance.randint(1, 3))]
        return {form: parts}

    def bounds(self) -> Json:
        low, high = sorted((self.chance.choice(NUMBERS), self.chance.choice(NUMBERS)))
        return self.chance.choice(
            ({"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high})
        )

    def linkage(self, issues: dict[str, Json], actors: dict[str, Json], parties: list[str]) -> Json:
        kind = self.chance.choice(("requires", "excludes", "together", "bonus", "offer"))
        link: Json = {"kind": kind, "says": "analyst"}
        one, other = self.condition(issues), self.condition(issues)
        if kind == "requires":
            return {**link, "if": one, "then": other}
        if kind in ("excludes", "together"):
            return {**link, "between": [one, other]}
        if kind == "bonus":
            points = (-30, -5, Decimal("0.1"), 10, 40)
            return {
                **link,
                "if": one,
                "points": {
                    actor: self.number(self.chance.choice(points), -100)
                    for actor in self.some(list(actors))
                },
            }
        penalty = self.number(self.chance.choice((0, 5, Decimal("12.5"), 60)))
        by = self.chance.choice(parties)
        offer = {**link, "by": by, "if": one, "then": other, "penalty": penalty}
        return {**offer, "strength": self.chance.choice(CHANCES)} if self.seldom() else offer

    def move(self, issues: dict[str, Json], actors: dict[str, Json], parties: list[str]) -> Json:
        move: Json = {
            "name": "A move",
            "by": self.chance.choice(parties),
            "kind": "threat",
            "reversion": {
                issue: self.chance.choice(choices(issues[issue]))
                for issue in self.some(list(issues), 2)
            },
            "shifts": {
                actor: self.number(self.chance.choice((-20, 5)), -100)
                for actor in self.some(list(actors))
            },
        }
        return {**move, "cost": self.number(3)} if self.seldom() else move

    def party(self, party: str, issues: dict[str, Json], actors: dict[str, Json]) -> Json:
        voters = [
            name
            for name, actor in actors.items()
            if actor["party"] == party and actor["level"] != "influencer"
        ]
        lines = [self.condition(issues)] if self.seldom() and not self.alone else []
        return {
            "name": party,
            "ratification": self.rule(voters),
            "red_lines": {
                f"line{n}": {"never": never, "says": "analyst"} for n, never in enumerate(lines)
            },
        }

    def rule(self, voters: list[str], depth: int = 2) -> Any:
        forms = ("actor", "actor", "weight_over", "legislature", "all", "any", "at_least")
        form = self.chance.choice(forms if depth else forms[:4])
        if form == "actor":
            return self.chance.choice(voters)
        if form == "weight_over":
            votes = {voter: self.chance.choice(VOTES) for voter in self.some(voters)}
            total = sum(votes.values())
            quota = self.chance.choice((Decimal("0.1"), Decimal("0.3"), total / 2, total))
            return {form: {"q": quota, "of": votes}}
        if form == "legislature":
            return {form: self.house(voters)}
        parts = [self.rule(voters, depth - 1) for _ in range(self.chance.randint(1, 3))]
        if form == "at_least":
            return {form: {"n": self.chance.randint(1, len(parts)), "of": parts}}
        return {form: parts}

    def house(self, voters: list[str]) -> Json:
        groups: list[Json] = [
            {
                "members": self.chance.randint(1, 4),
                "p": self.chance.choice(CHANCES),
                "p_against": self.chance.choice(CHANCES),
                **({"actor": self.chance.choice(voters)} if self.chance.randrange(3) else {}),
            }
            for _ in range(self.chance.randint(1, 3))
        ]
        needs = self.chance.randint(0, sum(group["members"] for group in groups))
        if len(groups) == 1 and "actor" not in groups[0]:
            return {"members": groups[0]["members"], "p": groups[0]["p"], "needs": needs}
        return {"groups": groups, "needs": needs}
