"""The results of a sweep as tidy tables, written as Parquet: the same results, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from importlib.util import find_spec
from typing import Any

from winset import __version__
from winset.case.errors import CannotRun
from winset.sweeps.answer import Findings
from winset.sweeps.points import Point

Row = Mapping[str, Any]


CHUNK = 500
"""Points in memory at once, and in a row group of a file: the same for everybody, as bytes are."""


POINT = {"case": "text", "assumption": "text", "seed": "whole"}
"""The columns by which all tables but `changes` are joined."""

TABLES: dict[str, dict[str, str]] = {
    "points": {
        **POINT,
        "worlds": "whole",
        "status": "text",
        "error": "text",
        "packages": "whole",
        "combinations": "whole",
        "both_gain": "whole",
        "both_gain_at_most": "whole",
        "zone_packages": "whole",
        "zone_packages_at_most": "whole",
        "zone_share": "real",
        "zone_share_low": "real",
        "zone_share_high": "real",
        "worlds_searched": "whole",
        "zone_chance": "real",
        "zone_chance_low": "real",
        "zone_chance_high": "real",
        "deal_chance": "real",
        "deal_chance_low": "real",
        "deal_chance_high": "real",
        "unsettled": "real",
        "linchpin": "text",
        "linchpin_verdict": "text",
        "linchpin_tied": "texts",
        "case_id": "text",
        "case_hash": "text",
        "as_of": "day",
        "method": "text",
        "exact": "truth",
        "version": "text",
    },
    "solutions": {
        **POINT,
        "rule": "text",
        "party": "text",
        "value": "real",
        "gain": "real",
        "ties": "whole",
        "package": "text",
    },
    "ratification": {
        **POINT,
        "package": "text",
        "label": "text",
        "party": "text",
        "in_zone": "truth",
        "chance": "real",
        "chance_low": "real",
        "chance_high": "real",
        "hindsight": "truth",
    },
    "linchpin": {
        **POINT,
        "issue": "text",
        "lambda": "real",
        "lambda_low": "real",
        "lambda_high": "real",
        "lambda_mid": "real",
        "rank_first": "real",
    },
    "changes": {
        "case": "text",
        "assumption": "text",
        "place": "text",
        "was": "text",
        "now": "text",
    },
}
"""By table its columns in order, each with the kind of what it holds."""


def rows(points: Sequence[Point]) -> dict[str, list[Row]]:
    """Return the rows of every table but `changes`, in the order of the points."""
    made: dict[str, list[Row]] = {name: [] for name in TABLES if name != "changes"}
    for point in points:
        found = point.found()
        made["points"].append(_point(point, found))
        if found is not None:
            made["solutions"] += [{**_at(point), **row} for row in _solutions(found)]
            made["ratification"] += [{**_at(point), **row} for row in _ratification(found)]
            made["linchpin"] += [{**_at(point), **row} for row in _linchpin(found)]
    return made


def parquet(points: Sequence[Point]) -> dict[str, bytes]:
    """Return every table by name, as the bytes of a Parquet file. Needs pyarrow."""
    import pyarrow as pa  # noqa: PLC0415  an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    sinks = {name: pa.BufferOutputStream() for name in TABLES}
    schemas = {name: _schema(name) for name in TABLES}
    with ExitStack() as ends:
        writers = {
            name: ends.enter_context(pq.ParquetWriter(sink, schemas[name], compression="zstd"))
            for name, sink in sinks.items()
        }

        def write(name: str, lines: list[Row]) -> None:
            writers[name].write_table(pa.Table.from_pylist(lines, schema=schemas[name]))

        for start in range(0, len(points), CHUNK):
            for name, lines in rows(points[start : start + CHUNK]).items():
                write(name, lines)
        write("changes", list(_changes(points)))
    return {name: sink.getvalue().to_pybytes() for name, sink in sinks.items()}


def _schema(name: str) -> Any:
    import pyarrow as pa  # noqa: PLC0415  an extra

    kinds = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "whole": pa.int64(),
        "real": pa.float64(),
        "truth": pa.bool_(),
        "day": pa.date32(),
    }
    return pa.schema([(column, kinds[kind]) for column, kind in TABLES[name].items()])


def _changes(points: Sequence[Point]) -> Iterator[Row]:
    for variant in {id(point.variant): point.variant for point in points}.values():
        for change in variant.changes:
            yield {
                "case": variant.case,
                "assumption": variant.assumption,
                **asdict(change),
            }


def refuse_without_arrow() -> None:
    """Raise CannotRun, before any work is done, if no Parquet file could be written."""
    if find_spec("pyarrow") is None:
        raise CannotRun(
            "the results of a sweep are Parquet files, which needs the package `pyarrow`: "
            "pip install 'winset[sweep]'"
        )


def _at(point: Point) -> Row:
    return {
        "case": point.variant.case,
        "assumption": point.variant.assumption,
        "seed": point.seed,
    }


def _point(point: Point, found: Findings | None) -> Row:
    variant = point.variant
    row = {
        **_at(point),
        "worlds": variant.worlds,
        "status": "failed" if found is None else "done",
        "error": point.error,
        "case_id": variant.case_id,
        "case_hash": variant.case_hash,
        "as_of": variant.as_of,
        "version": __version__,
    }
    if found is None:
        return row
    zone = found.zone
    return {
        **row,
        "packages": found.space.packages,
        "combinations": found.space.combinations,
        "both_gain": found.space.both_gain,
        "both_gain_at_most": found.space.both_gain_at_most,
        "zone_packages": zone.packages,
        "zone_packages_at_most": zone.at_most,
        "zone_share": zone.share,
        "zone_share_low": zone.share_interval and zone.share_interval[0],
        "zone_share_high": zone.share_interval and zone.share_interval[1],
        "worlds_searched": found.searched,
        "zone_chance": zone.chance,
        "zone_chance_low": zone.interval[0],
        "zone_chance_high": zone.interval[1],
        "deal_chance": zone.deal_chance,
        "deal_chance_low": zone.deal_interval[0],
        "deal_chance_high": zone.deal_interval[1],
        "unsettled": zone.unsettled,
        "linchpin": found.linchpin.issue,
        "linchpin_verdict": found.linchpin.verdict,
        "linchpin_tied": list(found.linchpin.tied),
        "method": found.provenance.method,
        "exact": found.provenance.exact,
    }


def _solutions(found: Findings) -> Iterator[Row]:
    for deal in found.deals:
        for party, value in deal.values.items():
            yield {
                "rule": deal.rule,
                "party": party,
                "value": value,
                "gain": deal.gains[party],
                "ties": deal.ties,
                "package": ", ".join(f"{k}={option}" for k, option in deal.package.items()),
            }


def _ratification(found: Findings) -> Iterator[Row]:
    """Yield for each package first whether every side ratifies it (no party), then each side."""
    for line in found.packages:
        sides: list[tuple[str | None, float, tuple[float, float]]] = [
            (None, line.chance, line.interval)
        ]
        sides += [(party, line.by_party[party], line.intervals[party]) for party in found.parties]
        for party, chance, (low, high) in sides:
            yield {
                "package": line.id,
                "label": line.label,
                "party": party,
                "in_zone": line.in_zone,
                "chance": chance,
                "chance_low": low,
                "chance_high": high,
                "hindsight": line.hindsight,
            }


def _linchpin(found: Findings) -> Iterator[Row]:
    """Yield a row an issue, in the order of the case."""
    lines = {line.issue: line for line in found.linchpin.issues}
    for issue in found.issues:
        line = lines[issue]
        yield {
            "issue": issue,
            "lambda": line.lambda_,
            "lambda_low": line.interval and line.interval[0],
            "lambda_high": line.interval and line.interval[1],
            "lambda_mid": line.mid,
            "rank_first": line.rank_first,
        }
