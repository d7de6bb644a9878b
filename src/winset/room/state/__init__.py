"""Where a negotiation stands, as one delegation may see it."""
