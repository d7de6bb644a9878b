"""What a case alone says of prices around its events, in words."""

from __future__ import annotations

from itertools import groupby

from winset.report.wording import day
from winset.study.market_words import moved
from winset.study.setting import MarketNote, OwnMove


def own_closes(note: MarketNote) -> str:
    """Return how prices moved around an event by the closes that the case cites."""
    if not note.moves:
        return f"{note.label} ({day(note.date)}): the case cites no closes around it."
    spans = [
        f"{_listed(list(moves))} from the close of {day(since)} to that of {day(last)}"
        for (since, last), moves in groupby(note.moves, key=lambda move: (move.since, move.day))
    ]
    return f"{note.label}: {'; '.join(spans)}."


def _listed(moves: list[OwnMove]) -> str:
    """Return A rose 0.47 %, B rose 1.00 % and C fell 2.00 %."""
    said = [f"{move.series} {moved(move.change)}" for move in moves]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))
