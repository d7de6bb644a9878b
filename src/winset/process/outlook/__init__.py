"""What comes next: how ready an event is, the next round, and answers to questions."""
