"""Cases of any size without linkages, seeded, with numbers that share no coarse grid."""

from __future__ import annotations

from random import Random

from winset.case.document import Case


def opposed(issues: int, options: int, parties: int, rivals: int = 2) -> Case:
    """Return a case in which what is better for the first party is worse for the second.

    All parties from `rivals` on have minds of their own: 0 leaves nobody opposed. Weights and
    scores have three decimals, so that packages are seldom worth the same.
    """
    dice = Random(f"{issues} {options} {parties}")  # noqa: S311  numbers to measure with
    sides = [f"party{p}" for p in range(parties)]
    choices = [f"o{o}" for o in range(options)]

    def scores(p: int) -> dict[str, float]:
        bend = dice.uniform(0.7, 1.4)  # how fast it concedes
        given = {}
        for o, choice in enumerate(choices):
            share = o / (options - 1)
            worth = (share if p == 0 else 1 - share) ** bend if p < rivals else dice.random()
            given[choice] = round(min(100, max(0, 100 * worth + dice.uniform(-5, 5))), 3)
        return given

    return Case.model_validate(
        {
            "winset": 1,
            "id": f"opposed-{issues}-{options}-{parties}",
            "title": f"Opposed: {issues} issues of {options} options, {parties} parties",
            "as_of": "2026-01-01",
            "parties": {side: {"name": side, "ratification": side} for side in sides},
            "issues": {
                f"i{k}": {
                    "name": f"i{k}",
                    "status_quo": "o0",
                    "options": {choice: {"label": choice} for choice in choices},
                }
                for k in range(issues)
            },
            "actors": {
                side: {
                    "name": side,
                    "party": side,
                    "level": "principal",
                    "views": {
                        f"i{k}": {"weight": round(dice.uniform(1, 5), 3), "scores": scores(p)}
                        for k in range(issues)
                    },
                    "reservation": 40,
                }
                for p, side in enumerate(sides)
            },
        }
    )
