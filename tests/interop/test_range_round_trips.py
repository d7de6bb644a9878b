"""Real issues of any numbers: read, written and read again, the case stays the same."""

from __future__ import annotations

import json
import tempfile
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from scenarios import put
from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.interop.files import files_of
from winset.interop.folder import scenario_in
from winset.interop.from_case import from_case
from winset.interop.losses import losses
from winset.interop.targets import TARGETS, Target, held
from winset.interop.to_case import to_case

hundredths = st.integers(-300, 300).map(lambda n: f"{n / 100:g}")
shares = st.integers(0, 50).map(lambda n: f"{n / 100:g}")


@st.composite
def genius_evaluators(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        return f'ftype="linear" parameter0="{draw(hundredths)}" parameter1="{draw(hundredths)}"'
    if draw(st.booleans()):
        return f'ftype="constant" parameter0="{draw(shares)}"'
    start, top, end = sorted(
        draw(st.lists(st.integers(-9, 19), min_size=3, max_size=3, unique=True))
    )
    return f'ftype="triangular" parameter0="{start}" parameter1="{end}" parameter2="{top}"'


@st.composite
def genius(draw: st.DrawFn) -> dict[str, str]:
    """A domain of a real issue and a list, and two profiles."""
    real = (
        '<issue index="1" name="Price" type="real">'
        '<range lowerbound="1" upperbound="8.5"/>{}</issue>'
    )
    listed = (
        '<issue index="2" name="Place" type="discrete">'
        '<item index="1" value="here"{}/><item index="2" value="there"{}/></issue>'
    )
    head, foot = '<objective index="0">', "</objective>"
    domain = f"<utility_space>{head}{real.format('')}{listed.format('', '')}{foot}</utility_space>"
    files = {"sale.xml": f"<negotiation_template>{domain}</negotiation_template>"}
    for name in ("one", "two"):
        evaluator = f"<evaluator {draw(genius_evaluators())}/>"
        worth = draw(st.integers(0, 9))
        items = listed.format(' evaluation="10"', f' evaluation="{worth}"')
        weights = "".join(f'<weight index="{n}" value="{draw(shares)}"/>' for n in (1, 2))
        body = f"{head}{real.format(evaluator)}{items}{weights}{foot}"
        reserve = f'<reservation value="{draw(shares)}"/>'
        files[f"{name}.xml"] = f"<utility_space>{body}{reserve}</utility_space>"
    return files


@st.composite
def negmas_functions(draw: st.DrawFn) -> dict[str, Any]:
    number = st.integers(-30, 30).map(lambda n: n / 10)
    line = {"type": "AffineFun", "slope": draw(number), "bias": draw(number)}
    start, top, end = sorted(
        draw(st.lists(st.integers(-9, 19), min_size=3, max_size=3, unique=True))
    )
    triangle = {"type": "TriangularFun", "start": start, "middle": top, "end": end}
    weights = [1.0, draw(number)]
    both = {"type": "AggregatingFun", "funs": [line, triangle], "weights": weights}
    functions: list[dict[str, Any]] = [line, triangle, both]
    return functions[draw(st.integers(0, 2))]


@st.composite
def negmas(draw: st.DrawFn) -> dict[str, str]:
    """A domain of a continuous issue and a list, and two profiles."""
    issues = [
        {"name": "Price", "type": "ContinuousIssue", "values": [1.0, 8.5], "n_levels": 7},
        {"name": "Place", "type": "CategoricalIssue", "values": ["here", "there"]},
    ]
    domain = {"type": "CartesianOutcomeSpace", "name": "sale", "issues": issues}
    files: dict[str, Any] = {"sale.json": domain}
    for name in ("one", "two"):
        table = {"type": "TableFun", "mapping": {"here": draw(st.integers(-3, 3)), "there": 1}}
        files[f"{name}.json"] = {
            "type": "LinearAdditiveUtilityFunction",
            "values": [draw(negmas_functions()), table],
            "weights": [draw(st.integers(0, 20)) / 10, 0.5],
            "bias": draw(st.integers(-10, 10)) / 10,
            "reserved_value": draw(st.integers(-10, 10)) / 10,
        }
    return {name: json.dumps(content) for name, content in files.items()}


def case_of(files: dict[str, str], place: Path) -> Case:
    return to_case(scenario_in(put(place, files)).scenario)


def utility(case: Case, party: int, number: Fraction) -> Fraction:
    """What the first option of all lists and a number of the range are worth to a party."""
    scenario, _ = from_case(case)
    profile, of = scenario.profiles[party], scenario.issues[0].range
    assert of is not None
    row = list(zip(of.of, profile.values[0], strict=True))
    for (a, low), (b, high) in pairwise(row):
        if a <= number <= b:
            value = low + (high - low) * (number - a) / (b - a)
            rest = profile.weights[1] * profile.values[1][0]
            return profile.base + profile.weights[0] * value + rest
    raise AssertionError(number)


@given(files=genius())
def test_a_genius_scenario_comes_back_as_it_went(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        case = case_of(files, Path(place) / "in")
        scenario, names = from_case(case)
        kept = held(scenario, "genius")
        made = files_of(kept, "genius")
        assume(not made.rounded)
        assert [] == losses(case, kept, names)
        assert case == case_of(made.texts, Path(place) / "out")


@given(files=negmas())
def test_a_negmas_scenario_comes_back_with_the_same_utilities(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        case = case_of(files, Path(place) / "in")
        scenario, names = from_case(case)
        kept = held(scenario, "negmas")
        made = files_of(kept, "negmas")
        again = case_of(made.texts, Path(place) / "out")
        assert [] == losses(case, kept, names)
        assert made.rounded or case == again
        for party in (0, 1):
            for number in map(Fraction, ("1", "2.34", "5.67", "8.5")):
                gap = utility(case, party, number) - utility(again, party, number)
                assert abs(gap) <= (Fraction(1, 10**12) if made.rounded else 0)


@given(files=genius() | negmas(), target=st.sampled_from(TARGETS))
def test_any_scenario_goes_out_anywhere_or_is_refused_cleanly(
    files: dict[str, str], target: Target
) -> None:
    with tempfile.TemporaryDirectory() as place:
        case = case_of(files, Path(place) / "in")
        scenario, names = from_case(case)
        try:
            kept = held(scenario, target)
        except WinsetError:
            return
        losses(case, kept, names)
        made = files_of(kept, target)
        if target != "csv":
            case_of(made.texts, Path(place) / "out")
