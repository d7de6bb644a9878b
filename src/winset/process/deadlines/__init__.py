"""Will a deadline be met, be moved again, or lapse? The record and the owner's view."""
