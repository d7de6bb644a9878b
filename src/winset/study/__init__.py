"""One analysis of one case: plain data, JSON in and out."""
