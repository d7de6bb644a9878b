"""Kernel: the frontier of a two-party frontier plus one issue, by a merge of sorted lists.

Compiled by `compiled.py`; `layers.sorted_sums` is the same in NumPy. Each option shifts the whole
frontier; the shifted lists are merged by the first party's value (Nemhauser and Ullmann 1969), a
heap holding the head of each, and a list gallops past all that the best so far beats.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def sift(heap: Any, size: int, kx: Any, ky: Any, ids: Any) -> None:
    """Let the top of the heap sink to its place: greater x, then greater y, then earlier option."""
    top = heap[0]
    tx, ty = kx[top], ky[top]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        c = heap[child]
        if child + 1 < size:
            d = heap[child + 1]
            if kx[d] > kx[c] or (
                kx[d] == kx[c] and (ky[d] > ky[c] or (ky[d] == ky[c] and ids[d] < ids[c]))
            ):
                child, c = child + 1, d
        if tx > kx[c] or (tx == kx[c] and (ty > ky[c] or (ty == ky[c] and ids[top] < ids[c]))):
            break
        heap[at] = c
        at = child
    heap[at] = top


def merge(
    x: Any, y: Any, ox: Any, oy: Any, ids: Any, out_x: Any, out_y: Any, parent: Any, option: Any
) -> int:
    """Fill the frontier of all sums, x falling and y rising, and return its size.

    `x`, `y` [n]: the frontier so far, x falling and y rising; `ox`, `oy` [b]: the options, none
    dominated, x falling, and their numbers `ids`. Of equal sums that of the smaller number stands.
    Returns -1 if the output arrays are too small; the caller doubles them.
    """
    n, b = x.size, ox.size
    kx, ky = ox + x[0], oy + y[0]
    head = np.zeros(b, dtype=np.int64)
    heap = np.arange(b)  # falling x is heap order
    size, count = b, 0
    best = np.int64(-(2**63))
    while size > 0:
        j = heap[0]
        if ky[j] > best:
            if count == out_x.size:
                return -1
            best = ky[j]
            out_x[count], out_y[count] = kx[j], best
            parent[count], option[count] = head[j], ids[j]
            count += 1
        need = best - oy[j]
        low = head[j] + 1
        if low < n and y[low] <= need:
            step = 1
            while low + step < n and y[low + step] <= need:
                low += step
                step *= 2
            high = min(low + step, n)
            low += 1
            while low < high:
                middle = (low + high) // 2
                if y[middle] <= need:
                    low = middle + 1
                else:
                    high = middle
        if low < n:
            head[j] = low
            kx[j], ky[j] = x[low] + ox[j], y[low] + oy[j]
        else:
            size -= 1
            heap[0] = heap[size]
        if size > 0:
            sift(heap, size, kx, ky, ids)
    return count
