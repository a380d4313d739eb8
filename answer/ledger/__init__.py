"""The ledgers: what clauses set in figures, and who is responsible for what."""
