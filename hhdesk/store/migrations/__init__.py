"""Alembic environment: brings a database from any earlier revision up."""
