"""Scores from words: MACBETH, the attractiveness of options told by categories.

Bana e Costa and Vansnick (1994): judgements in words are consistent if numbers exist by which every
pair judged in a stronger category differs by more than every pair in a weaker one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from winset.room.elicitation.answers import WORDS, Word, Worded
from winset.room.elicitation.contradictions import Contradictions, contradictions
from winset.room.elicitation.ranges import Range
from winset.room.elicitation.region import Region, Row, holds, nearest, reach


@dataclass(frozen=True)
class Judged:
    """`better` is better than `worse`, by as much as `word` says; with `none` they are alike."""

    better: str
    worse: str
    word: Word


@dataclass(frozen=True)
class WordScale:
    """What judgements in words come to.

    `scores`: by option, 100 the best and 0 the worst, with the range that the words leave open;
    None while judgements contradict each other, or do not tell which option is best and worst:
    `lacks` says what is missing.
    """

    judged: tuple[Judged, ...]
    scores: dict[str, Range] | None
    wrong: Contradictions
    lacks: str | None


def judgements(answer: Worded) -> tuple[Judged, ...]:
    """Return the judgements of an answer, the better option first."""
    return tuple(
        Judged(first, second, told.word)
        if told.better == "first"
        else Judged(second, first, told.word)
        for first, inner in answer.words.items()
        for second, told in inner.items()
    )


def word_scale(options: Sequence[str], judged: Sequence[Judged]) -> WordScale:
    """Return the scale of `options` that judgements in words come to, or why there is none.

    The range of a score is exact: its least and greatest value over all consistent scales. Its
    middle is from the one scale nearest to the middles of all ranges (least squares).
    """
    told = tuple(judged)
    free = Region(len(options), (), most=100.0)
    wrong = contradictions(
        len(told), lambda some: holds(free.within(_rows(options, [told[n] for n in sorted(some)])))
    )
    if wrong:
        return WordScale(told, None, wrong, None)
    above = _above(options, told)
    best = [n for n in range(len(options)) if above[n].all()]
    worst = [n for n in range(len(options)) if above[:, n].all()]
    if not best or not worst:
        n, k = np.argwhere(~(above | above.T))[0]
        lacks = f"judge {options[n]} against {options[k]}: the words do not say which is better"
        return WordScale(told, None, wrong, lacks)
    if set(best) & set(worst):
        return WordScale(told, None, wrong, "the options are all alike: none is best or worst")
    unit = np.eye(len(options))
    ends = tuple([(tuple(unit[n]), 100.0) for n in best] + [(tuple(unit[n]), 0.0) for n in worst])
    region = Region(len(options), ends, _rows(options, told), most=100.0)
    ranges = [reach(region, aim) for aim in unit]
    middle = nearest(region, np.array([(low + high) / 2 for low, high in ranges]))
    scores = {
        option: Range(low, min(max(float(mid), low), high), high)
        for option, (low, high), mid in zip(options, ranges, middle, strict=True)
    }
    return WordScale(told, scores, wrong, None)


def _rows(options: Sequence[str], judged: Sequence[Judged]) -> tuple[Row, ...]:
    """Return the conditions on scores: alike is equal, better is above, stronger is further."""
    place = {option: n for n, option in enumerate(options)}
    apart: list[tuple[int, np.ndarray]] = []
    rows: list[Row] = []
    for one in judged:
        over = np.zeros(len(options))
        over[place[one.better]], over[place[one.worse]] = 1.0, -1.0
        category = WORDS.index(one.word)
        if category == 0:
            rows += [Row(tuple(over)), Row(tuple(-over))]
        else:
            rows.append(Row(tuple(over), strict=True))
            apart.append((category, over))
    rows += [
        Row(tuple(far - near), strict=True)
        for much, far in apart
        for little, near in apart
        if much > little
    ]
    return tuple(rows)


def _above(options: Sequence[str], judged: Sequence[Judged]) -> np.ndarray:
    """Return whether the words put option n at or above option k, by transitivity."""
    place = {option: n for n, option in enumerate(options)}
    above = np.eye(len(options), dtype=bool)
    for one in judged:
        better, worse = place[one.better], place[one.worse]
        above[better, worse] = True
        above[worse, better] |= one.word == WORDS[0]
    for through in range(len(options)):
        above |= np.outer(above[:, through], above[through])
    return above
