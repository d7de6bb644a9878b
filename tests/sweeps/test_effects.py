"""Which assumptions change the answer most, with intervals that cover what they should."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt
from pathlib import Path

import pytest

from sweepfile import TEXT, put
from winset.space.intervals import wilson
from winset.sweeps.answer import Findings
from winset.sweeps.effects import effects
from winset.sweeps.points import Point
from winset.sweeps.run import Swept, sweep


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Swept:
    folder = tmp_path_factory.mktemp("swept")
    return sweep(put(folder), folder / "out", workers=1)


def chance(points: list[Point], package: str) -> float:
    """Return the share of the worlds of all points in which a package is ratified."""
    found = [point.found() for point in points]
    return sum(
        next(line.chance for line in one.packages if line.id == package) for one in found if one
    ) / len(found)


def test_every_assumption_but_the_base_has_its_effect_the_largest_first(swept: Swept) -> None:
    found = swept.effects
    assert [effect.size for effect in found] == sorted(
        (effect.size for effect in found), reverse=True
    )
    names = {point.variant.assumption for point in swept.points}
    assert names - {"base"} == {effect.assumption for effect in found}


def test_a_change_is_that_of_all_worlds_of_all_seeds(swept: Swept) -> None:
    effect = next(effect for effect in swept.effects if effect.assumption == "wary")
    by_name = {
        name: [point for point in swept.points if point.variant.assumption == name]
        for name in ("base", "wary")
    }
    assert effect.passing
    assert effect.package
    assert pytest.approx(chance(by_name["base"], effect.package)) == effect.passing.was
    assert pytest.approx(chance(by_name["wary"], effect.package)) == effect.passing.now
    assert effect.passing.change == effect.passing.now - effect.passing.was


def test_its_interval_is_that_of_two_independent_shares(swept: Swept) -> None:
    effect = next(effect for effect in swept.effects if effect.assumption == "wary")
    assert effect.passing
    was, now, worlds = effect.passing.was, effect.passing.now, 3 * 20
    low_was, high_was = wilson(round(was * worlds), worlds)
    low_now, high_now = wilson(round(now * worlds), worlds)
    expected = (
        now - was - sqrt((now - low_now) ** 2 + (high_was - was) ** 2),
        now - was + sqrt((high_now - now) ** 2 + (was - low_was) ** 2),
    )
    assert pytest.approx(expected) == effect.passing.interval


def test_an_assumption_that_changes_nothing_changes_nothing_for_sure(swept: Swept) -> None:
    effect = next(e for e in swept.effects if e.assumption == "senate=as_it_is, line=none")
    assert effect.deal
    assert (0.0, (0.0, 0.0), 0.0, ()) == (
        effect.deal.change,
        effect.deal.interval,
        effect.zone_change,
        effect.nash_moves,
    )


def test_a_dropped_linkage_opens_the_zone_and_moves_the_deal(swept: Swept) -> None:
    effect = next(effect for effect in swept.effects if effect.assumption == "free")
    assert effect.zone_share is not None
    assert 3 == sum(count for _, count in effect.linchpins) == effect.seeds


def test_failed_seeds_are_counted_and_no_more(swept: Swept) -> None:
    points = [
        replace(point, error="No.")
        if (point.variant.assumption, point.seed)
        in {("wary", 1), ("free", 1), ("free", 2), ("free", 3)}
        else point
        for point in swept.points
    ]
    found = {effect.assumption: effect for effect in effects(points)}
    assert (1, 3) == (found["wary"].failed, found["wary"].seeds)
    assert found["wary"].deal
    assert (3, None, 0.0) == (found["free"].failed, found["free"].deal, found["free"].size)


def test_a_sweep_without_assumptions_has_no_effects(tmp_path: Path) -> None:
    path = put(tmp_path, TEXT.split("assumptions:", maxsplit=1)[0])
    assert () == sweep(path, tmp_path / "out", workers=1).effects


def test_the_zone_of_a_sample_has_an_interval_and_chances_are_of_the_worlds_searched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    swept = sweep(put(tmp_path), tmp_path / "out", workers=1)
    exact = {effect.assumption: effect for effect in swept.effects}["wary"]
    real = Point.found

    def sampled(point: Point) -> Findings | None:
        found = real(point)
        assert found
        zone = found.zone.model_copy(
            update={"share_interval": (found.zone.share - 0.01, found.zone.share + 0.02)}
        )
        return found.model_copy(update={"zone": zone, "searched": 10})

    monkeypatch.setattr(Point, "found", sampled)
    effect = {effect.assumption: effect for effect in swept.effects}["wary"]
    assert exact.zone_change is not None
    assert exact.zone_interval is None
    half = sqrt(0.01**2 + 0.02**2)
    assert pytest.approx((exact.zone_change - half, exact.zone_change + half)) == (
        effect.zone_interval
    )
    assert exact.deal
    assert effect.deal
    assert effect.deal.interval[1] - effect.deal.interval[0] > (
        exact.deal.interval[1] - exact.deal.interval[0]
    )


def test_where_a_deal_is_not_settled_in_all_worlds_no_change_of_its_chance_is_told(
    swept: Swept, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Point.found

    def open_(point: Point) -> Findings | None:
        found = whole(point)
        if found is None or point.variant.assumption != "wary":
            return found
        zone = found.zone.model_copy(update={"unsettled": 0.1})
        return found.model_copy(update={"zone": zone})

    monkeypatch.setattr(Point, "found", open_)
    told = {effect.assumption: effect.deal for effect in effects(swept.points)}
    assert told["wary"] is None
    assert told["free"] is not None
