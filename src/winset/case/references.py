"""Names by which one part of a case file refers to another: does each lead somewhere?

Works on the document as written, so that a mistake of shape in one place does not hide a wrong
name in another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from winset.case.findings import Finding
from winset.case.places import in_words, nearest
from winset.case.tree import Node, Path, walk

_SECTIONS = {
    "fact": "facts",
    "party": "parties",
    "issue": "issues",
    "actor": "actors",
    "move": "moves",
    "stage": "stages",
    "track": "tracks",
    "deadline": "calendar.deadlines",
}

_VALUES = {
    "actors.*.party": "party",
    "linkages.*.by": "party",
    "moves.*.by": "party",
    "calendar.releases.*.presses": "party",
    "moves.*.counters.*.move": "move",
    "questions.*.about.move": "move",
    "rounds.*.agenda.*": "issue",
    "stages.*.issues.*": "issue",
    "tracks.*.issues.*": "issue",
    "calendar.deadlines.*.issue": "issue",
    "questions.*.about.issue": "issue",
    "stages.*.actors.*": "actor",
    "stages.*.signs.*": "actor",
    "stages.*.tracks.*": "track",
    "stages.*.on_refusal.to": "stage",
    "issues.*.track": "track",
    "tracks.*.needs.*": "track",
    "tracks.*.done.*": "fact",
    "tracks.*.prerequisite_for.*": "issue or stage",
    "questions.*.about.deadline": "deadline",
    "issues.*.status_quo": "option of 1",
    "issues.*.then": "option of 1",
    "issues.*.reversion": "option of 1",
    "issues.*.options.*.has.*": "level of 1 5",
    "moves.*.reversion.*": "option of 3",
    "packages.*.options.*": "option of 3",
}
"""What a value names. In "option of 3" the issue is step 3 of the path, counted from 0."""

_KEYS = {
    "actors.*.views.*": "issue",
    "actors.*.views.*.scores.*": "option of 3",
    "actors.*.views.*.attributes.*": "attribute of 3",
    "actors.*.views.*.attributes.*.scores.*": "level of 3 5",
    "issues.*.options.*.has.*": "attribute of 1",
    "moves.*.reversion.*": "issue",
    "moves.*.shifts.*": "actor",
    "packages.*.options.*": "issue",
    "rounds.*.after.*": "issue",
    "linkages.*.points.*": "actor",
}
"""What a key names."""

_CONDITIONS = (
    "linkages.*.if",
    "linkages.*.then",
    "linkages.*.between.*",
    "parties.*.red_lines.*.never",
)
_RULES = ("parties.*.ratification",)


def unknown_names(root: Node) -> list[Finding]:
    """Return every name that leads nowhere, with the nearest right one."""
    return [
        *(
            finding
            for path, word, kind, at_key in _references(root)
            if (finding := _checked(root, path, word, kind, at_key=at_key))
        ),
        *_repeated_ids(root),
    ]


def matches(root: Node, pattern: str) -> Iterator[tuple[Path, Node]]:
    """Yield each place that `pattern` names, `*` standing for any one step."""
    found: list[tuple[Path, Node]] = [((), root)]
    for step in pattern.split("."):
        found = [
            ((*path, key), part)
            for path, node in found
            for key, part in (
                node.parts.items()
                if step == "*"
                else [(step, node.parts[step])]
                if step in node.parts
                else []
            )
        ]
    yield from found


def _references(root: Node) -> Iterator[tuple[Path, Any, str, bool]]:
    """Yield each reference: its path, the name, what it names, and whether it is a key."""
    for pattern, kind in _VALUES.items():
        for path, node in matches(root, pattern):
            yield path, node.value, kind, False
    for pattern, kind in _KEYS.items():
        for path, _ in matches(root, pattern):
            yield path, path[-1], kind, True
    for path, node in walk(root):
        if len(path) > 2 and path[-2] == "facts" and isinstance(path[-1], int):
            yield path, node.value, "fact", False
    for path, node in matches(root, "questions.*.about.options.*"):
        about = root.at(path[:-2])
        issue = about.value.get("issue") if about else None
        if isinstance(issue, str):
            yield path, node.value, f"option of {issue}", False
    for pattern in _CONDITIONS:
        for path, node in matches(root, pattern):
            yield from _in_condition(path, node)
    for pattern in _RULES:
        for path, node in matches(root, pattern):
            yield from in_rule(path, node)


def _in_condition(path: Path, node: Node) -> Iterator[tuple[Path, Any, str, bool]]:
    for key, part in node.parts.items():
        here = (*path, key)
        if key in ("all", "any"):
            for position, inner in part.parts.items():
                yield from _in_condition((*here, position), inner)
        elif key == "not":
            yield from _in_condition(here, part)
        elif isinstance(key, str):
            yield here, key, "issue", True
            if isinstance(part.value, str):
                yield here, part.value, f"option of {key}", False
            for position, inner in part.parts.items():
                yield (*here, position), inner.value, f"option of {key}", False


def in_rule(path: Path, node: Node) -> Iterator[tuple[Path, Any, str, bool]]:
    """Yield each actor that a ratification rule names, as `_references` does."""
    if isinstance(node.value, str):
        yield path, node.value, "actor", False
    for key, part in node.parts.items():
        here = (*path, key)
        if key == "actor":
            yield here, part.value, "actor", False
        if key in ("all", "any"):
            for position, inner in part.parts.items():
                yield from in_rule((*here, position), inner)
        for inner_key, inner in part.parts.items():
            if key == "at_least" and inner_key == "of":
                for position, rule in inner.parts.items():
                    yield from in_rule((*here, "of", position), rule)
            elif key == "weight_over" and inner_key == "of":
                for actor in inner.parts:
                    yield (*here, "of", actor), actor, "actor", True
            elif key == "legislature" and inner_key == "groups":
                for position, bloc in inner.parts.items():
                    if "actor" in bloc.parts:
                        place = (*here, "groups", position, "actor")
                        yield place, bloc.parts["actor"].value, "actor", False


def _checked(root: Node, path: Path, word: Any, kind: str, *, at_key: bool) -> Finding | None:
    """Return a finding if `word` is a name that leads nowhere."""
    what, _, owner = kind.partition(" of ")
    steps = [str(path[int(s)]) if s.isdigit() else s for s in owner.split()]
    names = _names(root, what, steps)
    if not isinstance(word, str) or names is None or word in names:
        return None
    of = ""
    if steps:
        of = f" of issue `{steps[0]}`" if what != "level" else f" of attribute `{steps[1]}`"
    meant = nearest(word, names)
    guess = f"; did you mean `{meant}`?" if meant else ""
    place = "" if at_key else _said_at(path)
    listed = ", ".join(names)
    return Finding(
        path,
        f"unknown {what} `{word}`{of}{guess}",
        hint=f"{place}there are: {listed}"
        if 0 < len(listed) <= 200
        else place.rstrip(": ") or None,
        at_key=at_key,
    )


def _said_at(path: Path) -> str:
    return f"in {in_words(path[:-1] if isinstance(path[-1], int) else path)}: "


def _names(root: Node, what: str, steps: list[str]) -> list[str] | None:
    """Return the names of one kind; None if the section that lists them cannot be read."""
    match what:
        case "option":
            return _keys(root, "issues", steps[0], "options")
        case "attribute":
            return _keys(root, "issues", steps[0], "attributes") or _none_given(root, steps[0])
        case "level":
            return _keys(root, "issues", steps[0], "attributes", steps[1], "levels")
        case "issue or stage":
            issues, stages = _names(root, "issue", []), _names(root, "stage", [])
            return None if issues is None or stages is None else issues + stages
    section = root.at(_SECTIONS[what].split("."))
    if section is None:
        top = _SECTIONS[what].split(".")[0]
        return None if nearest(top, root.value.keys() - _KNOWN) else []
    if what == "stage":
        ids = [part.value.get("id") for part in section.parts.values() if _is_mapping(part)]
        return [name for name in ids if isinstance(name, str)]
    return [str(key) for key in section.parts] if _is_mapping(section) else None


_KNOWN = {"winset", *(section.split(".")[0] for section in _SECTIONS.values())}


def _keys(root: Node, *path: str) -> list[str] | None:
    node = root.at(path)
    return [str(key) for key in node.parts] if node and _is_mapping(node) else None


def _none_given(root: Node, issue: str) -> list[str] | None:
    """An issue that is there without `attributes` has none; any name of one is then wrong."""
    node = root.at(("issues", issue))
    return [] if node and _is_mapping(node) and "attributes" not in node.value else None


def _is_mapping(node: Node) -> bool:
    return isinstance(node.value, Mapping)


def _repeated_ids(root: Node) -> Iterator[Finding]:
    for section in ("rounds", "stages"):
        seen: set[str] = set()
        for path, node in matches(root, f"{section}.*.id"):
            if isinstance(node.value, str) and node.value in seen:
                yield Finding(path, f"two {section} have the id `{node.value}`")
            seen.add(str(node.value))
