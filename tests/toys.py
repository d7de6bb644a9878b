"""The linchpin toy: five issues, four ratifiers with a veto, every answer known by hand.

Each issue holds its option `rest` or is `settled`. `GAINS` are what settling it is worth over the
reversion. Each issue weighs 20 %, and scores stand 10 points a unit of gain above and below 50, so
a gain of 1 is `POINTS` points, exactly, for every actor.
"""

from __future__ import annotations

from winset.case.document import Case

POINTS = 4
"""Points that one unit of the gains below is worth."""

ISSUES = ("TikTok", "Tariffs", "Export", "RareEarth", "Chips")

GAINS = {
    "US_Exec": (3, 2, -2, 4, 1),
    "US_Congress": (3, 0, -5, 2, -3),
    "CN_Lead": (-2, 5, 4, -3, 2),
    "CN_Sec": (-1, 1, 5, -4, 2),
}

BONUSES = (
    ("US_Congress", ("TikTok", "Export"), 4),
    ("US_Congress", ("TikTok", "Chips"), 2),
    ("CN_Lead", ("TikTok", "Tariffs"), 1),
    ("CN_Sec", ("Export", "RareEarth"), 2),
)


def linchpin_toy() -> Case:
    """Return the toy: United States (US_Exec, US_Congress) and China (CN_Lead, CN_Sec)."""
    principals = {"US_Exec", "CN_Lead"}
    return Case.model_validate(
        {
            "winset": 1,
            "id": "linchpin-toy",
            "title": "The linchpin toy",
            "as_of": "2025-09-15",
            "parties": {
                "US": {
                    "name": "United States",
                    "ratification": {"all": ["US_Exec", "US_Congress"]},
                },
                "CN": {"name": "China", "ratification": {"all": ["CN_Lead", "CN_Sec"]}},
            },
            "issues": {
                issue: {
                    "name": issue,
                    "status_quo": "rest",
                    "options": {"rest": {"label": "At rest"}, "settled": {"label": "Settled"}},
                }
                for issue in ISSUES
            },
            "actors": {
                actor: {
                    "name": actor,
                    "party": actor[:2],
                    "level": "principal" if actor in principals else "ratifier",
                    "views": {
                        issue: {
                            "weight": 20,
                            "scores": {"rest": 50 - 10 * gain, "settled": 50 + 10 * gain},
                        }
                        for issue, gain in zip(ISSUES, gains, strict=True)
                    },
                }
                for actor, gains in GAINS.items()
            },
            "linkages": {
                f"bonus{n}": {
                    "kind": "bonus",
                    "if": dict.fromkeys(issues, "settled"),
                    "points": {actor: POINTS * bonus},
                    "says": "analyst",
                }
                for n, (actor, issues, bonus) in enumerate(BONUSES)
            },
        }
    )


def settled(*issues: str) -> dict[str, str]:
    """Return the package that settles `issues` and leaves the others at rest."""
    return {issue: "settled" if issue in issues else "rest" for issue in ISSUES}
