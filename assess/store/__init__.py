"""The database: drafts, saves and submissions in one DuckDB file, which one process owns and one thread writes."""
