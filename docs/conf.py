"""How Sphinx builds these pages: plain Markdown in, out a site that needs no network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import mathml  # noqa: E402  beside this file
import navigation  # noqa: E402
import reference_pages  # noqa: E402

from winset import __version__  # noqa: E402

project = "winset"
author = "The winset maintainers"
copyright = "the winset maintainers"  # noqa: A001  Sphinx wants this name
release = __version__

extensions = ["myst_parser"]
exclude_patterns = ["images/README.md"]
myst_enable_extensions = ["deflist", "dollarmath"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = f"winset {__version__}"
html_math_renderer = "mathml"
html_show_sphinx = False
html_copy_source = False


def setup(app: Any) -> None:
    """Write the pages that come from the code, draw formulas without a script, list the pages."""
    reference_pages.write(HERE / "reference" / "generated")
    app.add_html_math_renderer("mathml", (mathml.inline, None), (mathml.block, None))
    app.connect("html-page-context", navigation.of_titles, priority=400)  # before the theme
