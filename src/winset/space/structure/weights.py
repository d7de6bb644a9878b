"""Kernels: the weights under which no package is worth much more than a rule's best deal.

For any weights w a rule allows, no package has a merit above max w.z, one argmax an issue. Two
parties: the edge of the supported frontier on which the rule's optimum lies, found by secants.
Three or more: the rule's optimum over mixtures of options, issue by issue, from the worst option in
the mixture to the best (pairwise Frank-Wolfe steps: Lacoste-Julien and Jaggi 2015). Whatever comes
out is a valid bound; only its sharpness is at stake.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

NASH, SHARES, SUM = 0, 1, 2
"""Merits of gains z: their product; the least z_p / c_p over c_p > 0; the sum of c_p z_p."""

SWEEPS = 40


def support(flat: Any, offsets: Any, base: Any, w: Any, z: Any) -> float:
    """Fill `z` [P] with the gains of a package best under weights `w`; return its worth."""
    parties = base.size
    for p in range(parties):
        z[p] = base[p]
    for k in range(offsets.size - 1):
        chosen, most, total = offsets[k], -np.inf, 0.0
        for a in range(offsets[k], offsets[k + 1]):
            worth, own = w[0] * flat[a, 0], 1.0 * flat[a, 0]
            for p in range(1, parties):
                worth += w[p] * flat[a, p]
                own += flat[a, p]
            if worth > most or (worth == most and own > total):
                chosen, most, total = a, worth, own
        for p in range(parties):
            z[p] += flat[chosen, p]
    worth = w[0] * z[0]
    for p in range(1, parties):
        worth += w[p] * z[p]
    return float(worth)


def furthest(flat: Any, offsets: Any, base: Any, w: Any, z: Any) -> float:
    """Do as `support` for two parties, whose loops the compiler then unrolls."""
    w0, w1 = w[0], w[1]
    z0, z1 = base[0], base[1]
    for k in range(offsets.size - 1):
        first = offsets[k]
        chosen = first
        most = w0 * flat[first, 0] + w1 * flat[first, 1]
        for a in range(first + 1, offsets[k + 1]):
            worth = w0 * flat[a, 0] + w1 * flat[a, 1]
            if worth > most or (
                worth == most
                and 1.0 * flat[a, 0] + flat[a, 1] > 1.0 * flat[chosen, 0] + flat[chosen, 1]
            ):
                chosen, most = a, worth
        z0 += flat[chosen, 0]
        z1 += flat[chosen, 1]
    z[0], z[1] = z0, z1
    return float(w0 * z0 + w1 * z1)


def pull(rule: int, c: Any, lower: Any, sharp: float, z: Any, w: Any) -> bool:
    """Fill `w` [P] with how much each party's gain is worth at `z`; return False outside.

    The gradient of a smooth merit: for shares of an exponential mean, the nearer to the least share
    the larger `sharp`; for a sum with barriers at the lower bounds, the lower the larger `sharp`.
    """
    parties = z.size
    if rule == NASH:
        for p in range(parties):
            if z[p] <= 0:
                return False
            w[p] = 1.0 / z[p]
    elif rule == SHARES:
        least = np.inf
        for p in range(parties):
            if c[p] > 0:
                least = min(least, z[p] / c[p])
        for p in range(parties):
            w[p] = math.exp(-sharp * (z[p] / c[p] - least)) / c[p] if c[p] > 0 else 0.0
    else:
        for p in range(parties):
            room = z[p] - lower[p]
            if room <= 0:
                return False
            w[p] = c[p] + 1.0 / (sharp * room)
    return True


def toward(rule: int, c: Any, lower: Any, z: Any, w: Any) -> int:
    """Return to which party's side of `z`, best under `w`, the rule's optimum lies: 0, 1, or -1.

    -1: at z, or both parties are short, so that `w` proves that nothing will do.
    """
    floor0, floor1 = z[0] < lower[0], z[1] < lower[1]
    if rule == NASH:
        floor0, floor1 = floor0 or z[0] <= 0, floor1 or z[1] <= 0
    if floor0 or floor1:
        if floor0 and floor1:
            return -1
        return 0 if floor0 else 1
    if rule == NASH:
        tilt = z[1] * w[1] - z[0] * w[0]
    elif rule == SHARES:
        tilt = c[0] - c[1] if c[0] <= 0 or c[1] <= 0 else z[1] * c[0] - z[0] * c[1]
    else:
        tilt = c[0] * w[1] - c[1] * w[0]
    if tilt == 0:
        return -1
    return 0 if tilt > 0 else 1


def positive(z: Any) -> bool:
    """Return whether both parties gain."""
    return bool(z[0] > 0 and z[1] > 0)


def edge(
    flat: Any, offsets: Any, base: Any, rule: int, c: Any, lower: Any, w: Any, points: Any
) -> None:
    """Fill `w` [2] for two parties; `points` [3, 2] is scratch."""
    right, left, z = points[0], points[1], points[2]
    if rule == SUM:
        w[0], w[1] = c[0], c[1]
        furthest(flat, offsets, base, w, z)
        if z[0] >= lower[0] and z[1] >= lower[1]:
            return
    for side in range(2):
        end = points[side]
        w[side], w[1 - side] = 1.0, 0.0
        furthest(flat, offsets, base, w, end)
        if toward(rule, c, lower, end, w) != 1 - side:
            return  # the optimum is this end of the frontier, or nothing will do
    for _ in range(64):
        w[0], w[1] = left[1] - right[1], right[0] - left[0]
        if w[0] <= 0 or w[1] <= 0:
            # one package is best for both
            w[0], w[1] = 1.0, 1.0
            if rule == NASH and positive(right):
                w[0], w[1] = 1.0 / right[0], 1.0 / right[1]
            return
        worth = furthest(flat, offsets, base, w, z)
        if worth <= (w[0] * right[0] + w[1] * right[1]) * (1 + 1e-15):
            break
        side = toward(rule, c, lower, z, w)
        if side < 0:
            return
        for p in range(2):
            points[1 - side, p] = z[p]
    if rule == NASH:
        # the optimum may be an end of the edge: then the gradient there is the sharper bound
        for side in range(2):
            end = points[side]
            if positive(end) and toward(rule, c, lower, end, w) != 1 - side:
                w[0], w[1] = 1.0 / end[0], 1.0 / end[1]
                return


def balance(
    flat: Any, offsets: Any, base: Any, rule: int, c: Any, lower: Any, w: Any, share: Any, z: Any
) -> None:
    """Fill `w` [P]; `share` [options] is the mixture to start from and `z` [P] its gains.

    The mixture is moved to the rule's optimum; for shares and sums the smooth merit is sharpened as
    it comes near. `z` must be inside: positive for Nash, above `lower` for sums.
    """
    parties = base.size
    ahead, step, best = np.zeros(parties), np.zeros(parties), np.zeros(parties)
    lowest = np.inf
    sharp = 8.0
    scale = 0.0
    for p in range(parties):
        if rule == SUM:
            scale = max(scale, c[p] * abs(z[p] - lower[p]))
        elif c[p] > 0:
            scale = max(scale, abs(z[p]) / c[p])
    sharp /= scale if scale > 1e-9 else 1.0
    for _ in range(SWEEPS):
        if not pull(rule, c, lower, sharp, z, w):
            break
        worth = support(flat, offsets, base, w, ahead)
        bound, here = ceiling(rule, c, lower, w, worth, z)
        if bound < lowest:
            lowest = bound
            for p in range(parties):
                best[p] = w[p]
        gap = worth
        for p in range(parties):
            gap -= w[p] * z[p]
        if bound - here <= 1e-6 * abs(bound):
            break
        if rule != NASH and gap <= 0.1 * abs(bound - here):
            sharp *= 4.0
        for k in range(offsets.size - 1):
            pull(rule, c, lower, sharp, z, w)
            good, bad, most, least = -1, -1, 0.0, 0.0
            for a in range(offsets[k], offsets[k + 1]):
                own = 0.0
                for p in range(parties):
                    own += w[p] * flat[a, p]
                if good < 0 or own > most:
                    good, most = a, own
                if share[a] > 0 and (bad < 0 or own < least):
                    bad, least = a, own
            if good == bad or most <= least:
                continue
            for p in range(parties):
                step[p] = flat[good, p] - flat[bad, p]
            moved = stride(rule, c, lower, sharp, z, w, step, share[bad], most - least, ahead)
            share[good] += moved
            share[bad] -= moved
            if share[bad] < 1e-12:
                share[bad] = 0.0
            for p in range(parties):
                z[p] += moved * step[p]
    if lowest < np.inf:
        for p in range(parties):
            w[p] = best[p]


def stride(
    rule: int,
    c: Any,
    lower: Any,
    sharp: float,
    z: Any,
    w: Any,
    step: Any,
    most: float,
    slope: float,
    ahead: Any,
) -> float:
    """Return how far along `step` the smooth merit still rises; `w` is the pull at z.

    At most `most`, so that no share falls below 0; `ahead` [P] is scratch.
    """
    parties = z.size
    bend = 0.0
    for p in range(parties):
        if rule == NASH:
            bend += (w[p] * step[p]) ** 2
        elif rule == SHARES:
            if c[p] > 0:
                bend += sharp * w[p] * step[p] ** 2 / c[p]
        else:
            bend += (w[p] - c[p]) ** 2 * sharp * step[p] ** 2
    moved = most if bend <= 0 else min(most, slope / bend)
    for _ in range(30):
        for p in range(parties):
            ahead[p] = z[p] + moved * step[p]
        if pull(rule, c, lower, sharp, ahead, w):
            rising = 0.0
            for p in range(parties):
                rising += w[p] * step[p]
            if rising >= -0.5 * slope:
                return moved
        moved *= 0.5
    return 0.0


def ceiling(rule: int, c: Any, lower: Any, w: Any, worth: float, z: Any) -> tuple[float, float]:
    """Return a merit that no package exceeds, as weights `w` show, and the merit of mixture `z`.

    `worth`: of the package best under w. The merit of Nash is the geometric mean of the gains.
    """
    parties = z.size
    if rule == NASH:
        grown, own = 1.0, 1.0
        for p in range(parties):
            grown *= w[p] ** (1.0 / parties)
            own *= max(z[p], 0.0) ** (1.0 / parties)
        return worth / (parties * grown), own
    if rule == SHARES:
        total, least = 0.0, np.inf
        for p in range(parties):
            if c[p] > 0:
                total += w[p] * c[p]
                least = min(least, z[p] / c[p])
        return worth / total, least
    own, spare = 0.0, 0.0
    for p in range(parties):
        own += c[p] * z[p]
        spare += (w[p] - c[p]) * lower[p]
    return worth - spare, own


def mix(flat: Any, offsets: Any, base: Any, w: Any, share: Any, z: Any) -> None:
    """Fill `share` [options] with 1 for the best options under `w`, `z` [P] with their gains."""
    z[:] = base
    share[:] = 0.0
    for k in range(offsets.size - 1):
        chosen, most = offsets[k], -np.inf
        for a in range(offsets[k], offsets[k + 1]):
            worth = 0.0
            for p in range(base.size):
                worth += w[p] * flat[a, p]
            if worth > most:
                chosen, most = a, worth
        share[chosen] = 1.0
        for p in range(base.size):
            z[p] += flat[chosen, p]


def weigh_all(
    flat: Any,
    numbers: Any,
    ends: Any,
    which: Any,
    menu: Any,
    base: Any,
    rule: int,
    c: Any,
    lower: Any,
    w: Any,
) -> None:
    """Fill `w` [N, P] of rows: `base`, `c`, `lower` [N, P].

    A row has the options of table `which` [N] of `flat` [T, options, P] that are on its `menu` [N]:
    the first `numbers` [M, options], up to the `ends` [M, issues + 1] of the issues.
    """
    parties = base.shape[1]
    points = np.zeros((3, parties))
    share = np.zeros(flat.shape[1])
    table = np.empty(flat.shape[1:], dtype=np.int64)
    for row in range(base.shape[0]):
        options, chosen, offsets = flat[which[row]], numbers[menu[row]], ends[menu[row]]
        stop = offsets[-1]
        for a in range(stop):
            for p in range(parties):
                table[a, p] = options[chosen[a], p]
        weigh(
            table[:stop],
            offsets,
            base[row],
            rule,
            c[row],
            lower[row],
            w[row],
            points,
            share[:stop],
        )


def weigh(
    flat: Any,
    offsets: Any,
    base: Any,
    rule: int,
    c: Any,
    lower: Any,
    w: Any,
    points: Any,
    share: Any,
) -> None:
    """Fill `w` [P] of one world; `points` [3, P] and `share` [options] are scratch."""
    if base.size == 2:
        edge(flat, offsets, base, rule, c, lower, w, points)
        if rule == SUM and w[0] > 0 and w[1] > 0:
            # at least c, so that what is above it is the price of a lower bound
            grown = max(c[0] / w[0], c[1] / w[1])
            w[0], w[1] = w[0] * grown, w[1] * grown
        return
    if rule == SUM:
        for p in range(base.size):
            w[p] = c[p]
        support(flat, offsets, base, w, points[0])
        if (points[0] >= lower).all():
            return
    z, even = points[0], points[1]
    even[:] = 1.0
    mix(flat, offsets, base, even, share, z)
    # a rule that must start inside starts, if need be, from the deal that is fairest to all
    if rule == SHARES or pull(rule, c, lower, 1.0, z, w):
        balance(flat, offsets, base, rule, c, lower, w, share, z)
        return
    for p in range(base.size):
        z[p] -= lower[p]
    balance(flat, offsets, base - lower, SHARES, even, lower, w, share, z)
    for p in range(base.size):
        z[p] += lower[p]
    if pull(rule, c, lower, 1.0, z, points[2]):
        balance(flat, offsets, base, rule, c, lower, w, share, z)
