"""The pages: each has `layout(**query)` and, where it answers, `register(app, ...)`."""
