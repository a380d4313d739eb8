"""Tables over the two-byte characters of GBK, as far as official prose uses them."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from ingest.repair.plausible import is_common

PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉〔〕【】—…·％")
_LEADS = range(0x81, 0xFF)
_TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@cache
def character(lead: int, trail: int) -> str:
    """The character of two bytes, or "" where there is none that official prose uses."""
    return _table()[0].get((lead, trail), "")


def pair(c: str) -> tuple[int, int] | None:
    """The two bytes of a character; those of its full-width form for an ASCII one; None where there are none."""
    if "!" <= c <= "~":
        return 0xA3, ord(c) + 0x80
    try:
        code = c.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (code[0], code[1]) if len(code) == 2 else None


def unassigned(lead: int) -> tuple[int, ...]:
    """The second bytes that make no character after `lead`; a decoder drops such a pair."""
    return _table()[1].get(lead, ())


def before_unassigned(lead: int) -> Iterable[tuple[int, str]]:
    """The characters that begin with `lead` and whose second byte may begin an unassigned pair, with that byte."""
    return _table()[2].get(lead, ())


def with_lead(lead: int) -> Iterable[tuple[int, str]]:
    """The characters that begin with `lead`, each with its second byte."""
    return _table()[3].get(lead, ())


@cache
def _table() -> tuple[
    dict[tuple[int, int], str], dict[int, tuple[int, ...]], dict[int, list[tuple[int, str]]], dict[int, list[tuple[int, str]]]
]:
    used: dict[tuple[int, int], str] = {}
    gaps: defaultdict[int, list[int]] = defaultdict(list)
    leading: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for lead in _LEADS:
        for trail in _TRAILS:
            c = bytes((lead, trail)).decode("gbk", "replace")
            if len(c) != 1 or c == "\ufffd":
                gaps[lead].append(trail)
            elif c in PUNCTUATION or is_common(c):
                used[lead, trail] = c
                leading[lead].append((trail, c))
    bridging = {lead: [(t, c) for t, c in entries if t in gaps] for lead, entries in leading.items()}
    return used, {lead: tuple(trails) for lead, trails in gaps.items()}, bridging, dict(leading)
