"""The deal with only some issues on the table, from what is known of the deal on all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from winset.home.linked.regions import Home, zone_regions
from winset.home.rules import Rule
from winset.space.diagram.diagram import Packages
from winset.space.diagram.restricted import restricted
from winset.space.diagram.solutions import Solved, solve
from winset.space.grid import Floats
from winset.space.space import Space


def deal_on(
    space: Space,
    rules: Sequence[Rule],
    luck: Floats,
    home: Home,
    issues: Collection[int],
    rule: str,
    known: Packages | None = None,
    *,
    all_ties: bool = False,
) -> Solved:
    """Return what `rule` picks in the zone when every issue but `issues` holds `space.rest`.

    `home` is that of all issues; `known` [n, issues]: packages to start from, such as `Solved.met`
    of a larger agenda; `luck` and ties as in deals.py. Raises TooManyCoalitions.
    """
    held = [k for k in range(len(space.issues)) if k not in issues]
    allowed = [np.ones(count, dtype=np.bool_) for count in space.offered]
    for k in held:
        allowed[k] = np.arange(space.offered[k]) == space.rest[k]
    home = replace(home, weighed=restricted(home.weighed, allowed))
    regions = zone_regions(space, rules, luck, home)
    if known is not None and regions:
        known = known.copy()
        known[:, held] = [space.rest[k] for k in held]
        known = np.unique(known, axis=0)
        known = known[(home.weighed.diagram.trace(known) >= 0).all(axis=0)]
    return solve(regions, rule, all_ties=all_ties, known=known)
