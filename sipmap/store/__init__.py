"""The database: tables, engine, reading and writing, migrations. Frames in, frames out."""
