"""From a question to an answer with its citations, or to "not found"."""

from answer.asking import ask
from answer.ledger.targets import targets

__all__ = ["ask", "targets"]
