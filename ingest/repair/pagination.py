"""Page numbers and running titles that a printed page left in plain text."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from ingest.repair.lines import Line

_MARKED = re.compile(
    r"[-—–－―·•]+\s*(\d{1,4})\s*[-—–－―·•]+|第\s*(\d{1,4})\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?|(\d{1,4})\s*[/／]\s*\d{1,4}"
)
_BARE = re.compile(r"\d{1,4}")
_APART = 12  # lines between bare numbers: a page has more, the rows of a table have fewer
_FEWEST = 3


def without_page_numbers(lines: list[Line]) -> tuple[list[Line], int]:
    """The lines without page numbers and the titles that repeat beside them; and how many lines went.

    A number is a page number where three or more count on by one, in dashes or 第…页, or bare and a page apart.
    """
    marked = {i: int(next(filter(None, m.groups()))) for i, line in enumerate(lines) if (m := _MARKED.fullmatch(line.text))}
    bare = {i: int(line.text) for i, line in enumerate(lines) if _BARE.fullmatch(line.text)}
    gone = _counting_on(marked, 1) | _counting_on(bare, _APART)
    if not gone:
        return lines, 0
    beside = Counter(lines[j].text for i in gone for j in (i - 1, i + 1) if 0 <= j < len(lines) and j not in gone)
    titles = {text for text, n in beside.items() if n >= max(_FEWEST, 0.3 * len(gone)) and len(text) <= 40 and not _ends_sentence(text)}
    gone |= {j for i in gone for j in (i - 1, i + 1) if 0 <= j < len(lines) and lines[j].text in titles}
    kept: list[Line] = []
    pages = 0
    for i, line in enumerate(lines):
        pages += line.pages
        if i not in gone:
            line.pages, pages = pages, 0
            kept.append(line)
    if pages:
        kept.append(Line("", pages=pages))
    return kept, len(gone)


def _ends_sentence(text: str) -> bool:
    """Whether a line ends a sentence, as no running title does."""
    return text.endswith(("。", "；", ";", "！", "？"))


def _counting_on(numbers: dict[int, int], apart: int) -> set[int]:
    """The lines whose numbers belong to the longest run that counts on by one, if it is a run of pages."""
    best: list[int] = []
    for first in numbers:
        run = [first]
        for i, n in numbers.items():
            if i > run[-1] and n == numbers[run[-1]] + 1:
                run.append(i)
        best = max(best, run, key=len)
        if len(best) * 2 > len(numbers):
            break
    if len(best) < _FEWEST or median(b - a for a, b in pairwise(best)) < apart:
        return set()
    return set(best)
