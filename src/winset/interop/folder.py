"""A scenario on disk: a folder with a domain and its profiles, told apart by what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from winset.case.errors import WinsetError
from winset.case.places import nearest
from winset.case.source import source_of
from winset.interop import genius, geniusweb, negmas, negolog
from winset.interop.elements import Element, root_of
from winset.interop.entries import Entry, document
from winset.interop.scenario import Scenario

PUBLISHED = ("pareto.xml", "specials.json", "specs.json")
"""Files by which the authors of a scenario publish their own answers."""

MOST_FILES = 200
"""Files of one folder that are read."""

_SUFFIXES = (".xml", ".yml", ".yaml", ".json")


@dataclass(frozen=True)
class Found:
    """A scenario, and the files of its folder that are no part of it."""

    scenario: Scenario
    left_aside: tuple[str, ...]


def scenario_in(path: Path, profiles: Sequence[str] = (), points: int | None = None) -> Found:
    """Read the scenario in a folder, or beside a domain file.

    `profiles` names the profile files that are parties; if left out, all are, by name. Of a range
    of real numbers `points` are tried; if left out, as many as its program tries. Raises
    NotUnderstood or UnreadableCase, with the place, for what cannot be read or has no known
    meaning; WinsetError where a folder is no scenario.
    """
    folder, chosen_domain = (path, None) if path.is_dir() else (path.parent, path.name)
    if not path.exists():
        raise WinsetError(f"{path}: there is no such folder or file")
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    wanted = [name for name in names if Path(name).suffix.lower() in _SUFFIXES]
    aside = [name for name in wanted if name.startswith("_") or name in PUBLISHED]
    wanted = [name for name in wanted if name not in aside]
    aside += [name for name in names if Path(name).suffix.lower() not in _SUFFIXES]
    if len(wanted) > MOST_FILES:
        raise WinsetError(f"{folder}: {len(wanted)} files; a scenario has up to {MOST_FILES}")
    parts = [_part(folder, name) for name in wanted]
    for name in profiles:
        _known(folder, name, [part.name for part in parts if part.role == "profile"])
    found = _assembled(folder, chosen_domain, parts, tuple(profiles), points)
    return Found(found, tuple(sorted(aside)))


@dataclass(frozen=True)
class _Part:
    name: str
    format: str
    role: str
    content: Element | Entry

    @property
    def title(self) -> str:
        return Path(self.name).stem


def _part(folder: Path, name: str) -> _Part:
    """Return what a file is. Raises NotUnderstood if it is no part of a scenario."""
    source = source_of(folder / name)
    if Path(name).suffix.lower() == ".xml":
        root = root_of(source)
        if root.tag not in (genius.DOMAIN, genius.PROFILE):
            raise root.wrong(
                "is the root of no known kind of file",
                f"known: {genius.DOMAIN} (a domain), {genius.PROFILE} (a profile)",
            )
        return _Part(name, "genius", "domain" if root.tag == genius.DOMAIN else "profile", root)
    entry = document(source)
    for known, module in (("geniusweb", geniusweb), ("negmas", negmas)):
        if module.is_domain(entry):
            return _Part(name, known, "domain", entry)
        if module.is_profile(entry):
            return _Part(name, known, "profile", entry)
    if negolog.is_profile(entry):
        return _Part(name, "negolog", "profile", entry)
    raise entry.wrong(
        "is no known part of a scenario",
        "a NegMAS file has a `type`, a GeniusWeb file `issuesValues` or "
        f"`{geniusweb.SPACE}`, a NegoLog profile `issueWeights` and `issues`",
    )


def _known(folder: Path, name: str, names: list[str]) -> None:
    if name not in names:
        meant = nearest(name, names)
        guess = f"; did you mean `{meant}`?" if meant else ""
        raise WinsetError(f"{folder}: there is no profile `{name}`{guess}")


def _assembled(
    folder: Path,
    domain: str | None,
    parts: list[_Part],
    chosen: tuple[str, ...],
    points: int | None,
) -> Scenario:
    formats = sorted({part.format for part in parts})
    if not formats:
        raise WinsetError(f"{folder}: no file here belongs to a scenario")
    if len(formats) > 1:
        raise WinsetError(f"{folder}: files of {' and '.join(formats)}; keep one kind a folder")
    domains = [part for part in parts if part.role == "domain"]
    if domain is not None and formats != ["negolog"]:
        domains = [part for part in domains if part.name == domain]
        if not domains:
            raise WinsetError(f"{folder / domain}: this is a profile; name its folder or domain")
    profiles = [
        part for part in parts if part.role == "profile" and (not chosen or part.name in chosen)
    ]
    if len(profiles) < 2:  # noqa: PLR2004  it takes two to negotiate
        raise WinsetError(f"{folder}: {len(profiles)} profile(s); a case needs two parties or more")
    if formats == ["negolog"]:
        return negolog.scenario(_name(folder), _both(folder, profiles))
    if len(domains) != 1:
        listed = ", ".join(part.name for part in domains) or "none"
        raise WinsetError(f"{folder}: a scenario has one domain file; here: {listed}")
    return _read(domains[0], profiles, points)


def _read(domain: _Part, profiles: list[_Part], points: int | None) -> Scenario:
    if isinstance(domain.content, Element):
        roots = [(p.title, p.content) for p in profiles if isinstance(p.content, Element)]
        return genius.scenario(domain.title, domain.content, roots, points)
    entries = [(p.title, p.content) for p in profiles if isinstance(p.content, Entry)]
    if domain.format == "negmas":
        return negmas.scenario(domain.title, domain.content, entries, points)
    return geniusweb.scenario(domain.title, domain.content, entries)


def _both(folder: Path, profiles: list[_Part]) -> list[tuple[str, Entry]]:
    if len(profiles) > 2:  # noqa: PLR2004  NegoLog is bilateral
        raise WinsetError(f"{folder}: NegoLog has two profiles; here are {len(profiles)}")
    return [(p.title, p.content) for p in profiles if isinstance(p.content, Entry)]


def _name(folder: Path) -> str:
    return folder.resolve().name or "scenario"
