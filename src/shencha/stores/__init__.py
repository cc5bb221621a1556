"""Where tables lie: files, DuckDB, PostgreSQL."""
