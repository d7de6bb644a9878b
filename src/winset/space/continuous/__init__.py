"""Issues that can take any value: the best of all values, beside the best of those tried."""
