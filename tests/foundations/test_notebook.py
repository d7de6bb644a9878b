"""The walk-through notebook: it runs from top to bottom, and keeps no trace of where it ran."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import notebook_page
import pytest

PATH = Path(__file__).parents[2] / "docs" / "tutorials" / "walk-through.ipynb"
CONTENT: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))


def test_it_is_a_notebook_of_format_4_5_with_a_name_for_each_cell() -> None:
    assert (4, 5) == (CONTENT["nbformat"], CONTENT["nbformat_minor"])
    names = [cell["id"] for cell in CONTENT["cells"]]
    assert sorted(set(names)) == sorted(names)
    assert {"markdown", "code"} == {cell["cell_type"] for cell in CONTENT["cells"]}


def test_it_holds_no_outputs() -> None:
    code = [cell for cell in CONTENT["cells"] if cell["cell_type"] == "code"]
    assert [([], None)] * len(code) == [(c["outputs"], c["execution_count"]) for c in code]


def test_its_cells_run_and_the_page_shows_what_they_give() -> None:
    for extra in ("pandas", "pyarrow"):
        pytest.importorskip(extra, reason="the notebook needs the extras `frames` and `arrow`")
    page = notebook_page.page(PATH)
    for part in (
        "both: 55,150",
        "{'US': 33.85, 'CN': 38.5}",
        "linkages: linkage L1",
        "200/3",
        "{'landlord': 8, 'shop': 6} of 9",
        "lost: []\n```\n\n```text\nTrue",
        "9 packages; points from 0 to 100",
    ):
        assert part in page


def test_a_cell_that_fails_stops_the_page(tmp_path: Path) -> None:
    cell = {"cell_type": "code", "source": ["assert 1 == 2"]}
    broken = tmp_path / "broken.ipynb"
    broken.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    with pytest.raises(AssertionError):
        notebook_page.page(broken)
