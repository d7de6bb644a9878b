"""In what order to settle the issues, and what an order costs."""
