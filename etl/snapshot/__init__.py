"""The embedded default's figures, made by `make snapshot` from the published files."""
