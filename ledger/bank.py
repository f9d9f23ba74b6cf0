"""The bank's side: statements, lines matched with the journal on evidence, reconciliation."""
