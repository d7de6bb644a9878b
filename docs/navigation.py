"""The tree of pages beside each page, made from titles alone.

The theme asks for a tree without the headings within pages. Sphinx copies all headings of all pages
for every page, to leave them out then: half of the time that building takes.
"""

from __future__ import annotations

from typing import Any

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def of_titles(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _: Any) -> None:
    """Let `toctree` of a page's context see the titles alone when it is asked for nothing else."""
    whole = context.get("toctree")
    if whole is None:
        return

    def toctree(**wanted: Any) -> str:
        if not wanted.get("titles_only"):
            return str(whole(**wanted))
        kept, app.env.tocs = app.env.tocs, _titles(app.env)
        try:
            return str(whole(**wanted))
        finally:
            app.env.tocs = kept

    context["toctree"] = toctree


def _titles(env: BuildEnvironment) -> dict[str, Any]:
    """Return the contents of each page cut to its title and the trees of pages below it."""
    found: dict[str, Any] | None = getattr(env, "winset_titles", None)
    if found is None:
        found = {page: contents.deepcopy() for page, contents in env.tocs.items()}
        for contents in found.values():
            for title in contents.children:
                if len(title) > 1:
                    title[1][:] = list(title[1].findall(addnodes.toctree))
        env.winset_titles = found  # type: ignore[attr-defined]
    return found
