"""Fifty people at once on one room: what they wait for, and whether an act was lost.

A `winset serve` process of its own on this machine alone, and Locust in another.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from delegates import Full, full_room
from server import serving

from winset.room.acts.registry import ACTS
from winset.room.record.chain import checked
from winset.room.store.opened import open_store

HERE = Path(__file__).parent

TARGETS = {"GET": 200.0, "POST": 500.0}
"""Milliseconds within which 95 of 100 reads and writes are answered."""

Request = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """What came of fifty people: `lost` in words, empty if no act was; `cpu` in seconds."""

    events: int
    seconds: float
    cpu: float
    requests: list[Request]
    lost: list[str]

    @property
    def errors(self) -> list[str]:
        """Answers that should not have been; a refusal by the rules of the room is none."""
        return [f"{one['name']}: {one['error']}" for one in self.requests if one["error"]]

    def waits(self, method: str, name: str | None = None) -> list[float]:
        """Return the milliseconds of requests by method, and by name if one is given."""
        return sorted(
            one["ms"]
            for one in self.requests
            if one["method"] == method and name in (None, one["name"])
        )


def main() -> None:
    """Run once and say what came of it: exit code 1 for errors, lost acts, or missed targets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="an empty one: postgresql://…; default SQLite")
    parser.add_argument("--events", type=int, default=0, help="on record before they come")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=2, help="seconds between two acts")
    parser.add_argument("--targets", action="store_true", help="fail if a target is missed")
    asked = parser.parse_args()
    done = run(asked.events, asked.seconds, asked.think, asked.database)
    for row in rows(done):
        print("  ".join(f"{cell:>9}" for cell in row))
    print(f"{len(done.requests) / done.seconds:.0f} requests a second; {busy(done)}")
    wrong = [*done.errors, *done.lost, *(missed(done) if asked.targets else [])]
    sys.exit("\n".join(wrong[:20]) if wrong else 0)


def run(events: int, seconds: float, think: float, database: str | None = None) -> Run:
    """Fill a room, serve it, let fifty people at it, and look for every act they were told of."""
    with tempfile.TemporaryDirectory(prefix="winset-load-") as folder:
        where = database or str(Path(folder) / "room.db")
        full = full_room(where, events)
        with serving(where) as server:
            call = [*map(str, (server.address, server.pid, seconds, think))]
            played = subprocess.run(
                [sys.executable, str(HERE / "crowd.py"), *call],
                input=full.to_json(),
                text=True,
                check=True,
                stdout=subprocess.PIPE,
            )
        told = json.loads(played.stdout)
        return Run(
            full.seq, told["seconds"], told["cpu"], told["requests"], lost(where, full, told)
        )


def lost(database: str, full: Full, told: dict[str, Any]) -> list[str]:
    """Return, in words, what the record lacks of the acts that the server acknowledged."""
    store = open_store(database)
    events, head = store.events(full.room), store.head(full.room)
    store.engine.dispose()
    acts = [one for one in told["requests"] if "seq" in one]
    wrong = [f"event {place.seq}: {place.what}" for place in checked(events, head)]
    if len(events) - full.seq != len(acts):
        wrong.append(f"{len(acts)} acts were acknowledged, {len(events) - full.seq} are on record")
    by_seq = {event.seq: event for event in events}
    for one in acts:
        event = by_seq.get(one["seq"])
        if (
            event is None
            or (event.act.kind, event.act.who) != (ACTS[one["act"]].kind, one["who"])
            or (one["hash"] and one["hash"] != event.hash)
        ):
            wrong.append(f"event {one['seq']} is not the {one['act']} that was acknowledged")
    return wrong


def rows(done: Run) -> list[tuple[str, ...]]:
    """Return a row for reads, for writes, and for each page and act: counts, waits, bytes."""
    found: list[tuple[str, ...]] = [("what", "requests", "refused", "p50", "p95", "p99", "kB")]
    for method, all_ in (("GET", "reads"), ("POST", "writes")):
        names = Counter(one["name"] for one in done.requests if one["method"] == method)
        for name in (None, *sorted(names)):
            mine = [
                one
                for one in done.requests
                if one["method"] == method and name in (None, one["name"])
            ]
            if not mine:
                continue
            waits = done.waits(method, name)
            refused = sum(one["status"] in (409, 422) for one in mine)
            found.append(
                (
                    name or f"**all {all_}**",
                    f"{len(mine):,}",
                    f"{refused:,}" if method == "POST" else "",
                    *(f"{part(waits, share):.0f}" for share in (0.5, 0.95, 0.99)),
                    f"{part(sorted(one['bytes'] for one in mine), 0.5) / 1000:.1f}",
                )
            )
    return found


def part(numbers: Sequence[float], share: float) -> float:
    """Return the least of sorted numbers that is no smaller than a share of them."""
    return numbers[max(0, -int(-share * len(numbers) // 1) - 1)]


def busy(done: Run) -> str:
    """Return how busy the server was."""
    each = done.cpu / len(done.requests) * 1000
    return f"{done.cpu / done.seconds:.0%} of a core, {each:.1f} ms of it a request"


def missed(done: Run) -> list[str]:
    """Return the targets that were missed, in words."""
    return [
        f"p95 of {method} is {part(done.waits(method), 0.95):.0f} ms; the target is {most:.0f}"
        for method, most in TARGETS.items()
        if part(done.waits(method), 0.95) >= most
    ]


if __name__ == "__main__":
    main()
