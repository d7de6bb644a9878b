"""A sweep run: what is missing computed and kept, then the tables written from all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from winset.sweeps.answer import Answer, answered, key
from winset.sweeps.effects import Effect, effects
from winset.sweeps.mapping import mapped, refuse_cluster
from winset.sweeps.points import Point
from winset.sweeps.reading import read_sweep
from winset.sweeps.shelf import keep, kept, open_shelf, put
from winset.sweeps.tables import TABLES, parquet, refuse_without_arrow

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[int, int], None]
"""Told how many points were done since the last call, and how many there are in all."""


@dataclass(frozen=True)
class Swept:
    """The results of a sweep: its `points` in order, the `folder` of its tables.

    `found` points were there already and `computed` ones were not; points of one and the same case
    under two names count as one.
    """

    folder: Path
    points: tuple[Point, ...]
    found: int
    computed: int

    @property
    def failed(self) -> tuple[Point, ...]:
        """The points that could not be analysed; the error of each says why."""
        return tuple(point for point in self.points if point.error is not None)

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What each assumption does to each case, the largest effect first."""
        return effects(self.points)

    def tables(self) -> dict[str, pa.Table]:
        """Return the tables by name, read from their files as Arrow tables."""
        import pyarrow.parquet as pq  # noqa: PLC0415  an extra

        return {name: pq.read_table(self.folder / f"{name}.parquet") for name in TABLES}


def sweep(
    file: str | Path,
    out: str | Path,
    *,
    seeds: tuple[int, ...] | None = None,
    worlds: int | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
) -> Swept:
    """Analyse the cases of a sweep file under its assumptions, with its seeds; return it all.

    `out`: the folder for the results, new or of an earlier sweep, whose points are not computed
    again; `seeds` and `worlds` go before those of the file; `workers`: processes of this machine
    (all cores if None); `cluster`: dask://host:port, a Dask scheduler whose workers compute
    instead. The results are the same bytes wherever and in whatever pieces they were computed.
    `progress` is called with (points just done, points in all), at first with those found.

    Raises CaseError with all mistakes in the file and its cases, before anything is computed,
    NotAShelf if `out` holds something else, CannotRun where the cluster or a package is missing. A
    point that cannot be analysed is a failed point. A KeyboardInterrupt keeps what is done.
    """
    refuse_without_arrow()
    if cluster is not None:
        refuse_cluster(cluster)
    folder = Path(out)
    plan = read_sweep(Path(file), seeds=seeds, worlds=worlds)
    open_shelf(folder)
    order = [(variant, seed) for variant in plan.variants for seed in plan.seeds]
    keys = [key(variant.text, variant.worlds, seed) for variant, seed in order]
    wanted = dict(zip(keys, order, strict=True))
    errors: dict[str, str | None] = {}
    for name in wanted:
        answer = kept(folder, name)
        if answer is not None:
            errors[name] = answer.error
    missing = {
        name: (variant.text, variant.worlds, seed)
        for name, (variant, seed) in wanted.items()
        if name not in errors
    }
    found = len(errors)
    tell = progress or (lambda _done, _total: None)
    tell(found, len(wanted))
    for name, text in mapped(answered, missing, workers=workers, cluster=cluster):
        answer = Answer.model_validate_json(text)
        if answer.lasting:
            keep(folder, answer)
        errors[name] = answer.error
        tell(1, len(wanted))
    points = tuple(
        Point(variant, seed, name, folder, errors[name])
        for (variant, seed), name in zip(order, keys, strict=True)
    )
    for name, content in parquet(points).items():
        put(folder / f"{name}.parquet", content)
    return Swept(folder, points, found, len(missing))
