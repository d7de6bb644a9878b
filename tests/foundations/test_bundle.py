"""The chart library that reports carry: what a page needs of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "src" / "winset" / "report" / "vendor"
BUNDLE = (VENDOR / "vega-bundle.min.js").read_text(encoding="utf-8")
LICENCES = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8")


def test_it_cannot_end_the_script_it_stands_in() -> None:
    assert re.search(r"</script|<!--", BUNDLE, re.IGNORECASE) is None


def test_it_is_plain_ascii_so_that_any_page_can_carry_it() -> None:
    assert BUNDLE.isascii()


def test_it_is_under_a_megabyte() -> None:
    assert len(BUNDLE) < 1_000_000


def test_it_names_the_globals_that_pages_use() -> None:
    entry = (ROOT / "tools" / "vendor" / "entry.mjs").read_text(encoding="utf-8")
    assert "Object.assign(globalThis, { vega, vegaLite, vegaInterpreter, vegaEmbed });" in entry
    for name in ("vega", "vegaLite", "vegaInterpreter", "vegaEmbed"):
        assert re.search(rf"\b{name}:", BUNDLE), name


def test_it_was_built_from_the_packages_that_are_pinned() -> None:
    pinned = json.loads((ROOT / "tools" / "vendor" / "package.json").read_text())["dependencies"]
    for name, version in pinned.items():
        assert f"\n{name} {version} - " in LICENCES


def test_every_package_in_it_comes_with_the_text_of_its_licence() -> None:
    rule = "\n" + "-" * 78 + "\n\n"
    packages = LICENCES.split(rule)[1:]
    assert len(packages) > 4
    assert [] == [p.splitlines()[0] for p in packages if "permi" not in p.lower()]
