"""The store: clauses, vectors, postings, and hybrid search over them."""

from index.check import check
from index.opening import open_index
from index.ports import Encoder, Query
from index.reader import Index
from index.writer import Writer

__all__ = ["Encoder", "Index", "Query", "Writer", "check", "open_index"]
