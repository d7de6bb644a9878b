"""What is shipped: cases, a file to start from, JSON Schemas."""
