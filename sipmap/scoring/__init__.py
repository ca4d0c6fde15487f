"""From figures to ranks: pure functions, frames in and frames out."""
