"""A diagram in which some options may no longer be taken: what an agenda leaves of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winset.space.diagram.diagram import Diagram, Layer
from winset.space.diagram.weighed import Weighed
from winset.space.grid import Bools, Ints


def restricted(weighed: Weighed, allowed: Sequence[Bools]) -> Weighed:
    """Return `weighed` without the packages that take an option which is not `allowed`.

    `allowed` [issues][options]. Layers that stay as they were are shared with the old diagram.
    Without a package left the diagram has no layers.
    """
    layers: list[Layer] = []
    values: list[Ints] = []
    alive = np.ones(1, dtype=np.bool_)
    pairs = zip(reversed(weighed.diagram.layers), reversed(weighed.values), strict=True)
    for layer, value in pairs:
        kept = allowed[layer.issue][layer.option] & alive[layer.dst]
        if kept.all() and alive.all():
            layers.append(layer)
            values.append(value)
            alive = np.ones(layer.nodes, dtype=np.bool_)
            continue
        here = np.zeros(layer.nodes, dtype=np.bool_)
        here[layer.src[kept]] = True
        if not here.any():
            return Weighed(
                Diagram(weighed.diagram.offered, (), weighed.diagram.patterns), (), weighed.start
            )
        # numbers rise as before, so that the order of the arcs stays
        src, dst = np.cumsum(here) - 1, np.cumsum(alive) - 1
        layers.append(
            Layer(
                layer.issue,
                int(here.sum()),
                src[layer.src[kept]],
                dst[layer.dst[kept]],
                layer.option[kept],
                layer.pattern[kept],
            )
        )
        values.append(value[kept])
        alive = here
    diagram = Diagram(weighed.diagram.offered, tuple(reversed(layers)), weighed.diagram.patterns)
    return Weighed(diagram, tuple(reversed(values)), weighed.start)
