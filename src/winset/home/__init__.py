"""Level II: who accepts a package at home, what each side would ratify, who blocks."""
