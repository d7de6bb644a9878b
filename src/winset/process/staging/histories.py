"""What W worlds of talks came to, and what their shares say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from winset.process.staging.plan import Plan
from winset.process.staging.story import ENDINGS, Story
from winset.process.staging.texts import Texts
from winset.space.grid import Bools, Floats, Ints
from winset.space.intervals import wilson


@dataclass(frozen=True)
class Histories:
    """What happened in W worlds of S stages, D deadlines, M moves; days count from the as-of date.

    `signed_day` [W]: the sign-off is passed for the first time, nan if never. `ended_day`,
    `ended_stage`, `ending` [W] (place in ENDINGS); `capped` [W]: left off after MOST_VISITS of one
    stage or MOST_EXTENSIONS of one deadline. `cost` [W]: points that stages cost each side.

    By stage, [W, S]: `passed_day` for the first time, nan; `visits`; `days_in`; `package_at`: text
    when it was last passed. By deadline, [W, D]: `extensions`; `fate` on its first date (place in
    FATES, UNKNOWN); `lapsed`. `move_day` [W, M], nan. By issue, [W, issues]: `issue_day`: the text
    moves it and the last stage that signs it is passed, nan; `unresolved` when its working group
    last sat. `refused` [W, actors of the plan]: said no to a text at least once.

    `signed_package` [W], -1. In points, joint values (geometric mean of the principals' gains):
    `package_value`: the whole settled at one table; `tracks_value`: what the working groups bring
    home by themselves; `text_value`: what was signed. nan where it did not come to that.
    """

    signed_day: Floats
    ended_day: Ints
    ended_stage: Ints
    ending: Ints
    capped: Bools
    cost: Floats
    passed_day: Floats
    visits: Ints
    days_in: Ints
    package_at: Ints
    extensions: Ints
    fate: Ints
    lapsed: Bools
    move_day: Floats
    issue_day: Floats
    unresolved: Bools
    refused: Bools
    signed_package: Ints
    package_value: Floats
    tracks_value: Floats
    text_value: Floats


def record(story: Story, texts: Texts, sign_off: int) -> Histories:
    """Return the Histories of one world."""
    signed = bool(np.isfinite(story.passed_day[sign_off]))
    return Histories(
        signed_day=story.passed_day[[sign_off]],
        ended_day=np.array([story.ended_day]),
        ended_stage=np.array([story.ended_stage]),
        ending=np.array([story.ending]),
        capped=np.array([story.capped]),
        cost=np.array([story.cost]),
        passed_day=story.passed_day[None],
        visits=story.visits[None],
        days_in=story.days_in[None],
        package_at=story.package_at[None],
        extensions=story.extensions[None],
        fate=story.fate[None],
        lapsed=story.lapsed[None] > 0,
        move_day=story.move_day[None],
        issue_day=story.issue_day[None],
        unresolved=story.unresolved[None] > 0,
        refused=story.refused[None] > 0,
        signed_package=np.array([story.signed_text]),
        package_value=_value(texts, story.framework),
        tracks_value=_value(texts, story.brought),
        text_value=_value(texts, story.signed_text if signed else None),
    )


def _value(texts: Texts, text: int | None) -> Floats:
    return np.array([np.nan if text is None else texts.joint_value(text)])


def joined(parts: Sequence[Histories]) -> Histories:
    """Return the Histories of all worlds of `parts`, in order."""
    names = [field.name for field in fields(Histories)]
    return Histories(**{n: np.concatenate([getattr(part, n) for part in parts]) for n in names})


@dataclass(frozen=True)
class Shares:
    """Shares of worlds with their 95 % intervals (Wilson 1927), each pointwise; one shape.

    nan and (0, 1) where there was no world to take a share of.
    """

    value: Floats
    low: Floats
    high: Floats


def signed_by(day: Floats, days: Sequence[int]) -> Shares:
    """Return the share of worlds signed by each of `days`; `day` [W] signed, nan if never.

    The band is pointwise: it holds date by date, not for the whole curve at once.
    """
    counts = np.array([np.count_nonzero(day <= last) for last in days], dtype=np.int64)
    return shares(counts, np.full(len(days), day.size))


def shares(counts: Ints, of: Ints) -> Shares:
    """Return the Shares `counts` [n] of `of` [n]."""
    bounds = [wilson(int(k), int(n)) for k, n in zip(counts, of, strict=True)]
    low, high = np.array(bounds).reshape(-1, 2).T
    return Shares(np.where(of > 0, counts / np.maximum(of, 1), np.nan), low, high)


@dataclass(frozen=True)
class Bottlenecks:
    """What holds the signature up.

    By stage [S]: `reached`: share of worlds that come to it; `passed`: share of those that get
    past it at least once; `stopped`: share of all worlds whose talks end in it, or are left in it
    on the last day, without the sign-off; `longest`: share of worlds that spend more days in it
    than in any other (the first of equals; worlds that spend no day anywhere count for none).
    By issue: `unresolved`: of the worlds in which its working group sat, share in which the text
    it last brought leaves it open though the framework moves it; `unsigned`: share of all worlds
    in which it is never signed. By actor of the plan: `refused`: share that met a no of it.
    """

    reached: Shares
    passed: Shares
    stopped: Shares
    longest: Shares
    unresolved: Shares
    unsigned: Shares
    refused: Shares


def bottlenecks(plan: Plan, found: Histories) -> Bottlenecks:
    """Return the Bottlenecks of some histories of a plan."""
    worlds, stages = found.visits.shape

    def of_all(happened: Bools) -> Shares:
        return shares(happened.sum(axis=0), np.full(happened.shape[1], worlds))

    reached = found.visits > 0
    places = np.arange(stages)
    unsigned = np.isnan(found.signed_day)
    ended = found.ended_stage[:, None] == places
    most = found.days_in.max(axis=1)
    longest = np.where(most > 0, found.days_in.argmax(axis=1), -1)
    working = [
        (j, lane) for j, s in enumerate(plan.stages) if s.role == "tracks" for lane in s.lanes
    ]
    sat = [
        np.count_nonzero(reached[:, [j for j, lane in working if k in lane.issues]].any(axis=1))
        for k in range(len(plan.space.issues))
    ]
    passed = np.isfinite(found.passed_day)
    return Bottlenecks(
        reached=of_all(reached),
        passed=shares(passed.sum(axis=0), reached.sum(axis=0)),
        stopped=of_all(ended & unsigned[:, None]),
        longest=of_all(longest[:, None] == places),
        unresolved=shares(found.unresolved.sum(axis=0), np.array(sat)),
        unsigned=of_all(np.isnan(found.issue_day)),
        refused=of_all(found.refused),
    )


def endings(found: Histories) -> Shares:
    """Return the shares of worlds by how their talks end, in the order of ENDINGS."""
    counts = np.bincount(found.ending, minlength=len(ENDINGS))
    return shares(counts, np.full(len(ENDINGS), found.ending.size))
