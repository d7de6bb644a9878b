"""Linked issues at any size: packages as paths through a layered decision diagram."""
