"""Clauses as windows to encode: whole sentences, the title and headings in front, cited as the clause."""

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from policy import Clause, Passage

WINDOW = 300  # characters; a clause up to this length is one window, the middle of the 200-400 that a paragraph has
TARGET = 240  # characters at which a window of a longer clause closes
_TITLE, _HEADING = 60, 40  # characters kept of the title and of each heading, so that they do not outweigh the window
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+[”’」』）)]*|[^。！？!?；;\n]+")


def _sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences, none longer than a window; they tile the text."""
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        cuts = [*range(match.start(), match.end(), WINDOW), match.end()]
        spans.extend(zip(cuts, cuts[1:], strict=False))
    return spans


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Spans of whole sentences, about TARGET long, each beginning with the last sentence of the one before where it is short."""
    if len(text) <= WINDOW:
        yield 0, len(text)
        return
    spans = _sentences(text)
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and spans[last][1] - spans[first][0] < TARGET and spans[last + 1][1] - spans[first][0] <= WINDOW:
            last += 1
        yield spans[first][0], spans[last][1]
        if last + 1 == len(spans):
            return
        overlap = last > first and spans[last][1] - spans[last][0] <= WINDOW - TARGET
        first = last if overlap else last + 1


def passages(clause: Clause) -> list[Passage]:
    """The windows of a clause; none for a clause of blanks. Spans are into the document."""
    found = []
    for start, end in _windows(clause.text):
        window = " ".join(clause.text[start:end].split())
        if window:
            headings = [h[:_HEADING] for h in clause.path if not window.startswith(h[:_HEADING])]
            embed = "\n".join([clause.title[:_TITLE], *headings, window])
            found.append(Passage(clause.clause_id, embed, clause.start + start, clause.start + end))
    return found


def asked_passages(clause: Clause, questions: Sequence[str]) -> list[Passage]:
    """The questions known for a clause, each a passage that stands for the whole clause."""
    return [Passage(clause.clause_id, f"{clause.title[:_TITLE]}\n{question}", clause.start, clause.end) for question in questions]


def passage_hash(passage: Passage) -> bytes:
    """16 bytes that change with the text to encode."""
    return blake2b(passage.embed_text.encode("utf8", "replace"), digest_size=16).digest()
