"""The course of talks made by hand, with numbers nobody computed: enough to lay out a report."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import Any

AS_OF = Date(2025, 9, 15)

STAGES = {
    "principals": "Heads of delegation set the framework",
    "technical": "Deputies, regulators and firms write the text",
    "leaders": "Leaders sign off",
}

RUNGS: dict[str, tuple[str, tuple[str, ...], float]] = {
    "tiktok": ("ad_referendum", ("President Trump", "President Xi"), 0.61),
    "truce": ("settled", (), 0.58),
    "fentanyl_duty": ("parked", ("U.S. President and his negotiators",), 0.19),
    "rare_earth": ("bracketed", ("U.S. President and his negotiators", "MOFCOM"), 0.44),
    "chips": ("open", ("U.S. President and his negotiators",), 0.31),
    "summit": ("signed", (), 1.0),
}

NO_COURSE: dict[str, Any] = {
    "deadlines": (),
    "ladder": (),
    "staged": None,
    "agenda_orders": None,
    "readiness": (),
    "next_round": None,
    "backtests": (),
    "notes": (
        "The case has no stages, so the way to a signature is not simulated.",
        "the agenda has 7 groups of issues; all orders are compared for up to 6.",
    ),
}


def course(**changes: Any) -> dict[str, Any]:
    """Return a course as plain data; `changes` replace parts."""
    return {
        "deadlines": [
            deadline(
                "tiktok_ban", "Act against TikTok is to be enforced", 2, issue="tiktok", moved=3
            ),
            deadline("port_fees", "U.S. port fees on Chinese ships start", 29, structure=False),
            deadline("truce_end", "Tariff truce ends", 56, issue="truce", moved=1),
        ],
        "ladder": [rung(issue, *where) for issue, where in RUNGS.items()],
        "staged": staged(),
        "agenda_orders": agenda_orders(),
        "readiness": [readiness()],
        "next_round": {
            "gaps": (30, 49, 48),
            "quantiles": [AS_OF + timedelta(days) for days in (18, 31, 44, 60, 97)],
            "agenda": [
                {
                    "issue": issue,
                    "chance": chance,
                    "interval": span(chance, 0.08),
                    "why": "On the agenda of three rounds of four.",
                }
                for issue, chance in (("rare_earth", 0.86), ("chips", 0.71), ("probes", 0.08))
            ],
            "basis": "Three gaps between four rounds, widened for so few.",
        },
        "backtests": [backtest(14, beats=False), backtest(3, beats=True)],
        "notes": ("The exact curve leaves out the moves between rounds.",),
    } | changes


def span(value: float, width: float) -> tuple[float, float]:
    """Return an interval around a chance."""
    return (max(0.0, value - width), min(1.0, value + width))


def odds(agreed: float, extended: float, width: float = 0.06) -> dict[str, Any]:
    """Return three chances with their intervals."""
    chances = {"agreed": agreed, "extended": extended, "lapsed": 1 - agreed - extended}
    return chances | {f"{name}_interval": span(value, width) for name, value in chances.items()}


def deadline(
    id_: str,
    what: str,
    days: int,
    *,
    issue: str | None = None,
    moved: int = 0,
    structure: bool = True,
) -> dict[str, Any]:
    """Return what is likely to happen to a deadline in `days` days."""
    date = AS_OF + timedelta(days)
    return {
        "id": id_,
        "what": what,
        "date": date,
        "days_left": days,
        "issue": issue,
        "owner": ("US",),
        "alone": True,
        "extensions": moved,
        "record": odds(0.21, 0.57 + 0.06 * moved),
        "record_basis": "Partial pooling of 167 deadlines in 58 negotiations; 31 of its kind.",
        "structure": odds(0.1, 0.88, 0.04) if structure else None,
        "structure_basis": "Moving it costs 1 point and keeps alive a hope worth 2.5."
        if structure
        else "The case does not say what it costs its owner to move it.",
        "combined": odds(0.14, 0.82 - 0.06 * (not moved)),
        "combination": "Mean log odds of the two views, the record with weight 0.7.",
        "difference": "The owner's view looks at this deadline only; the record at all of its kind."
        if structure
        else "There is one view only.",
        "new_date": {
            "quantiles": [date + timedelta(n) for n in (14, 45, 90, 91, 180)],
            "undated": 0.12,
        },
    }


def rung(issue: str, state: str, missing: tuple[str, ...], signed: float) -> dict[str, Any]:
    """Return where an issue stands."""
    return {
        "issue": issue,
        "state": state,
        "since": None if state == "parked" else "Madrid",
        "stage": None if state == "signed" else STAGES["technical"],
        "missing": missing,
        "signed": signed,
        "interval": span(signed, 0.05),
    }


def staged() -> dict[str, Any]:
    """Return a staged process over 400 worlds, weekly up to a year and a bit."""
    days = range(0, 421, 7)
    chances = [0.62 * max(0.0, 1 - 2 ** (-(n - 10) / 110)) for n in days]
    return {
        "worlds": 400,
        "horizon": AS_OF + timedelta(420),
        "start": "Deputies, regulators and firms write the text; the framework stands.",
        "method": "Discrete events over 400 worlds.",
        "signed": chances[-1],
        "interval": span(chances[-1], 0.05),
        "curve": [
            {"date": AS_OF + timedelta(n), "chance": chance, "interval": span(chance, 0.05)}
            for n, chance in zip(days, chances, strict=True)
        ],
        "exact": [
            {
                "date": AS_OF + timedelta(n),
                "chance": 0.97 * chance,
                "interval": (0.97 * chance,) * 2,
            }
            for n, chance in zip(days, chances, strict=True)
        ],
        "days": (34, 131, 365),
        "median_interval": (121, 142),
        "endings": [
            {"way": way, "share": share, "interval": span(share, 0.04)}
            for way, share in (
                ("completed", 0.57),
                ("horizon", 0.21),
                ("refused", 0.11),
                ("no_package", 0.07),
                ("lapsed", 0.04),
            )
        ],
        "capped": 0.02,
        "stages": [
            stage("principals", 0.0, 0.01, 2.2),
            stage("technical", 0.29, 0.88, 128.0),
            stage("leaders", 0.14, 0.11, 19.0, reached=0.66),
        ],
        "issues": [
            {
                "issue": issue,
                "unresolved": 0.1 + 0.12 * n,
                "unresolved_interval": span(0.1 + 0.12 * n, 0.04),
                "unsigned": 0.3 + 0.1 * n,
                "unsigned_interval": span(0.3 + 0.1 * n, 0.05),
            }
            for n, issue in enumerate(("tiktok", "truce", "rare_earth", "chips"))
        ]
        + [
            {
                "issue": "summit",
                "unresolved": None,
                "unresolved_interval": None,
                "unsigned": 0.02,
                "unsigned_interval": (0.01, 0.04),
            }
        ],
        "extensions": {"tiktok_ban": 1.7, "truce_end": 0.9},
        "extensions_interval": {"tiktok_ban": (1.5, 1.9), "truce_end": (0.8, 1.0)},
        "moves": {"extraterritorial": 0.23},
        "moves_interval": {"extraterritorial": (0.19, 0.27)},
        "package_value": 31.2,
        "tracks_value": 24.9,
        "left_on_table": 6.3,
        "left_interval": (5.4, 7.2),
    }


def stage(
    id_: str, stopped: float, longest: float, days: float, reached: float = 1.0
) -> dict[str, Any]:
    """Return what the worlds say of one stage."""
    return {
        "id": id_,
        "name": STAGES[id_],
        "reached": reached,
        "reached_interval": span(reached, 0.04),
        "passed": 1 - stopped,
        "passed_interval": span(1 - stopped, 0.04),
        "days": days,
        "days_interval": (0.9 * days, 1.1 * days),
        "visits": 1.4,
        "stopped": stopped,
        "stopped_interval": span(stopped, 0.04),
        "longest": longest,
        "longest_interval": span(longest, 0.04),
        "package": {"tiktok": "licence_jv", "truce": "ext90"},
        "package_share": 0.34,
        "worth": {"US": 9.5, "CN": 7.25},
    }


def order(groups: tuple[str, ...], value: float, best: float) -> dict[str, Any]:
    """Return an order of the agenda that is worth `value` of a package deal's 31."""
    return {
        "groups": groups,
        "value": value,
        "interval": (value - 1.1, value + 1.1),
        "left_on_table": 31 - value,
        "left_interval": (30.2 - value, 31.8 - value),
        "settled": 0.71,
        "settled_interval": (0.68, 0.74),
        "best": best,
    }


def agenda_orders() -> dict[str, Any]:
    """Return six orders of three groups, four of them shown."""
    return {
        "worlds": 400,
        "groups": [
            {"id": "technology", "issues": ("tiktok", "chips")},
            {"id": "trade_measures", "issues": ("truce", "fentanyl_duty", "farm")},
            {"id": "raw_materials", "issues": ("rare_earth",)},
        ],
        "package_value": 31.0,
        "package_interval": (29.9, 32.1),
        "parallel_value": 24.7,
        "parallel_interval": (23.6, 25.8),
        "orders": [
            order(("trade_measures", "raw_materials", "technology"), 29.4, 0.41),
            order(("raw_materials", "trade_measures", "technology"), 28.9, 0.33),
            order(("technology", "trade_measures", "raw_materials"), 27.2, 0.15),
            order(("technology", "raw_materials", "trade_measures"), 26.1, 0.11),
        ],
        "all_orders": 6,
        "test_first": order(("technology", "trade_measures", "raw_materials"), 27.2, 0.15),
        "test_case": [
            {
                "party": party,
                "issue": "tiktok",
                "belief": 0.55,
                "after": 0.71,
                "kept": 0.78,
                "information": 1.9,
                "information_interval": (1.6, 2.2),
                "leverage": leverage,
                "leverage_interval": (leverage - 0.3, leverage + 0.3),
                "net": 1.9 - leverage,
                "net_interval": (1.5 - leverage, 2.3 - leverage),
            }
            for party, leverage in (("US", 2.4), ("CN", 0.8))
        ],
        "keeping": [
            {
                "party": party,
                "by_group": {"technology": 0.42, "trade_measures": weight, "raw_materials": 0.93},
                "linked": 0.61,
            }
            for party, weight in (("US", 1.12), ("CN", None))
        ],
        "text": "Taking the trade measures up first is worth 29.4 of 31.0 points.",
    }


def readiness() -> dict[str, Any]:
    """Return how ready the summit is."""
    return {
        "event": "summit",
        "name": "Leaders' meeting at APEC",
        "date": Date(2025, 10, 31),
        "prerequisites": [
            {
                "id": "economic",
                "name": "Economic and trade talks",
                "kind": "track",
                "strength": "strong",
                "met": False,
                "why": "Four of nine issues are still open.",
                "chance": 0.37,
                "interval": (0.32, 0.42),
            },
            {
                "id": "call",
                "name": "Call of the leaders",
                "kind": "step",
                "strength": "hard",
                "met": True,
                "why": "Held on 5 June.",
                "chance": 1.0,
                "interval": (1.0, 1.0),
            },
            {
                "id": "military",
                "name": "Military channel",
                "kind": "track",
                "strength": "soft",
                "met": False,
                "why": "No issue of this case.",
                "chance": None,
                "interval": None,
            },
        ],
        "chance": 0.37,
        "interval": (0.32, 0.42),
        "next": "Next it needs a text on rare earths from the technical teams.",
    }


def backtest(days: int, *, beats: bool) -> dict[str, Any]:
    """Return the record put to its own history."""
    return {
        "days": days,
        "rows": 160,
        "cases": 57,
        "dropped": "7 rows whose date was set later than that.",
        "model_log": 0.94 if beats else 1.05,
        "model_brier": 0.56 if beats else 0.63,
        "base_log": 1.036,
        "base_brier": 0.621,
        "difference_log": -0.096 if beats else 0.014,
        "difference_interval": (-0.15, -0.04) if beats else (-0.03, 0.06),
        "beats": beats,
        "verdict": f"{days} days before the date the record "
        + ("beats the base rate." if beats else "does not beat the base rate, which is used."),
        "reliability": [
            {
                "outcome": outcome,
                "low": n / 5,
                "high": (n + 1) / 5,
                "forecasts": 60 - 13 * n,
                "mean": n / 5 + 0.1,
                "observed": min(1.0, n / 5 + 0.06),
                "interval": span(n / 5 + 0.06, 0.05 + 0.04 * n),
            }
            for outcome in ("agreed", "extended", "lapsed")
            for n in range(4 if outcome == "extended" else 3)
        ],
    }
