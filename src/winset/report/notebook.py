"""A study in a notebook: the answer and the key tables as HTML without script."""

from __future__ import annotations

from html import escape

from winset.report.tables import tables
from winset.report.wording import day
from winset.study.document import Study

KEY_TABLES = ("agenda", "ratification", "linchpin")


def html(study: Study) -> str:
    """Return the title, the answer and the key tables of a study; every text is escaped."""
    every = tables(study)
    return (
        f"<h3>{escape(study.title)}</h3>"
        f"<p>As known on {day(study.provenance.as_of)}.</p>"
        f"<p>{escape(study.answer)}</p>"
        + "".join(
            f"<details><summary>{escape(every[name].title)}</summary>"
            f"{every[name]._repr_html_()}</details>"
            for name in KEY_TABLES
        )
    )
