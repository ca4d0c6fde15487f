"""From published files to the store: read, check, apportion, load."""
