"""Plain words: a frame or number in, a sentence out."""
