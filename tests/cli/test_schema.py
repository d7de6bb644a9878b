"""`winset schema` prints the schema that is shipped."""

from __future__ import annotations

from importlib.resources import files

import pytest

from winset.cli.main import main


def test_it_prints_the_shipped_schema(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["schema"])
    shipped = (files("winset.data") / "case.schema.json").read_text(encoding="utf-8")
    assert (ended.value.code, capsys.readouterr().out) == (0, shipped)
