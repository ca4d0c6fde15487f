"""Benchmarks: how long people wait. They print tables and keep a history; none can fail."""
