"""`winset deadlines`: the record of deadlines, listed and filtered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.table import Table

    from winset.process.deadlines.history import Row
    from winset.process.deadlines.odds import Odds


@click.command()
@click.option(
    "--add",
    "added",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Read rows of your own too, in the same format (may be given again).",
)
@click.option("--case", metavar="TEXT", help="Only negotiations whose name holds this text.")
@click.option("--kind", metavar="TYPE", help="Only this type of deadline, as statutory-expiry.")
@click.option("--domain", metavar="DOMAIN", help="Only this domain, as interstate.")
@click.option("--outcome", metavar="OUTCOME", help="Only agreed, extended or lapsed ones.")
@click.option("--confidence", metavar="WORD", help="Only rows of this confidence, as high.")
@click.option("--verified", is_flag=True, help="Only rows that were checked against a source.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as one JSON object.")
def command(
    added: tuple[Path, ...],
    case: str | None,
    kind: str | None,
    domain: str | None,
    outcome: str | None,
    confidence: str | None,
    *,
    verified: bool,
    as_json: bool,
) -> None:
    """List the record of deadlines: which were met, which were moved, which lapsed.

    The record holds deadlines of real negotiations, one a row, and says of each whether it was
    checked against a source or written down from memory. Below the list stands the base rate of
    what was selected.

    Exit codes: 0 done; 2 a mistake in a file or in the call.
    """
    from winset.process.deadlines.history import (  # noqa: PLC0415  costs start-up time
        OUTCOMES,
        joined,
        read,
        shipped,
    )
    from winset.process.deadlines.odds import base_rate  # noqa: PLC0415

    rows = joined(shipped(), *(read(path) for path in added))
    wanted = {
        "kind": _known("--kind", kind, (row.kind for row in rows)),
        "domain": _known("--domain", domain, (row.domain for row in rows)),
        "outcome": _known("--outcome", outcome, OUTCOMES),
        "confidence": _known("--confidence", confidence, (row.confidence for row in rows)),
    }
    text = _part_of_a_name(case, {row.case for row in rows})
    selected = [
        row
        for row in rows
        if text in row.case.casefold()
        and (row.checked or not verified)
        and all(word is None or getattr(row, name) == word for name, word in wanted.items())
    ]
    rate = base_rate(selected)
    if as_json:
        click.echo(json.dumps(_data(selected, rate), indent=2, ensure_ascii=False))
        return
    if not selected:
        click.echo(f"None of the {len(rows)} deadlines is all of this.")
        return
    from winset.report.terminal import console  # noqa: PLC0415

    screen = console()
    screen.print(_table(selected))
    for line in _summary(selected, rate):
        screen.print(line)


def _known(option: str, word: str | None, words: Iterable[str | None]) -> str | None:
    """Return `word` if it is one of `words`; raise a usage error with the nearest if not."""
    from winset.case.places import nearest  # noqa: PLC0415

    known = sorted({known for known in words if known})
    if word is None or word in known:
        return word
    near = nearest(word, known)
    hint = f"did you mean `{near}`?" if near else f"there are {', '.join(known)}"
    msg = f"{option}: no deadline has `{word}`; {hint}"
    raise click.UsageError(msg)


def _part_of_a_name(text: str | None, names: set[str]) -> str:
    """Return `text` as it is looked for in names; raise a usage error if it is in none."""
    from winset.case.places import nearest  # noqa: PLC0415

    folded = (text or "").casefold()
    if any(folded in name.casefold() for name in names):
        return folded
    words = {word.strip(":,") for name in names for word in name.split()}
    near = nearest(text or "", names) or nearest(text or "", sorted(words))
    hint = f"did you mean `{near}`?" if near else "`winset deadlines` lists all of them"
    msg = f"--case: no negotiation's name holds `{text}`; {hint}"
    raise click.UsageError(msg)


def _table(rows: Sequence[Row]) -> Table:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_edge=False)
    table.add_column("Negotiation", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("", justify="right")
    for name in ("Deadline", "Outcome", "New date", "Type", "Alone", "Known from"):
        table.add_column(name, no_wrap=True)
    colours = {"agreed": "green", "extended": "yellow", "lapsed": "red"}
    for row in rows:
        no_date = "none given" if row.outcome == "extended" else ""
        table.add_row(
            row.case,
            str(row.index),
            str(row.date),
            Text(row.outcome, style=colours[row.outcome]),
            str(row.new_date or no_date),
            row.kind or "",
            {True: "yes", False: "no", None: "?"}[row.alone],
            _basis(row),
        )
    return table


def _basis(row: Row) -> str:
    """Return where a row comes from, and how sure it is unless that is high."""
    basis = "a source" if row.checked else "memory"
    return basis if row.confidence in {"high", None} else f"{basis}, {row.confidence}"


def _summary(rows: Sequence[Row], rate: Odds) -> tuple[str, str]:
    from winset.process.deadlines.history import OUTCOMES  # noqa: PLC0415
    from winset.report.wording import estimate  # noqa: PLC0415

    counts = _counts(rows)
    outcomes = ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES)
    checked = sum(row.checked for row in rows)
    rates = ", ".join(
        f"{outcome} {estimate(chance, interval)}"
        for outcome, chance, interval in zip(OUTCOMES, rate.chances, rate.intervals, strict=True)
    )
    contents = (
        f"{len(rows)} deadline{'s' * (len(rows) != 1)}, negotiations: "
        f"{len({row.case for row in rows})}. {outcomes}. Checked against a source: {checked}; "
        f"from memory: {len(rows) - checked}. Who can move one alone is our judgement."
    )
    share = (
        f"Base rate: {rates}. One deadline of each outcome is added; 95 % intervals that treat "
        "the deadlines of a negotiation as dependent."
    )
    return contents, share


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    from winset.process.deadlines.history import OUTCOMES  # noqa: PLC0415

    return {outcome: sum(row.outcome == outcome for row in rows) for outcome in OUTCOMES}


def _data(rows: Sequence[Row], rate: Odds) -> dict[str, Any]:
    """Return the list as plain data, the rates rounded so that they are the same on any machine."""
    from winset.process.deadlines.history import OUTCOMES  # noqa: PLC0415

    return {
        "deadlines": [json.loads(json.dumps(asdict(row), default=str)) for row in rows],
        "negotiations": len({row.case for row in rows}),
        "counts": _counts(rows),
        "checked": sum(row.checked for row in rows),
        "base_rate": {
            outcome: {"chance": round(chance, 6), "interval": [round(end, 6) for end in interval]}
            for outcome, chance, interval in zip(
                OUTCOMES, rate.chances, rate.intervals, strict=True
            )
        },
    }
