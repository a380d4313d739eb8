"""The sentences that answer, how much of them to quote, and whether they do."""
