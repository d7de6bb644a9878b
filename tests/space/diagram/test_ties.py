"""All packages of a point, in a region of a diagram."""

from __future__ import annotations

import numpy as np

from toys import linchpin_toy
from winset.space.compile import compile_case
from winset.space.diagram.compilation import compile_diagram
from winset.space.diagram.region import Region
from winset.space.diagram.ties import paths
from winset.space.diagram.weighed import weigh
from winset.space.worlds import mid


def region(*floors: int) -> Region:
    """The packages of the toy at which the principals gain so many units each."""
    space = compile_case(linchpin_toy())
    weighed = weigh(space, mid(space), 0, compile_diagram(space), space.principals)
    return Region(weighed, 2, np.array(floors, dtype=np.int64))


def test_a_point_has_the_packages_that_give_it() -> None:
    found = paths(region(0, 0), None, (0, 0))
    assert found is not None
    assert (found.count(), list(found)) == (1, [(0, 0, 0, 0, 0)])


def test_a_point_below_a_floor_has_no_package_though_others_may_give_it() -> None:
    found = paths(region(1, 0), None, (0, 0))
    assert found is not None
    assert (found.count(), list(found)) == (0, [])
