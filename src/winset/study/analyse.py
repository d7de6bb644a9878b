"""One analysis: a case in, a Study out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

import numpy as np

from winset.case.document import Case
from winset.case.errors import WinsetError
from winset.home.rules import Rule, compile_rules
from winset.home.zone import deciders, drawn_luck, mid_luck, surveyed
from winset.insight.runs import Runs, run, run_part
from winset.space.compile import compile_case
from winset.space.grid import Floats, Ints
from winset.space.packages import ENUMERABLE, TooLarge, blocks
from winset.space.solutions import TIE_BREAK, Solution, solve
from winset.space.space import Space, only
from winset.space.worlds import Worlds, drawn, mid
from winset.study.document import Study

WORLDS = 2000
"""Draws of the uncertain numbers, unless the space is so large that they are cut to the budget."""

BUDGET = 4 * 10**8
"""Packages times worlds that an analysis takes on by itself: about a minute on two cores."""
