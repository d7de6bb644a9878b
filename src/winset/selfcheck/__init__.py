"""Published scenarios recomputed from their files, beside what others found for them."""
