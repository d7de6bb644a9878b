"""Names by which one part of a case file refers to another: does each lead somewhere?

Works on the document as written, so that a mistake of shape in one place does not hide a wrong
name in another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from winset.case.findings import Finding
from winset.case.nested import Reference, in_condition, in_rule
from winset.case.off_range import bound_of_listed, is_range, off_range
from winset.case.places import MOST_WORDS, in_words, nearest
from winset.case.tree import Node, Path, walk
from winset.case.values import number_in

MOST = 1000
"""Unknown names that are told; a file with more is not a slip of the pen."""

_SECTIONS = {
    "fact": "facts",
    "party": "parties",
    "issue": "issues",
    "actor": "actors",
    "move": "moves",
    "stage": "stages",
    "track": "tracks",
    "deadline": "calendar.deadlines",
    "step": "calendar.steps",
    "round": "rounds",
}

_VALUES = {
    "actors.*.party": "party",
    "linkages.*.by": "party",
    "moves.*.by": "party",
    "calendar.releases.*.presses": "party",
    "linchpin_claim.issue": "issue",
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
    "test_case.issue": "issue",
    "issues.*.track": "track",
    "tracks.*.needs.*": "track",
    "tracks.*.done.*": "fact",
    "tracks.*.prerequisite_for.*": "issue or stage or step",
    "questions.*.about.deadline": "deadline",
    "questions.*.about.stage": "stage",
    "questions.*.about.step": "step",
    "calendar.deadlines.*.held_by.*": "party",
    "calendar.deadlines.*.lapse": "move",
    "calendar.steps.*.by.*": "deadline",
    "calendar.steps.*.needs.*": "step",
    "calendar.steps.*.issue": "issue",
    "calendar.steps.*.round": "round",
    "calendar.precedence.*.before": "step",
    "calendar.precedence.*.after": "step",
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
    "stages.*.bargaining.tactics.*": "party",
    "test_case.trust.*": "party",
    "test_case.loss.*": "party",
}
"""What a key names."""

_LONGEST_HINT = 200

_CONDITIONS = (
    "linkages.*.if",
    "linkages.*.then",
    "linkages.*.between.*",
    "parties.*.red_lines.*.never",
)


def unknown_names(root: Node) -> list[Finding]:
    """Return every name that leads nowhere, with the nearest right one."""
    found = (_checked(root, reference) for reference in _references(root))
    wrong = (finding for finding in found if finding)
    told = list(islice(wrong, MOST))
    rest = [Finding((), f"more than {MOST} unknown names")] if next(wrong, None) else []
    return [*told, *rest, *_repeated_ids(root)]


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


def _references(root: Node) -> Iterator[Reference]:
    for pattern, kind in _VALUES.items():
        for path, node in matches(root, pattern):
            yield Reference(path, node.value, kind)
    for pattern, kind in _KEYS.items():
        for path, _ in matches(root, pattern):
            yield Reference(path, path[-1], kind, at_key=True)
    for path, node in citations(root):
        yield Reference(path, node.value, "fact")
    for path, node in matches(root, "questions.*.about.options.*"):
        issue = root.at((*path[:-2], "issue"))
        if issue and isinstance(issue.value, str):
            yield Reference(path, node.value, f"option of {issue.value}")
    conditions = (place for pattern in _CONDITIONS for place in matches(root, pattern))
    for path, node in conditions:
        yield from in_condition(path, node)
    for path, node in matches(root, "parties.*.ratification"):
        yield from in_rule(path, node)


def citations(root: Node) -> Iterator[tuple[Path, Node]]:
    """Yield each entry of a list called `facts`, wherever in the file it stands."""
    for path, node in walk(root):
        match path:
            case (_, *_, "facts", int()):
                yield path, node


def _checked(root: Node, reference: Reference) -> Finding | None:
    """Return a finding if the reference leads nowhere."""
    path, word = reference.path, reference.word
    what, _, owner = reference.kind.partition(" of ")
    steps = [str(path[int(s)]) if s.isdigit() else s for s in owner.split()]
    if what in ("option", "bound") and is_range(root, steps[0]):
        return off_range(root, steps[0], reference)
    if what == "bound":
        return bound_of_listed(root, steps[0], reference)
    if what == "option" and number_in(word) is not None:
        word = str(word)
    names = _names(root, what, steps)
    if not isinstance(word, str) or names is None or word in names:
        return None
    of = ""
    if steps:
        of = f" of issue `{steps[0]}`" if what != "level" else f" of attribute `{steps[1]}`"
    meant = nearest(word, names)
    guess = f"; did you mean `{meant}`?" if meant else ""
    hint = f"there are: {', '.join(islice(names, MOST_WORDS))}"
    if not reference.at_key:
        hint = f"in {in_words(path[:-1] if isinstance(path[-1], int) else path)}; {hint}"
    return Finding(
        path,
        f"unknown {what} `{word}`{of}{guess}",
        hint if names and len(hint) <= _LONGEST_HINT else None,
        at_key=reference.at_key,
    )


def _names(root: Node, what: str, steps: list[str]) -> Collection[str] | None:
    """Return the names of one kind; None if the section that lists them cannot be read."""
    if what == "option":
        return _keys(root, "issues", steps[0], "options")
    if what == "attribute":
        return _keys(root, "issues", steps[0], "attributes") or _none_given(root, steps[0])
    if what == "level":
        return _keys(root, "issues", steps[0], "attributes", steps[1], "levels")
    if " or " in what:
        kinds = [_names(root, kind, []) for kind in what.split(" or ")]
        known = [names for names in kinds if names is not None]
        return [name for names in known for name in names] if len(known) == len(kinds) else None
    return _section(root, what)


def _section(root: Node, what: str) -> Collection[str] | None:
    """Return the ids of a section; none if it is left out, None if it may be misspelt."""
    place = _SECTIONS[what].split(".")
    node = root.at(place)
    if node is None:
        unknown = [key for key in islice(root.keys, MOST_WORDS) if key not in _KNOWN]
        return None if nearest(place[0], unknown) else []
    if what in ("stage", "round"):
        ids = (part.value for _, part in matches(root, f"{place[0]}.*.id"))
        return [name for name in ids if isinstance(name, str)]
    return _keys(root, *place)


_KNOWN = {"winset", *(section.split(".")[0] for section in _SECTIONS.values())}


def _keys(root: Node, *path: str) -> Collection[str] | None:
    node = root.at(path)
    return node.keys.keys() if node and _is_mapping(node) else None


def _none_given(root: Node, issue: str) -> Collection[str] | None:
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
