"""The documentation keeps up with the commands and the house."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from winset.cli.main import COMMANDS, group

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FOLDERS = ("tutorials", "how-to", "reference", "explanation")
PAGES = {
    path: path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *DOCS.rglob("*.md")]
    if "generated" not in path.parts
}


def command(name: str) -> click.Command:
    """Return the command called `name`."""
    found = group.get_command(click.Context(group), name)
    assert found is not None
    return found


def called(words: list[str]) -> click.Command:
    """Return the command that `words` start with: of a group, the one inside it."""
    found = command(words[0])
    if isinstance(found, click.Group):
        inner = found.get_command(click.Context(found), words[1])
        assert inner is not None, words
        return inner
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_and_in_a_tutorial_or_guide(name: str) -> None:
    mention = re.compile(rf"\bwinset {name}\b")
    guides = [text for path, text in PAGES.items() if path.parent.name in {"tutorials", "how-to"}]
    assert mention.search(PAGES[ROOT / "README.md"])
    assert any(mention.search(text) for text in guides)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_has_help(name: str) -> None:
    found = command(name)
    inside = list(found.commands.values()) if isinstance(found, click.Group) else []
    for one in (found, *inside):
        context = click.Context(one, info_name=name)
        options = [p for p in one.get_params(context) if isinstance(p, click.Option)]
        assert one.help
        assert [] == [option.name for option in options if not option.help]


def test_no_page_names_a_command_or_an_option_that_is_not_there() -> None:
    unknown, seen = [], 0
    for path, text in PAGES.items():
        consoles = "\n".join(re.findall(r"```console\n(.*?)```", text, re.DOTALL))
        for line in re.findall(r"^(?:\$ )?winset (.+)$", consoles, re.MULTILINE):
            words, seen = line.split("#")[0].split(), seen + 1
            if words[0] not in COMMANDS:
                unknown.append((path.name, line))
                continue
            known = {flag for p in called(words).params for flag in p.opts}
            flags = {word for word in words if word.startswith("--")}
            unknown += [(path.name, flag) for flag in flags - known]
    assert seen > len(COMMANDS)
    assert [] == unknown


def test_every_page_is_in_one_of_the_four_folders() -> None:
    loose = {str(p.relative_to(DOCS)) for p in PAGES if DOCS in p.parents and p.parent == DOCS}
    folders = {p.parent.name for p in PAGES if DOCS in p.parents and p.parent != DOCS}
    assert loose == {"index.md", "glossary.md"}
    assert folders == set(FOLDERS)


@pytest.mark.parametrize("path", [ROOT / "CONTRIBUTING.md", *PAGES], ids=lambda path: path.name)
def test_links_within_the_project_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#:\s]+)\)", path.read_text(encoding="utf-8"))
    broken = [t for t in targets if "generated/" not in t and not (path.parent / t).exists()]
    assert [] == broken


def test_the_built_site_loads_nothing_from_a_network_and_names_no_address(
    tmp_path: Path,
) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-d", cache, DOCS, site],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert built.returncode == 0, built.stderr
    loads = re.compile(r"<(?:script|img|iframe|link)\b[^>]*?(?:src|href)=\"(?:https?:)?//[^\"]*\"")
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    assert [] == [found for page in pages for found in loads.findall(page.read_text())]
    assert [] == [page.name for page in pages if " at 0x" in page.read_text()]
