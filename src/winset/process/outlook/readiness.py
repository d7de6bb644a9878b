"""How ready a coming event is: what it needs, the odds that all of it is met, and what is next."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from graphlib import TopologicalSorter

import numpy as np

from winset.case.document import Case
from winset.case.path import Step
from winset.process.calendar.known import known
from winset.process.outlook.chance import CERTAIN, Chance, around, share
from winset.process.outlook.futures import Futures
from winset.process.outlook.next_round import DRAWS, Wait
from winset.process.outlook.prerequisites import Prerequisite, View, prerequisites
from winset.space.grid import Bools, Floats


@dataclass(frozen=True)
class Readiness:
    """How ready a coming event is; `chance`: that all it needs is met by its date, None: unknown.

    Prerequisites stand in the order in which they come; soft ones do not enter the chance.
    `basis` says how the chance came about, or why it cannot be told; `next` what comes next.
    """

    event: str
    name: str
    date: Date | None
    prerequisites: tuple[Prerequisite, ...]
    chance: Chance | None
    basis: str
    next: str


def readiness(
    case: Case, as_of: Date, futures: Futures | None, wait: Wait | None, seed: int
) -> tuple[Readiness, ...]:
    """Return the Readiness of each coming event of the calendar, in the file's order.

    An event is a step, known on `as_of` and not held or gone by, that is about an issue, that a
    track is a prerequisite for, or that another step must come before. Its date is the last day it
    may end; else the last day on which a window has its people at its place; else that of the first
    deadline that it must meet.
    """
    view = View(known(case, as_of), futures, wait)
    return tuple(_readiness(view, name, step, seed) for name, step in _events(view))


def _events(view: View) -> Iterator[tuple[str, Step]]:
    calendar = view.case.calendar
    named = {name for track in view.case.tracks.values() for name in track.prerequisite_for}
    waiting = {name for name, step in calendar.steps.items() if step.needs}
    waiting |= {line.after for _, line in view.known.precedence if line.strength != "soft"}
    for name, step in view.known.steps.items():
        gone_by = step.latest is not None and step.latest < view.as_of
        if not gone_by and (step.issue or name in named | waiting):
            yield name, step


def _readiness(view: View, event: str, step: Step, seed: int) -> Readiness:
    date = _date(view, step)
    depths = {kind: _depths(needs) for kind, needs in _needs(view).items()}

    def turn(line: Prerequisite) -> tuple[bool, int, Date]:
        """Return when one comes: soft ones last, after all that it needs, dated ones first."""
        latest = view.case.calendar.steps[line.id].latest if line.kind == "step" else None
        return line.strength == "soft", depths[line.kind][line.id], latest or Date.max

    found = sorted(prerequisites(view, event, date), key=turn)
    chance, basis = _all_met(found, seed)
    return Readiness(event, step.name, date, tuple(found), chance, basis, _next(found))


def _date(view: View, step: Step) -> Date | None:
    """Return the day by which an event must be over, as far as the calendar tells."""
    there = [
        window.end
        for _, window in view.known.windows
        if step.place and window.place == step.place and set(step.who) <= set(window.who)
        if not window.busy and window.end >= view.as_of
    ]
    due = [view.known.deadlines[name] for name in step.by if name in view.known.deadlines]
    return step.latest or max(there, default=None) or min(due, default=None)


def _needs(view: View) -> dict[str, dict[str, list[str]]]:
    """Return, by kind, what each step to come waits for among them, and each track."""
    steps, tracks = view.known.steps, view.case.tracks
    needs = {name: [need for need in step.needs if need in steps] for name, step in steps.items()}
    for _, link in view.known.precedence:
        if link.strength != "soft" and {link.before, link.after} <= steps.keys():
            needs[link.after].append(link.before)
    return {"step": needs, "track": {name: list(track.needs) for name, track in tracks.items()}}


def _depths(needs: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    """Return how long the longest chain of needs is that leads to each; 0 for what is held.

    A case whose steps or tracks wait for each other in a circle is no case.
    """
    depths: defaultdict[str, int] = defaultdict(int)
    for name in TopologicalSorter(needs).static_order():
        depths[name] = max((1 + depths[need] for need in needs.get(name, ())), default=0)
    return depths


def _all_met(found: Sequence[Prerequisite], seed: int) -> tuple[Chance | None, str]:
    """Return the chance that all that binds is met, and how it came about."""
    binding = [line for line in found if line.strength != "soft"]
    left = [line for line in binding if not line.met]
    if not binding:
        return None, "The file names nothing that binds it."
    if not left:
        return CERTAIN, "All that binds it is met."
    unknown = [f"{line.name} ({line.why})" for line in left if line.chance is None]
    if unknown:
        return None, f"Cannot say: no odds of {'; '.join(unknown)}."
    rng = np.random.default_rng([seed, 13])
    parts = [
        (line.chance, _drawn(line, rng)) for line in left if line.chance and line.worlds is None
    ]
    worlds = [line.worlds for line in left if line.worlds is not None]
    if worlds:
        together: Bools = np.all(worlds, axis=0)
        parts.append((share(together), _of_share(int(together.sum()), together.size, rng)))
    names = ", ".join(line.name for line in left)
    if len(parts) == 1:
        return parts[0][0], f"The chance of what is left: {names}."
    value = math.prod(chance.value for chance, _ in parts)
    jointly = "tracks are counted together, world by world; " if len(worlds) > 1 else ""
    return around(value, np.prod([draws for _, draws in parts], axis=0)), (
        f"The product of the chances of what is left ({names}); {jointly}the rest is taken as "
        "independent, though what helps one often helps the others."
    )


def _drawn(line: Prerequisite, rng: np.random.Generator) -> Floats:
    """Return draws of the chance of a prerequisite that does not come from worlds."""
    return line.draws if line.draws is not None else _of_share(*(line.counts or (0, 0)), rng)


def _of_share(hits: int, trials: int, rng: np.random.Generator) -> Floats:
    return rng.beta(hits + 0.5, trials - hits + 0.5, DRAWS)


def _next(found: Sequence[Prerequisite]) -> str:
    """Return what an event needs next: the first open prerequisite."""
    left = [line for line in found if not line.met]
    if not found:
        return "The file names nothing that it needs."
    if not left:
        return "All that it needs is met."
    first = left[0]
    soft = " (soft: it can do without)" if first.strength == "soft" else ""
    return f"Next it needs {first.name}{soft}: {first.why}."
