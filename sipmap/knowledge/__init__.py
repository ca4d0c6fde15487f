"""Local knowledge, initiatives and decisions: their rules."""
