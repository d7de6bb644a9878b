"""Weights and scores from answers that people find easy to give."""
