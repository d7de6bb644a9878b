"""Studies made by hand, with numbers nobody computed: enough of one to lay out a report."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from course_parts import NO_COURSE, course
from prices import on, wandering
from study_parts import deal_map, issue_line, point, ratification, unlocks, will_map
from winset.study.course import Course
from winset.study.document import Study
from winset.study.event_study import event_study
from winset.study.market import ReleaseLine

ISSUES: dict[str, tuple[str, dict[str, str]]] = {
    "tiktok": (
        "TikTok",
        {
            "sq_extend": "ByteDance in control, Act not enforced by successive orders",
            "licence_jv": "U.S.-majority joint venture, algorithm licensed and retrained",
            "clean_sale": "Full divestiture, new algorithm, no tie",
        },
    ),
    "truce": (
        "Tariff truce",
        {
            "sq": "30 % on Chinese and 10 % on U.S. goods until 10 November 2025",
            "ext90": "Another 90 days",
            "ext365": "One year",
            "rollback": "Reciprocal layer removed for good",
        },
    ),
    "fentanyl_duty": ("Fentanyl duty", {"d20": "20 %", "d10": "10 %", "d0": "Removed"}),
    "rare_earth": (
        "Rare earths and magnets",
        {
            "sq": "Licences of April, flows under the Geneva and London understandings",
            "general": "No new controls for a year and general licences",
            "lift": "Licences of April withdrawn",
        },
    ),
    "chips": (
        "Chips and listings",
        {
            "sq": "H20 class against 15 % of sales",
            "standstill": "No new rules or listings while the truce lasts",
            "next_tier": "Standstill, and one tier up licensed",
        },
    ),
    "farm": (
        "Farm purchases",
        {"none": "No purchases", "m12": "About 12 Mt", "m25": "25 Mt a year"},
    ),
    "shipping": ("Port fees", {"fees": "Fees start", "suspend": "Suspended a year"}),
    "probes": ("Cases against U.S. chip firms", {"go_on": "Continue", "pause": "Paused"}),
    "fentanyl_coop": (
        "Fentanyl precursors",
        {"sq": "Present controls", "commit": "Named chemicals"},
    ),
    "summit": ("Leaders' meeting", {"none": "No commitment", "apec": "Meeting at APEC"}),
}

PARTIES = {"US": ("United States", "U.S."), "CN": ("People's Republic of China", "China")}
THIRD = {"EU": ("European Union", "EU")}

ACTORS = {
    "us_principal": "U.S. President and his negotiators",
    "us_congress_hawks": "China hawks in Congress",
    "cn_principal": "Chinese leadership",
    "cn_cac": "Cyberspace Administration of China",
    "cn_bytedance": "ByteDance",
}


def madrid(*, third: bool = False, **changes: Any) -> Study:
    """Return a study with Madrid's ten issues and two parties or three; `changes` replace parts."""
    parties = PARTIES | (THIRD if third else {})
    rng = np.random.default_rng(7)
    rest = {issue: next(iter(options)) for issue, (_, options) in ISSUES.items()}
    deal = {issue: list(options)[1] for issue, (_, options) in ISSUES.items()}
    near = deal | {"chips": "next_tier"}
    values = dict(zip(parties, (68.4, 61.2, 55.0), strict=False))
    nash = point(deal, values)
    frontier = [
        point(
            deal | {"farm": list(ISSUES["farm"][1])[n % 3]},
            dict(zip(parties, (46 + 2.1 * n, 82 - 0.09 * n**2 - n, 50.0 + n), strict=False)),
        )
        for n in range(18)
    ]
    lines = [
        ratification("nash", "Nash solution", deal, values, 0.46, in_zone=True),
        ratification(
            "kalai_smorodinsky",
            "Kalai-Smorodinsky solution",
            near,
            values | {"US": 66.0, "CN": 63.1},
            0.41,
            in_zone=True,
        ),
        ratification("status_quo", "Status quo", rest, dict.fromkeys(parties, 43.0), 0.12),
        ratification(
            "ask",
            "Chinese ask in Madrid",
            rest | {"chips": "next_tier"},
            values | {"US": 31.0},
            0.0,
        ),
        ratification(
            "busan", "Busan arrangement", near | {"farm": "m25"}, values, 0.38, hindsight=True
        ),
    ]
    whole = {
        "title": "Madrid round of the U.S.-China economic and trade talks",
        "about": "Two days in Madrid put TikTok at the head of an agenda of ten linked issues.",
        "bias": "The case starts from an article that shortens an opinion piece.",
        "provenance": {
            "case_id": "madrid-2025",
            "case_hash": "9f" * 32,
            "as_of": "2025-09-15",
            "method": "enumeration of all packages, exact",
            "exact": True,
            "grid": 1e-9,
            "worlds": 2000,
            "seed": 1,
            "version": "0.1.0",
            "notes": ["The political-will map uses the first 200 worlds."],
        },
        "answer": "18,200 of 104,976 packages (17 %) would be ratified by both sides.",
        "findings": [
            {"topic": "zone", "text": "18,200 of 104,976 packages (17 %) would be ratified."},
            {"topic": "linchpin", "text": "No single linchpin: TikTok and Rare earths are tied."},
        ],
        "parties": [
            {
                "id": party,
                "name": name,
                "short": short,
                "principal": f"{party.lower()}_principal",
                "rule": f"consent of {name}'s principal",
                "reservation": 40.0,
                "reservation_range": (32.0, 40.0, 48.0),
            }
            for party, (name, short) in parties.items()
        ],
        "actors": ACTORS | ({"eu_principal": "European Commission"} if third else {}),
        "issues": [
            issue_line(n, issue, name, options, parties)
            for n, (issue, (name, options)) in enumerate(ISSUES.items())
        ],
        "space": {
            "packages": 104976,
            "combinations": 104976,
            "both_gain": 70334,
            "both_gain_share": 0.67,
        },
        "win_sets": [
            {"party": p, "packages": 61234 - 20000 * n, "share": 0.583 - 0.19 * n}
            for n, p in enumerate(parties)
        ],
        "zone": {
            "packages": 18200,
            "share": 0.1734,
            "chance": 0.97,
            "interval": (0.96, 0.98),
            "deal_chance": 0.95,
            "deal_interval": (0.94, 0.96),
        },
        "frontier": frontier,
        "solutions": {
            "disagreement": dict.fromkeys(parties, 40.0),
            "tie_break": "fewest issues moved, then file order.",
            "nash": [nash],
            "kalai_smorodinsky": [point(near, values | {"US": 66.0, "CN": 63.1})],
            "egalitarian": [nash],
            "utilitarian": [nash],
        },
        "ratification": lines,
        "pivotal": [{"actor": "cn_cac", "party": "CN", "share": 0.31}],
        "linchpin": {
            "verdict": "No single linchpin: TikTok, Rare earths and magnets cannot be told apart.",
            "issue": None,
            "tied": ["tiktok", "rare_earth"],
            "issues": [unlocks(n, issue) for n, issue in enumerate(ISSUES)],
        },
        "pairs": [
            {"issues": ("tiktok", "chips"), "adds": 3.2, "mean": 2.9, "interval": (2.1, 3.6)},
            {"issues": ("truce", "farm"), "adds": -1.2, "mean": -1.0, "interval": (-1.9, -0.2)},
        ],
        "trades": [
            {
                "start": "status quo",
                "giver": "US",
                "gives_issue": "truce",
                "gives_from": "sq",
                "gives_to": "ext365",
                "payer": "CN",
                "pays_issue": "rare_earth",
                "pays_from": "sq",
                "pays_to": "general",
                "cost_to_giver": 1.4,
                "worth_to_payer": 6.3,
                "net_giver": 5.1,
                "net_payer": 2.2,
                "passes": True,
                "chance": 0.52,
                "interval": (0.49, 0.55),
            }
        ],
        "leverage": [
            {
                "move": "extraterritorial",
                "name": "China widens rare-earth controls beyond its borders",
                "by": "CN",
                "kind": "threat",
                "shifts": {"US": -6.0, "CN": -2.0},
                "zone_packages": 21000,
                "zone_change": 2800,
                "zone_chance_change": 0.02,
                "zone_chance_interval": (0.01, 0.03),
                "nash_shift": {"US": -1.8, "CN": 2.4},
                "nash_interval": {"US": (-2.2, -1.4), "CN": (2.0, 2.8)},
                "cost": 3.0,
                "worlds": 500,
                "text": "Rare earths are worth 2.4 points as a threat.",
            }
        ],
        "sensitivity": [
            {
                "target": target,
                "of": "nash" if target == "ratification" else "tiktok",
                "label": f"weight of {actor} on {name}",
                "low_value": 0.46 - size,
                "high_value": 0.46 + size,
                "swing": 2 * size,
                "interval": (2 * size - 0.05, 2 * size + 0.05),
                "clear": abs(size) > 0.04,
            }
            for target in ("ratification", "lambda")
            for actor, name, size in (
                ("U.S. President and his negotiators", "Rare earths and magnets", 0.18),
                ("Cyberspace Administration of China", "TikTok", -0.11),
                ("Chinese leadership", "Chips and listings", 0.06),
                ("China hawks in Congress", "TikTok", 0.01),
            )
        ],
        "will_map": will_map(list(parties)),
        "deal_map": deal_map(list(parties), rng, deal),
        "calendar": {
            "deadlines": [
                {
                    "id": "tiktok_ban",
                    "date": "2025-09-17",
                    "what": "Act against TikTok is to be enforced",
                    "issue": "tiktok",
                    "owner": ["US"],
                    "moves": [
                        ("2025-01-20", "2025-01-19", "2025-04-05", "EO 14166"),
                        ("2025-04-04", "2025-04-05", "2025-06-19", "EO 14258"),
                        ("2025-06-19", "2025-06-19", "2025-09-17", "EO 14310"),
                    ],
                },
                {
                    "id": "truce_end",
                    "date": "2025-11-10",
                    "what": "Tariff truce ends",
                    "issue": "truce",
                    "owner": ["US", "CN"],
                    "moves": [("2025-08-11", "2025-08-12", "2025-11-10", "EO 14334")],
                },
            ],
            "windows": [
                {
                    "who": ["CN"],
                    "start": "2025-09-14",
                    "end": "2025-09-17",
                    "busy": False,
                    "what": "Head of delegation in Spain",
                },
                {
                    "who": ["US"],
                    "start": "2025-09-17",
                    "end": "2025-09-19",
                    "busy": True,
                    "what": "State visit in London",
                },
            ],
            "rounds": [
                {"id": r, "name": r, "start": start, "end": start, "place": r}
                for r, start in (
                    ("Geneva", "2025-05-10"),
                    ("London", "2025-06-09"),
                    ("Stockholm", "2025-07-28"),
                    ("Madrid", "2025-09-14"),
                )
            ],
            "releases": [("2025-09-17", "Federal Reserve decision")],
        },
        "course": course(),
        "numbers": [
            {
                "label": f"weight of {ACTORS['us_principal']} on TikTok",
                "actor": "us_principal",
                "issue": "tiktok",
                "kind": "weight",
                "low": 10,
                "mid": 18,
                "high": 30,
                "unit": "percent",
                "why": "Symbolic weight beyond its money.",
                "facts": ["T15"],
                "judgement": False,
            },
            {
                "label": f"margin of {ACTORS['cn_cac']}",
                "actor": "cn_cac",
                "issue": None,
                "kind": "margin",
                "low": 0,
                "mid": 2,
                "high": 6,
                "unit": "points",
                "why": None,
                "facts": [],
                "judgement": True,
            },
        ],
        "facts": [
            {
                "id": "T15",
                "date": "2025-08-01",
                "known_by": "2025-08-02",
                "statement": "The White House opened an account on TikTok.",
                "source": "White House",
                "confidence": "high",
                "claims": [("Washington", "to reach the young"), ("Beijing", "no comment")],
            }
        ],
    }
    return Study.model_validate(whole | changes)


@cache
def priced() -> Study:
    """Return Madrid's study with made-up prices: two series, six events of two kinds."""
    series = (wandering(220), wandering(220, 2, "other"))
    kinds = ("escalation", "deescalation")
    events = [
        on(series[0], place, group=kinds[n % 2], label=f"News {n}", confounders=("An election",))
        for n, place in enumerate(range(150, 210, 10))
    ]
    found = event_study(None, series, events=events, as_of=series[0].days[205].item())
    release = ReleaseLine(
        date=series[0].days[150].item(),
        what="Inflation",
        actual=2.9,
        expected=3.0,
        surprise=-0.1,
        presses=None,
        out=True,
    )
    return madrid(market=found.model_copy(update={"releases": (release,)}))


def empty_zone() -> Study:
    """Return a study in which nothing can be agreed: no zone, no solutions, nobody was asked."""
    whole = madrid()
    text = "No package of 104,976 would be ratified by both sides."
    return madrid(
        answer=text,
        findings=[{"topic": "zone", "text": text}],
        deal_map=whole.deal_map.model_copy(
            update={"counts": tuple((c, r, n, 0) for c, r, n, _ in whole.deal_map.counts)}
        ),
        zone={
            "packages": 0,
            "share": 0.0,
            "chance": 0.03,
            "interval": (0.02, 0.04),
            "deal_chance": 0.03,
            "deal_interval": (0.02, 0.04),
        },
        frontier=[],
        solutions={
            "disagreement": {"US": 40.0, "CN": 40.0},
            "tie_break": "fewest issues moved.",
            "nash": [],
            "kalai_smorodinsky": [],
            "egalitarian": [],
            "utilitarian": [],
        },
        ratification=[],
        trades=[],
        sensitivity=[],
    )


def bare() -> Study:
    """Return a study with one package and next to nothing besides."""
    return empty_zone().model_copy(
        update={
            "about": None,
            "bias": None,
            "findings": (),
            "pivotal": (),
            "pairs": (),
            "leverage": (),
            "numbers": (),
            "facts": (),
            "will_map": None,
            "course": Course.model_validate(NO_COURSE),
            "calendar": madrid().calendar.model_copy(
                update={"deadlines": (), "windows": (), "rounds": (), "releases": ()}
            ),
            "deal_map": madrid().deal_map.model_copy(
                update={"counts": ((0, 0, 1, 0),), "sample": ()}
            ),
        }
    )
