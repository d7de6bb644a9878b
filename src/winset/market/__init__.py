"""How markets took it: event studies of prices around dated news."""
