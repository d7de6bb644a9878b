"""Ratification inside the search: zones and win-sets of spaces that nobody can enumerate."""
