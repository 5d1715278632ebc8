"""Asked for by Alembic's own command line only; the program runs `store.schema`."""

raise SystemExit("use: hhdesk db upgrade")
