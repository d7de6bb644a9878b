"""What issues do for one another on spaces that nobody can enumerate."""
