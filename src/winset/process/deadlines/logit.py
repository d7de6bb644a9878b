"""A multinomial logit with normal priors: partial pooling in its plainest form.

Every coefficient is drawn towards nought by a normal prior, so that a group of which little is
known keeps near the average of all (Gelman & Hill 2007). Solved by Newton's method.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import logsumexp, softmax

from winset.space.grid import Floats, Ints

_STEPS, _HALVINGS, _STILL = 50, 30, 1e-10


@dataclass(frozen=True, eq=False)
class Logit:
    """A fitted logit of K outcomes on F features.

    `coefficients` [F, K]; `covariance` [K F, K F] of the coefficients, outcome by outcome;
    `evidence`: the log of the marginal likelihood by Laplace's approximation, up to a constant.
    """

    coefficients: Floats
    covariance: Floats
    evidence: float

    def chances(self, features: Floats) -> Floats:
        """Return the chances [..., K] at `features` [..., F]."""
        found: Floats = softmax(features @ self.coefficients, axis=-1)
        return found

    def spread(self, features: Floats) -> Floats:
        """Return the standard errors [K] of the log-odds of each outcome at `features` [F]."""
        count = self.coefficients.shape[1]
        chance = self.chances(features)
        # d log(p_k / (1 - p_k)) / d eta_j = 1 if j = k, else -p_j / (1 - p_k)
        slope = -chance[None, :] / (1 - chance[:, None])
        np.fill_diagonal(slope, 1.0)
        each = np.kron(np.eye(count), features[None, :])
        between = each @ self.covariance @ each.T
        variance = np.einsum("kj,jl,kl->k", slope, between, slope)
        found: Floats = np.sqrt(np.maximum(variance, 0.0))
        return found


def fit(
    features: Floats,
    outcomes: Floats,
    weights: Floats,
    cases: Ints,
    precision: Floats,
    start: Floats | None = None,
) -> Logit:
    """Return the most likely logit of `outcomes` [N, K] on `features` [N, F].

    `weights` [N] are powers of each row's likelihood, `precision` [F] is one over the variance of
    each feature's coefficients, `start` [F, K] are coefficients near those sought. The covariance
    is the sandwich that treats rows of one case, by `cases` [N], as one draw (Liang & Zeger 1986),
    with the prior's own information added.
    """
    wanted, count = features.shape[1], outcomes.shape[1]
    found = np.zeros((wanted, count)) if start is None else start
    value = _loss(found, features, outcomes, weights, precision)
    for _ in range(_STEPS):
        slope, curve = _derivatives(found, features, outcomes, weights, precision)
        step = np.linalg.solve(curve, slope).reshape(count, wanted).T
        for _ in range(_HALVINGS):
            tried = _loss(found - step, features, outcomes, weights, precision)
            if tried <= value:
                break
            step = step / 2
        found, value = found - step, min(tried, value)
        if float(np.abs(step).max()) < _STILL:
            break
    _, curve = _derivatives(found, features, outcomes, weights, precision)
    return Logit(
        found,
        _sandwich(found, curve, features, outcomes, weights, cases, precision),
        -value
        + count * float(np.log(precision).sum()) / 2
        - float(np.linalg.slogdet(curve)[1]) / 2,
    )


def _loss(
    found: Floats, features: Floats, outcomes: Floats, weights: Floats, precision: Floats
) -> float:
    """Return the negative log of likelihood times prior, up to a constant."""
    scores = features @ found
    likelihood = (outcomes * scores).sum(axis=1) - logsumexp(scores, axis=1)
    return float((precision[:, None] * found**2).sum() / 2 - (weights * likelihood).sum())


def _derivatives(
    found: Floats, features: Floats, outcomes: Floats, weights: Floats, precision: Floats
) -> tuple[Floats, Floats]:
    """Return the gradient [K F] and the Hessian [K F, K F] of the loss, outcome by outcome."""
    chance = softmax(features @ found, axis=1)
    wanted, count = found.shape
    error = (chance - outcomes) * weights[:, None]
    slope = (features.T @ error + precision[:, None] * found).T.ravel()
    curve = np.empty((count, wanted, count, wanted))
    for a in range(count):
        for b in range(a + 1):
            bend = weights * chance[:, a] * ((a == b) - chance[:, b])
            curve[a, :, b, :] = curve[b, :, a, :] = (features * bend[:, None]).T @ features
    whole = curve.reshape(count * wanted, count * wanted)
    return slope, whole + np.diag(np.tile(precision, count))


def _sandwich(
    found: Floats,
    curve: Floats,
    features: Floats,
    outcomes: Floats,
    weights: Floats,
    cases: Ints,
    precision: Floats,
) -> Floats:
    """Return the covariance: the clustered scores and the prior between two inverse Hessians."""
    chance = softmax(features @ found, axis=1)
    error = (chance - outcomes) * weights[:, None]
    rows, count = error.shape
    scores = (error[:, :, None] * features[:, None, :]).reshape(rows, -1)
    of_case = (cases == np.arange(int(cases.max()) + 1)[:, None]).astype(float) @ scores
    inverse = np.linalg.inv(curve)
    middle = of_case.T @ of_case + np.diag(np.tile(precision, count))
    covariance: Floats = inverse @ middle @ inverse
    return covariance
