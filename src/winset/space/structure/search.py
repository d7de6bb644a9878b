"""Kernel: the best deal of a bargaining rule by regret search, exactly.

Under weights w (`weights.py`) a package's regret is what its options are worth less than the best
of their issues. A package that betters the best so far has a small summed regret, so that few are
left to look at: depth first over options that deviate from the best, by rising regret. Regrets are
floats with a tolerance on the safe side; merits are compared in whole numbers of any length.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

NASH, SHARES, SUM = 0, 1, 2
"""As in weights.py."""

DONE, CAPPED, NONE = 0, 1, 2
"""The search went through, met its cap on nodes, or proved that no package reaches `lower`."""

TOLERANCE = 1e-12
"""Of the sum of absolute terms: far above the rounding of thousands of additions."""

_LIMB = 30
_MASK = (1 << _LIMB) - 1
"""Numbers of any length are held in limbs of 30 bits, the lowest first; a gain has three."""


def multiply(limbs: Any, size: int, factor: int) -> int:
    """Multiply the whole number in `limbs` by `factor`, 0 or more, and return its new size."""
    parts = np.zeros(3, dtype=np.int64)
    parts[0] = factor & _MASK
    parts[1] = (factor >> _LIMB) & _MASK
    parts[2] = factor >> (2 * _LIMB)
    old = limbs[:size].copy()
    limbs[: size + 3] = 0
    for i in range(3):
        carry = np.int64(0)
        for j in range(size):
            total = limbs[i + j] + parts[i] * old[j] + carry
            limbs[i + j] = total & _MASK
            carry = total >> _LIMB
        limbs[i + size] += carry
    size += 3
    while size > 1 and limbs[size - 1] == 0:
        size -= 1
    return size


def exceeds(a: Any, b: Any) -> int:
    """Return the sign of the product of `a` less that of `b`: arrays of numbers, 0 or more."""
    x = np.zeros(3 * a.size + 4, dtype=np.int64)
    y = np.zeros(3 * b.size + 4, dtype=np.int64)
    x[0], y[0] = 1, 1
    n, m = 1, 1
    for factor in a:
        n = multiply(x, n, factor)
    for factor in b:
        m = multiply(y, m, factor)
    for i in range(max(n, m) - 1, -1, -1):
        one = x[i] if i < n else np.int64(0)
        other = y[i] if i < m else np.int64(0)
        if one != other:
            return 1 if one > other else -1
    return 0


def order_of(a: Any, b: Any) -> int:
    """Return the sign of a - b."""
    return 1 if a > b else -1 if a < b else 0


def worst(z: Any, c: Any) -> int:
    """Return the party with the least share z_p / c_p among those with c_p > 0, -1 if none."""
    found = -1
    for p in range(z.size):
        if c[p] > 0 and (found < 0 or compare_shares(z[p], c[p], z[found], c[found]) < 0):
            found = p
    return found


def compare_shares(a: Any, b: Any, c: Any, d: Any) -> int:
    """Return the sign of a / b - c / d; b and d are positive."""
    if b == d:
        return order_of(a, c)
    if (a < 0) != (c < 0):
        return -1 if a < 0 else 1
    sign = 1
    if a < 0:
        a, c, sign = -a, -c, -1
    return sign * exceeds(np.array([a, d]), np.array([c, b]))


def compare(rule: int, c: Any, z: Any, best: Any) -> int:
    """Return how gains `z` stand to `best`: +-2 by merit, +-1 by sum and then least gain, or 0."""
    same = True
    for p in range(z.size):
        same = same and z[p] == best[p]
    if same:
        return 0
    if rule == NASH:
        product, product_best = 1.0, 1.0
        for p in range(z.size):
            product *= z[p]
            product_best *= best[p]
        if product > product_best * (1 + TOLERANCE):
            return 2
        if product < product_best * (1 - TOLERANCE):
            return -2
        sign = exceeds(z, best)
    elif rule == SHARES:
        p, q = worst(z, c), worst(best, c)
        sign = 0 if p < 0 else compare_shares(z[p], c[p], best[q], c[q])
    else:
        own, other = np.int64(0), np.int64(0)
        for p in range(z.size):
            own += c[p] * z[p]
            other += c[p] * best[p]
        sign = order_of(own, other)
    if sign != 0:
        return 2 * sign
    total, least, least_best = np.int64(0), z[0], best[0]
    for p in range(z.size):
        total += z[p] - best[p]
        least = min(least, z[p])
        least_best = min(least_best, best[p])
    if total != 0:
        return order_of(total, 0)
    return order_of(least, least_best)


def target(rule: int, c: Any, lower: Any, w: Any, z: Any) -> float:
    """Return what a package at least as good as one with gains `z` is worth under `w` at least."""
    parties = z.size
    if rule == NASH:
        product = 1.0
        for p in range(parties):
            product *= w[p] * max(z[p], 0)
        return float(parties * product ** (1.0 / parties))
    if rule == SHARES:
        p = worst(z, c)
        if p < 0:
            return -np.inf
        share, total = z[p] / c[p], 0.0
        for q in range(parties):
            if c[q] > 0:
                total += w[q] * c[q] * share
            else:
                total += w[q] * lower[q]
        return total
    own = 0.0
    for p in range(parties):
        if w[p] < c[p]:
            return -np.inf  # weights that can only prove that nothing reaches `lower`
        own += c[p] * z[p] + (w[p] - c[p]) * lower[p]
    return own


class Question(NamedTuple):
    """What is searched: as in `problem.Problem`, with the weights `w` [P].

    `flat` [options, P], `base` [P] added to every sum of them, `c` and `lower` [P] are whole
    numbers; the weights are positive for Nash and, for a sum, at least c.
    """

    flat: Any
    offsets: Any
    base: Any
    rule: int
    c: Any
    lower: Any
    w: Any


def regrets(q: Question, regret: Any, start: Any, z: Any) -> tuple[float, float]:
    """Fill `regret` [options], what each is worth less than the best of its issue under `w`.

    `start` [issues]: those that are best; `z` [P]: their gains. Returns their worth, and a rounding
    that no sum of regrets exceeds.
    """
    flat, offsets, base, _, _, lower, w = q
    parties = base.size
    top, size = 0.0, 0.0
    for p in range(parties):
        z[p] = base[p]
        top += w[p] * base[p]
        size += w[p] * (abs(base[p]) + 2 * abs(lower[p]))
    for k in range(offsets.size - 1):
        most, largest, chosen = -np.inf, 0.0, offsets[k]
        for a in range(offsets[k], offsets[k + 1]):
            worth, absolute = 0.0, 0.0
            for p in range(parties):
                term = w[p] * flat[a, p]
                worth += term
                absolute += abs(term)
            regret[a] = worth
            largest = max(largest, absolute)
            if worth > most:
                most, chosen = worth, a
        start[k] = chosen
        top += most
        size += largest
        for a in range(offsets[k], offsets[k + 1]):
            regret[a] = most - regret[a]
        for p in range(parties):
            z[p] += flat[chosen, p]
    return top, size * TOLERANCE


def opening(
    q: Question, regret: Any, start: Any, z: Any, ceiling: float, gains: Any, package: Any
) -> float:
    """Fill the best of `start` and its single deviations; return the regret it leaves room for.

    `z` [2, P]: the gains of `start`, and scratch. `ceiling`: the worth of `start` under the
    weights, and the rounding. `package[0]` stays -1 if none reaches the lower bounds.
    """
    flat, offsets, base, rule, c, lower, w = q
    issues = offsets.size - 1
    floor = 0.0
    for p in range(base.size):
        floor += w[p] * lower[p]
    room = ceiling - floor
    k = 0
    for n in range(-1, flat.shape[0]):
        while n >= offsets[k + 1]:
            k += 1
        a = start[0] if n < 0 else n  # the start itself first: it is seldom bettered
        if regret[a] > room or n == start[k]:
            continue
        inside = True
        for p in range(base.size):
            z[1, p] = z[0, p] + flat[a, p] - flat[start[k], p]
            inside = inside and z[1, p] >= lower[p]
        if inside and (package[0] < 0 or compare(rule, c, z[1], gains) > 0):
            gains[:] = z[1]
            for j in range(issues):
                package[j] = (a if j == k else start[j]) - offsets[j]
            room = min(room, ceiling - target(rule, c, lower, w, gains))
    return room


def within(
    q: Question, regret: Any, start: Any, room: float, order: Any, count: Any, turn: Any, above: Any
) -> int:
    """Return how many issues have options but `start` with a regret up to `room`.

    Fills `turn` [issues] with those issues and `order` [options] with each one's options, the least
    regret first; `count` [issues] with how many those are; `above` [issues + 1, P] with what each
    party can still gain by the issues from some turn on.
    """
    flat, offsets, base, _, _, _, _ = q
    issues = 0
    for k in range(offsets.size - 1):
        first = offsets[k]
        count[k] = 0
        for a in range(first, offsets[k + 1]):
            if a == start[k] or regret[a] > room:
                continue
            at = first + count[k]
            while at > first and regret[order[at - 1]] > regret[a]:
                order[at] = order[at - 1]
                at -= 1
            order[at] = a
            count[k] += 1
        if count[k] == 0:
            continue
        at = issues
        while at > 0 and regret[order[offsets[turn[at - 1]]]] > regret[order[first]]:
            turn[at] = turn[at - 1]
            at -= 1
        turn[at] = k
        issues += 1
    above[issues] = 0
    for i in range(issues - 1, -1, -1):
        k = turn[i]
        for p in range(base.size):
            most = np.int64(0)
            for n in range(offsets[k], offsets[k] + count[k]):
                most = max(most, flat[order[n], p] - flat[start[k], p])
            above[i, p] = above[i + 1, p] + most
    return issues


def earlier(trail: Any, offsets: Any, package: Any) -> bool:
    """Return whether the options of `trail` come before those of `package` in file order."""
    for k in range(package.size):
        mine = trail[k] - offsets[k]
        if mine != package[k]:
            return bool(mine < package[k])
    return False


def search(q: Question, cap: int, gains: Any, package: Any, ties: Any, report: Any) -> int:
    """Find the best package whose gains are at least `lower`; return DONE, CAPPED or NONE.

    Looks at up to `cap` packages. Fills `gains` [P] and `package` [issues] of the best by merit,
    sum, least gain and file order (`package[0]` = -1 if none was found), and `ties` [t, issues]
    with packages of the same merit, in no order. `report` [4]: nodes; ties found, which may be more
    than fit; the upper bound on w.z; its rounding.
    """
    flat, offsets, base, rule, c, lower, w = q
    parties, issues = base.size, offsets.size - 1
    regret = np.empty(flat.shape[0])
    whole = np.empty((6, issues + 1), dtype=np.int64)
    start, count, turn, at, nth, trail = whole[0], whole[1], whole[2], whole[3], whole[4], whole[5]
    z = np.empty((issues + 2, parties), dtype=np.int64)
    report[0], report[1] = 0, 0
    package[0] = -1
    report[2], report[3] = regrets(q, regret, start, z[0])
    ceiling = report[2] + report[3]
    room = opening(q, regret, start, z, ceiling, gains, package)
    if room < 0:
        return NONE
    order = np.empty(flat.shape[0], dtype=np.int64)
    above = np.empty((issues + 1, parties), dtype=np.int64)
    turns = within(q, regret, start, room, order, count, turn, above)
    if turns == 0 and package[0] >= 0 and ties.shape[0] == 0:
        report[0] = 1
        return DONE  # nothing but the start is within reach
    spent = np.empty(issues + 1)
    trail[:] = start
    at[0], nth[0], spent[0] = 0, 0, 0.0
    depth, fresh = 0, True
    while depth >= 0:
        if fresh:
            fresh = False
            report[0] += 1
            here = z[depth]
            inside = True
            for p in range(parties):
                inside = inside and here[p] >= lower[p]
            if inside:
                sign = compare(rule, c, here, gains) if package[0] >= 0 else 2
                if sign > 0 or (sign == 0 and earlier(trail, offsets, package)):
                    gains[:] = here
                    for k in range(issues):
                        package[k] = trail[k] - offsets[k]
                if sign == 2:  # better by merit
                    report[1] = 0
                    room = min(room, ceiling - target(rule, c, lower, w, gains))
                if sign > -2:  # equal by merit
                    if report[1] < ties.shape[0]:
                        for k in range(issues):
                            ties[int(report[1]), k] = trail[k] - offsets[k]
                    report[1] += 1
            if report[0] >= cap:
                return CAPPED
        i, n = at[depth], nth[depth]
        if i == turns:
            depth -= 1
            if depth >= 0:
                trail[turn[at[depth]]] = start[turn[at[depth]]]
            continue
        k = turn[i]
        cost = 0.0
        if n < count[k]:
            cost = spent[depth] + regret[order[offsets[k] + n]]
        if n == count[k] or cost > room:
            if n == 0:
                at[depth] = turns  # later issues have larger least regrets
            else:
                at[depth] += 1
                nth[depth] = 0
            continue
        nth[depth] = n + 1
        a = order[offsets[k] + n]
        reachable = True
        for p in range(parties):
            z[depth + 1, p] = z[depth, p] + flat[a, p] - flat[start[k], p]
            reachable = reachable and z[depth + 1, p] + above[i + 1, p] >= lower[p]
        if not reachable:
            continue
        trail[k] = a
        spent[depth + 1] = cost
        depth += 1
        at[depth] = i + 1
        nth[depth] = 0
        fresh = True
    return DONE if package[0] >= 0 else NONE


def search_all(
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
    cap: int,
    gains: Any,
    package: Any,
    report: Any,
    state: Any,
) -> None:
    """Search rows one after the other: as `search`, each array with a first axis of rows.

    `flat`, `numbers`, `ends`, `which`, `menu`: the tables of the rows, as for `weights.weigh_all`.
    """
    parties = base.shape[1]
    none = np.empty((0, ends.shape[1] - 1), dtype=np.int32)
    table = np.empty(flat.shape[1:], dtype=np.int64)
    for i in range(base.shape[0]):
        options, chosen, offsets = flat[which[i]], numbers[menu[i]], ends[menu[i]]
        stop = offsets[-1]
        for a in range(stop):
            for p in range(parties):
                table[a, p] = options[chosen[a], p]
        question = Question(table[:stop], offsets, base[i], rule, c[i], lower[i], w[i])
        state[i] = search(question, cap, gains[i], package[i], none, report[i])
