"""Whether a sentence speaks of the year asked about."""

import re

from policy import DocumentInfo

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|-|—|至|到|\.|$)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)年?\s*[-—~至到]\s*((?:19|20)\d\d)年")
_TITLED = re.compile("《[^《》]*》")


def years_in(folded: str) -> set[int]:
    """The years of a folded text, ranges filled in; years inside a title in 《》 belong to that document, not to the sentence.

    >>> sorted(years_in("2021-2023年分批完成,《规划(2016-2020年)》"))
    [2021, 2022, 2023]
    """
    plain = _TITLED.sub(" ", folded)
    found = {int(y) for y in _YEAR.findall(plain)}
    for first, last in _SPAN.findall(plain):
        found |= set(range(int(first), int(last) + 1)) if int(last) - int(first) < 50 else set()
    return found


def speaks_of(asked: tuple[int, ...], folded: str, info: DocumentInfo | None) -> bool:
    """Whether a sentence can answer for the years asked: it names one of them, or it names none and its document covers one.

    A sentence under another deadline, or a document in force in other years only, is about another year.
    """
    if not asked:
        return True
    named = years_in(folded)
    if named:
        return bool(named & set(asked))
    if info and info.years:
        return any(info.years[0] <= y <= info.years[1] for y in asked)
    return not (info and info.issued) or any(int(info.issued[:4]) <= y for y in asked)
