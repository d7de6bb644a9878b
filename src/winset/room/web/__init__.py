"""The workspace in the browser, and its REST API."""
