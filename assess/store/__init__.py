"""The database: drafts, saves and submissions in one DuckDB file that one process owns, one thread writes."""
