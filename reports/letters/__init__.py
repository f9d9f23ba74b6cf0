"""文书: what the Center writes to others in a case, one module a kind."""
