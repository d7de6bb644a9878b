"""Exact answers from the value tables alone: the packages are never enumerated."""
