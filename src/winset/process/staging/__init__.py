"""The staged process: who writes the text, whose homes must take it, and how long that takes."""
