"""A question as the index reads it: folded Simplified Chinese, with the other terms that say the same.

Everyday words keep their place and gain official ones; English is put into Chinese term by term, longest phrase first, from
the project's own lexicon, then from CC-CEDICT, and what neither knows is tried as the pinyin of a name in the documents.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from index.amounts import amounts
from index.english import slots
from index.senses import Held
from index.terms import cut
from index.wordlists import pairs
from policy import fold

_TERM = 16  # characters of the longest everyday term
_SURE = 4  # characters of a term that counts wherever it stands


@dataclass(frozen=True, slots=True)
class Reading:
    """A question in folded Simplified Chinese, and terms of it with the other terms that say the same."""

    text: str
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def expansions(self) -> tuple[str, ...]:
        """All the other terms, in order, once each."""
        return tuple(dict.fromkeys(o for _, others in self.synonyms for o in others))


@cache
def _everyday() -> dict[str, tuple[str, ...]]:
    found = {**pairs("everyday.tsv")}
    for term, others in pairs("hant.tsv").items():
        found[term] = (*found.get(term, ()), *others)
    return found


def is_english(text: str) -> bool:
    """Whether a question is asked in English: Latin letters at least twice the Chinese characters."""
    latin = sum(c.isascii() and c.isalpha() for c in text)
    return latin > 2 * sum("\u4e00" <= c <= "\u9fff" for c in text)


def read(question: str, held: Held | None = None) -> Reading:
    """Read a question. With `held` the documents choose among what English words may mean."""
    text = fold(question).strip()
    if is_english(text):
        pieces = slots(text, held)
        return Reading(" ".join(p[0] for p in pieces), tuple((p[0], p[1:]) for p in pieces if len(p) > 1))
    text, others = amounts(text), _everyday()
    return Reading(text, tuple((term, _present_first(others[term], held)) for term in dict.fromkeys(_terms(text, others))))


def _terms(text: str, known: Container[str]) -> Iterator[str]:
    """The known terms in a text, the longest from the left, that begin and end with words: 员工 in 人员工作 is none. One of `_SURE` or
    more characters is hardly there by chance, and the cutter may have split it otherwise: 没签合同 in 还没/签合同."""
    edges = {*accumulate(map(len, cut(text)), initial=0)}
    first = 0
    while first < len(text):
        ends = range(min(first + _TERM, len(text)), first + 1, -1)
        whole = (n for n in ends if n - first >= _SURE or (first in edges and n in edges))
        last = next((n for n in whole if text[first:n] in known), 0)
        if last:
            yield text[first:last]
        first = last or first + 1


def _present_first(others: tuple[str, ...], held: Held | None) -> tuple[str, ...]:
    """The terms that stand in the documents first, otherwise in the lexicon's order."""
    if held is None or len(others) < 2:
        return others
    return tuple(o for o, n in sorted(zip(others, held.holding(others), strict=True), key=lambda pair: pair[1] == 0))
