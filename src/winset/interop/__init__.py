"""Other programs' scenario files, read into cases and written from them."""
