"""Assessment, scores and comparison → `Findings`, the one value that pages, charts, documents and data are derived from."""
