"""Many analyses at once: cases times assumptions times seeds, set side by side."""
