"""A list that a question knows the length of: 有七条标准，分别是什么. It is a sentence of so many parts under a heading so named."""

import re

from answer.compose.listed import Listed, lists
from answer.compose.outline import Item
from answer.evidence.inquiry import Inquiry
from answer.evidence.part import Part
from answer.evidence.terms import NUMERALS
from answer.understand.kinds import Kind
from policy import fold

_ASKED = re.compile(
    "(?<!第)([二两三四五六七八九十])(?:条|项|个|类|种|大|点|方面)(?:的)?([\u4e00-\u9fff]{2,4}?)(?=[,:]?(?:分别|各|都|依次)?(?:是|有|指|叫|为|包括)|$)"
)
_PARTS = re.compile("[,;。\n]+")
_SENTENCE = re.compile("[。;\n]")


def counted(inquiry: Inquiry, part: Part) -> Listed | None:
    """The list of as many parts as the question says, under the one heading of its documents that ends with the word it says."""
    asked = _ASKED.search(inquiry.question.text) if inquiry.question.kind is Kind.LIST else None
    if asked is None:
        return None
    headed = re.compile(f"^[^,;。]{{0,8}}{asked[2]}$")
    found = [
        of
        for source in inquiry.sources_of(part)
        for of in lists(inquiry.search.clauses(source), headed, 1, whole=True)
        if len(of.items) == 1 and _length(of.items[0]) == NUMERALS[asked[1]]
    ]
    return found[0] if len(found) == 1 else None


def _length(item: Item) -> int:
    """How many parts the one sentence of an item has; 0 where it is of several."""
    clause, start, end = item
    text = fold(clause.slice(start, end)).strip("。;,: \n")
    return 0 if _SENTENCE.search(text) else len(_PARTS.split(text))
