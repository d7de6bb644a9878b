"""What `import winset` gives, and the words that it uses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import winset
from winset.case.document import Case
from winset.cli.main import COMMANDS
from winset.study.document import Study

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^(\S.*)\n: ", GLOSSARY, re.MULTILINE)
PLAIN = {
    *("about", "answer", "bias", "chart", "claim", "error", "id", "left"),
    *("load", "new", "note", "number", "out", "title", "version", "winset"),
}
"""Words that public names use in their everyday sense."""

DESIGN = """issue, option, package, status quo, reversion, party, principal, ratifier, influencer,
ratification rule, win-set, zone of agreement, reservation value, mandate, red line, linkage,
bargaining chip, linchpin, logroll, track, round, stage, sign-off, ad referendum, bracketed, parked,
settled, deadline, extension, lapse, as-of date, hindcast, world"""


def singular(word: str) -> str:
    """Return `word` without the ending of a plural."""
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def words(name: str) -> list[str]:
    """Return the words of an identifier."""
    return [w for w in re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_") if w]


def test_all_names_the_public_names_in_order() -> None:
    assert sorted(winset.__all__) == winset.__all__
    assert dir(winset) == winset.__all__


@pytest.mark.parametrize("name", winset.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(winset, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyze'"):
        winset.analyze  # noqa: B018


def test_the_version_is_the_one_the_package_is_built_with() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert ROOT / project["tool"]["hatch"]["version"]["path"] == Path(winset.__file__)
    assert re.fullmatch(r"\d+\.\d+\.\d+", winset.__version__)


def test_the_glossary_is_in_order_and_says_each_term_once() -> None:
    keys = [term.lower() for term in TERMS]
    assert sorted(set(keys), key=lambda term: term.replace("-", " ")) == keys


@pytest.mark.parametrize("term", [" ".join(term.split()) for term in DESIGN.split(",")])
def test_the_glossary_has_the_words_of_the_field(term: str) -> None:
    assert term in TERMS


@pytest.mark.parametrize(
    "name", sorted({*winset.__all__, *COMMANDS, *Case.model_fields, *Study.model_fields})
)
def test_public_names_are_made_of_the_glossarys_words(name: str) -> None:
    known = {word for term in TERMS for word in re.split(r"[ -]", term.lower())} | PLAIN
    assert [] == [word for word in words(name) if not {word, singular(word)} & known]
