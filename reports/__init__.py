"""Statements and letters: figures of the ledger laid out the way finance staff expect them."""
