"""One module for each dialect of structured data, reached through `importers.structured` only."""
