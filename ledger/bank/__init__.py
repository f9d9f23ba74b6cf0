"""What the bank says about the dedicated accounts, held against the journal; it never posts."""
