"""The shared nouns of Tiaowen; standard library only."""

from policy.errors import BadArtefact, BadInput, IllegalAnswer, TiaowenError
from policy.fold import bare, fold, is_traditional
from policy.nouns import LEVELS, Answer, Citation, Claim, Clause, Document, DocumentInfo, Hit, Passage, Target
from policy.numerals import chinese_number, numbers_in

__all__ = [
    "LEVELS",
    "Answer",
    "BadArtefact",
    "BadInput",
    "Citation",
    "Claim",
    "Clause",
    "Document",
    "DocumentInfo",
    "Hit",
    "IllegalAnswer",
    "Passage",
    "Target",
    "TiaowenError",
    "bare",
    "chinese_number",
    "fold",
    "is_traditional",
    "numbers_in",
]
