"""Where target wards lie together, and what holds each area back: pure functions."""
