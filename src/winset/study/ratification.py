"""The ratification table of a study: each solution and named package, in many worlds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from winset.home.blame import (
    Need,
    blocking_sets,
    conjuncts,
    needs_of,
    package_conflicts,
)
from winset.home.bridge import Bridge as Payment
from winset.home.bridge import bridge
from winset.home.pivots import pivotal
from winset.home.rules import Consent, voters
from winset.home.zone import Slice
from winset.insight.chances import Chances, chances, share
from winset.space.conditions import holds
from winset.space.grid import to_points
from winset.space.packages import describe, digits_of, numbered
from winset.study.document import Blame, Bridge, Ratification
from winset.study.ground import Ground


@dataclass(frozen=True)
class Named:
    """A package to be put to the ratifiers: its `id` and `label`, its number in the space."""

    id: str
    label: str
    number: int
    hindsight: bool = False


def ratification_lines(ground: Ground, named: list[Named]) -> tuple[Ratification, ...]:
    """Return a line for each of `named`, in order."""
    space = ground.space
    numbers = numbered(space, [package.number for package in named])
    if not numbers.size:
        return ()
    drawn = chances(space, ground.rules, ground.draws, ground.luck, numbers)
    block = describe(space, digits_of(space, numbers))
    at_mid = ground.judged(block)
    return tuple(_line(ground, package, n, drawn, at_mid) for n, package in enumerate(named))


def _line(ground: Ground, named: Named, n: int, drawn: Chances, at_mid: Slice) -> Ratification:
    space = ground.space
    principals = dict(zip(space.parties, space.principals, strict=True))
    values = drawn.gains[:, :, n] + ground.draws.reservation
    ranges = {
        party: (
            to_points(int(np.quantile(values[:, a], 0.05))),
            to_points(int(np.quantile(values[:, a], 0.95))),
        )
        for party, a in principals.items()
    }
    by_party = {party: drawn.by_party(p, n) for p, party in enumerate(space.parties)}
    both, interval = drawn.both(n)
    asked = [(p, a) for p, rule in enumerate(ground.rules) for a in voters(rule)]
    bridges = [_bridge(ground, p, n, at_mid) for p in range(len(space.parties))]
    gains = at_mid.gains[:, n]
    return Ratification(
        id=named.id,
        label=named.label,
        package=space.package(named.number),
        values={
            party: to_points(int(gains[a] + ground.mid.reservation[0, a]))
            for party, a in principals.items()
        },
        value_ranges=ranges,
        in_zone=bool(at_mid.zone[n]),
        chance={party: chance for party, (chance, _) in by_party.items()},
        chance_interval={party: span for party, (_, span) in by_party.items()},
        both=both,
        interval=interval,
        refusers={space.actors[a]: share(~drawn.accepted[:, a, n])[0] for _, a in asked},
        pivotal={space.actors[a]: _pivotal_share(ground, p, a, n, drawn) for p, a in asked},
        blockers=_blockers(ground, n, at_mid),
        conflicts=_conflicts(ground, n, at_mid),
        bridge=Bridge(
            total=_sum([side.total for side in bridges]),
            by_party={
                party: None if side.total is None else to_points(side.total)
                for party, side in zip(space.parties, bridges, strict=True)
            },
            payments={
                space.actors[a]: to_points(points)
                for side in bridges
                for a, points in (side.payments or {}).items()
            },
        ),
        hindsight=named.hindsight,
    )


def _pivotal_share(ground: Ground, party: int, actor: int, n: int, drawn: Chances) -> float:
    """Return the share of worlds in which an actor's answer to package n decides for its side."""
    decided = pivotal(ground.rules[party], drawn.accepted[:, :, n].T, ground.luck.T, actor)
    return share(decided)[0]


def _bridge(ground: Ground, party: int, n: int, at_mid: Slice) -> Payment:
    return bridge(
        ground.space,
        ground.rules[party],
        party,
        at_mid.gains[:, n],
        ground.mid.margin[0],
        ground.mid_luck[0],
        allowed=bool(at_mid.block.allowed[party, n]),
    )


def _sum(totals: list[int | None]) -> float | None:
    known = [total for total in totals if total is not None]
    return to_points(sum(known)) if len(known) == len(totals) else None


def _blockers(ground: Ground, n: int, at_mid: Slice) -> tuple[Blame, ...]:
    """Return what alone keeps each side from ratifying package n at the middle numbers."""
    case, space = ground.case, ground.space
    found = []
    for p, party in enumerate(space.parties):
        short = case.parties[party].short or case.parties[party].name
        for name, test in space.red_lines[p]:
            if holds(test, at_mid.block.digits[:, n : n + 1])[0]:
                found.append(
                    Blame(
                        party=party,
                        members=(f"red line {name}",),
                        text=f"{short}: crosses the red line {name}",
                    )
                )
        for members in blocking_sets(ground.rules[p], at_mid.accepted[:, n], ground.mid_luck[0]):
            names = " and ".join(case.actors[space.actors[a]].name for a in members)
            found.append(
                Blame(
                    party=party,
                    members=tuple(space.actors[a] for a in members),
                    text=f"{short}: {names} would refuse"
                    if members
                    else f"{short}: its legislature would vote no whoever consents",
                )
            )
        principal = space.principals[p]
        if at_mid.gains[principal, n] < 0 and not any(
            b.party == party and space.actors[principal] in b.members for b in found
        ):
            found.append(
                Blame(
                    party=party,
                    members=(space.actors[principal],),
                    text=f"{short}: {case.actors[space.actors[principal]].name} "
                    "is below the value of no agreement",
                )
            )
    return tuple(found)


def _conflicts(ground: Ground, n: int, at_mid: Slice) -> tuple[Blame, ...]:
    """Return the minimal sets of demands and consents that no package satisfies together.

    Those of a space that cannot be enumerated are not sought: a note of the study says so.
    """
    if at_mid.zone[n] or ground.route != "enumeration":
        return ()
    needs = needs_of(ground.space, ground.rules, at_mid.block.digits[:, n].tolist())
    found = package_conflicts(
        ground.space, ground.rules, ground.mid_luck[0], ground.slices(), needs
    )
    return tuple(
        Blame(
            party=None,
            members=tuple(_member(ground, need) for need in members),
            text=" cannot go with ".join(_in_words(ground, need) for need in members),
        )
        for members in found
    )


def _member(ground: Ground, need: Need) -> str:
    space = ground.space
    match need.kind:
        case "demand":
            return f"{space.issues[need.where]}={space.options[need.where][need.what]}"
        case "red line":
            return f"red line {space.red_lines[need.where][need.what][0]}"
        case "reservation":
            return space.actors[space.principals[need.where]]
        case _:
            part = conjuncts(ground.rules[need.where])[need.what]
            if isinstance(part, Consent):
                return space.actors[part.actor]
            return f"rule {need.what + 1} of {space.parties[need.where]}"


def _in_words(ground: Ground, need: Need) -> str:
    case, space = ground.case, ground.space
    if need.kind == "demand":
        issue = case.issues[space.issues[need.where]]
        return f"“{issue.options[space.options[need.where][need.what]].label}” on {issue.name}"
    member = _member(ground, need)
    if member in case.actors:
        return f"consent of {case.actors[member].name}"
    party = case.parties[space.parties[need.where]].name
    return f"the {member}" if need.kind == "red line" else f"the ratification rule of {party}"
