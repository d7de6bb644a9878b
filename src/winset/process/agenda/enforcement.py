"""Deals that keep themselves: how much the future must count, issue by issue and linked.

Who breaks a deal saves what its own concessions cost, once, and loses what the others' give it,
from then on. It is kept iff cost <= weight of the future times benefit: with b what a side gains
where it is better off than at rest, and c what it would save where it is worse off, iff that weight
is c / b or more. Linked, a breach anywhere ends the whole, and the threshold is sum c / sum b:
slack on one issue enforces another (Bernheim and Whinston 1990; McGinnis 1986).

Only weights and scores count; what soft linkages add belongs to no single group and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.process.agenda.orders import Group
from winset.space.grid import Digits, Floats, to_points
from winset.space.space import Space
from winset.space.worlds import Worlds


@dataclass(frozen=True)
class Enforcement:
    """What keeps each of P parties to a package, by G groups of issues, in W worlds.

    `benefit` (b), `saving` (c) [W, P, G]: in points, by the principal's own values. `alone`
    [W, P, G] and `linked` [W, P]: the least weight of the future, 0..1, at which the deal keeps
    itself; 0 where nothing is saved by breaking it; above 1, or infinite where nothing is gained
    by it: never by itself.
    """

    benefit: Floats
    saving: Floats
    alone: Floats
    linked: Floats


def enforcement(
    space: Space, worlds: Worlds, package: Digits, groups: Sequence[Group]
) -> Enforcement:
    """Return the Enforcement of a `package` [issues], settled in `groups`, in each of the worlds.

    Issues in no group are left out.
    """
    starts = np.array(space.offsets[:-1])
    table = worlds.contributions[:, list(space.principals)]
    change = to_points(table[:, :, starts + package] - table[:, :, starts + np.array(space.rest)])
    member = np.zeros((len(space.issues), len(groups)))
    for column, group in enumerate(groups):
        member[list(group.issues), column] = 1.0
    benefit = np.maximum(change, 0.0) @ member
    saving = np.maximum(-change, 0.0) @ member
    return Enforcement(
        benefit=benefit,
        saving=saving,
        alone=threshold(benefit, saving),
        linked=threshold(benefit.sum(axis=2), saving.sum(axis=2)),
    )


def threshold(benefit: Floats, saving: Floats) -> Floats:
    """Return c / b, 0 where nothing is saved; infinite where nothing is gained and some is saved.

    Both 0 or more, of one shape.
    """
    endless = np.where(saving > 0, np.inf, 0.0)
    return np.divide(saving, benefit, out=endless, where=benefit > 0)
