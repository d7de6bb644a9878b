"""Shapley values from drawn orders of the issues, in antithetic pairs: each with its reverse.

The Shapley value (1953) is the mean marginal worth over all orders in which issues join; a mean
over drawn ones is unbiased (Castro, Gomez and Tejada 2009), and the reverse of an order errs the
other way (Mitchell, Cooper, Frank and Holmes 2022). The means of pairs are independent, so that
their spread gives the error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from winset.space.grid import Floats

FEWEST = 2
"""Pairs below which no error can be told."""

Worth = Callable[[int], float]
"""The worth of an agenda, a set of bits; NaN if it is not known."""


def drawn_orders(issues: int, pairs: int, seed: Sequence[int]) -> list[list[int]]:
    """Return `pairs` orders of the issues, each followed by its reverse."""
    dice = np.random.default_rng(seed)
    half = [dice.permutation(issues).tolist() for _ in range(pairs)]
    return [order for one in half for order in (one, one[::-1])]


def sampled_shapley(
    issues: int, worth: Worth, orders: Sequence[Sequence[int]]
) -> tuple[Floats, Floats]:
    """Return the Shapley values [issues] of the game `worth`, and their standard errors [issues].

    `orders`: those of `drawn_orders`, of FEWEST pairs or more.
    """
    marginal = np.empty((len(orders), issues))
    for row, order in zip(marginal, orders, strict=True):
        agenda = (1 << issues) - 1
        above = worth(agenda)
        for issue in reversed(order):
            agenda &= ~(1 << issue)
            below = worth(agenda)
            row[issue] = above - below
            above = below
    pairs = (marginal[0::2] + marginal[1::2]) / 2
    return pairs.mean(axis=0), pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs))
