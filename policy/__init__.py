"""The shared nouns of Tiaowen; standard library only."""

from policy.errors import BadArtefact, BadInput, IllegalAnswer, TiaowenError
from policy.fold import bare, fold, is_traditional, pairs_of
from policy.nouns import LEVELS, Answer, Cell, Citation, Claim, Clause, Document, DocumentInfo, Hit, Passage, Table, Target
from policy.numerals import chinese_number, numbers_in

__all__ = [
    "LEVELS",
    "Answer",
    "BadArtefact",
    "BadInput",
    "Cell",
    "Citation",
    "Claim",
    "Clause",
    "Document",
    "DocumentInfo",
    "Hit",
    "IllegalAnswer",
    "Passage",
    "Table",
    "Target",
    "TiaowenError",
    "bare",
    "chinese_number",
    "fold",
    "is_traditional",
    "numbers_in",
    "pairs_of",
]
