"""The odds of deadlines, reckoned in a process of their own so that pages are not held up by them.

In a thread of the server they would take turns with every answer; first of all the model of the
deadline record, which is fitted once a process.
"""

from __future__ import annotations

import multiprocessing
import threading
from datetime import date as Date
from multiprocessing.connection import Connection as Pipe

from winset.case.document import Case
from winset.case.errors import CannotRun, WinsetError
from winset.case.loading import content_hash
from winset.room.kept import Kept
from winset.study.course import DeadlineOutlook
from winset.study.talks import deadlines_ahead

WORLDS = 100
"""Draws behind the view of what a deadline's owner gains by moving it."""

KEPT = 16
"""Odds that stay in memory, by case and day."""

Odds = tuple[DeadlineOutlook, ...]


class Desk:
    """The one process that reckons odds, one question at a time. Safe to share between threads."""

    def __init__(self) -> None:
        self._kept: Kept[tuple[str, Date], Odds] = Kept(KEPT)
        self._turn = threading.Lock()
        self._pipe: Pipe | None = None

    def odds(self, case: Case, as_of: Date) -> Odds:
        """Return what is likely to become of each deadline of a case after a day.

        Raises WinsetError as `deadlines_ahead` does; CannotRun if the process was killed.
        """
        return self._kept.get((content_hash(case), as_of), lambda: self._asked(case, as_of))

    def _asked(self, case: Case, as_of: Date) -> Odds:
        with self._turn:
            if self._pipe is None:
                self._pipe = _started()
            try:
                self._pipe.send((case, as_of))
                answer: Odds | str = self._pipe.recv()
            except (EOFError, OSError):
                self._pipe = None  # the next to ask starts another
                raise CannotRun("the process that reckons the odds was ended; ask again") from None
        if isinstance(answer, str):
            raise WinsetError(answer)
        return answer


def _started() -> Pipe:
    context = multiprocessing.get_context("spawn")  # threads of ours hold locks: no fork
    ours, theirs = context.Pipe()
    context.Process(target=_answer, args=(theirs,), name="odds", daemon=True).start()
    theirs.close()
    return ours


def _answer(questions: Pipe) -> None:
    """Answer until whoever asks is gone."""
    while True:
        try:
            case, as_of = questions.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            answer: Odds | str = deadlines_ahead(case, as_of=as_of, worlds=WORLDS)
        except WinsetError as error:
            answer = str(error)
        questions.send(answer)
