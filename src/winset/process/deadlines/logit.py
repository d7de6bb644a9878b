"""A multinomial logit with normal priors: partial pooling in its plainest form.

Every coefficient is drawn towards nought by a normal prior, so that a group of which little is
known keeps near the average of all (Gelman & Hill 2007). Solved by Newton's method.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.space.grid import Bools, Floats, Ints

_STEPS, _HALVINGS, _STILL = 50, 30, 1e-8


@dataclass(frozen=True, eq=False)
class Lines:
    """What a logit learns from: N lines of `cases` [N], with `features` [N, F].

    `outcomes` [N, K] are indicators; `weights` [N] are powers of each line's likelihood.
    """

    features: Floats
    outcomes: Floats
    weights: Floats
    cases: Ints

    def where(self, kept: Bools) -> Lines:
        """Return the lines that are `kept` [N]."""
        return Lines(self.features[kept], self.outcomes[kept], self.weights[kept], self.cases[kept])


@dataclass(frozen=True, eq=False)
class Logit:
    """A fitted logit of K outcomes on F features.

    `coefficients` [F, K]; `precision` [F]: one over the prior variance of each feature's
    coefficients; `evidence`: the log of the marginal likelihood by Laplace's approximation, up to a
    constant.
    """

    coefficients: Floats
    precision: Floats
    evidence: float

    def chances(self, features: Floats) -> Floats:
        """Return the chances [..., K] at `features` [..., F]."""
        return _chances(features @ self.coefficients)[0]

    def spread(self, features: Floats, covariance: Floats) -> Floats:
        """Return the standard errors [K] of the log-odds of each outcome at `features` [F]."""
        count = self.coefficients.shape[1]
        chance = self.chances(features)
        # d log(p_k / (1 - p_k)) / d eta_j = 1 if j = k, else -p_j / (1 - p_k)
        slope = -chance[None, :] / (1 - chance[:, None])
        np.fill_diagonal(slope, 1.0)
        each = np.kron(np.eye(count), features[None, :])
        between = each @ covariance @ each.T
        variance = np.einsum("kj,jl,kl->k", slope, between, slope)
        found: Floats = np.sqrt(np.maximum(variance, 0.0))
        return found


def fit(lines: Lines, precision: Floats, start: Floats | None = None) -> Logit:
    """Return the most likely logit of the lines, given the prior's `precision` [F].

    `start` [F, K] are coefficients near those sought.
    """
    wanted, count = lines.features.shape[1], lines.outcomes.shape[1]
    found = np.zeros((wanted, count)) if start is None else start
    value = _loss(found, lines, precision)
    for _ in range(_STEPS):
        slope, curve = _derivatives(found, lines, precision)
        step = np.linalg.solve(curve, slope).reshape(count, wanted).T
        for _ in range(_HALVINGS):
            tried = _loss(found - step, lines, precision)
            if tried <= value:
                break
            step = step / 2
        found, value = found - step, min(tried, value)
        if float(np.abs(step).max()) < _STILL:
            break
    _, curve = _derivatives(found, lines, precision)
    volume = count * float(np.log(precision).sum()) - float(np.linalg.slogdet(curve)[1])
    return Logit(found, precision, volume / 2 - value)


def covariance(logit: Logit, lines: Lines) -> Floats:
    """Return the covariance [K F, K F] of the coefficients, outcome by outcome.

    The sandwich that treats the lines of one case as one draw (Liang & Zeger 1986), with the
    prior's own information added.
    """
    slopes = _slopes(logit.coefficients, lines)
    _, curve = _derivatives(logit.coefficients, lines, logit.precision)
    of_case = (lines.cases == np.unique(lines.cases)[:, None]).astype(float) @ slopes
    count = lines.outcomes.shape[1]
    middle = of_case.T @ of_case + np.diag(np.tile(logit.precision, count))
    inverse = np.linalg.inv(curve)
    found: Floats = inverse @ middle @ inverse
    return found


def _chances(scores: Floats) -> tuple[Floats, Floats]:
    """Return the chances [..., K] and the log of the sum of the powers [...] of `scores`."""
    most = scores.max(axis=-1, keepdims=True)
    powers = np.exp(scores - most)
    total = powers.sum(axis=-1, keepdims=True)
    return powers / total, (most + np.log(total))[..., 0]


def _loss(found: Floats, lines: Lines, precision: Floats) -> float:
    """Return the negative log of likelihood times prior, up to a constant."""
    scores = lines.features @ found
    likelihood = (lines.outcomes * scores).sum(axis=1) - _chances(scores)[1]
    return float((precision[:, None] * found**2).sum() / 2 - (lines.weights * likelihood).sum())


def _slopes(found: Floats, lines: Lines) -> Floats:
    """Return the gradient of each line's loss [N, K F], without the prior's."""
    error = (_chances(lines.features @ found)[0] - lines.outcomes) * lines.weights[:, None]
    return (error[:, :, None] * lines.features[:, None, :]).reshape(len(error), -1)


def _derivatives(found: Floats, lines: Lines, precision: Floats) -> tuple[Floats, Floats]:
    """Return the gradient [K F] and the Hessian [K F, K F] of the loss, outcome by outcome."""
    features, (wanted, count) = lines.features, found.shape
    chance, _ = _chances(features @ found)
    error = (chance - lines.outcomes) * lines.weights[:, None]
    slope = (features.T @ error + precision[:, None] * found).T.ravel()
    curve = np.empty((count, wanted, count, wanted))
    for a in range(count):
        for b in range(a + 1):
            bend = lines.weights * chance[:, a] * ((a == b) - chance[:, b])
            curve[a, :, b, :] = curve[b, :, a, :] = (features * bend[:, None]).T @ features
    whole = curve.reshape(count * wanted, count * wanted)
    return slope, whole + np.diag(np.tile(precision, count))
