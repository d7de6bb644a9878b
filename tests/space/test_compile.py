"""From a case to its Space: everything in its place, every number with its reason."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given

import oracle
from strategies import cases
from winset.case.document import Case
from winset.space.compile import compile_case


@given(cases())
def test_options_on_offer_come_first_and_keep_file_order(case: Case) -> None:
    space = compile_case(case)
    for issue, options, count in zip(space.issues, space.options, space.offered, strict=True):
        assert list(options[:count]) == oracle.offered(case, issue)
        assert sorted(options) == sorted(case.issues[issue].options)


@given(cases())
def test_rest_is_on_offer_and_reversion_may_not_be(case: Case) -> None:
    space = compile_case(case)
    for k, issue in enumerate(case.issues.values()):
        assert space.options[k][space.rest[k]] == issue.at_rest
        assert space.options[k][space.reversion[k]] == issue.without_agreement
        assert space.rest[k] < space.offered[k]


@given(cases())
def test_every_actor_is_of_its_party_and_each_party_has_its_principal(case: Case) -> None:
    space = compile_case(case)
    assert [space.parties[p] for p in space.party_of] == [a.party for a in case.actors.values()]
    assert [space.actors[a] for a in space.principals] == [case.principal(p) for p in case.parties]


@given(cases())
def test_combinations_count_the_packages(case: Case) -> None:
    assert compile_case(case).combinations == len(oracle.packages(case))


@given(cases())
def test_every_number_of_the_case_is_in_the_table_once(case: Case) -> None:
    expected: Counter[str] = Counter()
    for actor in case.actors.values():
        own = {"reservation": actor.reservation, "margin": actor.margin}
        own["influence"] = actor.influence
        expected.update(kind for kind, judged in own.items() if judged is not None)
        for view in actor.views.values():
            expected.update(["weight", *["score"] * len(view.scores)])
            expected["attribute weight"] += len(view.attributes)
            expected["attribute score"] += sum(len(a.scores) for a in view.attributes.values())
    for link in case.linkages.values():
        if link.kind == "bonus":
            expected["bonus"] += len(link.points)
        if link.kind == "offer":
            expected.update(["penalty", *["strength"] * (link.strength is not None)])
    for move in case.moves.values():
        expected["shift"] += len(move.shifts)
        expected["cost"] += move.cost is not None
    found = Counter(parameter.kind for parameter in compile_case(case).numbers)
    assert found == +expected


@given(cases())
def test_a_weight_in_the_table_is_the_one_in_the_case(case: Case) -> None:
    space = compile_case(case)
    for a, actor in enumerate(case.actors.values()):
        for k, issue in enumerate(space.issues):
            place = space.weights[a][k]
            if issue not in actor.views:
                assert place is None
            else:
                assert place is not None
                weight, found = actor.views[issue].weight, space.numbers[place]
                assert (found.low, found.mid, found.high) == tuple(
                    Fraction(number) for number in (weight.low, weight.mid, weight.high)
                )
                assert (found.actor, found.issue) == (space.actors[a], issue)
