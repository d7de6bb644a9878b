"""Cases by name or path, and the hash that names what a case says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from casefile import TEXT
from winset.case.errors import UnreadableCase
from winset.case.loading import content_hash, load, shipped


def written(folder: Path, text: str) -> Path:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_case_loads_by_its_name(name: str) -> None:
    assert load(name).winset == 1


def test_a_case_loads_from_a_path(tmp_path: Path) -> None:
    assert load(written(tmp_path, TEXT)).id == "small"


def test_a_misspelt_name_gets_the_nearest() -> None:
    with pytest.raises(UnreadableCase, match="did you mean `madrid-2025`"):
        load("madrid-2026")


def test_layout_and_comments_do_not_change_the_hash(tmp_path: Path) -> None:
    plain = content_hash(load(written(tmp_path, TEXT)))
    laid_out = "# a remark\n" + TEXT.replace("{label: As today}", "\n        label: 'As today'")
    assert plain == content_hash(load(written(tmp_path, laid_out)))


def test_what_a_case_says_changes_the_hash(tmp_path: Path) -> None:
    plain = content_hash(load(written(tmp_path, TEXT)))
    changed = TEXT.replace("licence_jv: 40", "licence_jv: 41")
    assert plain != content_hash(load(written(tmp_path, changed)))


def test_the_document_does_not_need_yaml() -> None:
    program = "import sys, winset.case.document; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
