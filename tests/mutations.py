"""Good files gone wrong, for the tests that only clean errors may come out of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import strategies as st

TOKENS = re.compile(r"\w+|[^\w\s]|\n *| ")


@st.composite
def mutated(draw: st.DrawFn, seeds: Sequence[str], values: Sequence[str]) -> str:
    """One of `seeds` with some tokens dropped, doubled, moved or replaced, perhaps by `values`."""
    tokens = TOKENS.findall(draw(st.sampled_from(seeds)))
    anywhere = st.integers(0, len(tokens) - 1)
    other = st.one_of(st.sampled_from(values), st.sampled_from(tokens), st.text(max_size=5))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(anywhere)
        match draw(st.sampled_from(["replace", "replace", "insert", "drop", "swap"])):
            case "replace":
                tokens[at] = draw(other)
            case "insert":
                tokens[at] += draw(other)
            case "drop":
                tokens[at] = ""
            case "swap":
                with_ = draw(anywhere)
                tokens[at], tokens[with_] = tokens[with_], tokens[at]
    return "".join(tokens)
