"""The test case: settle one issue first, to see whether the others keep their word.

A side believes with chance t that the others keep what they sign. If they are let down in the whole
deal it loses L, if not it gains G. All at once it signs iff t G - (1 - t) L >= 0. A test shows
more: the reliable keep it, others with chance q, so that once it is kept the belief is
t / (t + (1 - t) q) (Bayes). What the look is worth is the value of information (Raiffa and
Schlaifer 1961); what settling the issue first spends of leverage is set against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from winset.case.document import Case
from winset.home.rules import Rule
from winset.process.agenda.openings import Openings, best, openings
from winset.space.grid import Bools, Floats, to_points
from winset.space.numbers import Ledger, draw
from winset.space.packages import Walk
from winset.space.space import Space
from winset.space.workers import in_parts
from winset.space.worlds import Worlds

STREAM = 4
"""Number of the stream of draws, after the seed, that beliefs come from."""


@dataclass(frozen=True)
class Beliefs:
    """What P parties (by position) think of the others in W worlds.

    `trust` [W, P]: chance 0..1 that the others keep what they sign; `pretence` [W]: chance 0..1
    that who would break the whole deal keeps the test; `loss` [W, P]: points lost if let down.
    """

    parties: tuple[int, ...]
    trust: Floats
    pretence: Floats
    loss: Floats


def beliefs(case: Case, worlds: int, seed: int) -> Beliefs:
    """Return the Beliefs that a case's test case states, in `worlds` triangular draws.

    Parties are those with both a trust and a loss. The same seed gives the same draws. Raises
    ValueError if the case has no test case.
    """
    test = case.test_case
    if test is None:
        raise ValueError("the case has no test case")
    parties = [party for party in case.parties if party in test.trust and party in test.loss]
    ledger = Ledger()
    for kind, unit, numbers in (
        ("trust", "chance", [test.trust[party] for party in parties]),
        ("loss", "points", [test.loss[party] for party in parties]),
        ("pretence", "chance", [test.pretence]),
    ):
        for number in numbers:
            ledger.enter(number, label=f"{kind} of the test case", kind=kind, unit=unit)
    drawn = draw(tuple(ledger.entries), worlds, (seed, STREAM))
    n = len(parties)
    positions = tuple(list(case.parties).index(party) for party in parties)
    return Beliefs(positions, drawn[:, :n], drawn[:, -1], drawn[:, n:-1])


@dataclass(frozen=True)
class Stakes:
    """What P parties' principals have at stake in W worlds, in points, [W, P].

    `whole`: gain of the Nash deal over no agreement. `test`: what settling the test issue alone
    adds to nothing settled. `rest`: gain of the Nash deal among what can follow it, over what the
    test has not spent. A gain is 0 where there is no such deal: `deal`, `alone`, `more` [W] say
    whether some package would be ratified, some settling of the test issue alone, and, after it,
    some text that is worth keeping up.
    """

    whole: Floats
    test: Floats
    rest: Floats
    deal: Bools
    alone: Bools
    more: Bools


def stakes(
    space: Space,
    rules: tuple[Rule, ...],
    worlds: Worlds,
    luck: Floats,
    issue: int,
    parties: Sequence[int],
    *,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Stakes:
    """Return the Stakes of `parties` if `issue`, by position, is the test.

    `luck` [W, legislatures]; `workers`: processes, all cores if None; `progress` is called with
    the number of worlds done since the last call. Raises TooLarge above the packages that
    enumeration holds.
    """
    principals = tuple(space.principals[party] for party in parties)
    job = partial(_part, space, rules, issue, principals)
    done = in_parts(job, worlds, luck, workers=workers, progress=progress)
    return Stakes(*(np.concatenate(column) for column in zip(*done, strict=True)))


def _part(
    space: Space,
    rules: tuple[Rule, ...],
    issue: int,
    principals: tuple[int, ...],
    worlds: Worlds,
    luck: Floats,
) -> tuple[Floats | Bools, ...]:
    """Return the columns of Stakes of a few worlds, in this process."""
    walk = Walk(space)
    at_rest = np.array(space.rest, dtype=np.int16)
    others = [k for k in range(len(space.issues)) if k != issue]
    rows = []
    for w in range(worlds.count):
        look = partial(openings, space, rules, worlds.part(w, w + 1), luck[w])
        whole, deal = _best_gains(space, look(at_rest, {issue, *others}, walk), principals)
        tests = look(at_rest, {issue}, walk)
        first = best(space, tests)
        alone, more, test, rest = first > 0, False, np.zeros_like(whole), np.zeros_like(whole)
        if alone:
            added = tests.gains[:, first] - tests.gains[:, 0]
            test = to_points(added[list(principals)])
            rest, more = _best_gains(space, look(tests.digits[:, first], others, walk), principals)
        rows.append((whole, test, rest, deal, alone, more))
    return tuple(np.array(column) for column in zip(*rows, strict=True))


def _best_gains(space: Space, found: Openings, principals: tuple[int, ...]) -> tuple[Floats, bool]:
    """Return the principals' gains at the best opening in points, and whether there is one."""
    column = best(space, found)
    if not found.passes[column]:
        return np.zeros(len(principals)), False
    return to_points(found.gains[list(principals), column]), True


@dataclass(frozen=True)
class TestFirst:
    """All at once against the test first, in the eyes of P parties, in W worlds; all [W, P].

    `signs_at_once`: it signs the whole deal on its belief. `kept`: chance that the test is kept;
    `belief`: its trust once it was; `signs_rest`: it then signs the rest. `at_once`, `first`: what
    it may expect either way, in points. `information`: what the look at the test is worth, 0 or
    more; `spent`: what settling the issue first costs of leverage, the look aside, below 0 where it
    pays by itself; `net`: information less spent, which is first less at_once.

    A test that is not kept costs nothing, and ends the talks. Where the test issue cannot be
    settled alone nothing is learned, nothing spent, and all is settled at once.
    """

    signs_at_once: Bools
    kept: Floats
    belief: Floats
    signs_rest: Bools
    at_once: Floats
    first: Floats
    information: Floats
    spent: Floats

    @property
    def net(self) -> Floats:
        """What settling the test first adds in all, in points."""
        return self.information - self.spent


def test_first(held: Beliefs, at_stake: Stakes) -> TestFirst:
    """Return the TestFirst of beliefs and stakes over the same worlds and parties."""
    trust, pretence, loss = held.trust, held.pretence[:, None], held.loss
    alone, more = at_stake.alone[:, None], at_stake.more[:, None]
    kept = trust + (1 - trust) * pretence
    belief = np.divide(trust, kept, out=np.zeros_like(kept), where=kept > 0)
    whole = trust * at_stake.whole - (1 - trust) * loss
    blind = trust * at_stake.rest - (1 - trust) * loss
    # times the chance of a test that is kept: t R - (1 - t) q L
    seen = trust * at_stake.rest - (1 - trust) * pretence * loss
    signs_at_once = at_stake.deal[:, None] & (whole >= 0)
    at_once = np.where(signs_at_once, whole, 0.0)
    blindly = np.where(more, np.maximum(blind, 0.0), 0.0)
    knowingly = np.where(more, np.maximum(seen, 0.0), 0.0)
    return TestFirst(
        signs_at_once=signs_at_once,
        kept=kept,
        belief=belief,
        signs_rest=alone & more & (kept > 0) & (seen >= 0),
        at_once=at_once,
        first=np.where(alone, kept * at_stake.test + knowingly, at_once),
        information=np.where(alone, knowingly - blindly, 0.0),
        spent=np.where(alone, at_once - kept * at_stake.test - blindly, 0.0),
    )
