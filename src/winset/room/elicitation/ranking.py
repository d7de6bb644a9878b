"""The closing check: five packages in the order of the numbers. Does it look right?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from winset.room.elicitation.answers import Ranking, Says
from winset.room.elicitation.frame import Frame
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.region import Region, reach
from winset.room.elicitation.trade_offs import Check, Scored, check

VARIED = 4
"""Issues in which the packages differ: more cannot be held in mind at once."""

COUNT = 5
SWEEPS = 2
LABELS = "ABCDE"


@dataclass(frozen=True)
class Ranked:
    """A package and its value by weights and scores alone, in points; best first in a list."""

    package: Mapping[str, str]
    value: Range


@dataclass(frozen=True)
class Reversed:
    """Two packages that a person puts in another order than the numbers do."""

    above: str
    below: str
    alike: bool
    check: Check


def five(
    frame: Frame,
    scored: Scored,
    mid: Mapping[str, float],
    region: Region,
    allowed: Callable[[Mapping[str, str]], bool],
) -> tuple[Ranked, ...]:
    """Return up to five packages to be ranked, the best first by middle numbers.

    They differ on the four issues where most value is at stake, and hold the others at rest. Of
    all such packages that are `allowed`, ordered by value, one is taken from each fifth, so that
    few pairs go without saying: beginning with the middle of each fifth, each choice in turn gives
    way to one that more often is better on one issue and worse on another than the other four.
    """
    stake = {
        topic.issue: mid[topic.issue]
        * max(
            a.less(b).mid
            for a in _offered(topic.issue, frame, scored)
            for b in _offered(topic.issue, frame, scored)
        )
        for topic in frame.topics
    }
    varied = sorted(stake, key=lambda issue: -round(stake[issue], 9))[:VARIED]
    choices = [
        topic.offered if topic.issue in varied else (topic.at_rest,) for topic in frame.topics
    ]
    packages = [dict(zip(frame.issues, options, strict=True)) for options in product(*choices)]
    open_ = sorted(
        (package for package in packages if allowed(package)),
        key=lambda package: -round(_middle(package, scored, mid), 9),
    )
    fifths = [
        [open_[n] for n in part]
        for part in np.array_split(np.arange(len(open_)), COUNT)
        if len(part)
    ]
    taken = [fifth[len(fifth) // 2] for fifth in fifths]
    for n in [*range(len(fifths))] * SWEEPS:
        others = [one for m, one in enumerate(taken) if m != n]
        rivals = [taken[n], *fifths[n]]  # what is taken stays, unless another does better
        taken[n] = max(rivals, key=lambda one: _tears(one, others, scored))
    return tuple(Ranked(package, value(package, frame, scored, mid, region)) for package in taken)


def value(
    package: Mapping[str, str],
    frame: Frame,
    scored: Scored,
    mid: Mapping[str, float],
    region: Region,
) -> Range:
    """Return a package's value, 0..100, with its range over weights and scores, each at its end."""
    scores = [scored[issue][package[issue]] for issue in frame.issues]
    return Range(
        reach(region, [score.low for score in scores])[0],
        _middle(package, scored, mid),
        reach(region, [score.high for score in scores])[1],
    )


def reversals(
    answer: Ranking, scored: Scored, mid: Mapping[str, float], region: Region
) -> tuple[Reversed, ...]:
    """Return each pair that the person's ranks put in another order than the middle numbers."""
    found: list[Reversed] = []
    for one, other in combinations(sorted(answer.packages), 2):
        above, below = (one, other) if answer.ranks[one] <= answer.ranks[other] else (other, one)
        alike = answer.ranks[one] == answer.ranks[other]
        more = {
            issue: scored[issue][option].less(scored[issue][answer.packages[below][issue]])
            for issue, option in answer.packages[above].items()
            if option != answer.packages[below][issue]
        }
        says: Says = "same" if alike else "first"
        checked = check(more, says, mid, region)
        if checked.verdict != "agrees":
            found.append(Reversed(above, below, alike, checked))
    return tuple(found)


def _middle(package: Mapping[str, str], scored: Scored, mid: Mapping[str, float]) -> float:
    return sum(mid[issue] * scored[issue][option].mid for issue, option in package.items())


def _offered(issue: str, frame: Frame, scored: Scored) -> list[Range]:
    topic = next(one for one in frame.topics if one.issue == issue)
    return [scored[issue][option] for option in topic.offered]


def _tears(one: Mapping[str, str], others: Sequence[Mapping[str, str]], scored: Scored) -> int:
    """Return with how many of the others a package is at odds: each is better on some issue."""
    count = 0
    for other in others:
        more = [scored[i][one[i]].mid - scored[i][other[i]].mid for i in one]
        count += max(more) > 0 > min(more)
    return count
