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
from os.path import commonprefix

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
_LETTER_WITHIN = re.compile("[\u4e00-\u9fff]{0,2}[@-~](?=[\u4e00-\u9fff、，。])")  # the last byte of a shifted run
_ODD = -10.0  # mean log-probability of pairs below which a text is looked at
_MOST_FAILURES = 20  # a file of many such places is no shifted text
_LONGEST = 40
_BEAM = 40
_NARROW_BEAM = 6
_MOST_TOGETHER = 2  # missing pairs next to one another; one pair in six of shifted prose makes no character
_MISSING = -3.0  # what a missing pair costs beside its character, so that none is assumed for a slightly smoother text
_UNLIKELY = -5.5  # a character less likely than this is looked at again with pairs missing
_FOLLOWS, _LEADS, _FLOOR = -2.5, -4.0, -99.0  # log-probabilities from which a character beside a missing pair is taken
_MARGIN = 1.5  # log-probability by which a character must beat every other that could stand in its place
_PLAUSIBLE = -6.0  # mean log-probability a character; prose scores about -4.5, one byte off -15
_FORCED = -7.0  # the same where a swallowed bracket proves that something is wrong
_GAIN = 3.0  # by how much a reading must beat what stands there


_NARROW = str.maketrans("，；：！？（）", ",;:!?()")


@dataclass(frozen=True, slots=True)
class _Reading:
    """Text put back so far, its score and that of each character, the first bytes that the next one may have, and which
    characters stand before a missing pair.
    """

    text: str
    scores: tuple[float, ...]
    pending: frozenset[int]
    score: float = 0.0
    missing: tuple[int, ...] = ()

    def then(self, c: str, score: float, pending: frozenset[int]) -> "_Reading":
        """This reading and one more character."""
        return _Reading(self.text + c, (*self.scores, score), pending, self.score + score, self.missing)

    def then_missing(self, c: str, score: float, pending: frozenset[int]) -> "_Reading":
        """This reading and a character whose second byte began a missing pair."""
        return _Reading(self.text + c, (*self.scores, score), pending, self.score + score + _MISSING, (*self.missing, len(self.text)))

    def unproved(self) -> set[int]:
        """The characters beside a missing pair that neither follow from what is before them nor lead to what is after."""
        after = (*self.scores[1:], _FLOOR)
        return {i for at in self.missing for i in (at, at + 1) if i < len(after) and self.scores[i] < _FOLLOWS and after[i] < _LEADS}


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
    if _LETTER_WITHIN.match(text, site.end()):
        return before >= "\u4e00"
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
        best, end, mean, shown = _most_probable(readings, text, before, document)
        least = _FORCED if site["swallowed"] else max(_PLAUSIBLE, document.shown(before, text[site.start() : end]) + _GAIN)
        if mean >= least and (missing or min(best.scores) > _UNLIKELY):
            return shown.translate(_NARROW) if document.narrow else shown, end
    return None


def _most_probable(readings: list[tuple[_Reading, int]], text: str, before: str, document: Prose) -> tuple[_Reading, int, float, str]:
    """The best reading, its end, its mean log-probability with what follows it, and its text with MARK where others come close."""
    horizon = max(end for _, end in readings) + 3
    rest = {end: ANNOTATED.sub(r"\1", _OPENING.sub("", text[end : horizon + 8]))[: horizon - end] for _, end in readings}
    whole = [(r.score + document.total((before + r.text)[-2:], rest[end]), r, end) for r, end in readings]
    top, best, end = max(whole, key=lambda one: (one[0], one[1].text))
    close = {r.text + text[at:end] for score, r, at in whole if score > top - _MARGIN and at <= end}
    guesses = best.unproved()
    shown = "".join(MARK if i in guesses else c for i, c in enumerate(best.text))
    for other in sorted(close - {best.text}):
        first, last = _differing(best.text, other)
        shown = shown[:first] + MARK * max(1, last - first) + shown[max(last, first + 1) :]
    return best, end, top / (len(best.text) + len(rest[end])), re.sub(f"{MARK}+", MARK, shown)


def _differing(a: str, b: str) -> tuple[int, int]:
    """Where `a` differs from `b`, between what both begin and end with."""
    first = len(commonprefix((a, b)))
    same = len(commonprefix((a[first:][::-1], b[first:][::-1])))
    return first, len(a) - same


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
    for lead in reading.pending:
        if c := gbk.character(lead, code[0]):
            yield reading.then(c, document.score(last, c), frozenset((code[1],)))


def _with_missing(reading: _Reading, before: str, document: Prose) -> Iterator[_Reading]:
    """The reading with an unassigned pair, which a decoder left out here."""
    last = (before + reading.text)[-2:]
    for lead in reading.pending:
        for bridge, c in gbk.before_unassigned(lead):
            yield reading.then_missing(c, document.score(last, c), frozenset(gbk.unassigned(bridge)))


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
            yield reading.then(whole, document.score(last, whole) + known, frozenset()), at + 1
        elif len(reading.pending) == 1 and (lone or c < "@"):
            for _, whole in gbk.with_lead(lead):
                known = document.reads(whole, swallowed[1]) if swallowed else 0.0
                yield reading.then(whole, document.score(last, whole) + known, frozenset()), end


def _best(readings: Iterable[_Reading], most: int) -> list[_Reading]:
    """The best readings, those of one text put together."""
    merged: dict[str, _Reading] = {}
    for reading in readings:
        other = merged.get(reading.text)
        merged[reading.text] = replace(reading, pending=reading.pending | other.pending) if other else reading
    return sorted(merged.values(), key=lambda r: (-r.score, r.text))[:most]
