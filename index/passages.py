"""Clauses as windows to encode: whole sentences, the title and headings in front, cited as the clause."""

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from policy import Clause, Passage

WINDOW = 300  # characters; a clause up to this length is one window, the middle of the 200-400 that a paragraph has
_TITLE, _HEADING = 60, 40  # characters kept of the title and of each heading, so that they do not outweigh the window
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+[”’」』）)]*|[^。！？!?；;\n]+")


def _sentences(text: str, window: int) -> list[tuple[int, int]]:
    """Spans of the sentences, none longer than a window; they tile the text."""
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        cuts = [*range(match.start(), match.end(), window), match.end()]
        spans.extend(zip(cuts, cuts[1:], strict=False))
    return spans


def _windows(text: str, window: int) -> Iterator[tuple[int, int]]:
    """Spans of whole sentences, closed at four fifths of a window; each begins with the last sentence of the one before where that is
    short."""
    if len(text) <= window:
        yield 0, len(text)
        return
    spans, target = _sentences(text, window), window * 4 // 5
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and spans[last][1] - spans[first][0] < target and spans[last + 1][1] - spans[first][0] <= window:
            last += 1
        yield spans[first][0], spans[last][1]
        if last + 1 == len(spans):
            return
        overlap = last > first and spans[last][1] - spans[last][0] <= window - target
        first = last if overlap else last + 1


def passages(clause: Clause, window: int = WINDOW) -> list[Passage]:
    """The windows of a clause, of at most `window` characters; none for a clause of blanks. Spans are into the document."""
    found = []
    for start, end in _windows(clause.text, window):
        words = " ".join(clause.text[start:end].split())
        if words:
            headings = [h[:_HEADING] for h in clause.path if not words.startswith(h[:_HEADING])]
            embed = "\n".join([clause.title[:_TITLE], *headings, words])
            found.append(Passage(clause.clause_id, embed, clause.start + start, clause.start + end))
    return found


def asked_passages(clause: Clause, questions: Sequence[str]) -> list[Passage]:
    """The questions known for a clause, each a passage that stands for the whole clause."""
    return [Passage(clause.clause_id, f"{clause.title[:_TITLE]}\n{question}", clause.start, clause.end) for question in questions]


def passage_hash(passage: Passage) -> bytes:
    """16 bytes that change with the text to encode."""
    return blake2b(passage.embed_text.encode("utf8", "replace"), digest_size=16).digest()
