"""The public benchmark site: released editions → pages, charts and data files. Nothing here knows a store or a vote."""
