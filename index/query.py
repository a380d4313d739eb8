"""A question as the index reads it: folded Simplified Chinese, with the other terms that say the same.

Everyday words keep their place and gain official ones; English is put into Chinese term by term, longest phrase first, from
the project's own lexicon, then from CC-CEDICT, and what neither knows is tried as the pinyin of a name in the documents.
"""

import re
from dataclasses import dataclass
from functools import cache

from index.english import slots
from index.senses import Held
from index.terms import cut
from index.wordlists import pairs
from policy import fold


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
def _everyday() -> tuple[re.Pattern[str] | None, dict[str, tuple[str, ...]]]:
    found = {**pairs("everyday.tsv")}
    for term, others in pairs("hant.tsv").items():
        found[term] = (*found.get(term, ()), *others)
    longest = sorted(found, key=lambda t: (-len(t), t))
    return (re.compile("|".join(map(re.escape, longest))) if longest else None), found


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
    pattern, others = _everyday()
    edges = _edges(text)
    terms = [m.group() for m in pattern.finditer(text) if m.start() in edges and m.end() in edges] if pattern else []
    found = dict.fromkeys(terms)
    return Reading(text, tuple((term, others[term]) for term in found))


def _edges(text: str) -> set[int]:
    """Where words begin or end: 员工 in 人员工作 is no word."""
    at, edges = 0, {0}
    for word in cut(text):
        at += len(word)
        edges.add(at)
    return edges
