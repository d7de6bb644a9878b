"""A case of any size: two parties, fifteen actors, issues of ten options, seeded numbers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from winset.case.document import Case

OPTIONS = 10
ACTORS = 15


def agenda(names: Sequence[str], options: Sequence[str]) -> dict[str, Any]:
    """Return issues that all have the same options and rest at the first."""
    return {
        name: {
            "name": name,
            "status_quo": options[0],
            "options": {option: {"label": option} for option in options},
        }
        for name in names
    }


def made_up(issues: int) -> Case:
    """Return a case of 10 ** `issues` packages; every actor ratifies, two linkages are soft."""
    dice = random.Random(issues)  # noqa: S311  numbers to measure with, not secrets
    options = [f"o{n}" for n in range(OPTIONS)]
    names = [f"i{n}" for n in range(issues)]
    actors = {f"{side}{n}": (side, n) for n in range(ACTORS) for side in [("us", "them")[n % 2]]}

    def views(side: str) -> dict[str, Any]:
        weights = [dice.randint(1, 9) for _ in names]
        even = [100 / issues] * (issues - 1)
        return {
            name: {
                "weight": even[k] if k < issues - 1 else 100 - sum(even),
                "scores": {
                    option: min(100, max(0, way + dice.randint(-30, 30) + weights[k]))
                    for o, option in enumerate(options)
                    for way in [11 * (o if side == "us" else OPTIONS - 1 - o)]
                },
            }
            for k, name in enumerate(names)
        }

    return Case.model_validate(
        {
            "winset": 1,
            "id": f"made-up-{issues}",
            "title": f"Made up: {issues} issues of {OPTIONS} options",
            "as_of": "2026-01-01",
            "parties": {
                side: {
                    "name": side,
                    "ratification": {"all": [a for a, (its, _) in actors.items() if its == side]},
                }
                for side in ("us", "them")
            },
            "issues": agenda(names, options),
            "actors": {
                actor: {
                    "name": actor,
                    "party": side,
                    "level": "principal" if n < len(("us", "them")) else "ratifier",
                    "views": views(side),
                    "reservation": 42,
                }
                for actor, (side, n) in actors.items()
            },
            "linkages": {
                "more": {
                    "kind": "bonus",
                    "if": {"i0": "o1", "i1": ["o2", "o3"]},
                    "points": {"us0": 3, "them1": 2},
                    "says": "nobody",
                },
                "only_for": {
                    "kind": "offer",
                    "by": "them",
                    "if": {"i1": "o5"},
                    "then": {"i2": ["o4", "o5"]},
                    "penalty": 4,
                    "says": "nobody",
                },
            },
        }
    )
