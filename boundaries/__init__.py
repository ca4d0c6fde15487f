"""Ward boundaries and lookups: read, repaired and validated."""
