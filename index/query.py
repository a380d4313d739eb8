"""A question as the index reads it: folded Simplified Chinese, with the other terms that say the same.

Everyday words keep their place and gain official ones; English is put into Chinese term by term, longest phrase first, from
the project's own lexicon, then from CC-CEDICT, and what neither knows is tried as the pinyin of a name in the documents.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from index.terms import cut
from policy import fold

_LEXICON = Path(__file__).parent / "lexicon"
_LATIN = re.compile(r"[a-z][a-z'’-]*|\d[\d,.]*%?|[\u4e00-\u9fff]+")
_TERM = 16  # characters of the longest everyday term
_PHRASE = 6  # words of the longest English phrase looked up
# Words that carry no matter of their own; inside a phrase of the lexicon they count.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a an the of for to in on at by with from and or is are was were be been being it its this that these those do does did as into "
        "per there their they he she we you i my our your not no has have had any some all each if so than then about under within s t",
    )
)
Known = Callable[[Sequence[str]], Sequence[int]]


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
def _pairs(name: str) -> dict[str, tuple[str, ...]]:
    """A lexicon file: folded term → its folded counterparts. Lines are `term<TAB>counterpart|counterpart`."""
    path = _LEXICON / name
    if not path.exists():
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text("utf8").split("\n"):
        term, tab, others = line.partition("\t")
        if tab and not term.startswith("#"):
            key = fold(term.strip())
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *(fold(o.strip()) for o in others.split("|") if o.strip()))))
    return found


@cache
def _everyday() -> dict[str, tuple[str, ...]]:
    pairs = {**_pairs("everyday.tsv")}
    for term, others in _pairs("hant.tsv").items():
        pairs[term] = (*pairs.get(term, ()), *others)
    return pairs


def is_english(text: str) -> bool:
    """Whether a question is asked in English: Latin letters at least twice the Chinese characters."""
    latin = sum(c.isascii() and c.isalpha() for c in text)
    return latin > 2 * sum("\u4e00" <= c <= "\u9fff" for c in text)


def read(question: str, known: Known | None = None) -> Reading:
    """Read a question. `known` counts how many clauses hold each of the given terms; with it, words that the lexicon lacks
    are looked for in the documents."""
    text = fold(question).strip()
    if is_english(text):
        return _english(text, known)
    pairs = _everyday()
    return Reading(text, tuple((term, _ordered(pairs[term], known)) for term in dict.fromkeys(_terms(text, pairs))))


def _terms(text: str, pairs: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The terms of a lexicon in a text, the longest from the left, that begin and end with words: 员工 in 人员工作 is none."""
    edges = list(accumulate(map(len, cut(text)), initial=0))
    first = 0
    while first < len(edges):
        ends = [n for n in range(first + 1, len(edges)) if edges[n] - edges[first] <= _TERM]
        last = next((n for n in reversed(ends) if text[edges[first] : edges[n]] in pairs), 0)
        if last:
            yield text[edges[first] : edges[last]]
        first = last or first + 1


def _english(text: str, known: Known | None) -> Reading:
    words = _LATIN.findall(text.replace("’", "'"))
    slots: list[tuple[str, ...]] = []
    at = 0
    while at < len(words):
        taken, others = _phrase(words, at)
        if not taken:
            taken, others = 1, () if words[at] in _EMPTY else _unknown(words[at], known)
        if others:
            slots.append(_ordered(others, known))
        at += taken
    slots = list(dict.fromkeys(slots))
    return Reading(" ".join(s[0] for s in slots), tuple((s[0], s[1:]) for s in slots if len(s) > 1))


def _phrase(words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
    """The longest phrase of the lexicon that begins at a word: how many words it takes, and its Chinese terms."""
    pairs = _pairs("english.tsv")
    for size in range(min(_PHRASE, len(words) - at), 0, -1):
        chunk = words[at : at + size]
        if size == 1 and chunk[0] in _EMPTY:
            continue
        for form in _forms(chunk):
            if form in pairs:
                return size, pairs[form]
    return 0, ()


def _forms(chunk: Sequence[str]) -> list[str]:
    """A phrase as written, with its last word's stems, and with every word's stem."""
    head = " ".join(chunk[:-1])
    last = [" ".join(filter(None, (head, stem))) for stem in _stems(chunk[-1])]
    first = [" ".join((stem, *chunk[1:])) for stem in _stems(chunk[0])[1:]] if len(chunk) > 1 else []
    every = [" ".join(_stems(w)[-1] for w in chunk)] if len(chunk) > 1 else []
    return [*last, *first, *every, *([" ".join(chunk).replace("-", " ")] if "-" in " ".join(chunk) else [])]


def _stems(word: str) -> list[str]:
    """The word, then its likely base forms."""
    stems = [word, word.removesuffix("'s")]
    for suffix, base in (
        ("ies", "y"),
        ("sses", "ss"),
        ("es", ""),
        ("es", "e"),
        ("s", ""),
        ("ied", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            stems.append(word[: -len(suffix)] + base)
    for suffix in ("ed", "ing"):
        root = word.removesuffix(suffix)
        if root != word and len(root) > 3 and root[-1] == root[-2]:
            stems.append(root[:-1])
    return list(dict.fromkeys(stems))


def _ordered(others: tuple[str, ...], known: Known | None) -> tuple[str, ...]:
    """The terms that stand in the documents first, otherwise in the lexicon's order."""
    if not known or len(others) < 2:
        return others
    counts = known(others)
    return tuple(o for o, n in sorted(zip(others, counts, strict=True), key=lambda pair: pair[1] == 0))


def _unknown(word: str, known: Known | None) -> tuple[str, ...]:
    """A word the lexicon lacks: a number as it is, else what CC-CEDICT gives, else a name by its pinyin."""
    if word[0].isdigit() or "\u4e00" <= word[0] <= "\u9fff":
        return (word.rstrip(",."),)
    if known is None:
        return ()
    from index.cedict import by_english, by_pinyin  # 0.5 s to load, and only for words the lexicon lacks

    parts = [p for p in re.split("[-']", word) if len(p) > 2] if "-" in word else [word]
    first: tuple[str, ...] = ()
    for part in parts:
        for stem in _stems(part):
            others = by_english(stem)
            counts = known(others) if others else ()
            found = tuple(o for o, n in sorted(zip(others, counts, strict=True), key=lambda pair: -pair[1]) if n)
            if found:
                return found[:4]
            first = first or others[:1]
    for part in parts:
        names = by_pinyin(part, known)
        if names:
            return names[:3]
    return first or (word,)  # what the documents do not hold still counts as asked for
