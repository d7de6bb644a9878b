"""What the answer hangs on: the swings of a study, and its map of political will."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from winset.insight.chances import chances
from winset.insight.runs import Runs
from winset.insight.sensitivity import Swing as Hinge
from winset.insight.sensitivity import swings, that_matter
from winset.insight.will import LEVELS, will_map
from winset.space.grid import Bools, Floats
from winset.space.packages import numbered
from winset.study.document import Linchpin, Ratification, Swing, Target, WillPair
from winset.study.document import WillMap as WillMapPart
from winset.study.ground import Ground

WILL_WORLDS = 200
"""Worlds in which the map of political will is drawn."""


NEARLY_SURE = 0.99
"""Chance from which a package's passing hangs on nothing that could be seen in the worlds."""


def swing_lines(
    ground: Ground, runs: Runs, linchpin: Linchpin, lines: tuple[Ratification, ...]
) -> tuple[Swing, ...]:
    """Return the swings of a package's ratification and of the top issue's lambda, largest first.

    The package is the Nash deal; if that passes, or fails, in nearly all worlds, the one of the
    table whose chance is nearest to even.
    """
    space = ground.space
    targets: list[tuple[Target, str, Floats]] = []
    package = _doubtful(lines)
    if package is not None:
        number = numbered(space, [space.index(package.package)])
        drawn = chances(space, ground.rules, ground.draws, ground.luck, number)
        targets.append(("ratification", package.id, drawn.zone[:, 0].astype(np.float64)))
    if linchpin.issues and linchpin.issues[0].interval is not None:
        top = linchpin.issues[0].issue
        targets.append(("lambda", top, runs.unlocks[:, space.issues.index(top)]))
    uncertain = that_matter(space, ground.rules)
    return tuple(
        Swing(
            target=target,
            of=of,
            label=space.numbers[swing.number].label,
            low_value=swing.low,
            high_value=swing.high,
            swing=swing.high - swing.low,
            interval=swing.interval,
            clear=swing.clear,
        )
        for target, of, answer in targets
        for swing in _swings(ground, uncertain, answer)
    )


def _swings(ground: Ground, uncertain: Bools, answer: Floats) -> list[Hinge]:
    """Return the swings of an `answer` [W'] of the first worlds, without those not known (NaN)."""
    known = ~np.isnan(answer)
    return swings(ground.draws.theta[: answer.size][known], uncertain, answer[known])


def _doubtful(lines: tuple[Ratification, ...]) -> Ratification | None:
    if not lines:
        return None
    if 1 - NEARLY_SURE < lines[0].both < NEARLY_SURE:
        return lines[0]
    return min(lines, key=lambda line: abs(line.both - 0.5))


def will_part(ground: Ground) -> WillMapPart:
    """Return the map of political will for each pair of parties."""
    space = ground.space
    worlds = min(WILL_WORLDS, max(1, 10**8 // space.combinations), ground.draws.count)
    pairs = []
    for pair in combinations(range(len(space.parties)), 2):
        at_mid = will_map(space, ground.rules, ground.mid, ground.mid_luck, ground.walk, pair)
        drawn = will_map(
            space,
            ground.rules,
            ground.draws.part(0, worlds),
            ground.luck[:worlds],
            ground.walk,
            pair,
        )
        pairs.append(
            WillPair(
                parties=(space.parties[pair[0]], space.parties[pair[1]]),
                share=_rows(at_mid.agreed[0] / at_mid.possible),
                chance=_rows((drawn.agreed > 0).mean(axis=0)),
            )
        )
    return WillMapPart(
        levels=tuple(float(level) for level in LEVELS),
        worlds=worlds,
        pairs=tuple(pairs),
        text=_in_words(ground, pairs[0]),
    )


def _rows(table: Floats) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(x) for x in row) for row in table)


def _in_words(ground: Ground, pair: WillPair) -> str:
    first, second = (ground.case.parties[party].name for party in pair.parties)
    home, own = pair.share[0][0], pair.share[-1][-1]
    return (
        f"If both leaderships judged only as those at home press, {100 * home:.0f} % of packages "
        f"would be agreed; if {first} and {second} both judged only by their leaders' own view, "
        f"{100 * own:.0f} %."
    )
