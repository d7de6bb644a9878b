"""Packages written to a file batch by batch, as CSV, Arrow or Parquet, and as one table in memory.

The same case and version give the same bytes; Arrow and Parquet need the extra `arrow`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from winset.study.packages import Batch, Column, Packages

BESIDE = ".json"
"""What is added to the name of a CSV file for the file that says what its numbers are."""


class NeedsArrow(ImportError):  # noqa: N818  a state, as CannotRun
    """Arrow and Parquet are asked for where pyarrow is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Arrow and Parquet files need the extra `arrow`: pip install 'winset[arrow]'; "
            "CSV works without it"
        )


def kind_of(path: Path) -> str | None:
    """Return the suffix of a file that can be written, a key of WRITERS; None for another."""
    suffix = path.suffix.lower()
    return suffix if suffix in WRITERS else None


def write(found: Packages, kind: str, file: BinaryIO) -> None:
    """Write packages to an open file, by a key of WRITERS.

    Raises NeedsArrow, before anything is written, where pyarrow is needed and not there.
    """
    WRITERS[kind](found, file)


def about(found: Packages) -> str:
    """Return what stands beside a CSV file, which has no place for it: JSON."""
    return json.dumps(found.about, ensure_ascii=False, indent=2) + "\n"


def to_arrow(found: Packages) -> pa.Table:
    """Return packages as one pyarrow Table in memory. Raises NeedsArrow."""
    pa = _pyarrow()
    schema = _schema(found)
    return pa.Table.from_batches([_record(pa, schema, found, batch) for batch in found], schema)


def to_frame(found: Packages) -> pd.DataFrame:
    """Return packages as one pandas DataFrame in memory, options as categories.

    Raises ImportError where pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: PLC0415  an extra
    except ImportError as missing:
        raise ImportError(
            "a data frame needs pandas: install it with `pip install winset[frames]`"
        ) from missing
    batches = list(found)
    cells = {c.name: np.concatenate([batch[c.name] for batch in batches]) for c in found.columns}
    frame = pd.DataFrame(
        {
            c.name: pd.Categorical.from_codes(cells[c.name].astype(np.int64), pd.Index(c.options))
            if c.kind == "option"
            else cells[c.name]
            for c in found.columns
        }
    )
    frame.attrs = dict(found.about.items())
    return frame


def _csv(found: Packages, file: BinaryIO) -> None:
    file.write((",".join(column.name for column in found.columns) + "\n").encode())
    for batch in found:
        cells = [list(_words(column, batch[column.name])) for column in found.columns]
        lines = (",".join(row) for row in zip(*cells, strict=True))
        file.write("".join(f"{line}\n" for line in lines).encode())


def _words(column: Column, cells: Any) -> Iterator[str]:
    """Return cells as they stand in CSV: ids need no quotes, numbers read back the same."""
    if column.kind == "option":
        return map(column.options.__getitem__, cells.tolist())
    if column.kind == "flag":
        return iter(np.where(cells, "true", "false").tolist())
    if column.kind == "digits":
        return iter(cells.tolist())
    return map(repr, cells.tolist())


def _arrow(found: Packages, file: BinaryIO) -> None:
    pa = _pyarrow()
    schema = _schema(found)
    with pa.ipc.new_file(file, schema) as writer:
        for batch in found:
            writer.write_batch(_record(pa, schema, found, batch))


def _parquet(found: Packages, file: BinaryIO) -> None:
    pa = _pyarrow()
    import pyarrow.parquet as pq  # noqa: PLC0415  an extra

    schema = _schema(found)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in found:
            writer.write_batch(_record(pa, schema, found, batch))


WRITERS: dict[str, Callable[[Packages, BinaryIO], None]] = {
    ".csv": _csv,
    ".arrow": _arrow,
    ".parquet": _parquet,
}
"""Who writes a file, by its suffix."""


def _pyarrow() -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415  an extra
    except ImportError:
        raise NeedsArrow from None
    return pa


def _schema(found: Packages) -> pa.Schema:
    pa = _pyarrow()
    kinds = {
        "count": pa.int64(),
        "digits": pa.string(),
        "option": pa.dictionary(pa.int16(), pa.string()),
        "points": pa.float64(),
        "flag": pa.bool_(),
    }
    fields = [
        pa.field(c.name, kinds[c.kind], nullable=False, metadata={"says": c.says})
        for c in found.columns
    ]
    texts = {
        f"winset.{name}": said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        for name, said in found.about.items()
    }
    return pa.schema(fields, metadata=texts)


def _record(pa: Any, schema: pa.Schema, found: Packages, batch: Batch) -> pa.RecordBatch:
    arrays = [
        pa.DictionaryArray.from_arrays(pa.array(batch[c.name]), pa.array(c.options, pa.string()))
        if c.kind == "option"
        else pa.array(batch[c.name])
        for c in found.columns
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
