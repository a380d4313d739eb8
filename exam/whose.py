"""Which documents say a statement: word for word, or in near words with its figures and names."""

import re

from exam.evidence import Evidence
from exam.numbers import pairs
from exam.wording import cover, norm
from policy import Clause

_NEAR = 0.4  # the share of a statement's pairs of characters that makes a sentence one about the same thing
_SHARED = 0.3  # the same where a figure is shared, which is what such a statement is about
_NAMED = 0.25  # the same where a name in quotation marks is shared
_SPREAD = 0.75  # the same for a whole clause, which may say it in several sentences
_WHOLE = 8  # characters of a part of a statement that is not said by chance
_NAME = re.compile("[“‘]([^“”‘’]{3,16})[”’]")


def teller(evidence: Evidence, source: str, statement: str) -> Clause | None:
    """A clause of a document that says the statement or a part of it, or may be held to say it in other words.

    A sentence on the same matter that shares no figure with it, where it has figures, does not.
    """
    figures, names = _set(statement), [norm(n) for n in _NAME.findall(statement)]
    parts = [plain for part in re.split("[，；]", statement) if len(plain := norm(part)) >= _WHOLE]
    for piece in evidence.pieces(source):
        share = cover(statement, piece.plain)
        near = share >= _SHARED and figures & _set(piece.plain) if figures else share >= _NEAR
        named = share >= _NAMED and any(name in piece.plain for name in names)
        if near or named or any(part in piece.plain for part in parts):
            return piece.clause
    for clause in evidence.clauses(source):
        whole = norm(clause.text)
        if cover(statement, whole) >= _SPREAD and figures <= pairs(whole) and all(n in whole for n in names):
            return clause
    return None


def _set(text: str) -> set[tuple[float, str]]:
    """The figures of a text; years, which many sentences share, only where there are no others."""
    found = pairs(text)
    return {f for f in found if f[1] != "年" or f[0] < 1900} or found
