"""Pieces of pages: each a function from plain values to a component."""
