"""A diagram without some options."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from strategies import cases
from winset.case.document import Case
from winset.space.compile import compile_case
from winset.space.diagram.compilation import compile_diagram
from winset.space.diagram.restricted import restricted
from winset.space.diagram.weighed import weigh
from winset.space.worlds import mid


@given(cases(), st.randoms(use_true_random=False))
def test_what_is_left_are_the_packages_of_allowed_options(case: Case, chance: Random) -> None:
    space = compile_case(case)
    whole = weigh(space, mid(space), 0, compile_diagram(space), space.principals)
    allowed = [np.array([chance.random() < 0.6 for _ in range(n)]) for n in space.offered]
    found = restricted(whole, allowed)
    expected = [p for p in whole.diagram if all(a[o] for a, o in zip(allowed, p, strict=True))]
    assert sorted(found.diagram) == sorted(expected)
    if expected:
        packages = np.array(expected, dtype=np.int32)
        assert found.gains(packages).tolist() == whole.gains(packages).tolist()


@given(cases())
def test_layers_that_lose_nothing_are_shared(case: Case) -> None:
    space = compile_case(case)
    whole = weigh(space, mid(space), 0, compile_diagram(space), space.principals)
    found = restricted(whole, [np.ones(n, dtype=np.bool_) for n in space.offered])
    assert all(a is b for a, b in zip(found.diagram.layers, whole.diagram.layers, strict=True))
