"""Which parts of a clause to show, and which of its words to mark."""

import re
from dataclasses import dataclass

from policy import fold
from web.markup import Safe, esc, join, tag

_SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]*")
_LATIN = re.compile(r"[a-z0-9][a-z0-9.%]*")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
# Words that ask instead of naming something: marking them in a clause would say nothing about why it was found.
_ASKING = re.compile(
    "多少|什么时候|什么|哪些|哪个|哪一|哪里|怎么样|怎么|怎样|如何|是否|能不能|有没有|可不可以|请问|为什么|几个|几年|"
    "应当|应该|需要|可以|规定|要求|[的了吗呢吧啊么是和与或在由被把对及为将有]"
)
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) of a text, and the class that marks it."""

    start: int
    end: int
    cls: str


def words(query: str) -> frozenset[str]:
    """The strings of a query whose appearance in a clause is worth a mark: runs of two Chinese characters or more, Latin words, numbers."""
    folded = _ASKING.sub(" ", fold(query))
    found = {w for w in _LATIN.findall(folded) if len(w) > 1}
    for run in _CHINESE.findall(folded):
        found.update(run[i : i + n] for n in range(2, min(len(run), _LONGEST) + 1) for i in range(len(run) - n + 1))
    return frozenset(found)


def names_something(word: str) -> bool:
    """Whether a word of a Chinese question names something, instead of asking."""
    folded = fold(word)
    return len(folded) > 1 and _CHINESE.fullmatch(folded) is not None and _ASKING.sub("", folded) != ""


def word_spans(query: str, text: str, cls: str = "word") -> list[Span]:
    """The longest matches of the query's words in `text`, left to right, none overlapping."""
    wanted, folded = words(query), fold(text)
    lengths = sorted({len(w) for w in wanted}, reverse=True)
    spans, at = [], 0
    while at < len(folded):
        length = next((n for n in lengths if folded[at : at + n] in wanted and _whole(folded, at, at + n)), 0)
        if length:
            spans.append(Span(at, at + length, cls))
        at += length or 1
    return spans


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a match does not cut a Latin word or a number."""
    before = start and text[start - 1].isascii() and text[start - 1].isalnum() and text[start].isascii()
    after = end < len(text) and text[end].isascii() and text[end].isalnum() and text[end - 1].isascii()
    return not before and not after


def sentences(text: str) -> list[Span]:
    """The sentences of a text, without class; joined, they give the text back."""
    return [Span(m.start(), m.end(), "") for m in _SENTENCE.finditer(text) if m.end() > m.start()]


def window(text: str, start: int, end: int, around: int = 70) -> tuple[int, int]:
    """A stretch of `text` that holds [start, end) and some `around` it, widened to sentence ends where they are near."""
    left, right = max(0, start - around), min(len(text), end + around)
    if left:
        stops = [m.end() for m in re.finditer("[。；\n]", text[left:start])]
        left += stops[0] if stops else 0
    if right < len(text):
        stops = [m.end() for m in re.finditer("[。；\n]", text[end:right])]
        right = end + stops[-1] if stops else right
    stretch = text[left:right]
    return left + len(stretch) - len(stretch.lstrip()), left + len(stretch.rstrip())


def marked(text: str, spans: list[Span], start: int = 0, end: int | None = None) -> Safe:
    """[start, end) of `text` as HTML; overlapping spans share a mark that carries both classes."""
    end = len(text) if end is None else end
    edges = sorted({start, end} | {p for s in spans for p in (s.start, s.end) if start < p < end})
    pieces: list[Safe] = []
    for a, b in zip(edges, edges[1:], strict=False):
        classes = " ".join(sorted({s.cls for s in spans if s.start <= a and b <= s.end}))
        pieces.append(tag("mark", text[a:b], cls=classes) if classes else esc(text[a:b]))
    return join(pieces)


def excerpt(text: str, spans: list[Span], start: int, end: int, around: int = 70) -> Safe:
    """The window around [start, end) with its marks, and an ellipsis where the text goes on."""
    left, right = window(text, start, end, around)
    body = marked(text, spans, left, right)
    return join(["…" if text[:left].strip() else "", body, "…" if text[right:].strip() else ""])


def densest(spans: list[Span], size: int = 160) -> tuple[int, int]:
    """The [start, end) not longer than `size` that holds the most marked characters; (0, 0) without marks."""
    best, gain = (0, 0), 0
    for i, first in enumerate(spans):
        inside = [s for s in spans[i:] if s.end <= first.start + size] or [first]
        weight = sum((s.end - s.start) ** 2 for s in inside)
        if weight > gain:
            best, gain = (first.start, inside[-1].end), weight
    return best
