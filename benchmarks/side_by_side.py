"""The tables of the structured engine beside enumeration and NegMAS; targets missed are said."""

from __future__ import annotations

import os
import subprocess
import sys
from tempfile import TemporaryDirectory

from runs import Answer, Row, fastest, table

SMALL = 2_000_000
"""Packages up to which enumeration and NegMAS are asked too."""

Frontier = tuple[str, int, int, int, int, float | None]

FRONTIERS: tuple[Frontier, ...] = (
    ("two parties", 7, 5, 2, 2, None),
    ("two parties", 10, 4, 2, 2, 1),
    ("two parties", 15, 10, 2, 2, 200),
    ("two parties", 20, 10, 2, 2, 5),
    ("two parties", 60, 20, 2, 2, None),
    ("two parties", 60, 100, 2, 2, 5000),
    ("three parties", 7, 5, 3, 2, None),
    ("three parties, none opposed", 20, 10, 3, 0, 300),
    ("three parties, two opposed", 20, 10, 3, 2, 300),
    ("four parties", 20, 5, 4, 2, None),
    ("four parties", 20, 10, 4, 2, None),
    ("six parties", 10, 5, 6, 2, None),
)
"""What it is called, issues, options, parties, how many are opposed, target in milliseconds."""

RULES = ("Nash", "Kalai-Smorodinsky", "egalitarian", "utilitarian")

DEALS = (
    *((rule, 7, 5, 2) for rule in range(4)),
    *((rule, 20, 10, 3) for rule in range(4)),
    *((rule, 60, 100, 2) for rule in range(4)),
    (0, 60, 100, 6),
)
"""Position of the rule, issues, options, parties."""

HOW = (
    "Exact answers computed from the tables of values (`space/structure`), beside every package "
    "enumerated by winset and by NegMAS, in one run from the same whole numbers. All that answer "
    "must find the same points, or the benchmark ends there. Seeded cases: what is better for one "
    "side is worse for the other, unevenly, and further parties have minds of their own; numbers "
    "of three decimals. CPU time of the process, the fastest of repeats once the kernels are "
    "loaded (extra `fast`); building the tables is left out on all sides, and so is building "
    "NegMAS's own objects. Beyond {small:,} packages nobody else is asked."
)


def side_by_side(repeats: int, *, smoke: bool) -> str:
    """Return the tables; a difference in what is found ends the benchmark."""
    negmas = os.environ.get("WINSET_NEGMAS", "")
    if not negmas:
        why = "NegMAS: not installed. `make negmas` makes a place for it."
        print(f"{why} Its columns stay empty.", file=sys.stderr)
    else:
        show = "from importlib.metadata import version; print(version('negmas'))"
        said = subprocess.run([negmas, "-c", show], check=True, stdout=subprocess.PIPE, text=True)
        why = f"NegMAS {said.stdout.strip()}, in an environment of its own."
    few = slice(0, 1) if smoke else slice(None)
    parts = [
        f"{HOW.format(small=SMALL)} {why}",
        _frontiers(FRONTIERS[few], repeats, negmas=bool(negmas)),
        _deals(DEALS[few], repeats, negmas=bool(negmas)),
        _worlds(repeats, smoke=smoke),
        *([] if smoke else [_cold()]),
    ]
    return "\n\n".join(parts)


def _frontiers(cases: tuple[Frontier, ...], repeats: int, *, negmas: bool) -> str:
    rows = []
    for name, issues, options, parties, rivals, target in cases:
        numbers = (issues, options, parties, rivals)
        ours = fastest("frontiers", *numbers, repeats=repeats)
        says = "" if not ours["epsilon"] else f", within {100 * ours['epsilon']:.1f}%"
        rows.append(
            (
                f"{name}, {issues} issues of {options}",
                _power(issues, options),
                f"{ours['count']:,.0f}{says}",
                _target(target, 1000 * ours["seconds"]),
                f"{1000 * ours['seconds']:,.2f}",
                *_beside("frontiers", ours, numbers, repeats, negmas=negmas),
            )
        )
    head = ("frontier", "packages", "points", "target ms", "ms", *_BESIDE)
    said = (
        "Where there are too many points for a layer of the sum the frontier is thinned, and the "
        "percentage is what its certificate allows, as a share of each party's range."
    )
    return f"### Frontiers\n\n{said}\n\n" + table(head, rows)


def _deals(cases: tuple[tuple[int, int, int, int], ...], repeats: int, *, negmas: bool) -> str:
    rows = []
    for rule, issues, options, parties in cases:
        numbers = (issues, options, parties, rule)
        ours = fastest("deals", *numbers, repeats=repeats)
        gap = ours["epsilon"]
        rows.append(
            (
                f"{RULES[rule]}, {parties} parties, {issues} issues of {options}",
                _power(issues, options),
                "exact" if not gap else f"gap {100 * gap:.4f}%",
                f"{1000 * ours['seconds']:,.2f}",
                *_beside("deals", ours, numbers, repeats, negmas=negmas and rule == 0),
            )
        )
    said = (
        "One deal at a time, called from Python. NegMAS is asked for the Nash point alone and "
        "wants the frontier first; its definitions of the other rules are others."
    )
    head = ("deal", "packages", "answer", "ms", *_BESIDE)
    return f"### Deals\n\n{said}\n\n" + table(head, rows)


_BESIDE = ("enumeration ms", "times as long", "NegMAS ms", "times as long")


def _beside(
    name: str, ours: Answer, numbers: tuple[int, ...], repeats: int, *, negmas: bool
) -> Row:
    """Return the four cells of enumeration and NegMAS, empty where neither is asked."""
    issues, options = numbers[:2]
    if options**issues > SMALL:
        return ("", "", "", "")
    cells: list[str] = []
    for way, asked, tries in (("enumerated", True, repeats), ("by_negmas", negmas, 1)):
        if not asked:
            cells += ["", ""]
            continue
        other = fastest(f"{name}_{way}", *numbers, repeats=tries)
        if other["check"] != ours["check"]:
            sys.exit(f"{name} {numbers}: {way} finds other points than the structured engine")
        ratio = other["seconds"] / ours["seconds"]
        cells += [f"{1000 * other['seconds']:,.1f}", f"{ratio:,.0f}"]
    return tuple(cells)


WORLDS = (
    ("many_worlds", "Nash", 7, 5, 2, 100_000, 3),
    ("many_worlds", "Nash", 10, 4, 2, 100_000, None),
    ("many_worlds", "Nash", 7, 5, 3, 100_000, None),
    ("shapley_values", "Shapley, every agenda", 7, 5, 2, 200, None),
    ("shapley_values", "Shapley, every agenda", 10, 4, 2, 200, 2000),
)
"""Measurement, what it is called, issues, options, parties, worlds, target in microseconds."""


def _worlds(repeats: int, *, smoke: bool) -> str:
    rows = []
    for name, what, issues, options, parties, most, target in WORLDS:
        count = min(most, 100) if smoke else most
        found = fastest(name, issues, options, parties, count, repeats=repeats)
        if found["count"] != count:
            sys.exit(f"{name}: {count - found['count']:,.0f} of {count:,} worlds are not proved")
        each = 1e6 * found["seconds"] / count
        rows.append(
            (
                f"{what}, {parties} parties, {issues} issues of {options}",
                f"{count:,}",
                _target(target, each),
                f"{each:,.2f}",
                f"{found['seconds']:.3f}",
            )
        )
    said = (
        "All worlds, and for Shapley values all agendas, in one compiled batch on one core; every "
        "deal proved. The target for 100,000 worlds is a second in all."
    )
    head = ("measure", "worlds", "target us a world", "us a world", "seconds in all")
    return f"### Many worlds\n\n{said}\n\n" + table(head, rows)


def _cold() -> str:
    with TemporaryDirectory() as folder:
        elsewhere = {"NUMBA_CACHE_DIR": folder}
        first = fastest("warming", repeats=1, **elsewhere)
        again = fastest("warming", repeats=1, **elsewhere)
    answer = fastest("first_answer", 10, 4, 2, repeats=3)
    rows = [
        ("first frontier and four deals of 10 issues of 4, without kernels", answer["seconds"]),
        ("all kernels, from disk", again["seconds"]),
        ("all kernels, compiled for the first time on a machine", first["seconds"]),
    ]
    said = (
        "Short work is done without kernels, so that a first answer waits for no compiler; "
        "`python -m winset.space.structure.warmup` compiles them ahead. Seconds waited, in a new "
        "process, imports of winset left out."
    )
    lines = [(what, f"{seconds:.2f}") for what, seconds in rows]
    return f"### Cold start\n\n{said}\n\n" + table(("what", "seconds"), lines)


def _power(issues: int, options: int) -> str:
    count = options**issues
    return (
        f"{count:,}"
        if count <= SMALL
        else f"{float(count):.0e}".replace("e+", "e").replace("e0", "e")
    )


def _target(target: float | None, measured: float) -> str:
    if target is None:
        return ""
    return f"{target:,.0f}" if measured < target else f"{target:,.0f}, **missed**"
