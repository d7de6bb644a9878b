"""The ranges of the options that more than one command has."""

from __future__ import annotations

import click

WORLDS = click.IntRange(min=10, max=1_000_000)
"""Draws: fewer say nothing, more than a million sharpen no answer that anybody reads."""

SEED = click.IntRange(min=0, max=2**63 - 1)
"""Seeds: the whole numbers that a study can hold."""
