"""What stands between a request and a page: headers, limits, where it comes from."""
