"""Numbers that stand for options of a range: are they in it?"""

from __future__ import annotations

from fractions import Fraction

from winset.case.findings import Finding
from winset.case.nested import Reference
from winset.case.places import in_words
from winset.case.tree import Node
from winset.case.values import number_in


def is_range(root: Node, issue: str) -> bool:
    """Return whether the file gives an issue a range and no options."""
    node = root.at(("issues", issue))
    return node is not None and "range" in node.parts and "options" not in node.parts


def off_range(root: Node, issue: str, reference: Reference) -> Finding | None:
    """Return a finding if what stands for an option of a range is no number of it."""
    if reference.word is None or isinstance(reference.word, dict | tuple | bool):
        return None  # the check of shapes refuses it
    low, high = (_end(root, issue, key) for key in ("from", "to"))
    number = number_in(reference.word)
    if low is None or high is None or (number is not None and low <= number <= high):
        return None
    word = str(reference.word)
    here = reference.path[:-1] if isinstance(reference.path[-1], int) else reference.path
    where = "" if reference.at_key else f"in {in_words(here)}; "
    return Finding(
        reference.path,
        f"`{word}` is not in the range of issue `{issue}`",
        f"{where}expected a number from {_written(root, issue, 'from')} "
        f"to {_written(root, issue, 'to')}",
        at_key=reference.at_key,
    )


def bound_of_listed(root: Node, issue: str, reference: Reference) -> Finding | None:
    """Return a finding for a bound on an issue whose options are listed."""
    node = root.at(("issues", issue, "options"))
    if node is None or not isinstance(node.value, dict):
        return None
    return Finding(
        reference.path,
        f"issue `{issue}` has options, not a range that `{reference.path[-1]}` could bound",
        f"name options: {', '.join(node.value)}",
        at_key=True,
    )


def _end(root: Node, issue: str, key: str) -> Fraction | None:
    node = root.at(("issues", issue, "range", key))
    return number_in(node.value) if node else None


def _written(root: Node, issue: str, key: str) -> str:
    node = root.at(("issues", issue, "range", key))
    return str(node.value) if node else "?"
