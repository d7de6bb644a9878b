"""A sweep file read: the order of its points, and every mistake at its line."""

# ruff: noqa: E501  a table has one row a mistake

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from casefile import TEXT as CASE
from sweepfile import TEXT, plan, put, spoiled, wrong
from winset.case.errors import CaseError
from winset.sweeps.reading import read_sweep
from winset.sweeps.schema import schema


def test_the_base_comes_first_then_each_assumption_then_every_combination(tmp_path: Path) -> None:
    found = plan(tmp_path)
    assert [variant.assumption for variant in found.variants] == [
        "base",
        "wary",
        "free",
        "longer",
        "keener",
        "senate=as_it_is, line=none",
        "senate=as_it_is, line=app",
        "senate=firm, line=none",
        "senate=firm, line=app",
    ]
    assert found.seeds == (1, 2, 3)


def test_seeds_and_worlds_of_the_call_go_before_those_of_the_file(tmp_path: Path) -> None:
    found = read_sweep(put(tmp_path), seeds=(9,), worlds=30)
    assert ((9,), {30}) == (found.seeds, {variant.worlds for variant in found.variants})


def test_without_worlds_there_are_as_many_as_in_an_analysis(tmp_path: Path) -> None:
    found = plan(tmp_path, spoiled("worlds: 20\n", ""))
    assert {2000} == {variant.worlds for variant in found.variants}


def test_an_assumption_may_be_about_some_cases_only(tmp_path: Path) -> None:
    text = spoiled("[case.yaml]", "[case.yaml, harbour-ferry]").split("grid:")[0]
    for name in ("wary", "free", "longer", "keener"):
        text = text.replace(f"  {name}:\n", f"  {name}:\n    cases: [case.yaml]\n")
    found = plan(tmp_path, text)
    assert [v.assumption for v in found.variants if v.case == "harbour-ferry"] == ["base"]


def test_the_case_as_it_stands_is_written_alike_under_any_name(tmp_path: Path) -> None:
    texts = {variant.assumption: variant.text for variant in plan(tmp_path).variants}
    assert texts["base"] == texts["senate=as_it_is, line=none"]
    assert len(set(texts.values())) == len(texts) - 1


MISTAKES = [
    ("sweep: 1", "sweep: 2", 1, "`sweep` cannot be 2"),
    ("cases: [case.yaml]", "cases: [cases.yaml]", 2, "cases.yaml: there is no such file"),
    ("[case.yaml]", "[case.yaml, case.yaml]", 2, "case `case.yaml` is given twice"),
    ("seeds: 1-3", "seeds: 3-1", 3, "`seeds`: 3-1 runs backwards: write 1-3"),
    ("seeds: 1-3", "seeds: [1, 1-2]", 3, "`seeds`: seed 1 is given twice"),
    ("seeds: 1-3", "seeds: []", 3, "`seeds`: there are no seeds: write a whole number such as 7, or 1-20"),
    ("seeds: 1-3", "seeds: 1.5", 3, "`seeds`: `1.5` is no seed: write a whole number such as 7, or 1-20"),
    ("seeds: 1-3", "seeds: 1-200000", 3, "`seeds`: these are more than 100,000 seeds"),
    ("seeds: 1-3", "seeds: 1-99999", 1, "these are 899,991 points; a sweep has at most 100,000"),
    ("worlds: 20", "worlds: 2", 4, "`worlds` should be 10 or more; this is 2"),
    ("worlds: 20", "world: 20", 4, "unknown key `world` in the file; did you mean `worlds`?"),
    ("  wary:", "  base:", 6, "`base` is the case as it stands, which is always there"),
    ("    set:\n", "    sett:\n", 7, "unknown key `sett` in assumption wary; did you mean `set`?"),
    ("    set:\n", "    cases: [cas.yaml]\n    set:\n", 7, "case `cas.yaml` is none of this sweep; did you mean `case.yaml`?"),
    ("actors.us_senate.res", "actors.us_senat.res", 8, "unknown name `us_senat` in `actors` of case case.yaml; did you mean `us_senate`?"),
    ("actors.us_senate.reservation", "actors.us_senate.reserve", 8, "unknown key `reserve` in actor us_senate; did you mean `reservation`? (case case.yaml)"),
    ("actors.us_senate.reservation", "stages.0.chance", 8, "`stages` is nothing that a sweep measures"),
    ("actors.us_senate.reservation", "actor.us_senate.reservation", 8, "`actor` is nothing that a sweep measures; did you mean `actors`?"),
    ("actors.us_senate.reservation", "actors", 8, "`actors` is a whole section"),
    ("actors.us_senate.reservation", "actors.us_principal.views.truce.scores.sq.mid", 8, "the score of us_principal for option sq of issue truce of case case.yaml has no part `mid`"),
    ("actors.us_senate.reservation", "parties.us.ratification.all.2", 8, "`all` of the ratification rule of us of case case.yaml has no part `2`"),
    ("[50, 55, 60]", "[50, 45, 60]", 8, "the reservation of us_senate: a range is [low, mid, high] in rising order, but this is [50, 45, 60] (case case.yaml)"),
    ("[50, 55, 60]", "[50, 55, 160]", 8, "the reservation of us_senate is 160 (case case.yaml)"),
    ("linkages.jv_for_time", "linkages.jv_for_tim", 10, "unknown name `jv_for_tim` in `linkages` of case case.yaml; did you mean `jv_for_time`?"),
    ("linkages.jv_for_time", "parties.us.ratification.all.1", 10, "`parties.us.ratification.all.1` is an entry of a list"),
    ("linkages.jv_for_time", "parties.us.ratification", 9, "under `free`, case.yaml does not hold together: party us has no `ratification`"),
    ("truce: ext90", "truse: ext90", 12, "unknown issue `truse`; did you mean `truce`?"),
    ("truce: ext90", "truce: ext9", 12, "unknown option `ext9` of issue `truce`; did you mean `ext90`?"),
    ("truce: ext90", "truce: snapback", 12, "option `snapback` of issue `truce` is not offered"),
    ("{tiktok: 70}", "{tiktok: 170}", 14, "`tiktok` of `us_principal` of `weights` of assumption keener should be 100 or less; this is 170"),
    ("{us_principal: {tiktok: 70}}", "{us_senate: {tiktok: 70}}", 14, "in case.yaml: Senate has no view on `tiktok`"),
    ("{tiktok: 70}", "{tiktok: 70, truce: 20}", 14, "this changes the same place as line 14: the weight of us_principal on issue tiktok"),
    ("  senate:\n    as_it_is: {}\n    firm: {set: {actors.us_senate.margin: 5}}\n", "  senate: {}\n", 16, "dimension senate of the grid needs more entries: at least 1"),
    ("{set: {actors.us_senate.margin: 5}}", "5", 18, "level firm of dimension senate should be a mapping of keys to values; this is 5"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "message"), MISTAKES)
def test_a_mistake_is_told_at_its_line(
    old: str, new: str, line: int, message: str, tmp_path: Path
) -> None:
    assert [(line, message)] == wrong(tmp_path, spoiled(old, new))


def test_all_mistakes_of_the_file_and_its_cases_are_told_in_one_run(tmp_path: Path) -> None:
    text = spoiled("sweep: 1", "sweep: 2").replace("{tiktok: 70}", "{tiktok: 170}")
    text = text.replace("linkages.jv", "linkages.jw").replace("[50, 55, 60]", "[5, 4, 6]")
    path = put(tmp_path, text.replace("[case.yaml]", "[case.yaml, other.yaml]"))
    (tmp_path / "other.yaml").write_text(CASE.replace("winset: 1", "winset: 3"), encoding="utf-8")
    with pytest.raises(CaseError) as told:
        read_sweep(path)
    places = [(Path(problem.path).name, problem.line) for problem in told.value.problems]
    assert places == [
        ("other.yaml", 1),
        ("sweep.yaml", 1),
        ("sweep.yaml", 8),
        ("sweep.yaml", 10),
        ("sweep.yaml", 14),
    ]


def test_more_combinations_than_can_be_checked_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("winset.sweeps.reading.MOST_VARIANTS", 8)
    message = "these are 9 cases under assumptions; a sweep has at most 8"
    assert [(1, message)] == wrong(tmp_path, TEXT)


def test_levels_that_change_the_same_place_are_told_with_the_line_of_the_other(
    tmp_path: Path,
) -> None:
    text = spoiled("none: {}", "none: {set: {actors.us_senate.margin: 7}}")
    message = "this changes the same place as line 18: the margin of us_senate"
    assert [(20, message)] == wrong(tmp_path, text)


def test_levels_that_do_not_go_together_are_told(tmp_path: Path) -> None:
    text = spoiled("as_it_is: {}", "as_it_is: {set: {issues.truce.then: ext90}}").replace(
        "none: {}", "none: {set: {issues.truce.options.ext90: {label: Longer, offered: false}}}"
    )
    assert [] != wrong(tmp_path, text)


@pytest.mark.parametrize("text", ["", "- a\n", "sweep: 1\n", "cases: {", "sweep: 1\ncases: 3\n"])
def test_whatever_is_no_sweep_file_is_a_clean_mistake(text: str, tmp_path: Path) -> None:
    assert [] != wrong(tmp_path, text)


def test_the_schema_accepts_the_file_and_refuses_other_keys() -> None:
    jsonschema.validate(yaml.safe_load(TEXT), schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(TEXT.replace("worlds:", "world:")), schema())


def test_the_schema_names_itself() -> None:
    assert "A sweep file, format sweep: 1" == json.loads(json.dumps(schema()))["title"]


def test_the_sweep_file_of_the_guide_is_one(tmp_path: Path) -> None:
    guide = Path(__file__).parents[2] / "docs" / "how-to" / "sweep.md"
    (text,) = re.findall(r"```yaml\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "sweep.yaml").write_text(text, encoding="utf-8")
    found = read_sweep(tmp_path / "sweep.yaml")
    assert (9, (1, 2, 3, 4, 5)) == (len(found.variants), found.seeds)
