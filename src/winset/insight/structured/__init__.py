"""What issues are worth on spaces that nobody can enumerate: a search of its own each agenda."""
