"""One analysis in a process of its own, heard from as it goes, and ended at any time."""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator
from multiprocessing.connection import Connection as Pipe
from typing import Any

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.writing import written
from winset.room.acts.values import read_case
from winset.study.analyse import analyse

WATCH = 0.2
"""Seconds of silence after which "still" is said, so that a listener can look around."""


def analysed_apart(case: Case, worlds: int, seed: int) -> Generator[tuple[str, Any]]:
    """Yield what an analysis says; closing the generator kills it.

    ("step", (steps just done, steps in all)), ("still", None) while it says nothing, and at its end
    ("study", the Study as JSON) or ("refused", why); without either it ended by itself.
    """
    context = multiprocessing.get_context("spawn")  # threads of ours hold locks: no fork
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=_analysed, args=(written(case), worlds, seed, theirs), daemon=True
    )
    process.start()
    theirs.close()
    try:
        while True:
            yield ours.recv() if ours.poll(WATCH) else ("still", None)
    except EOFError:
        return
    finally:
        process.kill()
        process.join()
        ours.close()


def _analysed(text: str, worlds: int, seed: int, theirs: Pipe) -> None:
    """Analyse a case, and say how far it is."""
    try:
        study = analyse(
            read_case("the case", text),
            worlds=worlds,
            seed=seed,
            workers=1,
            progress=lambda done, total: theirs.send(("step", (done, total))),
        )
        theirs.send(("study", study.to_json()))
    except WinsetError as error:
        theirs.send(("refused", str(error)))
    finally:
        theirs.close()
