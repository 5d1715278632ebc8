"""The database: engine, types, migrations, encryption."""
