"""GBK text that was read one byte off, put back.

How it comes about: a program that handles GBK bytes and not characters loses a byte or puts something between the two
bytes of a character. From there each character is read from the second byte of one and the first byte of the next,
until an ASCII byte falls into step again. What is left in the text, and undone here:

    落实?!对颇鲜》ㄖ握ㄔO(shè)施   the lost byte shows as "?"; pairs that make no character are missing; the last second byte
                                      below 0x80 shows as a letter
    兼?zhèn)涞母咚刭|(zhì)         pinyin was written behind a character that was none (鎮 = second byte of 兼 + first of 備)
                                      and its bracket swallowed with the byte before it

Each site is searched for the bytes that were there: a beam over the readings, scored by how plausible their text is here
(pairs and triples of this document, pairs of official prose). A reading is taken only where it is clearly plausible.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.raw import MARK
from ingest.repair import gbk
from ingest.repair.pinyin import ANNOTATED, SYLLABLE
from ingest.repair.plausible import follows, is_common
from ingest.repair.prose import Prose
from policy import fold

_SITE = re.compile(rf"[?？\ufffd](?P<swallowed>{SYLLABLE})[)）]|[?？\ufffd{MARK}](?=[^\s\d”’）)》」])")
_GARBLED = re.compile(rf"{_SITE.pattern.replace('?P<swallowed>', '')}.{{0,24}}")
_SWALLOWED = re.compile(rf"[?？\ufffd]({SYLLABLE})[)）]")
_PINYIN = re.compile(rf"[(（]({SYLLABLE})[)）]")
_OPENING = re.compile(rf"^[(（]{SYLLABLE}[)）]")
_ODD = -10.0  # mean log-probability of pairs below which a text is looked at
_MOST_FAILURES = 20  # a file of many such places is no shifted text
_LONGEST = 40
_BEAM = 40
_NARROW_BEAM = 6
_MOST_TOGETHER = 2  # missing pairs next to one another; one pair in six of shifted prose makes no character
_DROPPED = -3.0  # what a missing pair costs beside its character, so that none is assumed for a slightly smoother text
_UNLIKELY = -5.5  # a character less likely than this is looked at again with pairs missing
_PROVED = -4.0  # log-probability from which a character is taken on the word of the text before it
_PROVED_BY_HALF = -6.0  # the same where its first byte is known and the run ends with it
_PROVES = -2.0  # log-probability from which a character proves the one before it
_PLAUSIBLE = -6.0  # mean log-probability a character; prose scores about -4.5, one byte off -15
_FORCED = -7.0  # the same where a swallowed bracket proves that something is wrong
_GAIN = 3.0  # by how much a reading must beat what stands there


_NARROW = str.maketrans("，；：！？（）", ",;:!?()")


@dataclass(frozen=True, slots=True)
class _Reading:
    """Text put back so far, the score of each character, the first bytes that the next one may have, how many missing pairs
    are assumed, and which characters their bytes leave open.
    """

    text: str
    scores: tuple[float, ...]
    pending: frozenset[int]
    dropped: int = 0
    open: tuple[int, ...] = ()
    score: float = 0.0

    def then(self, c: str, score: float, pending: frozenset[int], is_open: bool, dropped: int = 0) -> "_Reading":
        """This reading and one more character."""
        still_open = (*self.open, len(self.text)) if is_open else self.open
        whole = self.score + score + _DROPPED * dropped
        return _Reading(self.text + c, (*self.scores, score), pending, self.dropped + dropped, still_open, whole)

    def shown(self, narrow: bool) -> str:
        """The text; one MARK for open characters next to one another that the text around them does not prove."""
        text = "".join("\0" if i in self.open and not self._proved(i) else c for i, c in enumerate(self.text))
        text = re.sub("\0+", MARK, text)
        return text.translate(_NARROW) if narrow else text

    def _proved(self, i: int) -> bool:
        if self.text[i] in gbk.PUNCTUATION:
            return self.text[i] in "，。、"
        last = i == len(self.text) - 1
        return self.scores[i] >= (_PROVED_BY_HALF if last else _PROVED) or not last and self.scores[i + 1] >= _PROVES


def put_back(text: str) -> tuple[str, int]:
    """The text with shifted runs put back, and how many; a place that cannot be is marked."""
    document: Prose | None = None
    out: list[str] = []
    at = restored = failed = 0
    for site in _SITE.finditer(text):
        if site.start() < at or not _suspicious(text, site):
            continue
        document = document or Prose(text, _GARBLED)
        found = _restore(text, site, document) if failed < _MOST_FAILURES else None
        failed += found is None
        if found:
            out += [text[at : site.start()], found[0]]
            at = found[1]
            restored += 1
        else:
            out += [text[at : site.start()], MARK]
            at = site.end()
    return "".join(out) + text[at:], restored


def _suspicious(text: str, site: re.Match[str]) -> bool:
    """Whether what follows a question mark looks like anything but a sentence; a cheap look before the search."""
    if site["swallowed"]:
        return True
    before = text[max(0, site.start() - 1) : site.start()]
    after = _PINYIN.sub("", text[site.end() : site.end() + 24])[:6]
    if not before.strip() or not after or site[0] == "？":
        return False
    odd = sum(not is_common(c) for c in after if c > "\u2e80" and c not in gbk.PUNCTUATION)
    pairs = [follows(fold(a), fold(b)) for a, b in pairwise(after) if a >= "\u4e00" <= b]
    return odd > 0 or bool(pairs) and sum(pairs) / len(pairs) < _ODD


def _restore(text: str, site: re.Match[str], document: Prose) -> tuple[str, int] | None:
    """The text that stood here and where it ends, or None where no reading is plausible.

    What is left of a text follows from it with certainty, so the most probable reading is the most probable text.
    """
    before = ANNOTATED.sub(r"\1", text[max(0, site.start() - 12) : site.start()])[-2:]
    pending = _first_bytes(before, site["swallowed"], document)
    for missing in (False, True):
        readings = list(_readings(text, site.end(), before, pending, document, missing))
        if not readings:
            continue
        best, end, mean = _most_probable(readings, text, before, document)
        least = _FORCED if site["swallowed"] else max(_PLAUSIBLE, document.shown(before, text[site.start() : end]) + _GAIN)
        if mean >= least and (missing or min(best.scores) > _UNLIKELY):
            return best.shown(document.narrow), end
    return None


def _most_probable(readings: list[tuple[_Reading, int]], text: str, before: str, document: Prose) -> tuple[_Reading, int, float]:
    """The best reading, its end, and the mean log-probability a character, what follows it weighed in."""
    horizon = max(end for _, end in readings) + 3
    rest = {end: ANNOTATED.sub(r"\1", _OPENING.sub("", text[end : horizon + 8]))[: horizon - end] for _, end in readings}

    def probability(found: tuple[_Reading, int]) -> float:
        return found[0].score + document.total((before + found[0].text)[-2:], rest[found[1]])

    best, end = max(readings, key=probability)
    return best, end, probability((best, end)) / (len(best.text) + len(rest[end]))


def _first_bytes(before: str, swallowed: str | None, document: Prose) -> frozenset[int]:
    """The first bytes that the lost place may have had."""
    every = frozenset(range(0x81, 0xFF))
    code = gbk.pair(before[-1:]) if before and swallowed else None
    if not swallowed or code is None:
        return every
    fitting = {trail for trail, c in gbk.with_lead(code[1]) if swallowed in document.pinyin.get(c, ())}
    return frozenset(fitting) or every


def _readings(
    text: str, start: int, before: str, pending: frozenset[int], document: Prose, missing: bool
) -> Iterator[tuple[_Reading, int]]:
    """The readings of the run that begins at `start`, each with its end; with pairs missing in it or without."""
    beam = [_Reading("", (), pending)]
    at = start
    while beam and at < min(len(text), start + _LONGEST):
        new = beam[:_NARROW_BEAM]
        for _ in range(_MOST_TOGETHER if missing else 0):
            new = _best((more for reading in new for more in _with_missing(reading, before, document)), _NARROW_BEAM)
            beam = beam + new
        for reading in beam:
            yield from _closings(text, at, reading, before, document)
        code = gbk.pair(text[at])
        if code is None:
            return
        beam = _best((new for reading in beam for new in _read_on(reading, code, before, document)), _BEAM)
        at += 1
        if (pinyin := _PINYIN.match(text, at)) and text[at - 1] > "\x80":
            at = pinyin.end()


def _read_on(reading: _Reading, code: tuple[int, int], before: str, document: Prose) -> Iterator[_Reading]:
    last = (before + reading.text)[-2:]
    free = len(reading.pending) > 1 and reading.dropped > 0
    for lead in reading.pending:
        if c := gbk.character(lead, code[0]):
            yield reading.then(c, document.score(last, c), frozenset((code[1],)), free)


def _with_missing(reading: _Reading, before: str, document: Prose) -> Iterator[_Reading]:
    """The reading with an unassigned pair, which a decoder left out here."""
    last = (before + reading.text)[-2:]
    for lead in reading.pending:
        for bridge, c in gbk.before_unassigned(lead):
            yield reading.then(c, document.score(last, c), frozenset(gbk.unassigned(bridge)), True, 1)


def _closings(text: str, at: int, reading: _Reading, before: str, document: Prose) -> Iterator[tuple[_Reading, int]]:
    """The ways in which the run may fall into step again at `at`: on a letter, on another "?", or before what is ASCII."""
    c, last = text[at], (before + reading.text)[-2:]
    swallowed = _SWALLOWED.match(text, at)
    lone = c in "?？\ufffd"
    end = swallowed.end() if swallowed else at + lone
    for lead in reading.pending:
        if "@" <= c <= "~" and (whole := gbk.character(lead, ord(c))):
            pinyin = _PINYIN.match(text, at + 1)
            known = document.reads(whole, pinyin[1]) if pinyin else 0.0
            yield reading.then(whole, document.score(last, whole) + known, frozenset(), False), at + 1
        elif len(reading.pending) == 1 and (lone or c < "@"):
            for _, whole in gbk.with_lead(lead):
                known = document.reads(whole, swallowed[1]) if swallowed else 0.0
                yield reading.then(whole, document.score(last, whole) + known, frozenset(), not swallowed), end


def _best(readings: Iterable[_Reading], most: int) -> list[_Reading]:
    """The best readings, those of one text put together."""
    merged: dict[str, _Reading] = {}
    for reading in readings:
        other = merged.get(reading.text)
        merged[reading.text] = replace(reading, pending=reading.pending | other.pending) if other else reading
    return sorted(merged.values(), key=lambda r: (-r.score, r.text))[:most]
