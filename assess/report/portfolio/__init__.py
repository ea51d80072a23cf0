"""A list of clients → a site for each, built at once, and an overview that only their consultant sees."""
