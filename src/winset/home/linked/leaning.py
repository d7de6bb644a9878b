"""Packages that lean towards those at home: the best where their gains count beside the parties'.

What is best for the parties alone is often refused. A price on the gains of those who are asked at
home finds what they would take (Everett 1963); it proves nothing, and so each package is for a rule
to judge. One longest path each, in whole numbers, for a few prices and shares of the parties.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.supported import best, shares, whole
from winset.space.diagram.weighed import Weighed

STEPS = {2: 16, 3: 8, 4: 7, 5: 7, 6: 8}
"""Into how many steps shares are cut, by the number of parties; above six one more than parties."""

PRICES = (1, 2, 4, 7, 12, 20, 40)
"""What all at home count together, in tenths of what all parties do."""


def leaning(weighed: Weighed, parties: int) -> Packages:
    """Return some packages [n, issues], each once; none if nobody at home is asked.

    The first `parties` scales are the parties', the others those at home.
    """
    if weighed.start.size == parties or not weighed.diagram.layers:
        return np.zeros((0, len(weighed.diagram.offered)), dtype=np.int32)
    gain = np.maximum((weighed.most[0] - weighed.least[0])[0], 1).tolist()
    directions = [
        whole(_weights(each, price, gain), weighed)
        for each in shares(STEPS.get(parties, parties + 1), parties)
        for price in PRICES
    ]
    found = best(weighed, np.array(directions, dtype=np.int64)).packages
    return np.unique(found, axis=0)


def _weights(each: Sequence[int], price: int, gain: Sequence[int]) -> list[int]:
    """Return weights of the parties by their shares, and of those at home, all alike, by a price.

    `gain`: what each can gain; in shares of it they count.
    """
    voters = len(gain) - len(each)
    counts = [*(10 * voters * share for share in each), *[price * sum(each)] * voters]
    top = math.prod(gain)
    return [count * top // own for count, own in zip(counts, gain, strict=True)]
