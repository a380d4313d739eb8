"""Where text without numbering is cut: at paragraphs, and long ones at sentence ends into pieces of like length."""

import re

_PIECE = 400  # characters a piece has at most
_PARAGRAPH = 60  # characters from which a paragraph stands alone before a long one
_SENTENCE_END = re.compile(r"[。！？!?；;](?:[”’）)」』]*)|\n")
_PHRASE_END = re.compile(r"[，,、：:]|\|")
_ENDS = ("。", "！", "？", "!", "?", "”", "）", ")")
_BREAKS = (*_ENDS, "；", ";", "：", ":", "，", ",", "、")


def pieces_of(text: str, start: int, end: int, least: int = 40) -> list[int]:
    """Where the pieces of [start, end) begin: paragraphs, short ones together up to `least` characters, long ones cut at sentence ends."""
    starts: list[int] = []
    at = start
    while at < end:
        stop = _paragraph(text, at, end, least)
        while stop - at > _PIECE:
            starts.append(at)
            at = _cut(text, at, stop)
        starts.append(at)
        at = stop
    return starts


def _paragraph(text: str, at: int, end: int, least: int) -> int:
    """Where the paragraph that begins at `at` ends: after a line that ends a sentence, or when 200 characters are together."""
    stop = at
    while stop < end:
        newline = text.find("\n", stop, end)
        line_end = end if newline < 0 else newline + 1
        if stop - at >= min(least, _PARAGRAPH) and line_end - at > _PIECE:
            break
        line = text[stop:line_end].rstrip()
        stop = line_end
        torn = "，" in line and not line.endswith(_BREAKS)
        if stop - at >= max(200, least) and not torn or stop - at >= least and line.endswith(_ENDS):
            break
    while stop < end and text[stop] in " \t\u3000\r\n":
        stop += 1
    return stop


def _cut(text: str, at: int, stop: int) -> int:
    """The sentence end nearest to an even share of [at, stop) within the limit; without one a comma, without that the limit."""
    length = stop - at
    share = at + length / -(-length // _PIECE)
    for pattern in (_SENTENCE_END, _PHRASE_END):
        ends = [match.end() for match in pattern.finditer(text, at + 1, min(stop, at + _PIECE))]
        if ends:
            cut = min(ends, key=lambda place: abs(place - share))
            break
    else:
        cut = at + _PIECE
    while cut < stop - 1 and cut - at < _PIECE and text[cut] in " \t\u3000":
        cut += 1
    return cut
