"""What comes before what: tracks, steps, past rounds, and the moves of each deadline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from winset.case.document import Case
from winset.case.findings import Finding
from winset.case.places import in_words
from winset.case.tree import Path


def circles(case: Case) -> Iterator[Finding]:
    """Yield the tracks or steps that must each come first; of circles that hang together, one."""
    yield from _circles_of_tracks(case)
    yield from _circles_of_steps(case)


def _circles_of_tracks(case: Case) -> Iterator[Finding]:
    needs = {
        name: [need for need in track.needs if need in case.tracks]
        for name, track in case.tracks.items()
    }
    for circle in _circles(needs):
        first, last = circle[0], circle[-1]
        yield Finding(
            ("tracks", last, "needs", case.tracks[last].needs.index(first)),
            f"tracks need each other in a circle: {' needs '.join([*circle, first])}",
            "none of them could ever come first: leave one of these needs out",
        )


def _circles_of_steps(case: Case) -> Iterator[Finding]:
    """Yield circles of needs and of precedences that bind, each at the link that closes it."""
    steps, precedence = case.calendar.steps, case.calendar.precedence
    links: dict[str, dict[str, Path]] = {name: {} for name in steps}
    for position, line in enumerate(precedence):
        if line.strength != "soft" and {line.before, line.after} <= steps.keys():
            links[line.after][line.before] = ("calendar", "precedence", position, "before")
    for name, step in steps.items():
        for position, need in enumerate(step.needs):
            if need in steps:
                links[name][need] = ("calendar", "steps", name, "needs", position)
    for circle in _circles({name: list(before) for name, before in links.items()}):
        first, last = circle[0], circle[-1]
        yield Finding(
            links[last][first],
            f"steps wait for each other in a circle: {' waits for '.join([*circle, first])}",
            "none of them could ever come first: leave out one of these needs or precedences",
        )


def _circles(needs: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield circles found by depth-first search, without recursion: a chain may be long."""
    done: set[str] = set()
    for start in needs:
        trail = {} if start in done else {start: iter(needs[start])}
        while trail:
            name, rest = next(reversed(trail.items()))
            need = next(rest, None)
            if need is None:
                del trail[name]
                done.add(name)
            elif need in trail:
                names = list(trail)
                yield names[names.index(need) :]
                done.update(names)
                break
            elif need not in done:
                trail[need] = iter(needs[need])


def too_much_asked(case: Case) -> Iterator[Finding]:
    """Yield the tracks that must agree on more issues than they have."""
    for name, track in case.tracks.items():
        if track.enough is not None and track.enough > len(track.issues):
            yield Finding(
                ("tracks", name, "enough"),
                f"track {name} must agree on {track.enough} issues, but has {len(track.issues)}",
                "`enough` is at most the number of its `issues`",
            )


def rounds_to_come(case: Case) -> Iterator[Finding]:
    """Yield the rounds that start after the date of the case, which an analysis leaves out."""
    for position, held in enumerate(case.rounds):
        if held.start > case.as_of:
            yield Finding(
                ("rounds", position, "start"),
                f"round {held.id} starts on {held.start}, after {case.as_of}",
                "it is not used until --as-of reaches it",
            )


def broken_histories(case: Case) -> Iterator[Finding]:
    """Yield the deadlines whose moves do not lead from one to the next, and to their date."""
    for name, deadline in case.calendar.deadlines.items():
        here = ("calendar", "deadlines", name)
        for position, (before, step) in enumerate(pairwise(deadline.history), start=1):
            if step.old != before.new:
                yield Finding(
                    (*here, "history", position, "old"),
                    f"{in_words(here)} is moved from {step.old}, but stood at {before.new}",
                    "each `old` is the `new` of the move before",
                )
        stood = {step.old for step in deadline.history if step.set_on > case.as_of}
        stood |= {step.new for step in deadline.history[-1:]}
        if stood and deadline.date not in stood:
            yield Finding(
                (*here, "date"),
                f"{in_words(here)} is {deadline.date}, but its last move is to "
                f"{deadline.history[-1].new}",
                "`date` is the `new` of the last move; of later ones, what they moved it from",
            )
