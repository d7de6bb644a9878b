"""A notebook as a page: its cells in order, each with what it gives when it is run here.

Cells are plain Python, run one after another in one namespace; no kernel is needed, and the file
itself keeps no outputs.
"""

from __future__ import annotations

import ast
import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any


def cells(path: Path) -> list[tuple[str, str]]:
    """Return the kind and the source of every cell of a notebook."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return [(cell["cell_type"], "".join(cell["source"])) for cell in content["cells"]]


def run(path: Path) -> Iterator[tuple[str, str, str, Any]]:
    """Yield for each cell its kind, its source, what it prints, and the value it ends with."""
    names: dict[str, Any] = {}
    for number, (kind, source) in enumerate(cells(path), start=1):
        printed, value = io.StringIO(), None
        if kind == "code":
            with redirect_stdout(printed):
                value = _result(ast.parse(source, f"cell {number} of {path.name}"), names)
        yield kind, source, printed.getvalue(), value


def _result(code: ast.Module, names: dict[str, Any]) -> Any:
    """Run the statements of a cell; return the value of the last, if it is an expression."""
    ends = code.body[-1:]
    if not ends or not isinstance(last := ends[0], ast.Expr):
        exec(compile(code, "cell", "exec"), names)  # noqa: S102  a notebook of our own
        return None
    code.body.pop()
    exec(compile(code, "cell", "exec"), names)  # noqa: S102  as above
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307  as above


def page(path: Path) -> str:
    """Return a notebook as Markdown, with the outputs of its cells; a cell that fails raises."""
    note = f"{{download}}`the notebook itself <../../tutorials/{path.name}>`"
    parts = []
    for kind, source, printed, value in run(path):
        parts.append(source if kind == "markdown" else f"```python\n{source}\n```")
        if printed:
            parts.append(f"```text\n{printed.rstrip()}\n```")
        if value is not None:
            parts.append(_shown(value))
    parts.insert(1, f"This page is {note}, run when the page was made.")
    return "\n\n".join(parts) + "\n"


def _shown(value: Any) -> str:
    html = getattr(value, "_repr_html_", None)
    if html is None:
        return f"```text\n{value!r}\n```"
    return f"```{{raw}} html\n{html()}\n```"
