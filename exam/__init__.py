"""Exam papers made from clauses: reserved, empty so far."""
