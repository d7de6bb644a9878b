"""The nonlinear utilities of Genius XML: boxes of packages, each with what it pays."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from winset.interop.cliques import heaviest
from winset.interop.elements import Element
from winset.interop.genius_issues import GeniusIssue
from winset.interop.scenario import Box


@dataclass(frozen=True)
class Boxes:
    """The boxes of a profile in shares of the greatest utility; `ceiling` 1 if some exceed it."""

    boxes: tuple[Box, ...]
    ceiling: Fraction | None
    notes: tuple[str, ...]


def boxes_of(name: str, holder: Element, issues: dict[int, GeniusIssue]) -> Boxes:
    """Return the boxes of profile `name`.

    Bounds are inclusive; `INCLUDES` pays if all hold, `EXCLUDES` unless all hold, none always.
    Raises NotUnderstood for what has no known meaning.
    """
    greatest, function = _function(holder, issues)
    places = {index: k for k, index in enumerate(issues)}
    boxes, notes = [], []
    for element in function.all("hyperRectangle"):
        box = _box(element, issues, places, greatest)
        if box is None:
            line = element.span.line
            notes.append(f"A hyper-rectangle of {name} (line {line}) holds no package: left out.")
        else:
            boxes.append(box)
    ceiling, note = _above(name, tuple(boxes))
    return Boxes(tuple(boxes), ceiling, (*notes, *note))


def _function(holder: Element, issues: dict[int, GeniusIssue]) -> tuple[Fraction, Element]:
    """Return the greatest utility, and the one function whose boxes are understood."""
    for element in holder.all("weight"):
        raise element.wrong("has no meaning in a nonlinear utility space")
    for issue in issues.values():
        if issue.kind != "integer":
            raise issue.element.wrong("is not of integer type, which a nonlinear space needs")
    utility = holder.one("utility")
    if utility is None:
        raise holder.wrong("holds no <utility>")
    utility.only(("maxutility",), ("ufun",))
    greatest = utility.number("maxutility")
    if greatest <= 0:
        raise utility.wrong(f'has maxutility="{utility.text("maxutility")}"; it must be above 0')
    function = utility.one("ufun")
    if function is None:
        raise utility.wrong("holds no <ufun>")
    function.only(("type", "weight", "aggregation"), ("hyperRectangle",))
    if function.given.get("type", "PlainUfun") != "PlainUfun":
        raise function.wrong(f'is of type="{function.text("type")}"', "known: PlainUfun")
    if function.given.get("aggregation", "sum").lower() != "sum":
        raise function.wrong(f'aggregates by "{function.text("aggregation")}"', "known: sum")
    if "weight" in function.given and function.number("weight") != 1:
        raise function.wrong("has a weight other than 1, of unknown meaning")
    return greatest, function


def _above(name: str, boxes: tuple[Box, ...]) -> tuple[Fraction | None, tuple[str, ...]]:
    """Return the ceiling and a note on it if some package exceeds 1, or if that stays open."""
    if sum((max(box.utility, Fraction(0)) for box in boxes), Fraction(0)) <= 1:
        return None, ()
    most = heaviest(boxes)
    if most is not None and most <= 1:
        return None, ()
    found = (
        "whether a package of {} is worth more was not settled"
        if most is None
        else ("some packages of {} are worth up to " + f"{float(most):.6g}")
    )
    note = (
        f"GENIUS takes 1 for utilities above 1; {found.format(name)}. Values are not cut off here."
    )
    return Fraction(1), (note,)


def _box(
    element: Element,
    issues: dict[int, GeniusIssue],
    places: dict[int, int],
    greatest: Fraction,
) -> Box | None:
    element.only(("utility", "weight"), ("INCLUDES", "EXCLUDES"))
    inside, outside = element.all("INCLUDES"), element.all("EXCLUDES")
    if inside and outside:
        raise outside[0].wrong("stands beside <INCLUDES>; what both together mean is not known")
    weight = element.number("weight") if "weight" in element.given else Fraction(1)
    bounds: dict[int, tuple[int, ...]] = {}
    for bound in (*inside, *outside):
        bound.only(("index", "min", "max"))
        index = bound.whole("index")
        if index not in places:
            raise bound.wrong(f"is of issue {index}, which the domain does not have")
        low, high = bound.number("min"), bound.number("max")
        k = places[index]
        numbers = issues[index].integers()
        kept = {o for o, number in enumerate(numbers) if low <= number <= high}
        bounds[k] = tuple(sorted(kept & set(bounds.get(k, kept))))
    worth = element.number("utility") * weight / greatest
    if abs(worth) > 1:
        raise element.wrong("pays more than the maxutility of the whole")
    if not all(bounds.values()):
        return None if inside else Box(worth, ())
    sizes = [len(issue.integers()) for issue in issues.values()]
    narrow = {k: kept for k, kept in bounds.items() if len(kept) < sizes[k]}
    if outside and not narrow:
        return None
    return Box(worth, tuple(sorted(narrow.items())), inside=not outside)
