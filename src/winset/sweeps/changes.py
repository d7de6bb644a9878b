"""A case under assumptions, and what is wrong with them at their places in the sweep file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from winset.case.document import Case
from winset.case.findings import Finding, placed
from winset.case.places import in_words, nearest
from winset.case.problems import Problem
from winset.case.reading import Reading, checked
from winset.case.source import Source, Span
from winset.case.tree import Node, Path
from winset.study.what_if import BadQuestion, changed
from winset.sweeps.document import Assumption
from winset.sweeps.grafts import grafted, without

MEASURED = ("as_of", "facts", "parties", "issues", "actors", "linkages", "packages")
"""The sections of a case that a sweep's numbers come from."""

_LONGEST_LIST = 200

_ASIDE = ("why", "facts", "says", "note")
"""Keys that change no number; the table of changes leaves them out."""


@dataclass(frozen=True)
class Made:
    """An assumption of the sweep file: its place there, and what it says."""

    path: Path
    assumption: Assumption


@dataclass(frozen=True)
class Change:
    """One number or entry of a case that an assumption changes, as it was and as it is taken."""

    place: str
    was: str
    now: str


@dataclass
class Changed:
    """A case under assumptions; `case` is of no use if there are `problems`."""

    case: Case
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def under(case: Reading, name: str, made: Sequence[Made], sweep: Source, file: Node) -> Changed:
    """Return the case that `case` holds under all of the assumptions `made`.

    `name` is that of the case in the sweep file, `file` the tree of that file, `sweep` its text.
    Everything wrong is told at its place there, in the words of the reader of cases.
    """
    assert case.case is not None  # noqa: S101  only sound cases come here
    work = _Work(name, sweep, file, case.root, Changed(case.case))
    for one in made:
        work.take(one)
    if work.own and not work.result.problems:
        found, findings = checked(work.root)
        work.result.problems += [work.told(finding, made) for finding in findings]
        work.result.case = case.case if findings else found
    for one in made:
        work.weigh(one)
    return work.result


@dataclass
class _Work:
    """The tree of the case so far; `own` are the places that hold pieces of the sweep file."""

    name: str
    sweep: Source
    file: Node
    root: Node
    result: Changed
    own: dict[Path, Path] = field(default_factory=dict)

    def take(self, made: Made) -> None:
        """Make the changes of one assumption, but for its weights."""
        for place in made.assumption.set:
            self._set(place, (*made.path, "set", place))
        for n, place in enumerate(made.assumption.drop):
            self._drop(place, (*made.path, "drop", n))
        for issue, option in made.assumption.settle.items():
            self._settle(issue, option, (*made.path, "settle", issue))
        for actor, weights in made.assumption.weights.items():
            for issue in weights:
                self._reserve(actor, issue, (*made.path, "weights", actor, issue))

    def _set(self, place: str, here: Path) -> None:
        path = self._path(place, here, at_key=True)
        parent = path and self.root.at(path[:-1])
        if not path or not parent:
            return
        if not isinstance(parent.value, dict) and path[-1] not in parent.parts:
            message = f"{in_words(path[:-1])} of case {self.name} has no part `{path[-1]}`"
            self._say(here, message, "set it as a whole")
            return
        if not self._free(path, here):
            return
        piece, before = self.file.at(here), parent.parts.get(path[-1])
        if piece:
            self._graft(path, piece, here)
            self._note(place, before, piece)

    def _drop(self, place: str, here: Path) -> None:
        path = self._path(place, here, at_key=False)
        node = path and self.root.at(path)
        if not path:
            return
        if not node:
            self._say(here, *self._no_place(path), at_key=False)
        elif isinstance(path[-1], int):
            message = f"`{place}` is an entry of a list"
            self._say(here, message, "write the whole list anew under `set`", at_key=False)
        elif self._free(path, here):
            self.root = without(self.root, path)
            self.own[path] = here
            self._note(place, node, None)

    def _settle(self, issue: str, option: str, here: Path) -> None:
        """Put an issue at an option: in force already, and staying so without agreement."""
        found = self.root.at(("issues", issue))
        if not found:
            issues = self.root.at(("issues",))
            self._say(here, *_unknown("issue", issue, list(issues.keys) if issues else []))
            return
        options = found.parts["options"]
        if option not in options.parts:
            said = _unknown("option", option, list(options.keys), f" of issue `{issue}`")
            self._say(here, *said, at_key=False)
            return
        if options.parts[option].value.get("offered") is False:
            message = f"option `{option}` of issue `{issue}` is not offered"
            self._say(here, message, "choose one that is on the table", at_key=False)
            return
        if self._free(("issues", issue), here):
            self._note(f"issues.{issue}", found.at(("status_quo",)), self.file.at(here))
            self._off_the_table(found, issue, option, here)

    def _off_the_table(self, found: Node, issue: str, option: str, here: Path) -> None:
        for key in ("expires", "then", "reversion"):
            if key in found.parts:
                self.root = without(self.root, ("issues", issue, key))
        written: dict[Path, Any] = {("status_quo",): option, ("state",): "settled"}
        written |= {
            ("options", other, "offered"): False
            for other in found.parts["options"].parts
            if other != option
        }
        for path, value in written.items():
            self._graft(("issues", issue, *path), Node(self._span(here), value), here)
        packages = self.root.at(("packages",))
        for package, entry in packages.parts.items() if packages else ():
            if entry.at(("options", issue)):
                self.root = without(self.root, ("packages", package, "options", issue))

    def _reserve(self, actor: str, issue: str, here: Path) -> None:
        """Note that all weights of an actor hang on the one that is moved."""
        views = self.root.at(("actors", actor, "views"))
        issues = list(views.parts) if views else []
        places: list[Path] = [("actors", actor, "views", each, "weight") for each in issues]
        if issue in issues and all(self._free(place, here) for place in places):
            self.own |= dict.fromkeys(places, here)

    def weigh(self, made: Made) -> None:
        """Move the weights of one assumption; the actor's others shrink or grow in proportion."""
        for actor, weights in made.assumption.weights.items():
            for issue, points in weights.items():
                here = (*made.path, "weights", actor, issue)
                try:
                    case, moved = changed(self.result.case, {(actor, issue): float(points)}, {})
                except BadQuestion as error:
                    self._say(here, f"in {self.name}: {error}", None)
                    continue
                self.result.case = case
                place = f"actors.{actor}.views.{issue}.weight"
                self.result.changes += [
                    Change(place, f"{each.was:g} %", f"{each.now:g} %") for each in moved
                ]

    def told(self, finding: Finding, made: Sequence[Made]) -> Problem:
        """Return a mistake in the case as changed, at the piece of the sweep file that made it."""
        path = finding.path
        for end in range(len(path), 0, -1):
            if path[:end] in self.own:
                here = (*self.own[path[:end]], *path[end:])
                message, at_key = f"{finding.message} (case {self.name})", finding.at_key
                break
        else:
            names = " and ".join(_name(one) for one in made)
            message = f"under {names}, {self.name} does not hold together: {finding.message}"
            here, at_key = made[-1].path, True
        return placed(Finding(here, message, finding.hint, at_key), self.file, self.sweep)

    def _path(self, place: str, here: Path, *, at_key: bool) -> Path | None:
        """Return the path that `place` writes, None if it leads nowhere or is not measured."""
        steps = place.split(".")
        path: list[str | int] = []
        node: Node | None = self.root
        for step in steps:
            position = isinstance(node.value, tuple) if node else False
            path.append(int(step) if position and step.isascii() and step.isdigit() else step)
            node = node.at(path[-1:]) if node else None
        if path[0] not in MEASURED:
            meant = nearest(str(path[0]), MEASURED)
            guess = f"; did you mean `{meant}`?" if meant else ""
            message = f"`{path[0]}` is nothing that a sweep measures{guess}"
            self._say(
                here, message, f"a place starts with one of: {', '.join(MEASURED)}", at_key=at_key
            )
            return None
        if len(path) == 1 and path[0] != "as_of":
            message = f"`{place}` is a whole section"
            self._say(here, message, f"name an entry of it, as `{place}.NAME`", at_key=at_key)
            return None
        if not self.root.at(path[:-1]):
            self._say(here, *self._no_place(tuple(path[:-1])), at_key=at_key)
            return None
        return tuple(path)

    def _no_place(self, path: Path) -> tuple[str, str | None]:
        """Return what to say of a place that is not there, with the nearest word that is."""
        known = 0
        while self.root.at(path[: known + 1]):
            known += 1
        above = self.root.at(path[:known])
        names = [str(name) for name in above.parts] if above else []
        where = f" in {in_words(path[:known])} of case {self.name}"
        return _unknown("name", str(path[known]), names, where)

    def _free(self, path: Path, here: Path) -> bool:
        """Return whether no other change touches the same place; say so if one does."""
        for taken, by in self.own.items():
            shorter = min(len(taken), len(path))
            if taken[:shorter] == path[:shorter]:
                line = self._span(by).line
                message = f"this changes the same place as line {line}: {in_words(path)}"
                self._say(here, message, "make one change of the two", at_key=True)
                return False
        return True

    def _graft(self, path: Path, piece: Node, here: Path) -> None:
        self.root = grafted(self.root, path, piece, self._span(here))
        self.own[path] = here

    def _span(self, here: Path) -> Span:
        """Return where the key of an entry stands in the sweep file, or the entry of a list."""
        parent, node = self.file.at(here[:-1]), self.file.at(here)
        if parent and str(here[-1]) in parent.keys:
            return parent.keys[str(here[-1])]
        return node.span if node else self.file.span

    def _note(self, place: str, before: Node | None, after: Node | None) -> None:
        self.result.changes.append(Change(place, _spelled(before), _spelled(after)))

    def _say(self, here: Path, message: str, hint: str | None, *, at_key: bool = True) -> None:
        finding = Finding(here, message, hint, at_key=at_key)
        self.result.problems.append(placed(finding, self.file, self.sweep))


def _name(made: Made) -> str:
    return f"`{'.'.join(str(step) for step in made.path[1:])}`"


def _unknown(
    what: str, word: str, names: Collection[str], where: str = ""
) -> tuple[str, str | None]:
    meant = nearest(word, names)
    guess = f"; did you mean `{meant}`?" if meant else ""
    hint = f"there are: {', '.join(names)}"
    said = f"unknown {what} `{word}`{where}{guess}"
    return said, hint if names and len(hint) <= _LONGEST_LIST else None


def _spelled(node: Node | None) -> str:
    """Return a value as one line of text, for the table of changes; empty if there is none."""
    return "" if node is None else _text(node.value)


def _text(value: object) -> str:
    match value:
        case {"value": number}:
            return _text(number)
        case dict():
            told = {key: part for key, part in value.items() if key not in _ASIDE}
            return "{" + ", ".join(f"{key}: {_text(part)}" for key, part in told.items()) + "}"
        case tuple():
            return "[" + ", ".join(_text(part) for part in value) + "]"
        case bool():
            return str(value).lower()
        case None:
            return "null"
        case _:
            return str(value)
