"""How it unfolds: deadlines, bargaining, stages, the agenda, the calendar."""
