"""Kernel: the frontier of a three-party frontier plus one issue, by a sweep over sorted lists.

Compiled by `compiled.py`; `layers.sorted_sums` is the same in NumPy. As in `merge.py` each option
shifts the whole frontier, and the shifted lists are merged by the first party's value. A sum is
then dominated if one before it gives the second and the third party no less; of those the best for
the two are enough, a staircase: the less for the second, the more for the third (Kung, Luccio and
Preparata 1975). It is kept in flights, each over as many sums. The most that the third party gets
from a flight up settles nearly every sum at a glance, and passes over most before they are merged.
"""

from __future__ import annotations

from typing import Any

import numpy as np

NOTHING = -(1 << 62)
"""Below every value; those stay within 2**61."""

ROOM = 4
"""Stairs that each flight has room for at first."""


def before(i: int, j: int, heads: Any, ids: Any) -> bool:
    """Return whether list `i` has its head before list `j`: greater values, then earlier option."""
    for p in range(3):
        if heads[i, p] != heads[j, p]:
            return bool(heads[i, p] > heads[j, p])
    return bool(ids[i] < ids[j])


def sift(heap: Any, size: int, heads: Any, ids: Any) -> None:
    """Let the top of the heap of lists sink to its place."""
    top = heap[0]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and before(heap[child + 1], heap[child], heads, ids):
            child += 1
        if before(top, heap[child], heads, ids):
            break
        heap[at] = heap[child]
        at = child
    heap[at] = top


def flights(y: Any, order: Any, shifts: Any, feet: Any, flight: Any) -> None:
    """Fill `flight` [b, n] with the flight of each of the sums of `shifts` [b] and `y` [n].

    `order` [n] sorts `y`; `feet`, rising: the least value of each flight, the first of all sums.
    """
    for j in range(shifts.size):
        at = 0
        for i in order:
            while at + 1 < feet.size and feet[at + 1] <= y[i] + shifts[j]:
                at += 1
            flight[j, i] = at


def place(y: Any, z: Any, stairs: Any, start: int, end: int) -> int:
    """Return where (y, z) belongs among `stairs` [2, ...] from `start` to `end`, -1 if dominated.

    Down a flight y falls and z rises.
    """
    low, high = start, end
    while low < high:
        middle = (low + high) // 2
        if stairs[0, middle] > y:
            low = middle + 1
        else:
            high = middle
    if low > start and stairs[1, low - 1] >= z:
        return -1
    if low < end and stairs[0, low] == y and stairs[1, low] >= z:
        return -1
    return low


def put(y: Any, z: Any, stairs: Any, here: int, end: int) -> int:
    """Put (y, z) at `here` in place of what it dominates up to `end`; return the new end."""
    last = here
    while last < end and stairs[1, last] <= z:
        last += 1
    if last == here:
        for at in range(end, here, -1):
            stairs[0, at], stairs[1, at] = stairs[0, at - 1], stairs[1, at - 1]
    elif last > here + 1:
        for at in range(last, end):
            to = at - last + here + 1
            stairs[0, to], stairs[1, to] = stairs[0, at], stairs[1, at]
    stairs[0, here], stairs[1, here] = y, z
    return end + here + 1 - last


def moved(stairs: Any, start: int, size: int, used: int) -> Any:
    """Return `stairs`, or a larger copy, with those of a flight moved to where none are `used`."""
    if used + 2 * size > stairs.shape[1]:
        larger = np.empty((2, 2 * (used + 2 * size)), dtype=np.int64)
        larger[:, :used] = stairs[:, :used]
        stairs = larger
    stairs[:, used : used + size] = stairs[:, start : start + size]
    return stairs


def lift(most: Any, at: int, z: Any) -> None:
    """Raise `most`, which falls, to `z` up to position `at`."""
    low, far = at + 1, 1
    while low >= far and most[low - far] < z:
        low -= far
        far *= 2
    while low > 0 and most[low - 1] < z:
        low -= 1
    most[low : at + 1] = z


def sweep(
    points: Any, options: Any, ids: Any, order: Any, feet: Any, out: Any, parent: Any, option: Any
) -> int:
    """Fill the frontier of all sums, the first party's value falling, and return its size.

    `points` [3, n]: the frontier so far, and `options` [3, b], with their numbers `ids`: of both
    none is dominated, and values fall. `order` and `feet`: of flights. Of equal sums that of the
    smaller number stands. Returns -1 if the output arrays are too small; the caller doubles them.
    """
    n, b = points.shape[1], options.shape[1]
    flight = np.empty((b, n), dtype=np.int32)
    flights(points[1], order, options[1], feet, flight)
    most = np.full(feet.size + 1, NOTHING)  # from a flight up
    stairs = np.empty((2, ROOM * feet.size), dtype=np.int64)
    start = ROOM * np.arange(feet.size)
    end, full, used = start.copy(), start + ROOM, stairs.shape[1]
    head = np.zeros(b, dtype=np.int64)
    heads = np.empty((b, 3), dtype=np.int64)
    for j in range(b):
        for p in range(3):
            heads[j, p] = points[p, 0] + options[p, j]
    heap = np.arange(b)  # falling values are heap order
    size, count = b, 0
    while size > 0:
        j = heap[0]
        y, z = heads[j, 1], heads[j, 2]
        at = flight[j, head[j]]
        here = -1
        if most[at + 1] < z:
            here = place(y, z, stairs, start[at], end[at])
        if here >= 0:
            if count == parent.size:
                return -1
            for p in range(3):
                out[count, p] = heads[j, p]
            parent[count], option[count] = head[j], ids[j]
            count += 1
            if end[at] == full[at]:
                held = full[at] - start[at]
                stairs = moved(stairs, start[at], held, used)
                here += used - start[at]
                start[at], end[at], full[at] = used, used + held, used + 2 * held
                used = full[at]
            end[at] = put(y, z, stairs, here, end[at])
            lift(most, at, z)
        i = head[j] + 1
        while i < n and most[flight[j, i] + 1] >= points[2, i] + options[2, j]:
            i += 1
        if i < n:
            head[j] = i
            for p in range(3):
                heads[j, p] = points[p, i] + options[p, j]
        else:
            size -= 1
            heap[0] = heap[size]
        if size > 0:
            sift(heap, size, heads, ids)
    return count
