"""How alembic runs the migrations: on the connection, and in the transaction, that `migrate` hands over."""

from alembic import context

from sipmap.store.migrate import VERSION_TABLE
from sipmap.store.tables import Base
from sipmap.store.triggers import make_triggers

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
    make_triggers(connection)
