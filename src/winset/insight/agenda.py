"""The agenda: how each issue rose or fell over the rounds, whether it is ripe, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from winset.case.document import Case

Trend = Literal["rose", "fell", "same", "new", "gone", "never listed"]


@dataclass(frozen=True)
class Standing:
    """Where an issue stands: its place on each past round's agenda, its trend, and its ripeness."""

    ranks: tuple[int | None, ...]
    trend: Trend
    ripe: bool
    why: str
    next: int | None


def standings(
    case: Case,
    as_of: date,
    *,
    passable: Sequence[bool | None],
    alone: Sequence[bool],
    unlocks: Sequence[float],
    worth: Sequence[float],
) -> dict[str, Standing]:
    """Return each issue's Standing on `as_of`.

    By issue: `passable`: some package of the zone settles it, None where that is not known;
    `alone`: so does one that settles nothing else; `unlocks`: its lambda; `worth`: its own worth.
    What comes next: open issues, ripe ones first, by what they unlock, then by their own worth.
    """
    rounds = [r for r in case.rounds if r.start <= as_of]
    found = {}
    for k, name in enumerate(case.issues):
        ranks = tuple(r.agenda.index(name) + 1 if name in r.agenda else None for r in rounds)
        missing = unmet(case, name, as_of)
        if passable[k] is None:
            ripe, why = False, "it could not be proved that a package would pass that settles it"
        elif not passable[k]:
            ripe, why = False, "no package that every side would ratify settles it"
        elif missing:
            ripe, why = False, "waits for " + ", ".join(missing)
        elif alone[k]:
            ripe, why = True, "could be ratified by itself"
        else:
            ripe, why = True, "only in a package with other issues"
        found[name] = Standing(ranks, _trend(ranks), ripe, why, None)
    order = sorted(
        (k for k, issue in enumerate(case.issues.values()) if issue.state != "settled"),
        key=lambda k: (
            not found[list(case.issues)[k]].ripe,
            -round(unlocks[k], 9),
            -round(worth[k], 9),
        ),
    )
    names = list(case.issues)
    for place, k in enumerate(order, start=1):
        old = found[names[k]]
        found[names[k]] = Standing(old.ranks, old.trend, old.ripe, old.why, place)
    return found


def unmet(case: Case, issue: str, as_of: date) -> list[str]:
    """Return the names of tracks that the issue needs and that have had no exchange by `as_of`."""
    return [
        track.name
        for name, track in case.tracks.items()
        if issue in track.prerequisite_for and not _met(case, name, as_of, frozenset())
    ]


def _met(case: Case, name: str, as_of: date, above: frozenset[str]) -> bool:
    """Return whether a track, and all that it needs, has had an exchange known by `as_of`."""
    track = case.tracks[name]
    done = any(case.facts[fact].known_by <= as_of for fact in track.done)
    return done and all(
        _met(case, need, as_of, above | {name}) for need in track.needs if need not in above
    )


def _trend(ranks: tuple[int | None, ...]) -> Trend:
    """Compare the place on the last round with that on the last round before that listed it."""
    listed = [rank for rank in ranks if rank is not None]
    if not listed:
        return "never listed"
    last = ranks[-1]
    if last is None:
        return "gone"
    if len(listed) == 1:
        return "new"
    before = listed[-2]
    return "same" if last == before else "rose" if last < before else "fell"
