"""Which assumptions change the answer most: each against the case as it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import hypot

from winset.space.intervals import wilson
from winset.sweeps.answer import Findings
from winset.sweeps.document import BASE
from winset.sweeps.points import Point

Interval = tuple[float, float]


@dataclass(frozen=True)
class Shift:
    """A chance under an assumption, `now`, beside what it `was` in the case as it stands.

    `change` is in shares, `interval` its 95 % interval.
    """

    was: float
    now: float
    change: float
    interval: Interval


@dataclass(frozen=True)
class Effect:
    """What an assumption does to a case, over all its seeds.

    `deal`: to the chance of a deal, None where that is not settled in all worlds; `package`,
    `passing`: the package of the case whose chance of ratification moves most, and how, both None
    if no package is in both. `zone_share`: the share of packages in the zone at the middle numbers,
    and its change, with `zone_interval` where packages are too many to count and the shares are
    those of samples; `nash_moves`: the issues on which the Nash deal is another. `linchpins`: which
    issue is announced in how many seeds, None for none. `failed` seeds count in nothing else;
    without any that is not, all else is None.
    """

    case: str
    assumption: str
    seeds: int
    failed: int
    deal: Shift | None = None
    package: str | None = None
    passing: Shift | None = None
    zone_share: float | None = None
    zone_change: float | None = None
    zone_interval: Interval | None = None
    nash_moves: tuple[str, ...] | None = None
    linchpins: tuple[tuple[str | None, int], ...] = ()

    @property
    def size(self) -> float:
        """By how much the answer changes at most: of a chance, or of the share of the zone."""
        shifts = [abs(shift.change) for shift in (self.deal, self.passing) if shift]
        return max([*shifts, abs(self.zone_change or 0)])


def effects(points: Sequence[Point]) -> tuple[Effect, ...]:
    """Return the Effect of every assumption, case by case, the largest first.

    Seeds are pooled. The interval of a change is that of two independent shares from their Wilson
    intervals (Newcombe 1998, method 10): draws of the same seed differ as soon as an assumption
    makes a number certain, so nothing is gained by pairing them.
    """
    by_case: dict[str, dict[str, list[Point]]] = {}
    for point in points:
        names = by_case.setdefault(point.variant.case, {})
        names.setdefault(point.variant.assumption, []).append(point)
    lines: list[Effect] = []
    for case, assumptions in by_case.items():
        base = _findings(assumptions.pop(BASE))
        found = [_effect(case, name, each, base) for name, each in assumptions.items()]
        lines += sorted(found, key=lambda line: -line.size)
    return tuple(lines)


def _effect(case: str, assumption: str, points: Sequence[Point], was: Sequence[Findings]) -> Effect:
    now = _findings(points)
    failed = len(points) - len(now)
    if not now or not was:
        return Effect(case, assumption, len(points), failed)
    named = [line.id for line in was[0].packages if line.id in _chances(now[0])]
    moved = {name: _shift(was, now, partial(_chance, name), _drawn) for name in named}
    most = max(moved, key=lambda name: abs(moved[name].change), default=None)
    return Effect(
        case=case,
        assumption=assumption,
        seeds=len(points),
        failed=failed,
        deal=_deal(was, now),
        package=most,
        passing=moved[most] if most else None,
        zone_share=now[0].zone.share,
        zone_change=now[0].zone.share - was[0].zone.share,
        zone_interval=_sampled(was[0], now[0]),
        nash_moves=_moves(was[0], now[0]),
        linchpins=tuple(Counter(one.linchpin.issue for one in now).most_common()),
    )


def _deal(was: Sequence[Findings], now: Sequence[Findings]) -> Shift | None:
    if any(one.zone.unsettled for one in (*was, *now)):
        return None
    return _shift(was, now, lambda one: one.zone.deal_chance, lambda one: one.searched)


def _findings(points: Sequence[Point]) -> list[Findings]:
    found = (point.found() for point in points)
    return [one for one in found if one]


def _chances(found: Findings) -> dict[str, float]:
    """Return the chance that every side ratifies, by package."""
    return {line.id: line.chance for line in found.packages}


def _chance(package: str, found: Findings) -> float:
    return _chances(found)[package]


def _drawn(found: Findings) -> int:
    return found.provenance.worlds


def _shift(
    was: Sequence[Findings],
    now: Sequence[Findings],
    chance: Callable[[Findings], float],
    worlds: Callable[[Findings], int],
) -> Shift:
    before, ends_before = _pooled(was, chance, worlds)
    after, ends_after = _pooled(now, chance, worlds)
    change = after - before
    if was == now:  # the same points: an assumption that changes nothing
        return Shift(before, after, 0.0, (0.0, 0.0))
    return Shift(before, after, change, _difference(before, ends_before, after, ends_after))


def _difference(was: float, ends_was: Interval, now: float, ends_now: Interval) -> Interval:
    low = hypot(now - ends_now[0], ends_was[1] - was)
    high = hypot(ends_now[1] - now, was - ends_was[0])
    return now - was - low, now - was + high


def _pooled(
    found: Sequence[Findings],
    chance: Callable[[Findings], float],
    worlds: Callable[[Findings], int],
) -> tuple[float, Interval]:
    """Return a share of the worlds of all seeds together, and its interval."""
    total = sum(worlds(one) for one in found)
    happened = round(sum(chance(one) * worlds(one) for one in found))
    return happened / total, wilson(happened, total)


def _sampled(was: Findings, now: Findings) -> Interval | None:
    """Return the interval of a change of the zone's share; None where both are counted."""
    before, after = was.zone, now.zone
    if before.share_interval is None and after.share_interval is None:
        return None
    return _difference(
        before.share,
        before.share_interval or (before.share, before.share),
        after.share,
        after.share_interval or (after.share, after.share),
    )


def _moves(was: Findings, now: Findings) -> tuple[str, ...] | None:
    """Return the issues on which the Nash deals differ; None if there is none in one of them."""
    deals = [next((deal for deal in one.deals if deal.rule == "nash"), None) for one in (was, now)]
    before, after = deals
    if before is None or after is None:
        return None
    return tuple(
        issue for issue, option in before.package.items() if after.package[issue] != option
    )
