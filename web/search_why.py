"""Why a clause was found, in plain words: its two ranks, the words of the query that it holds, what was looked for in their place."""

from collections.abc import Sequence
from dataclasses import dataclass

from policy import Hit, fold
from web.highlight import word_spans
from web.ports import Reading
from web.strings import Words

_SHOWN = 6
_MOST_OF = 0.5  # of a term that is looked for in another's place, the share that a text must hold in one piece


@dataclass(frozen=True, slots=True)
class Why:
    """`words` of the query stand in the clause, `above` in its headings or title alone; `swaps` are (asked, found in its place);
    `read` is the query in Chinese, where it was put in another language."""

    lexical_rank: int | None
    dense_rank: int | None
    words: tuple[str, ...]
    above: tuple[str, ...]
    swaps: tuple[tuple[str, str], ...]
    read: str = ""


def why(hit: Hit, query: str, reading: Reading) -> Why:
    """What speaks for a hit. The words are in the clause's own spelling."""
    clause = hit.clause
    heads = "\n".join((clause.title, *clause.path))
    asked = f"{query} {reading.text}"
    inside = _held(asked, clause.text)
    above = tuple(w for w in _held(asked, heads) if fold(w) not in {fold(i) for i in inside})
    everything = f"{heads}\n{clause.text}"
    said = {fold(word) for word in (*inside, *above)}
    swaps = [(term, found) for term, others in reading.synonyms for found in _instead(others, everything) if fold(found) not in said]
    put = reading.text if reading.text != fold(query).strip() else ""
    return Why(hit.lexical_rank, hit.dense_rank, inside[:_SHOWN], above[:_SHOWN], tuple(dict.fromkeys(swaps))[:_SHOWN], put)


def _instead(others: Sequence[str], text: str) -> tuple[str, ...]:
    """What a text holds of the other terms: most of each at least."""
    found = [(other, held[0]) for other in others if (held := _held(other, text))]
    return tuple(dict.fromkeys(held for other, held in found if len(held) >= _MOST_OF * len(other)))


def _held(asked: str, text: str) -> tuple[str, ...]:
    """The distinct words of the query that stand in a text, the longest first."""
    found = dict.fromkeys(text[s.start : s.end] for s in word_spans(asked, text))
    return tuple(sorted(found, key=lambda w: -len(w)))


def why_line(found: Why, words: Words) -> str:
    """「词语第 3，语义第 1；含“出庭应诉”；“老板”按“负责人”查」."""
    ranks = words("list_between").join(
        words(key, n=rank) if rank else words(f"{key}_not")
        for key, rank in (("rank_lexical", found.lexical_rank), ("rank_dense", found.dense_rank))
    )
    parts = [ranks]
    parts += [words("why_read", what=found.read)] if found.read else []
    parts += [words("why_holds", what=_quoted(found.words, words))] if found.words else []
    parts += [words("why_above", what=_quoted(found.above, words))] if found.above else []
    parts += [words("why_swap", asked=asked, found=other) for asked, other in found.swaps]
    return words("repair_between").join(parts)


def _quoted(texts: Sequence[str], words: Words) -> str:
    return words("why_between").join(words("why_quote", what=text) for text in texts)
