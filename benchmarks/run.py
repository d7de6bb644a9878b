"""Measures winset, writes docs/reference/benchmarks.md; `--smoke` measures little, writes nothing.

Each figure comes from fresh processes; the fastest of the repeats stands, since other work on the
machine only ever adds time.
"""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import load
from runs import cheapest, fastest, table
from side_by_side import side_by_side
from slider import slid

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "benchmarks.md"
WINSET = Path(sys.executable).with_name("winset")

BARGAINING = (
    "alternating offers, Boulware",
    "alternating offers, linear",
    "alternating offers, conceder",
    "alternating offers, tit for tat",
    "alternating offers, MiCRO",
    "single text, a mediator",
)
"""What is said of each of WAYS in bargaining.py."""


def main() -> None:
    """Measure, print the tables, and write the page unless this is a smoke run."""
    smoke = "--smoke" in sys.argv[1:]
    repeats = 1 if smoke else 3
    text = "\n\n".join(
        [
            "# Benchmarks",
            "Written by `make bench`.",
            machine(repeats),
            "## All packages, exactly\n\n" + enumeration([5] if smoke else [5, 6, 7], repeats),
            "## Blocks beside a plain loop\n\n" + beside_a_loop(repeats),
            "## The structured engine\n\n" + side_by_side(repeats, smoke=smoke),
            "## Linkages and ratifiers at any size\n\n" + at_size(repeats, smoke=smoke),
            "## Bargaining beside a plain loop\n\n" + bargaining(repeats),
            "## Worlds of the Madrid case\n\n" + worlds(100 if smoke else 400, repeats),
            "## Worlds of the staged process\n\n" + stages(50 if smoke else 400, repeats),
            "## Sweeps\n\n" + sweeps(4 if smoke else 24, 10 if smoke else 400, repeats),
            "## Event studies\n\n" + event_studies(20 if smoke else 1000, repeats),
            "## Fifty people in one room\n\n" + room(smoke=smoke),
            "## The command\n\n" + command(100 if smoke else 2000, repeats),
        ]
    )
    print(text)
    if not smoke:
        PAGE.write_text(text + "\n", encoding="utf-8")


def machine(repeats: int) -> str:
    """Return what was measured on, and how."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in _lines("/proc/cpuinfo")
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return (
        f"Measured on {os.cpu_count()} cores of {cpu}, {platform.system()}, Python "
        f"{platform.python_version()}, NumPy {version('numpy')}. Each measurement runs in a fresh "
        f"process; the fastest of {repeats} stands. Peak memory is that of the whole process "
        "(ru_maxrss), interpreter and libraries included."
    )


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def enumeration(sizes: list[int], repeats: int) -> str:
    """Return the table of whole surveys of made-up cases."""
    rows = []
    for size in sizes:
        best = fastest("enumeration", size, repeats=repeats)
        rows.append(
            (
                f"{best['count']:,.0f}",
                f"{best['seconds']:.2f}",
                f"{best['count'] / best['seconds']:,.0f}",
                f"{best['peak_mib']:,.0f}",
            )
        )
    what = (
        "Values of 15 actors, soft linkages, win-sets, the zone, its frontier, whose consent "
        "decides and the deal map, on one core."
    )
    return f"{what}\n\n" + table(("packages", "seconds", "packages a second", "peak MiB"), rows)


def beside_a_loop(repeats: int) -> str:
    """Return the table of block enumeration beside plain Python; both must find the same zone."""
    ours = fastest("blocks", 5, repeats=repeats)
    loop = fastest("plain_python", 5, repeats=repeats)
    if ours["zone"] != loop["zone"]:
        sys.exit(f"blocks find {ours['zone']} packages in the zone, a plain loop {loop['zone']}")
    rows = [
        (name, f"{each['seconds']:.3f}", f"{each['count'] / each['seconds']:,.0f}", ratio)
        for name, each, ratio in [
            ("plain Python", loop, "1"),
            ("blocks", ours, f"{loop['seconds'] / ours['seconds']:,.0f}"),
        ]
    ]
    what = (
        "Values, acceptance and the zone of 100,000 packages, 15 actors; both find the same zone."
    )
    return f"{what}\n\n" + table(("how", "seconds", "packages a second", "times as fast"), rows)


def worlds(count: int, repeats: int) -> str:
    """Return the table of worlds a second, on one process and on two."""
    alone = fastest("worlds", count, 1, repeats=repeats)
    rows = []
    for workers, best in ((1, alone), (2, fastest("worlds", count, 2, repeats=repeats))):
        rows.append(
            (
                str(workers),
                f"{best['seconds']:.1f}",
                f"{count / best['seconds']:,.0f}",
                f"{alone['seconds'] / best['seconds']:.2f}",
            )
        )
    what = (
        f"Every agenda of 104,976 packages in {count:,} worlds: the zone, the Nash deals, lambda, "
        "Shapley values, settle-first. Starting the processes counts."
    )
    return f"{what}\n\n" + table(("processes", "seconds", "worlds a second", "times as fast"), rows)


def at_size(repeats: int, *, smoke: bool) -> str:
    """Return the table of searches and a whole study where nobody can enumerate."""
    issues, options = (20, 10) if smoke else (60, 20)
    searches = [
        ("linkages", "20 issues x 10 options, 10 linkages: diagram, frontier, Nash deal", "0.3"),
        ("ratified", "the same, 3 of 5 ratifiers on each side: Nash deal in the zone", "2.5"),
    ]
    rows = []
    for name, what, target in searches:
        best = fastest(name, repeats=repeats)
        proved = "exact" if not best["gap"] else f"gap {best['gap']:.2g}"
        rows.append((what, target, f"{best['seconds']:.2f}", f"{best['peak_mib']:,.0f}", proved))
    size = f"{issues} issues x {options} options, 2 parties, 6 ratifiers"
    for linkages, how, target in (
        (issues // 2, f"`winset analyse`: {size}, {issues // 2} linkages", "60"),
        (3 * issues, f"the same, {3 * issues} linkages: too wide for a diagram", ""),
    ):
        study = fastest("whole", issues, options, linkages, repeats=1)
        proved = "exact" if not study["gap"] else f"gap {study['gap']:.2g}"
        edge = f"solutions {proved}, frontier within {study['edge']:.2f} points"
        seconds, memory = f"{study['seconds']:.1f}", f"{study['peak_mib']:,.0f}"
        rows.append((how, target, seconds, memory, edge))
    intro = (
        "Searches in CPU seconds, from the linkages on; the study in seconds that a user waits, on "
        "all cores, its memory that of the main process."
    )
    head = ("what", "target, s", "seconds", "peak MiB", "how sure")
    return f"{intro}\n\n" + table(head, rows)


def bargaining(repeats: int) -> str:
    """Return the table of rounds of bargaining; batch and plain loop must agree on the outcomes."""
    rows = []
    for way, name in enumerate(BARGAINING):
        ours = fastest("bargaining", way, repeats=repeats)
        loop = fastest("bargaining_twin", way, repeats=repeats)
        if ours["check"] != loop["check"]:
            sys.exit(f"{name}: the batch and the plain loop come to different outcomes")
        fast, slow = (each["count"] / each["seconds"] for each in (ours, loop))
        each = f"{ours['each']:.1f}"
        rows.append((name, each, f"{fast:,.0f}", f"{slow:,.0f}", f"{fast / slow:,.0f}"))
    what = (
        "Rounds a second of one core's time: 1,000 worlds at once, five times over, 100 packages, "
        "two opposed sides, at most 100 rounds; beside the same rules in plain Python, world by "
        "world. Both come to the same outcomes. Setting up counts, so that talks of few rounds a "
        "world make fewer rounds a second."
    )
    head = ("protocol, tactics", "rounds a world", "a second", "plain Python", "times as fast")
    return f"{what}\n\n" + table(head, rows)


def stages(count: int, repeats: int) -> str:
    """Return the table of staged worlds a second; SimPy and a list of events must agree."""
    twin = fastest("staged_twin", count, repeats=repeats)
    rows = []
    for how, best in (
        ("a list of events in plain Python, 1 process", twin),
        ("SimPy, 1 process", fastest("staged", count, 1, repeats=repeats)),
        ("SimPy, 2 processes", fastest("staged", count, 2, repeats=repeats)),
    ):
        if best["check"] != twin["check"]:
            sys.exit(f"{how}: the talks do not end on the same days")
        rows.append(
            (
                how,
                f"{best['seconds']:.1f}",
                f"{count / best['seconds']:,.0f}",
                f"{twin['seconds'] / best['seconds']:.2f}",
            )
        )
    what = (
        f"The talks of the Madrid case in {count:,} worlds: stages, working groups, moves and "
        "deadlines, every text bargained for. All ways end the talks on the same days. Nearly all "
        "of the time goes into finding the texts, which all ways do alike."
    )
    return f"{what}\n\n" + table(("how", "seconds", "worlds a second", "times as fast"), rows)


def sweeps(seeds: int, count: int, repeats: int) -> str:
    """Return the table of a sweep by each executor; all must find the same chances."""
    plain = fastest("swept_plainly", seeds, count, repeats=repeats)
    alone = fastest("swept", seeds, count, 1, repeats=repeats)
    rows = []
    for how, best in (
        ("a plain loop, nothing kept", plain),
        ("1 process", alone),
        ("2 processes", fastest("swept", seeds, count, 2, repeats=repeats)),
        ("Dask, 2 workers", fastest("swept_on_dask", seeds, count, 2, repeats=repeats)),
    ):
        if best["check"] != plain["check"]:
            sys.exit(f"{how}: the sweep finds other chances of a deal")
        rows.append(
            (
                how,
                f"{best['seconds']:.1f}",
                f"{seeds / best['seconds']:.2f}",
                f"{alone['seconds'] / best['seconds']:.2f}",
            )
        )
    own = fastest("overhead", 10 * seeds, repeats=repeats)
    what = (
        f"The Madrid case with {seeds} seeds, {count:,} worlds each: every point analysed, kept on "
        "disk, and put into the tables. Starting the processes counts, starting the cluster does "
        "not. All find the same."
    )
    added = (
        f"A sweep adds {1000 * own['new']:.1f} ms a point of its own to the analysis, most of it "
        "for having it safe on disk; a point that is there already takes "
        f"{1000 * own['again']:.1f} ms."
    )
    head = ("how", "seconds", "points a second", "times as fast")
    return f"{what}\n\n" + table(head, rows) + f"\n\n{added}"


def event_studies(count: int, repeats: int) -> str:
    """Return the table of an event study of 500 series."""
    best = fastest("events", count, 500, repeats=repeats)
    rows = [
        (
            f"{count:,}",
            f"{best['count']:,.0f}",
            f"{best['tests']:.0f}",
            f"{best['seconds']:.2f}",
            f"{best['peak_mib']:,.0f}",
        )
    ]
    what = (
        "Events times 500 series of 2,500 days: the market model on 120 days, windows of three, "
        "the placebo of each event in each series, and every test across series, events and all, "
        "on one core."
    )
    head = ("events", "abnormal returns", "tests", "seconds", "peak MiB")
    return f"{what}\n\n" + table(head, rows)


def room(*, smoke: bool, seconds: float = 60) -> str:
    """Return the tables of fifty people at once, and of what-ifs; a lost act ends it all."""
    runs = [(0, 2.0)] if smoke else [(0, 2.0), (5000, 2.0), (0, 0.0)]
    what = (
        "Fifty people of three delegations on one `winset serve` process and one SQLite file, "
        "played by Locust on the same machine: forty-five in browsers, five by the API. Each looks "
        "or acts after thinking for so long (half to one and a half times); each browser asks for "
        "news every two seconds, and loads its page again when there is some. All are signed in, "
        "and the pages have been opened before. Refused: a rule of the room, or somebody was "
        "first. Milliseconds until the whole answer is there; targets: p95 under 200 for reads, "
        "under 500 for writes. After each run every acknowledged act is looked up in the record, "
        "and its chain checked; an error or a lost act ends the benchmark."
    )
    parts = [what]
    for events, think in runs:
        done = load.run(events, 3 if smoke else seconds, think)
        if done.errors or done.lost:
            sys.exit("\n".join([*done.errors, *done.lost][:20]))
        head, *rows = load.rows(done)
        parts.append(
            f"{done.events:,} events at the start, {think:.0f} s of thought: "
            f"{len(done.requests) / done.seconds:.0f} requests a second, {load.busy(done)}."
        )
        parts.append(table(head, rows))
    parts.append(what_ifs(10 if smoke else 200))
    return "\n\n".join(parts)


def what_ifs(count: int) -> str:
    """Return the table of what a move of a slider takes, and what a page weighs."""
    found = slid(count)
    rows = [
        (what, f"{load.part(waits, 0.5):.0f}", f"{load.part(waits, 0.95):.0f}")
        for what, waits in (
            ("from the slider to other numbers, in Chromium", found.browser),
            ("over HTTP, from the question to the whole answer", found.http),
            ("of it the engine", found.engine),
        )
        if waits
    ]
    said = "What if: one weight of the Madrid case moved, nobody else there; the target is 150 ms."
    weighs = (
        "A first visit to the what-if page loads {:.0f} kB with styles and scripts, a second one "
        "{:.0f} kB, as they are sent: nothing is compressed.".format(*found.visits)
        if found.visits
        else "No browser was at hand, so neither Chromium nor what a first visit loads is measured."
    )
    return f"{said}\n\n" + table(("what", "p50 ms", "p95 ms"), rows) + f"\n\n{weighs}"


def command(count: int, repeats: int) -> str:
    """Return the table of what a user waits for."""
    reading = fastest("reading", repeats=repeats)
    start_cpu, start_wall = cheapest([str(WINSET), "--help"], repeats=5)
    analyse = [str(WINSET), "analyse", "madrid-2025", "--quiet", "--worlds", str(count)]
    cpu, wall = cheapest(analyse, repeats=1)
    rows = [
        ("`winset --help`", f"{start_cpu:.2f}", f"{start_wall:.2f}"),
        ("read and check the Madrid case", "", f"{reading['seconds']:.2f}"),
        (f"`winset analyse madrid-2025`, {count:,} worlds", f"{cpu:.1f}", f"{wall:.1f}"),
    ]
    return table(("what", "CPU seconds", "seconds"), rows)


if __name__ == "__main__":
    main()
