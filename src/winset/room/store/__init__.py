"""Where rooms are kept: SQLite in one file, or PostgreSQL."""
