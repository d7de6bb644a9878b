"""The event, its hash, the chain of events, and the room as one file."""
