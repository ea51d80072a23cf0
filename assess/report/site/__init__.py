"""Pages → a folder that is built as a static site, put in its place whole or not at all."""
