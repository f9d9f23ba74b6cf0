"""One module for each family of documents, reached through `importers.registry` only."""
