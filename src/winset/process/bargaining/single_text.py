"""A single negotiating text: a mediator improves one draft until no side lets it change further.

The procedure of Fisher (1978), used at Camp David in 1978 (Raiffa 1982, ch. 15): the sides do not
make offers; they only say of each draft whether it is worse for them than the one before. This
mediator is blind, as the hill climber of Klein and others (2003): it proposes one small change
after another and learns nothing but who objects.
"""

from __future__ import annotations

import numpy as np

from winset.process.bargaining.outcome import Outcome, candidates
from winset.space.grid import Bools, Digits, Floats, Ints

NO_TEXT = -1
REACH = 2
"""Issues that one proposal may change."""


def single_text(
    gains: Floats | Ints,
    allowed: Bools,
    digits: Digits,
    luck: Floats,
    rounds: int,
    start: Ints | int = NO_TEXT,
) -> Outcome:
    """Return what a mediator's text comes to in each world.

    `gains` [W, P, N]: what each of N packages gains each of P parties, in points or units, over
    its reservation; `allowed` [W, N] which of them the mandates allow; a text is always a package
    that is allowed and gains nobody less than 0. `digits` [N, issues]: the packages' options.
    `luck` [W, N], draws in [0, 1): the mediator thinks of packages in their order, lowest first,
    equal ones by position. `rounds`: proposals until the text is left as it stands. `start`: the
    position of the first text, one or [W]; -1, or a package that can not be agreed on: none, and
    whatever the mediator drafts first becomes the text.

    In each round the mediator proposes the first package it thinks of, among those that have not
    been proposed or the text yet, that changes one issue of the text; when none is left, two
    issues. It becomes the text if no side loses by it and some side gains. The text that stands
    when nothing is left to propose, or the rounds run out, is agreed.

    Raises ValueError for shapes that do not fit, fewer than two parties, a gain that is no finite
    number, no round, and a start that is no package.
    """
    table, possible = candidates(gains, allowed, rounds)
    worlds, _, count = table.shape
    if digits.ndim != 2 or digits.shape[0] != count:  # noqa: PLR2004  packages, issues
        raise ValueError(f"digits is {digits.shape}, which does not fit {count} packages")
    if luck.shape != possible.shape:
        raise ValueError(f"luck is {luck.shape}, which does not fit {possible.shape} packages")
    text = np.array(np.broadcast_to(start, worlds), dtype=np.int64)
    if ((text < NO_TEXT) | (text >= count)).any():
        raise ValueError(f"a start must be -1 or one of {count} packages")
    if count == 0:
        return Outcome(text, np.zeros_like(text))
    text[~possible[np.arange(worlds), text]] = NO_TEXT
    thought = np.empty(luck.shape, dtype=np.int64)
    np.put_along_axis(
        thought, np.argsort(luck, axis=1, kind="stable"), np.arange(count)[None], axis=1
    )
    made = np.zeros(worlds, dtype=np.int64)
    left = possible.copy()
    left[text != NO_TEXT, text[text != NO_TEXT]] = False
    live = np.arange(worlds)
    while live.size:
        # all proposals up to the next change of the text, at once
        change = _changes(digits, text[live])
        near = left[live] & (change >= 1) & (change <= REACH)
        turn = (change - 1) * count + thought[live]
        passes = near & _improves(table, text, live)
        first = np.where(passes, turn, REACH * count).argmin(axis=1)
        row = np.arange(live.size)
        found = passes[row, first]
        last = np.where(found, turn[row, first], REACH * count)
        proposed = near & (turn <= last[:, None])
        needed = proposed.sum(axis=1)
        room = rounds - made[live]
        changed = found & (needed <= room)
        made[live] += np.minimum(needed, room)
        live, proposed = live[changed], proposed[changed]
        left[live] &= ~proposed
        text[live] = first[changed]
    return Outcome(text, made)


def _changes(digits: Digits, text: Ints) -> Ints:
    """Return how many issues [n, N] of the texts [n] each package changes; of no text: one."""
    change = np.zeros((text.size, digits.shape[0]), dtype=np.int64)
    for options in digits.T:
        change += options[None] != options[text][:, None]
    change[text == NO_TEXT] = 1
    return change


def _improves(table: Floats, text: Ints, live: Ints) -> Bools:
    """Return which packages [n, N] no side loses by and some side gains by; any beats no text."""
    none = text[live] == NO_TEXT
    worse = np.zeros((live.size, table.shape[2]), dtype=np.bool_)
    better = np.repeat(none[:, None], table.shape[2], axis=1)
    for party in range(table.shape[1]):
        new = table[live, party]
        now = np.where(none, 0.0, table[live, party, text[live]])[:, None]
        worse |= new < now
        better |= new > now
    improves: Bools = better & ~worse
    return improves
