"""Packages that lean towards those at home: the best where their gains count beside the parties'.

What is best for the parties alone is often refused. A price on the gains of those who are asked at
home finds what they would take (Everett 1963); it proves nothing, and so each package is for a rule
to judge. One longest path each, in whole numbers, for a few prices and shares of the parties.
"""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import numpy as np

from winset.space.diagram.diagram import Packages
from winset.space.diagram.supported import best, whole
from winset.space.diagram.weighed import Weighed

STEPS = {2: 16, 3: 8, 4: 7, 5: 7, 6: 8}
"""Into how many steps shares are cut, by the number of parties; above six one more than parties."""

PRICES = (1, 2, 4, 7, 12, 20, 40)
"""What all at home count together, in tenths of what all parties do."""


def leaning(weighed: Weighed, parties: int) -> Packages:
    """Return some packages [n, issues], each once; none if nobody at home is asked.

    The first `parties` scales are the parties', the others those at home.
    """
    voters = weighed.start.size - parties
    if not voters or not weighed.diagram.layers:
        return np.zeros((0, len(weighed.diagram.offered)), dtype=np.int32)
    steps = STEPS.get(parties, parties + 1)
    gain = np.maximum((weighed.most[0] - weighed.least[0])[0], 1).tolist()
    top = math.prod(gain)
    cuts = [(0, *each, steps) for each in combinations(range(1, steps), parties - 1)]
    weights = [
        whole(
            [
                part * top // (voters * own)
                for part, own in zip(
                    [*(10 * voters * (b - a) for a, b in pairwise(cut)), *[price * steps] * voters],
                    gain,
                    strict=True,
                )
            ],
            weighed,
        )
        for cut in cuts
        for price in PRICES
    ]
    found = best(weighed, np.array(weights, dtype=np.int64)).packages
    return np.unique(found, axis=0)
