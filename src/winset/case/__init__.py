"""What a person writes: the negotiation file, its schema, its error messages."""
