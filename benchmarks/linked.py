"""Cases of any size with linkages and ratifiers, seeded: what the diagram is measured on."""

from __future__ import annotations

from random import Random
from typing import Any

from made_up import agenda

from winset.case.document import Case

Json = dict[str, Any]

MIND, DEMAND = 35, 45


def linked(
    issues: int, options: int, ratifiers: int, needs: int, linkages: int, seed: int = 1
) -> Case:
    """Return a case of two opposed sides whose linkages tie issues in pairs.

    `ratifiers` are shared out between the sides; each side ratifies if its principal and `needs`
    of its ratifiers accept. A third of the linkages is a bonus, the rest forbid. Ratifiers lean to
    their side, each with a mind of its own, and ask for some gain.
    """
    dice = Random(seed)  # noqa: S311  numbers to measure with, not secrets
    sides = ("us", "them")
    names = [f"i{k}" for k in range(issues)]
    choices = [f"o{o}" for o in range(options)]
    lean = {side: 1 if side == "us" else -1 for side in sides}
    voters = {
        side: [f"{side}{n}" for n in range(ratifiers) if sides[n % 2] == side] for side in sides
    }
    actors = {
        name: {
            "name": name,
            "party": side,
            "level": "principal" if name == side else "ratifier",
            "views": _views(dice, names, choices, lean[side], 10 if name == side else MIND),
            "reservation": 45 if name == side else DEMAND,
        }
        for side in sides
        for name in (side, *voters[side])
    }
    return Case.model_validate(
        {
            "winset": 1,
            "id": f"linked-{issues}",
            "title": f"Linked: {issues} issues of {options} options",
            "as_of": "2026-01-01",
            "parties": {
                side: {
                    "name": side,
                    "ratification": {"all": [side, {"at_least": {"n": needs, "of": voters[side]}}]}
                    if voters[side]
                    else side,
                }
                for side in sides
            },
            "issues": agenda(names, choices),
            "actors": actors,
            "linkages": {
                f"link{n}": _linkage(dice, n, names, choices, sides) for n in range(linkages)
            },
        }
    )


def _views(dice: Random, names: list[str], choices: list[str], lean: int, own: int) -> Json:
    cuts = [dice.randint(2, 9) for _ in names]
    last = len(choices) - 1
    return {
        name: {
            "weight": f"{100 * cut}/{sum(cuts)}",
            "scores": {
                option: _about(round(100 * place / last) + dice.randint(-own, own))
                for o, option in enumerate(choices)
                for place in [o if lean > 0 else last - o]
            },
        }
        for name, cut in zip(names, cuts, strict=True)
    }


def _about(score: int) -> list[int]:
    """Return a score within 0 and 100, known to five points."""
    mid = min(100, max(0, score))
    return [max(0, mid - 5), mid, min(100, mid + 5)]


def _linkage(
    dice: Random, n: int, names: list[str], choices: list[str], sides: tuple[str, str]
) -> Json:
    one, other = dice.sample(names, 2)
    some = {name: dice.sample(choices, len(choices) // 3) for name in (one, other)}
    if n % 3 == 0:
        points = {side: dice.randint(1, 3) for side in sides}
        return {"kind": "bonus", "if": some, "points": points, "says": "nobody"}
    if n % 3 == 1:
        between = [{name: chosen} for name, chosen in some.items()]
        return {"kind": "excludes", "between": between, "says": "nobody"}
    parts = {"if": {one: some[one]}, "then": {other: some[other]}}
    return {"kind": "requires", **parts, "says": "nobody"}
