"""The shared workspace: the record, people and rights, web pages, API."""
