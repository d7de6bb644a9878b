"""A Space: numbers of packages and their names, and the same space for fewer actors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from oracle import packages
from strategies import cases
from winset.case.document import Case
from winset.space.compile import compile_case
from winset.space.packages import digits_of
from winset.space.space import only
from winset.space.worlds import drawn


@given(cases())
def test_packages_are_numbered_in_file_order(case: Case) -> None:
    space = compile_case(case)
    assert [space.package(n) for n in range(space.combinations)] == packages(case)


@given(cases())
def test_a_package_has_the_number_that_it_was_found_by(case: Case) -> None:
    space = compile_case(case)
    numbers = list(range(space.combinations))
    assert [space.index(space.package(n)) for n in numbers] == numbers


@given(cases())
def test_options_by_number_are_those_by_name(case: Case) -> None:
    space = compile_case(case)
    digits = digits_of(space, np.arange(space.combinations))
    assert [
        {issue: space.options[k][column[k]] for k, issue in enumerate(space.issues)}
        for column in digits.T
    ] == packages(case)


@given(cases())
def test_issues_left_out_of_a_package_are_at_rest(case: Case) -> None:
    space = compile_case(case)
    rest = {name: issue.at_rest for name, issue in case.issues.items()}
    assert space.package(space.index({})) == rest


@given(cases())
def test_an_option_that_is_not_offered_is_refused_by_name(case: Case) -> None:
    space = compile_case(case)
    for k, issue in enumerate(space.issues):
        for option in space.options[k][space.offered[k] :]:
            with pytest.raises(ValueError, match=f"'{option}' is not an option on offer"):
                space.index({issue: option})


@given(cases())
def test_an_issue_that_is_not_there_is_refused_by_name(case: Case) -> None:
    with pytest.raises(ValueError, match="unknown issue 'weather'"):
        compile_case(case).index({"weather": "sun"})


@given(cases())
def test_fewer_actors_leave_those_who_stay_as_they_were(case: Case) -> None:
    space = compile_case(case)
    kept = sorted({*space.principals, 0, len(space.actors) - 1})
    whole, part = drawn(space, 3, seed=1), drawn(only(space, kept), 3, seed=1)
    same = whole.only(kept)
    for field in ("contributions", "soft", "reservation", "margin", "influence", "shift", "cost"):
        assert getattr(part, field).tolist() == getattr(same, field).tolist()
    assert [only(space, kept).actors[p] for p in only(space, kept).principals] == [
        case.principal(party) for party in case.parties
    ]
