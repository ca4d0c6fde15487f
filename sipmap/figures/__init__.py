"""Pictures: a frame in, a chart or map picture out."""
