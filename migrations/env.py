"""Runs the migrations on the connection that front/migrations.py hands over."""

from alembic import context

connection = context.config.attributes["connection"]
# The site's own listeners begin each transaction; Alembic must not begin a second one.
context.configure(connection=connection, render_as_batch=True, transactional_ddl=False)
context.run_migrations()
