"""Bargaining rules as merits: how good a package is, exactly and as a bound.

Each merit f of gains z that are 0 or more is concave and homogeneous, hence a least weighed sum:
f(z) = min over w in W of w.z (Rockafellar 1970). Nash 1950: the geometric mean, W = {w > 0 :
P (prod w)^(1/P) = 1}; egalitarian (Kalai 1977): W the unit vectors' hull; Kalai and Smorodinsky
1975: the same after division by the ideals; utilitarian: one w. Any w of W bounds f from above.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from winset.space.grid import Floats, Ints


@dataclass(frozen=True)
class Merit:
    """A rule of `space.solutions.RULES`, with `rates` [parties], whole numbers.

    Kalai-Smorodinsky: the ideals, each party's best gain. Utilitarian: what a unit of each gain
    counts, so that a unit vector asks for a party's best. Egalitarian: 1 for the parties that
    count, 0 for others. Nash does not look at them.
    """

    rule: str
    rates: tuple[int, ...]

    def exact(self, gains: tuple[int, ...]) -> int | Fraction:
        """Return the merit of gains that are 0 or more, as space/solutions.py weighs them."""
        match self.rule:
            case "nash":
                return math.prod(gains)
            case "kalai_smorodinsky":
                pairs = zip(gains, self.rates, strict=True)
                return min(
                    Fraction(gain, best) if best > 0 else Fraction(1) for gain, best in pairs
                )
            case "egalitarian":
                return min(gain for gain, counts in zip(gains, self.rates, strict=True) if counts)
            case _:
                return sum(gain * rate for gain, rate in zip(gains, self.rates, strict=True))

    def near(self, gains: Floats | Ints) -> Floats:
        """Return f [n] of gains [n, parties] that are 0 or more, in units, nearly."""
        z = np.maximum(gains.astype(np.float64), 0.0)
        if self.rule == "nash":
            mean: Floats = np.exp(np.log(np.maximum(z, 1e-300)).mean(axis=1))
            return np.where((z > 0).all(axis=1), mean, 0.0)
        found: Floats = (z @ self.supports().T).min(axis=1)
        return found

    def supports(self) -> Floats:
        """Return weights [K, parties] of W; for Nash one to begin with, for the others all."""
        rates = np.array(self.rates, dtype=np.float64)
        match self.rule:
            case "nash":
                return self.tangent(np.ones(rates.size))[None]
            case "utilitarian":
                return rates[None]
            case "kalai_smorodinsky" if rates.max() > 0:
                # shares of the largest ideal, in units; who has nothing to gain does not count
                gaining = rates > 0
                return np.diag(rates.max() / np.where(gaining, rates, 1.0))[gaining]
            case "egalitarian":
                return np.eye(rates.size)[rates > 0]
            case _:
                return np.eye(rates.size)

    def tangent(self, gains: Floats) -> Floats:
        """Return the weights [parties] of W that bound f tightly at `gains`, for Nash alone."""
        z = np.maximum(gains, max(float(gains.max()), 1e-9) * 1e-6)
        slopes: Floats = np.exp(np.log(z).mean()) / (z.size * z)
        return slopes

    def normed(self, weights: Floats) -> Floats:
        """Return weights [parties] of 0 or more as the multiple that is in W."""
        match self.rule:
            case "nash":
                mean = float(np.exp(np.log(np.maximum(weights, 1e-300)).mean()))
                return weights / (weights.size * mean) if (weights > 0).all() else weights
            case "utilitarian":
                return weights
            case _:
                largest = self.supports().max(axis=0)
                counted = largest > 0
                return weights / float((weights[counted] / largest[counted]).sum())
