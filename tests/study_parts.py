"""The repeated parts of a study made by hand, as plain data."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import numpy as np


def point(package: dict[str, str], values: dict[str, float]) -> dict[str, Any]:
    """Return a package with its values, and gains over 40."""
    return {
        "package": package,
        "values": values,
        "gains": {party: value - 40 for party, value in values.items()},
    }


def issue_line(
    n: int, issue: str, name: str, options: dict[str, str], parties: dict[str, Any]
) -> dict[str, Any]:
    """Return a row of the agenda table; the n-th."""
    first = next(iter(options))
    return {
        "id": issue,
        "name": name,
        "question": f"What becomes of {name}?",
        "group": "technology",
        "state": ("open", "parked", "settled")[n % 3],
        "status_quo": first,
        "reversion": first,
        "at_rest": first,
        "expires": Date(2025, 9, 17) if n == 0 else None,
        "options": [{"id": o, "label": label} for o, label in options.items()],
        "weights": dict.fromkeys(parties, (4.0, 18.0 - n, 30.0)),
        "ranks": (None, 4 if n == 0 else n, 1 if n == 0 else n + 1),
        "trend": "rose" if n == 0 else "same",
        "unlocks": 0.31 - 0.04 * n,
        "ripe": n < 4,
        "ripe_why": "in the zone, prerequisites met" if n < 4 else "waits for the truce",
        "next": n + 1,
        "next_deadline": Date(2025, 9, 17) if n == 0 else None,
        "next_deadline_what": "Act is to be enforced" if n == 0 else None,
        "facts": (),
    }


def unlocks(n: int, issue: str) -> dict[str, Any]:
    """Return what the n-th issue unlocks."""
    value = 0.31 - 0.04 * n
    return {
        "issue": issue,
        "lambda": value,
        "interval": (value - 0.03, value + 0.03),
        "mid": value,
        "rank_first": (0.62, 0.0, 0.0, 0.38)[n] if n < 4 else 0.0,
        "first_in_worlds": 0.2,
        "own_worth": 4.0 + n,
        "own_worth_interval": (3.0 + n, 5.0 + n),
        "shapley": 6.0 - 0.4 * n,
        "shapley_interval": (5.0 - 0.4 * n, 7.0 - 0.4 * n),
        "criticality": 0.04,
        "criticality_interval": (0.03, 0.05),
        "settle_first": value - 0.02,
        "settle_first_interval": (value - 0.05, value + 0.01),
        "chip_effect": -0.02,
        "chip_effect_interval": (-0.03, -0.01),
        "bridge_cost": None if n == 2 else 3.0,
    }


def ratification(
    id_: str,
    label: str,
    package: dict[str, str],
    values: dict[str, float],
    both: float,
    *,
    in_zone: bool = False,
    hindsight: bool = False,
) -> dict[str, Any]:
    """Return the fate of a package at home."""
    one = min(1.0, both + 0.2)
    return {
        "id": id_,
        "label": label,
        "package": package,
        "values": values,
        "value_ranges": {party: (value - 9, value + 8) for party, value in values.items()},
        "in_zone": in_zone,
        "chance": dict.fromkeys(values, one),
        "chance_interval": dict.fromkeys(values, (max(0.0, one - 0.02), min(1.0, one + 0.02))),
        "both": both,
        "interval": (max(0.0, both - 0.02), both + 0.02),
        "refusers": {"cn_cac": 0.31, "us_principal": 0.22},
        "pivotal": {"cn_cac": 0.2},
        "blockers": []
        if in_zone
        else [
            {
                "party": "CN",
                "members": ["cn_cac"],
                "text": "Cyberspace Administration of China refuses",
            }
        ],
        "conflicts": []
        if in_zone
        else [
            {
                "party": None,
                "members": ["cn_cac"],
                "text": "TikTok at “Full divestiture” cannot go with the consent of the CAC",
            }
        ],
        "bridge": {"total": 0.0 if in_zone else 4.5, "by_party": {}, "payments": {}},
        "hindsight": hindsight,
    }


def will_map(parties: list[str]) -> dict[str, Any]:
    """Return a will map of all pairs of parties."""
    levels = [round(0.1 * n, 1) for n in range(11)]
    share = [[min(1.0, 0.05 + 0.4 * i * j + 0.2 * i) for j in levels] for i in levels]
    pairs = [(parties[a], parties[b]) for b in range(len(parties)) for a in range(b)]
    return {
        "levels": levels,
        "worlds": 200,
        "pairs": [
            {"parties": pair, "share": share, "chance": [[min(1, 2 * s) for s in r] for r in share]}
            for pair in pairs
        ],
        "text": "Agreement needs will on the U.S. side above all.",
    }


def deal_map(parties: list[str], rng: np.random.Generator, deal: dict[str, str]) -> dict[str, Any]:
    """Return a map of 20,000 packages drawn at random."""
    x = rng.normal(52, 11, 20000)
    y = 100 - 0.6 * x + rng.normal(-22, 9, 20000)
    edges = [10 + 1.7 * n for n in range(49)]
    counts, _, _ = np.histogram2d(x, y, bins=(edges, edges))
    cells = [
        (c, r, int(counts[c, r]), int(counts[c, r]) if edges[c] > 46 and edges[r] > 46 else 0)
        for c, r in zip(*np.nonzero(counts), strict=True)
    ]
    sample = [
        point(deal, dict(zip(parties, (edges[c] + 0.8, edges[r] + 0.8, 50.0), strict=False)))
        for c, r, _, inside in cells
        if inside
    ]
    return {
        "parties": tuple(parties[:2]),
        "edges_x": edges,
        "edges_y": edges,
        "counts": cells,
        "sample": sample,
    }
