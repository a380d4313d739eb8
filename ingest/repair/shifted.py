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

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.raw import MARK
from ingest.repair import gbk
from ingest.repair.pinyin import ANNOTATED, SYLLABLE
from ingest.repair.plausible import follows, frequency, is_common
from policy import fold

_SITE = re.compile(rf"[?？\ufffd](?P<swallowed>{SYLLABLE})[)）]|[?？\ufffd{MARK}](?=[^\s\d”’）)》」])")
_GARBLED = re.compile(rf"{_SITE.pattern.replace('?P<swallowed>', '')}.{{0,24}}")
_SWALLOWED = re.compile(rf"[?？\ufffd]({SYLLABLE})[)）]")
_PINYIN = re.compile(rf"[(（]({SYLLABLE})[)）]")
_ODD = -10.0  # mean log-probability of pairs below which a text is looked at
_MOST_FAILURES = 20  # a file of many such places is no shifted text
_LONGEST = 40
_BEAM = 40
_MOST_DROPPED = 3
_DROPPED = -5.0  # what a missing pair costs
_PLAUSIBLE = -6.0  # mean log-probability a character; prose scores about -4.5, one byte off -15
_FORCED = -7.0  # the same where a swallowed bracket proves that something is wrong
_GAIN = 3.0  # by how much a reading must beat what stands there


@dataclass(frozen=True, slots=True)
class _Reading:
    """Text put back so far, its score, and the first bytes that the next character may have."""

    text: str
    score: float
    pending: frozenset[int]
    dropped: int = 0


class _Document:
    """What the document itself says: its pairs, triples, and the pinyin of its characters."""

    def __init__(self, text: str) -> None:
        self.pinyin: defaultdict[str, set[str]] = defaultdict(set)
        for match in ANNOTATED.finditer(text):
            self.pinyin[match[1]].add(match[2])
        plain = fold(ANNOTATED.sub(r"\1", _GARBLED.sub("\n", text)))
        self._memory: dict[str, float] = {}
        self._pairs = Counter(map("".join, pairwise(plain)))
        self._triples = Counter(map("".join, zip(plain, plain[1:], plain[2:], strict=False)))
        self.narrow = text.count(",") > text.count("，")

    def score(self, before: str, c: str) -> float:
        """Log-probability of a character after the two before it."""
        key = before[-2:] + c
        if key not in self._memory:
            self._memory[key] = self._score(before[-2:], c)
        return self._memory[key]

    def _score(self, before: str, c: str) -> float:
        if c in gbk.PUNCTUATION:
            return -4.0 if c in "，。、" else -5.0
        if c < "\x80":
            return -5.0
        a, b = fold(before), fold(c)
        last = a[-1:]
        known = follows(last, b) if "\u4e00" <= last <= "\u9fff" else frequency(b)
        if triple := self._triples[a + b]:
            known = max(known, math.log(0.8 * triple / (self._pairs[a] or triple)))
        elif double := self._pairs[last + b]:
            known = max(known, math.log(double + 1) - 7.0)
        return known

    def mean(self, before: str, text: str) -> float:
        """Mean log-probability a character of a text after what stands before it; characters out of use count -15."""
        total = 0.0
        for c in text:
            total += self.score(before, c) if is_common(c) or c in gbk.PUNCTUATION or c < "\x80" else -15.0
            before += c
        return total / (len(text) or 1)

    def shown(self, before: str, text: str) -> float:
        """The mean of what stands there now, where a letter or a question mark counts as broken."""
        return self.mean(before, re.sub("[A-Za-z?]", "\ufffd", text))

    def reads(self, c: str, syllable: str) -> float:
        """What it says for a character that this pinyin stands behind it."""
        known = self.pinyin.get(c)
        return 0.0 if known is None else 3.0 if syllable in known else -20.0


def put_back(text: str) -> tuple[str, int]:
    """The text with shifted runs put back, and how many; a place that cannot be is marked."""
    document: _Document | None = None
    out: list[str] = []
    at = restored = failed = 0
    for site in _SITE.finditer(text):
        if site.start() < at or not _suspicious(text, site):
            continue
        document = document or _Document(text)
        found = _restore(text, site, document) if failed < _MOST_FAILURES else None
        failed += found is None
        if found:
            out += [text[at : site.start()], found[0]]
            at = found[1]
            restored += 1
        elif site["swallowed"]:
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


def _restore(text: str, site: re.Match[str], document: _Document) -> tuple[str, int] | None:
    """The text that stood here and where it ends, or None where no reading is plausible."""
    before = ANNOTATED.sub(r"\1", text[max(0, site.start() - 12) : site.start()])[-2:]
    pending = _first_bytes(before, site["swallowed"], document)
    for dropped in (0, _MOST_DROPPED):
        best: tuple[float, str, int] | None = None
        for reading, end in _readings(text, site.end(), before, pending, document, dropped):
            after = ANNOTATED.sub(r"\1", text[end : end + 12]).lstrip("(（")[:2]
            tail = document.mean(before + reading.text, after) * len(after) if after else 0.0
            mean = (reading.score + tail) / (len(reading.text) + len(after))
            if best is None or mean > best[0]:
                best = (mean, reading.text, end)
        if best and best[0] > (
            _FORCED if site["swallowed"] else max(_PLAUSIBLE, document.shown(before, text[site.start() : best[2]]) + _GAIN)
        ):
            return _narrowed(best[1]) if document.narrow else best[1], best[2]
    return None


def _narrowed(text: str) -> str:
    return text.translate(str.maketrans("，；：！？（）", ",;:!?()"))


def _first_bytes(before: str, swallowed: str | None, document: _Document) -> frozenset[int]:
    """The first bytes that the lost place may have had."""
    every = frozenset(range(0x81, 0xFF))
    code = gbk.pair(before[-1:]) if before and swallowed else None
    if not swallowed or code is None:
        return every
    fitting = {trail for trail, c in gbk.with_lead(code[1]) if swallowed in document.pinyin.get(c, ())}
    return frozenset(fitting) or every


def _readings(
    text: str, start: int, before: str, pending: frozenset[int], document: _Document, dropped: int
) -> Iterator[tuple[_Reading, int]]:
    """The readings of the run that begins at `start`, each with its end, with at most `dropped` missing pairs."""
    beam = [_Reading("", 0.0, pending)]
    at = start
    while beam and at < min(len(text), start + _LONGEST):
        new = beam
        for _ in range(dropped):
            new = _best([more for reading in new if reading.dropped < dropped for more in _with_missing(reading, before, document)])
            beam = beam + new
        beam = _best(beam)
        for reading in beam:
            yield from _closings(text, at, reading, before, document)
        code = gbk.pair(text[at])
        if code is None:
            return
        beam = _best([new for reading in beam for new in _read_on(reading, code, before, document)])
        at += 1
        if (pinyin := _PINYIN.match(text, at)) and text[at - 1] > "\x80":
            at = pinyin.end()


def _read_on(reading: _Reading, code: tuple[int, int], before: str, document: _Document) -> Iterator[_Reading]:
    for lead in reading.pending:
        if c := gbk.character(lead, code[0]):
            score = reading.score + document.score((before + reading.text)[-2:], c)
            yield _Reading(reading.text + c, score, frozenset((code[1],)), reading.dropped)


def _with_missing(reading: _Reading, before: str, document: _Document) -> Iterator[_Reading]:
    """The reading with an unassigned pair, which a decoder left out here."""
    for lead in reading.pending:
        for bridge, c in gbk.before_unassigned(lead):
            score = reading.score + document.score((before + reading.text)[-2:], c) + _DROPPED
            yield _Reading(reading.text + c, score, frozenset(gbk.unassigned(bridge)), reading.dropped + 1)


def _closings(text: str, at: int, reading: _Reading, before: str, document: _Document) -> Iterator[tuple[_Reading, int]]:
    """The ways in which the run may fall into step again at `at`: on a letter, on another "?", or before what is ASCII."""
    c = text[at]
    swallowed = _SWALLOWED.match(text, at)
    lone = c in "?？\ufffd"
    certain = len(reading.pending) == 1
    for lead in reading.pending:
        if "@" <= c <= "~" and (whole := gbk.character(lead, ord(c))):
            pinyin = _PINYIN.match(text, at + 1)
            known = document.reads(whole, pinyin[1]) if pinyin else 0.0
            yield _closed(reading, whole, before, document, known), at + 1
        elif certain and (lone or c < "@"):
            for _, whole in gbk.with_lead(lead):
                known = document.reads(whole, swallowed[1]) if swallowed else 0.0 if lone else -4.0
                if known > -20.0:
                    yield _closed(reading, whole, before, document, known), swallowed.end() if swallowed else at + lone


def _closed(reading: _Reading, c: str, before: str, document: _Document, known: float) -> _Reading:
    score = reading.score + document.score((before + reading.text)[-2:], c) + known
    return _Reading(reading.text + c, score, frozenset(), reading.dropped)


def _best(readings: list[_Reading]) -> list[_Reading]:
    """The best readings, those of one text put together."""
    merged: dict[tuple[str, int], _Reading] = {}
    for reading in readings:
        key = (reading.text, reading.dropped)
        if key in merged:
            reading = _Reading(reading.text, reading.score, reading.pending | merged[key].pending, reading.dropped)
        merged[key] = reading
    return sorted(merged.values(), key=lambda r: (-r.score / (len(r.text) or 1), r.text))[:_BEAM]
