"""`winset import` and `winset export`."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import Run, calls
from scenarios import GENIUS, NEGOLOG, REAL, REAL_CUT, put
from winset.case.loading import load


@pytest.fixture
def import_(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("import", capsys)


@pytest.fixture
def export(capsys: pytest.CaptureFixture[str]) -> Run:
    return calls("export", capsys)


def test_import_prints_the_case_and_tells_what_the_files_do_not_say(
    tmp_path: Path, import_: Run
) -> None:
    result = import_(str(put(tmp_path, GENIUS)), "--as-of", "2026-01-31")
    assert 0 == result.exit_code
    assert "as_of: 2026-01-31" in result.stdout
    assert "note: The discount of tenant, 0.9 by relative time" in result.stderr


def test_the_same_files_give_the_same_case_on_any_day(tmp_path: Path, import_: Run) -> None:
    result = import_(str(put(tmp_path, GENIUS)))
    assert "as_of: 1970-01-01" in result.stdout
    assert "note: A date: the files state none, and 1970-01-01 stands for it" in result.stderr


def test_export_tells_of_a_date_that_no_format_holds(
    tmp_path: Path, import_: Run, export: Run
) -> None:
    source, told = str(put(tmp_path / "in", GENIUS)), []
    for name, dated in (("none.yaml", ()), ("dated.yaml", ("--as-of", "2026-01-31"))):
        import_(source, "--output", str(tmp_path / name), *dated)
        said = export(str(tmp_path / name), "--to", "genius", str(tmp_path / f"{name}.out"))
        told.append((said.exit_code, "import --as-of 2026-01-31" in said.stderr))
    assert [(0, False), (0, True)] == told


def test_import_writes_a_new_file_and_never_over_one(tmp_path: Path, import_: Run) -> None:
    folder, target = put(tmp_path / "duel", NEGOLOG), tmp_path / "duel.yaml"
    assert 0 == import_(str(folder), "--output", str(target)).exit_code
    assert "duel" == load(target).title
    again = import_(str(folder), "--output", str(target))
    assert (2, True) == (again.exit_code, "is there already" in again.stderr)


def test_what_is_not_understood_is_a_mistake_of_input(tmp_path: Path, import_: Run) -> None:
    result = import_(str(put(tmp_path, {**NEGOLOG, "profileB.json": '{"a": 1}'})))
    assert (2, "") == (result.exit_code, result.stdout)
    assert "profileB.json" in result.stderr


def test_export_writes_what_comes_back(tmp_path: Path, import_: Run, export: Run) -> None:
    target = tmp_path / "lease.yaml"
    import_(str(put(tmp_path / "in", GENIUS)), "--output", str(target))
    assert 0 == export(str(target), "--to", "genius", str(tmp_path / "out")).exit_code
    assert ["landlord.xml", "lease.xml", "tenant.xml"] == sorted(
        path.name for path in (tmp_path / "out").iterdir()
    )


def test_export_with_a_loss_writes_nothing_unless_it_is_accepted(
    tmp_path: Path, export: Run
) -> None:
    out = tmp_path / "out"
    result = export("harbour-ferry", "--to", "negmas", str(out))
    assert (1, "", False) == (result.exit_code, result.stdout, out.exists())
    assert "lost: linkages" in result.stderr
    accepted = export("harbour-ferry", "--to", "negmas", str(out), "--accept-loss")
    assert 0 == accepted.exit_code
    assert "lost: linkages" in accepted.stderr
    assert 3 == len(list(out.iterdir()))


def test_import_prints_by_which_definitions_numbers_were_read(tmp_path: Path, import_: Run) -> None:
    told = import_(str(put(tmp_path, REAL))).stderr
    assert "definitions: Read from Genius XML. Utility is the sum of weight x value" in told
    assert "Of a range of real numbers GENIUS itself tries 21, evenly spaced." in told


def test_import_tells_which_numbers_of_a_range_are_tried(tmp_path: Path, import_: Run) -> None:
    target = tmp_path / "price.yaml"
    result = import_(str(put(tmp_path / "in", REAL)), "--output", str(target), "--grid", "5")
    assert "note: Numbers of “Price” that are not tried: any from 0 to 10" in result.stderr
    assert "1 issues, 6 packages of the numbers tried" in result.stdout
    of = load(target).issues["Price"].range
    assert of is not None
    assert 5 == of.points


def test_more_numbers_than_a_range_tries_are_refused(tmp_path: Path, import_: Run) -> None:
    assert 2 == import_(str(put(tmp_path, REAL)), "--grid", "102").exit_code


def test_export_tells_what_negmas_makes_otherwise_of_the_files_of_genius(
    tmp_path: Path, import_: Run, export: Run
) -> None:
    case = str(tmp_path / "flat.yaml")
    import_(str(put(tmp_path / "in", REAL_CUT)), "--output", case)
    result = export(case, "--to", "genius", str(tmp_path / "out"))
    assert 0 == result.exit_code
    assert "note: NegMAS computes other utilities of lodger" in result.stderr


def test_export_tells_of_evaluations_that_no_decimals_hold(
    tmp_path: Path, import_: Run, export: Run
) -> None:
    case = str(tmp_path / "lease.yaml")
    import_(str(put(tmp_path / "in", GENIUS)), "--output", case)
    result = export(case, "--to", "genius", str(tmp_path / "out"))
    assert (0, True) == (result.exit_code, "evaluations of landlord, tenant" in result.stderr)


def test_export_replaces_no_file(tmp_path: Path, export: Run) -> None:
    call = ("harbour-ferry", "--to", "csv", str(tmp_path), "--accept-loss")
    assert 0 == export(*call).exit_code
    assert 2 == export(*call).exit_code
