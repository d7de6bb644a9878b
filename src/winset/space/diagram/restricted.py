"""The packages of a diagram that take allowed options alone: nothing is compiled anew.

Layers that lose no arc are kept as they are, with all that is known of them: to hold one issue
where it is costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winset.space.diagram.diagram import Diagram, Layer
from winset.space.diagram.weighed import Weighed
from winset.space.grid import Bools, Ints


def restricted(weighed: Weighed, allowed: Sequence[Bools]) -> Weighed:
    """Return the packages whose option on issue k is one of `allowed[k]` [options], if any."""
    diagram = weighed.diagram
    kept = _kept(diagram.layers, allowed)
    if not all(mask.any() for mask in kept):
        return Weighed(Diagram(diagram.offered, (), diagram.patterns), (), weighed.start)
    layers: list[Layer] = []
    values: list[Ints] = []
    place = np.zeros(1, dtype=np.int64)  # the new number of each node of a layer
    for layer, value, mask in zip(diagram.layers, weighed.values, kept, strict=True):
        reached, number = np.unique(layer.dst[mask], return_inverse=True)
        if mask.all() and place.size == layer.nodes:
            layers.append(layer)
            values.append(value)
        else:
            src, option = place[layer.src[mask]], layer.option[mask]
            nodes = int(src.max()) + 1
            layers.append(
                Layer(layer.issue, nodes, src, number.ravel(), option, layer.pattern[mask])
            )
            values.append(value[mask])
        ahead = int(layer.dst.max()) + 1
        place = np.full(ahead, -1, dtype=np.int64)
        place[reached] = np.arange(reached.size)
    return Weighed(
        Diagram(diagram.offered, tuple(layers), diagram.patterns), tuple(values), weighed.start
    )


def _kept(layers: Sequence[Layer], allowed: Sequence[Bools]) -> list[Bools]:
    """Return which arcs of each layer lie on a path of allowed options from root to end."""
    masks: list[Bools] = []
    alive = np.ones(1, dtype=np.bool_)
    for layer in layers:
        mask = allowed[layer.issue][layer.option] & alive[layer.src]
        masks.append(mask)
        alive = np.zeros(int(layer.dst.max()) + 1, dtype=np.bool_)
        alive[layer.dst[mask]] = True
    found: list[Bools] = []
    for layer, before in zip(reversed(layers), reversed(masks), strict=True):
        mask = before & alive[layer.dst]
        found.append(mask)
        alive = np.zeros(layer.nodes, dtype=np.bool_)
        alive[layer.src[mask]] = True
    return found[::-1]
