"""What can be said at once of a delegation's own case, while an analysis of it takes its time."""

from __future__ import annotations

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.case.loading import content_hash
from winset.room.web.sitting import Sitting
from winset.study.preview import Preview, preview, takes_long


def preview_of(here: Sitting) -> Preview | None:
    """Return the preview of the own case as it stands; None without one, or if it is soon analysed.

    None too where the analysis will be refused, which says why.
    """
    case = here.case()
    if case is None:
        return None
    return here.services.previews.get(content_hash(case), lambda: _made(case))


def _made(case: Case) -> Preview | None:
    try:
        return preview(case) if takes_long(case) else None
    except WinsetError:
        return None
