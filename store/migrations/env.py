"""Run by Alembic. The connection comes from store.migrate, so there is no alembic.ini with a URL in it."""

from alembic import context

from store import tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=tables.Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
