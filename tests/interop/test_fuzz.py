"""Whatever a scenario file holds, reading it gives a scenario or a clean error.

WINSET_FUZZ sets the number of examples; `make fuzz` runs thousands.
"""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

import os
import re
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios import ALL, put
from winset.case.errors import WinsetError
from winset.case.reading import read
from winset.case.source import checked
from winset.case.writing import written
from winset.interop.folder import scenario_in
from winset.interop.to_case import to_case

TOKENS = re.compile(r"[\w.-]+|[^\w\s]|\s+")
VALUES = [
    "", "0", "-1", "1e308", "1e-300", "1e999", "nan", "-.inf", "null", "true", "[]", "{}", "<a/>", "</", '"', "'",
    "&amp;", "&x;", "<!--", "<![CDATA[x]]>", "<?xml version='1.0'?>", "]]>", "\x00", "é日", "9" * 40, "0." + "3" * 80,
    "type", "index", "evaluation", "TableFun", "integer", "real", "*a", "&a", "<<", "!!str",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, str]:
    """The files of a good scenario with some tokens of one dropped, moved or replaced."""
    files = dict(ALL[draw(st.sampled_from(sorted(ALL)))])
    name = draw(st.sampled_from(sorted(files)))
    tokens = TOKENS.findall(files[name])
    anywhere = st.integers(0, len(tokens) - 1)
    for _ in range(draw(st.integers(1, 5))):
        at, other = draw(anywhere), draw(anywhere)
        match draw(st.sampled_from(["replace", "insert", "drop", "swap", "copy"])):
            case "replace":
                tokens[at] = draw(st.sampled_from(VALUES))
            case "insert":
                tokens[at] += draw(st.sampled_from(VALUES))
            case "drop":
                tokens[at] = ""
            case "swap":
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case "copy":
                tokens[at] = tokens[other]
    return {**files, name: "".join(tokens)}


@settings(
    max_examples=int(os.environ.get("WINSET_FUZZ", "150")),
    deadline=timedelta(seconds=10),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(files=mutated())
def test_mutated_scenarios_give_a_good_case_or_a_clean_error(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = put(Path(place) / "s", files)
        try:
            case = to_case(scenario_in(folder).scenario, date(2026, 1, 1))
        except WinsetError:
            return
        reading = read(checked("case.yaml", written(case)))
        assert () == reading.problems
        assert case == reading.case
