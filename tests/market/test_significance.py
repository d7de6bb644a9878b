"""Every test beside outside answers and beside its twin in plain Python."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from datetime import date as Date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from market_twin import statistics
from prices import shared
from winset.market.models import Convention, deviation, fit, forecast_widening
from winset.market.prices import Floats
from winset.market.significance import TESTS, Test, significance
from winset.market.traces import Traces, Units, ranked, sample, units, units_of

# ---------------------------------------------------------------- outside answers (R, estudy2 0.10)


def table(path: Path) -> dict[str, list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return {head: [row[n] for row in rows[1:]] for n, head in enumerate(rows[0])}


def column(path: Path, name: str) -> Floats:
    return np.array([float(cell or "nan") for cell in table(path)[name]])


def outside(convention: Convention) -> Traces:
    """Return the seven stocks of March 2020, from their abnormal returns."""
    path = shared("es_reference", "abnormal.csv")
    held = table(path)
    days = [Date.fromisoformat(day) for day in held["date"]]
    before = np.array([day <= Date(2020, 3, 13) for day in days])
    window = np.array([Date(2020, 3, 16) <= day <= Date(2020, 3, 20) for day in days])
    abnormal = np.stack([column(path, name) for name in held if name != "date"])
    market = column(shared("es_reference", "regressor.csv"), "SP500_logret")
    residuals, event = abnormal[:, before], abnormal[:, window]
    count = (~np.isnan(residuals)).sum(axis=1).astype(np.float64)
    lost = 1 if convention == "sample" else 2
    return sample(
        units(
            residuals,
            event,
            widening=forecast_widening(market[before], market[window], count),
            widening_sum=np.full(7, math.sqrt(5)),
            deviation=deviation(residuals, count - lost),
            freedom=count - 2,
            convention=convention,
        )
    )


OUTSIDE = {
    "brown_warner_1980": ("parametric", "bw_1980_stat"),
    "brown_warner": ("parametric", "bw_1985_stat"),
    "cross_section": ("parametric", "t_test_stat"),
    "patell": ("parametric", "pt_stat"),
    "bmp": ("parametric", "bh_stat"),
    "sign": ("nonparametric", "sign_stat"),
    "generalised_sign": ("nonparametric", "gsign_stat"),
    "rank_sign": ("nonparametric", "csign_stat"),
    "rank": ("nonparametric", "rank_stat"),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_outside_answers_are_matched_to_the_tenth_decimal(name: str) -> None:
    part, head = OUTSIDE[name]
    found = significance(outside("sample"), "sample")[name]
    expected = column(shared("es_reference", f"estudy2_{part}.csv"), head)
    assert_allclose(found.daily, expected, rtol=0, atol=1e-10)


def test_the_outside_mean_is_matched_to_the_tenth_decimal() -> None:
    expected = column(shared("es_reference", "estudy2_parametric.csv"), "mean")
    assert_allclose(outside("sample").event.mean(axis=0), expected, rtol=0, atol=1e-10)


def test_the_outside_cumulative_brown_warner_is_matched_to_the_tenth_decimal() -> None:
    held = table(shared("es_reference", "estudy2_car_parametric.csv"))
    expected = float(held["statistic"][held["name"].index("car_brown_warner_1985")])
    found = significance(outside("sample"), "sample")["brown_warner"].total
    assert_allclose(found, expected, rtol=0, atol=1e-10)


def test_the_textbook_convention_differs_from_the_outside_by_its_exact_factor() -> None:
    ours, theirs = outside("textbook"), outside("sample")
    factor = np.sqrt((ours.days - 2) / (ours.days - 1))
    assert_allclose(ours.deviation, theirs.deviation / factor, rtol=1e-14)
    same_length = [0, 3, 4, 5, 6]
    few, others = (
        replace(
            t,
            event=t.event[same_length],
            widening=t.widening[same_length],
            deviation=t.deviation[same_length],
            widening_sum=t.widening_sum[same_length],
            days=t.days[same_length],
            freedom=t.freedom[same_length],
        )
        for t in (ours, theirs)
    )
    assert_allclose(
        significance(few)["patell"].daily,
        math.sqrt(238 / 239) * significance(others)["patell"].daily,
        rtol=1e-13,
    )


# ------------------------------------------------------------------------------- the plain twin


@st.composite
def samples(draw: st.DrawFn) -> tuple[Floats, Floats]:
    """Return residuals, some equal and some missing, and window returns of a few units."""
    n, days, width = draw(st.integers(2, 5)), draw(st.integers(8, 14)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    residuals, event = rng.normal(0, 0.01, (n, days)), rng.normal(0, 0.01, (n, width))
    residuals = residuals.round(draw(st.sampled_from([3, 9])))
    residuals[1, 3 : 3 + draw(st.integers(0, 3))] = np.nan
    return residuals, event


@settings(max_examples=60)
@given(samples())
def test_every_test_agrees_with_its_plain_twin(held: tuple[Floats, Floats]) -> None:
    residuals, event = held
    width = event.shape[1]
    count = (~np.isnan(residuals)).sum(axis=1).astype(np.float64)
    spread = deviation(residuals, count - 2)
    widening = np.sqrt(1 + 1 / count[:, None] + np.linspace(0, 0.2, width)[None, :])
    total = np.sqrt(width + width**2 / count)
    found = significance(
        sample(
            units(
                residuals,
                event,
                widening=widening,
                widening_sum=total,
                deviation=spread,
                freedom=count - 2,
            )
        )
    )
    expected = statistics(
        residuals.tolist(),
        event.tolist(),
        spread.tolist(),
        widening.tolist(),
        total.tolist(),
        (count - 2).tolist(),
    )
    assert set(TESTS) == set(expected)
    for name, values in expected.items():
        ours = [*found[name].daily.tolist(), float(found[name].total)]
        assert_allclose(ours, values, rtol=1e-7, atol=1e-9, err_msg=name)


# ------------------------------------------------------------------------------- behaviour


def made(n: int = 4, width: int = 2, seed: int = 1) -> Units:
    rng = np.random.default_rng(seed)
    estimation, event = rng.normal(0, 0.01, (n, 60)), rng.normal(0, 0.01, (n, width))
    return units_of(fit("constant-mean", estimation, event))


def test_the_t_test_across_units_is_the_librarys() -> None:
    found = sample(made())
    expected = stats.ttest_1samp(found.event, 0.0)
    test = significance(found)["cross_section"]
    assert_allclose(test.daily, expected.statistic)
    assert_allclose(test.daily_p, expected.pvalue)


def test_sign_tests_have_the_exact_binomial_p() -> None:
    found = sample(made(n=7))
    up = (found.event > 0).sum(axis=0)
    expected = [stats.binomtest(int(count), 7, 0.5).pvalue for count in up]
    assert_allclose(significance(found)["sign"].daily_p, expected)


def test_one_unit_has_no_tests_that_compare_units() -> None:
    found = significance(sample(made(n=1)))
    unknown = [name for name, test in found.items() if np.isnan(test.total)]
    assert [
        "cross_section",
        "bmp",
        "kolari_pynnonen",
        "sign",
        "generalised_sign",
        "rank_sign",
    ] == unknown


def test_units_that_move_as_one_count_as_one() -> None:
    one = made(n=1)
    five = Units(
        **{name: np.repeat(getattr(one, name), 5, axis=0) for name in Units.__dataclass_fields__}
    )
    alone, together = significance(sample(one)), significance(sample(five))
    assert_allclose(together["patell_adjusted"].daily, alone["patell"].daily, rtol=1e-9)


def test_many_samples_at_once_are_each_sample_by_itself() -> None:
    apart = [sample(made(seed=seed)) for seed in (1, 2, 3)]
    at_once = significance(
        Traces(
            **{
                name: np.stack([getattr(each, name) for each in apart])
                for name in Traces.__dataclass_fields__
            }
        )
    )
    for place, each in enumerate(apart):
        for name, test in significance(each).items():
            for part in Test.__dataclass_fields__:
                assert_allclose(getattr(at_once[name], part)[place], getattr(test, part))


@given(st.lists(st.lists(st.integers(0, 5), min_size=6, max_size=6), min_size=1, max_size=4))
def test_ranks_and_medians_are_those_of_the_library(rows: list[list[int]]) -> None:
    values = np.array(rows, dtype=np.float64)
    ranks, middle = ranked(values)
    assert_allclose(ranks, stats.rankdata(values, axis=1))
    assert_allclose(middle, np.median(values, axis=1))


def test_p_values_of_noise_are_even() -> None:
    rng = np.random.default_rng(5)
    found = []
    for _ in range(400):
        estimation, event = rng.normal(0, 1, (6, 50)), rng.normal(0, 1, (6, 1))
        found.append(significance(sample(units_of(fit("constant-mean", estimation, event)))))
    for name in ("brown_warner", "cross_section", "bmp", "kolari_pynnonen", "patell"):
        p = [float(each[name].total_p) for each in found]
        assert stats.kstest(p, "uniform").pvalue > 0.001, name
