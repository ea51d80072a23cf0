"""Input → `Assessment`: answers and their states, the profile, and data that is made up for demonstrations."""
