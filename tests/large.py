"""A case that nobody can enumerate, small enough to be searched in a moment."""

from __future__ import annotations

from typing import Any

from winset.case.document import Case

ISSUES, OPTIONS = 16, 4


def large() -> Case:
    """Return 4^16 packages between two sides with a ratifier each, two linkages and a move."""
    names = [f"i{k}" for k in range(ISSUES)]
    actors = {
        name: {
            "name": name,
            "party": party,
            "level": level,
            "views": {issue: _view(k, lean) for k, issue in enumerate(names)},
            "reservation": [30, 40, 50] if level == "principal" else [20, 35, 45],
        }
        for name, party, level, lean in (
            ("left", "l", "principal", 1),
            ("left_house", "l", "ratifier", 2),
            ("right", "r", "principal", -1),
            ("right_house", "r", "ratifier", -2),
        )
    }
    return Case.model_validate(
        {
            "winset": 1,
            "id": "large",
            "title": "Sixteen issues",
            "as_of": "2026-01-01",
            "parties": {
                party: {"name": party, "ratification": {"all": [own, f"{own}_house"]}}
                for party, own in (("l", "left"), ("r", "right"))
            },
            "issues": {
                name: {
                    "name": name,
                    "status_quo": "o0",
                    "options": {f"o{o}": {"label": f"{name} {o}"} for o in range(OPTIONS)},
                }
                for name in names
            },
            "actors": actors,
            "linkages": {
                "excluded": {
                    "kind": "excludes",
                    "between": [{"i0": "o3"}, {"i1": "o3"}],
                    "says": "nobody",
                },
                "needed": {
                    "kind": "requires",
                    "if": {"i2": "o2"},
                    "then": {"i3": ["o1", "o2"]},
                    "says": "nobody",
                },
            },
        }
    )


def _view(k: int, lean: int) -> dict[str, Any]:
    worth = [0, 35 + 7 * (k % 3), 60 + k, 100]
    return {
        "weight": f"{100 * (1 + k % 4)}/{sum(1 + n % 4 for n in range(ISSUES))}",
        "scores": {f"o{o}": worth[o if lean > 0 else -1 - o] for o in range(OPTIONS)}
        if abs(lean) == 1
        else {f"o{o}": 50 + lean * (o - 1) * 5 for o in range(OPTIONS)},
    }
