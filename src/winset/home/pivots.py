"""How often one actor's own answer decides its side's answer (cf. Banzhaf 1965)."""

from __future__ import annotations

from winset.home.rules import Rule, passes
from winset.space.grid import Bools, Floats


def pivotal(rule: Rule, accepted: Bools, luck: Floats, actor: int) -> Bools:
    """Return [n]: with the others' answers `accepted` [actors, n], does `actor`'s answer decide?"""
    yes, no = accepted.copy(), accepted.copy()
    yes[actor], no[actor] = True, False
    decides: Bools = passes(rule, yes, luck) != passes(rule, no, luck)
    return decides
