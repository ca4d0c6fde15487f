"""Files that leave: CSV with its metadata."""
