"""The double-entry ledger of the dedicated accounts. It imports nothing else of the project."""
