"""A study as plain data: its schema, its rounding, its consistency."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from winset.study.document import PointValues, Study
from winset.study.schema import schema_text


def test_the_published_schema_is_up_to_date() -> None:
    assert (files("winset.data") / "study.schema.json").read_text("utf-8") == schema_text()


def test_a_study_keeps_its_schema(ferry: Study) -> None:
    Draft202012Validator(json.loads(schema_text())).validate(json.loads(ferry.to_json()))


def test_lambda_is_spelled_out_in_json(ferry: Study) -> None:
    assert "lambda" in json.loads(ferry.to_json())["linchpin"]["issues"][0]


@pytest.mark.parametrize(("value", "held"), [(0.1 + 0.2, 0.3), (-1e-12, 0.0), (2 / 3, 0.666666667)])
def test_numbers_are_rounded_to_nine_decimals(value: float, held: float) -> None:
    point = PointValues(package={}, values={"A": value}, gains={})
    assert str(point.values["A"]) == str(held)


def test_win_sets_hold_the_zone(ferry: Study) -> None:
    assert ferry.zone.packages <= min(w.packages for w in ferry.win_sets) <= ferry.space.packages


def test_every_solution_is_on_the_frontier(ferry: Study) -> None:
    frontier = [point.package for point in ferry.frontier]
    for rule in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        assert all(point.package in frontier for point in getattr(ferry.solutions, rule))


def test_a_package_in_the_zone_has_no_blockers_and_costs_nothing(ferry: Study) -> None:
    for line in ferry.ratification:
        assert line.in_zone == (line.blockers == () and line.bridge.total == 0)


def test_the_deal_map_counts_every_package_once(ferry: Study) -> None:
    assert sum(cell[2] for cell in ferry.deal_map.counts) == ferry.space.packages
    assert sum(cell[3] for cell in ferry.deal_map.counts) == ferry.zone.packages
    assert len(ferry.deal_map.sample) == len(ferry.deal_map.counts)


def test_intervals_hold_their_numbers(ferry: Study) -> None:
    for line in ferry.linchpin.issues:
        assert line.interval is not None
        assert line.interval[0] <= line.lambda_ <= line.interval[1]
    for row in ferry.ratification:
        assert row.interval[0] <= row.both <= row.interval[1]
