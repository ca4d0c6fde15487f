"""Scripts that make, CI and the tests share."""
