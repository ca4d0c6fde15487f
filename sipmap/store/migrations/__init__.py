"""Alembic's migrations of the tables; `sipmap.store.migrate` runs them."""
