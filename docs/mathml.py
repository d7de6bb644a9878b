"""Formulas as MathML, which browsers draw by themselves: no script, no font, no network."""

from __future__ import annotations

from typing import Any, NoReturn

from docutils.nodes import SkipNode
from docutils.utils.math import latex2mathml


def inline(translator: Any, node: Any) -> NoReturn:
    """Write a formula within a line."""
    translator.body.append(_drawn(node.astext(), block=False))
    raise SkipNode


def block(translator: Any, node: Any) -> NoReturn:
    """Write a formula on lines of its own, parted by double backslashes."""
    for line in node.astext().split(r"\\"):
        drawn = _drawn(line.strip(), block=True)
        translator.body.append(f'<div style="padding: 0.4em 0">{drawn}</div>')
    raise SkipNode


def _drawn(formula: str, *, block: bool) -> str:
    return str(latex2mathml.tex2mathml(formula, as_block=block))
