"""Event studies as plain data: prices and events in, a MarketStudy out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import Any

from winset import __version__
from winset.case.document import Case
from winset.market.days import Frame
from winset.market.events import Confounder, Event, confounders_of, events_of, read_events
from winset.market.models import Convention, Model
from winset.market.pooled import SELECTION
from winset.market.prices import Prices, chosen, from_frame, of_case, read_prices
from winset.market.releases import Release, in_words, read_releases, releases_of
from winset.market.sheet import MarketError, fold
from winset.market.study import EventStudy
from winset.market.study import event_study as study_of
from winset.study import market_words as words
from winset.study.market import MarketStudy, ReleaseLine
from winset.study.market_lines import across, contrast_lines, pool_lines, readings
from winset.study.market_notes import notes, series_lines


def event_study(  # noqa: PLR0913  one argument a choice
    case: Case | None,
    prices: Any = None,
    *,
    events: str | Path | Sequence[Event] | None = None,
    series: Sequence[str] = (),
    index: str | None = None,
    model: Model = "constant-mean",
    estimation: int = 120,
    gap: int = 10,
    window: tuple[int, int] = (0, 0),
    convention: Convention = "textbook",
    releases: str | Path | None = None,
    as_of: Date | None = None,
    seed: int = 1,
) -> MarketStudy:
    """Return whether prices took notice of a case's events.

    `case` may be None if `events` are given: a CSV file of dates and labels, or events themselves;
    they replace those of the case. `prices`: a CSV file, a pandas or polars frame, `Prices`, or a
    list of these; by default the closes in the case, which seldom reach back far enough. `series`
    names those to study (default: all), `index` the one that stands for the market, as the models
    `market` and `adjusted` need. A window runs from `window[0]` to `window[1]` trading days around
    the event, and is compared with `estimation` days that end `gap` days before it. `releases`: a
    CSV file of dated figures, beside those of the case. Nothing later than `as_of` is used: by
    default the case's own date; without a case, everything is. `seed` of the resampled days.

    Raises MarketError, with every mistake at its row.
    """
    day = as_of or (case.as_of if case else None)
    frame = Frame(estimation=estimation, gap=gap, first=window[0], last=window[1])
    listed = _events(case, events)
    found = _named(_prices(case, prices), case)
    market = None if index is None else chosen(found, [index])[0]
    studied = chosen([each for each in found if each is not market], series)
    try:
        study = study_of(
            listed,
            studied,
            market=market,
            model=model,
            frame=frame,
            convention=convention,
            as_of=day,
        )
    except MarketError as error:
        if prices is not None or case is None:
            raise
        raise MarketError(_too_few(case, listed, frame), str(error)) from None
    dated = _releases(case, releases, day)
    return _laid_out(study, case, market, dated, seed)


def _events(case: Case | None, given: str | Path | Sequence[Event] | None) -> tuple[Event, ...]:
    if isinstance(given, str | Path):
        return read_events(given)
    if given is not None:
        return tuple(given)
    if case is None:
        raise MarketError("there is neither a case nor a list of events")
    found = events_of(case)
    if not found:
        raise MarketError(
            f"the case {case.id} has no market events: add them under `market.events`, or give a "
            "CSV file of dates and labels"
        )
    return found


def _prices(case: Case | None, given: Any) -> tuple[Prices, ...]:
    match given:
        case None:
            found = of_case(case) if case else ()
            if not found:
                raise MarketError("there are no prices: give a CSV file of dates and closes")
            return found
        case Prices():
            return (given,)
        case str() | Path():
            return read_prices(given)
        case list() | tuple():
            return tuple(series for each in given for series in _prices(case, each))
        case _:
            return from_frame(given)


def _named(found: Sequence[Prices], case: Case | None) -> tuple[Prices, ...]:
    """Return series that the case knows, by its id or name, under the name that it gives them.

    They still answer to the name that they had, as their column.
    """
    known = {} if case is None else case.market.series
    names = {fold(key): entry.name for key, entry in known.items()}
    names |= {fold(entry.name): entry.name for entry in known.values()}
    return tuple(
        replace(each, name=names[fold(each.name)], column=each.name)
        if fold(each.name) in names
        else each
        for each in found
    )


def _too_few(case: Case, events: Sequence[Event], frame: Frame) -> str:
    """Return what is missing where a case has only its own closes."""
    held = ", ".join(
        f"{len(entry.closes)} of {entry.name}" for entry in case.market.series.values()
    )
    first = min(event.date for event in events)
    since = first - timedelta(days=frame.before * 7 // 5 + 14)
    return (
        f"the case {case.id} carries only the closes that it cites ({held}); an event study of "
        f"{first} needs daily closes from about {since} on: give a file with --prices"
    )


def _releases(
    case: Case | None, path: str | Path | None, as_of: Date | None
) -> tuple[Release, ...]:
    last = as_of or Date.max
    found = [
        *(releases_of(case, last) if case else ()),
        *(read_releases(path, last) if path else ()),
    ]
    return tuple(sorted(found, key=lambda release: release.date))


def _laid_out(
    study: EventStudy,
    case: Case | None,
    market: Prices | None,
    releases: tuple[Release, ...],
    seed: int,
) -> MarketStudy:
    others = list(confounders_of(case, study.as_of or Date.max)) if case else []
    others += [Confounder(each.date, in_words(each)) for each in releases if each.out]
    found = readings(study, others)
    names = [each.name for each in study.series]
    pooled = pool_lines(study, seed)
    return MarketStudy(
        title=case.title if case else "Event study",
        case_id=case.id if case else None,
        as_of=study.as_of,
        model=study.model,
        convention=study.convention,
        estimation=study.frame.estimation,
        gap=study.frame.gap,
        window=(study.frame.first, study.frame.last),
        index=market.name if market else None,
        seed=seed,
        version=__version__,
        answer=words.answer(found, names, study.frame.length),
        series=series_lines(study),
        readings=found,
        across=across(study),
        pools=pooled,
        contrasts=contrast_lines(study, seed),
        selection=SELECTION if pooled else None,
        releases=tuple(
            ReleaseLine(
                date=each.date,
                what=each.what,
                actual=None if each.actual is None else float(each.actual),
                expected=None if each.expected is None else float(each.expected),
                surprise=None if each.surprise is None else float(each.surprise),
                presses=each.presses,
                out=each.out,
            )
            for each in releases
        ),
        kept_back=tuple(f"{each.date}: {each.label}" for each in study.kept_back),
        notes=notes(study, case),
    )
