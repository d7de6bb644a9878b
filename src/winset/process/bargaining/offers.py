"""Alternating offers over one divisible pie, solved: what the party that speaks can keep.

Two parties divide 1; each round that passes multiplies what is left to gain by the discount. The
party to answer accepts what it would get by refusing (Stahl 1972, finite horizon; Rubinstein 1982,
no horizon). At home a leader may be unable to go below a floor: the constraint of the second
level (Putnam 1988) then binds at the table.
"""

from __future__ import annotations


def constrained_shares(
    discount: float, floor: float = 0.0, other_floor: float = 0.0
) -> tuple[float, float]:
    """Return what the first party gets when it proposes, and when the other does; no horizon.

    `discount` in [0, 1) a round; the floors in [0, 1] are the least shares that either party can
    take home. The shares (x, y) solve x = 1 - max(discount (1 - y), other_floor) and
    y = max(discount x, floor). Put the second into the first: x is the smaller of a constant and
    the larger of two rising lines with slope below 1, so its fixed point is the smaller of the
    constant and the larger of the lines' fixed points. A floor matters iff it exceeds
    discount / (1 + discount), the share of who answers in Rubinstein (1982).

    Raises ValueError where no share suits both floors, or a number is out of its range.
    """
    if not 0 <= discount < 1:
        raise ValueError(f"the discount must be at least 0 and below 1, not {discount}")
    for least in (floor, other_floor):
        if not 0 <= least <= 1:
            raise ValueError(f"a floor must be from 0 to 1, not {least}")
    if floor + other_floor > 1:
        raise ValueError(f"no share suits both: the floors {floor} and {other_floor} exceed 1")
    patient = 1 / (1 + discount)
    answering_at_floor = 1 - discount * (1 - floor)
    proposing = min(max(patient, answering_at_floor), 1 - other_floor)
    return proposing, max(discount * proposing, floor)


def proposers_share(discount: float, rounds: int) -> float:
    """Return the share of who makes the first of `rounds` offers, after which nothing is left.

    (1 - (-discount)^rounds) / (1 + discount), `discount` in [0, 1] (Stahl 1972): all of it with one
    round; with ever more rounds it swings towards the 1 / (1 + discount) of Rubinstein (1982).

    Raises ValueError where the discount is out of range or no offer can be made.
    """
    if not 0 <= discount <= 1:
        raise ValueError(f"the discount must be from 0 to 1, not {discount}")
    if rounds < 1:
        raise ValueError(f"there must be a round to offer in, not {rounds}")
    return (1 - (-discount) ** rounds) / (1 + discount)
