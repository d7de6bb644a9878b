"""A small case with rounds, tracks and steps to come, for tests of what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from winset.case.document import Case
from winset.process.outlook.futures import Futures
from winset.space.grid import Floats

NAN = float("nan")

ROUNDS = (
    ("first", "2025-01-01", "2025-01-02", ["tariffs", "chips"], {"tariffs": "open"}),
    (
        "second",
        "2025-02-01",
        "2025-02-02",
        ["tariffs", "chips"],
        {"tariffs": "settled", "chips": "bracketed"},
    ),
    ("third", "2025-03-14", "2025-03-15", ["chips"], {"chips": "open"}),
)
"""Gaps of 30 and 40 days."""


def coming_case(**changed: Any) -> Case:
    """Return a case as of 20 March 2025 whose summit waits for two tracks, a call and a round."""
    views = {
        issue: {"weight": 1, "scores": {"no": 0, "yes": 100}} for issue in ("tariffs", "chips")
    }
    views["summit"] = {"weight": 1, "scores": {"no": 0, "yes": 100}}
    document: dict[str, Any] = {
        "winset": 1,
        "id": "coming",
        "title": "A summit to come",
        "as_of": "2025-03-20",
        "facts": {"F1": fact("2025-03-10"), "F2": fact("2025-03-25")},
        "parties": {
            name: {"name": name.upper(), "ratification": f"{name}_principal"} for name in "ab"
        },
        "issues": {
            issue: {
                "name": issue.title(),
                "status_quo": "no",
                "options": {"no": {"label": "No"}, "yes": {"label": "Yes"}},
            }
            for issue in views
        },
        "actors": {
            f"{name}_principal": {
                "name": f"Head of {name.upper()}",
                "party": name,
                "level": "principal",
                "views": {k: {**view, "weight": 33 + (k == "chips")} for k, view in views.items()},
            }
            for name in "ab"
        },
        "moves": {
            "list": {"name": "A lists", "by": "a", "kind": "escalation", "per_month": 0.2},
            "never": {"name": "B never", "by": "b", "kind": "threat"},
        },
        "rounds": [
            {
                "id": name,
                "name": name.title(),
                "start": start,
                "end": end,
                "who": ["Anna", "Bo"],
                "agenda": agenda,
                "after": after,
            }
            for name, start, end, agenda, after in ROUNDS
        ],
        "stages": [
            {"id": "text", "name": "Text"},
            {"id": "leaders", "name": "Leaders", "signs": ["a_principal"]},
        ],
        "tracks": {
            "trade": {
                "name": "Trade",
                "issues": ["tariffs", "chips"],
                "prerequisite_for": ["summit"],
                "strength": "strong",
            },
            "defence": {"name": "Defence", "done": ["F1"], "prerequisite_for": ["summit"]},
            "foreign": {"name": "Foreign", "done": ["F2"], "prerequisite_for": ["summit"]},
        },
        "calendar": {
            "deadlines": {
                "truce": {
                    "date": "2025-06-30",
                    "what": "The truce ends",
                    "owner": ["A"],
                    "set_on": "2025-01-02",
                }
            },
            "steps": {
                "third_round": {"name": "Third round", "who": ["Anna", "Bo"], "round": "third"},
                "call": {
                    "name": "Call",
                    "who": ["Zoe"],
                    "remote": True,
                    "latest": "2025-03-28",
                    "needs": ["third_round"],
                },
                "fourth_round": {"name": "Fourth round", "who": ["Anna", "Bo"], "days": 2},
                "summit": {
                    "name": "Summit",
                    "who": ["Zoe"],
                    "latest": "2025-05-01",
                    "issue": "summit",
                    "needs": ["call"],
                },
            },
            "precedence": [
                {"before": "fourth_round", "after": "summit", "strength": "strong"},
            ],
        },
    }
    document.update(changed)
    return Case.model_validate(document)


def fact(known_by: str) -> Mapping[str, str]:
    """Return a fact known by a day."""
    return {
        "date": known_by,
        "known_by": known_by,
        "statement": "They met.",
        "source": "A gazette",
        "confidence": "primary",
    }


def days(*found: float) -> Floats:
    """Return a day for each world."""
    return np.array(found)


def four_worlds(**changed: Any) -> Futures:
    """Return four worlds: text on days 10, 20, 60, never; all of it signed on 30, 40, never, never.

    Tariffs are signed with yes, yes, chips with yes, no; the move `list` is made on days 5, 50.
    """
    passed = np.stack([days(10, 20, 60, NAN), days(30, 40, NAN, NAN)], axis=1)
    signed = passed[:, 1]
    yes, no, none = 1, 0, -1
    final = np.array([[yes, yes, yes], [yes, no, yes], [none] * 3, [none] * 3])
    text = np.stack(
        [np.array([[yes, yes, yes], [yes, no, yes], [no, no, no], [none] * 3]), final], 1
    )
    made = np.stack([days(5, 50, NAN, NAN), days(NAN, NAN, NAN, NAN)], axis=1)
    fields: dict[str, Any] = {
        "horizon": 100,
        "start": 0,
        "signed": signed,
        "stages": ("text", "leaders"),
        "passed": passed,
        "issues": ("tariffs", "chips", "summit"),
        "issue_signed": np.stack([signed] * 3, axis=1),
        "options": (("no", "yes"),) * 3,
        "rest": np.zeros(3, dtype=np.int64),
        "text": text,
        "final": final,
        "moves": ("list", "never"),
        "made": made,
    }
    fields.update(changed)
    return Futures(**fields)
