"""How strictly a sentence binds, as against its counterpart: 可以, 鼓励, 探索 < 应当 < 必须, 不得."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from answer.text.sentences import Sentence
from policy.align import Shift, Span

Block: TypeAlias = tuple[int, int, int]  # equal characters of two sentences: where in the first, where in the second, how many
_MODAL = re.compile(
    "(?P<verb>鼓励|提倡|倡导|探索|试行)|(?P<soft>可以|有权)|(?P<plain>应当|应该)|(?P<strict>必须|一律)|(?P<ban>不得|严禁|禁止|不准)"
)
_STRENGTH = {"verb": 1, "soft": 1, "plain": 2, "strict": 3, "ban": 3}
_OPPOSITE = {"tightened": "loosened", "loosened": "tightened", "changed": "changed"}
_GOVERNED = 2  # characters behind a modal word that the other sentence must have too
_REACH = 6  # characters before them in which its own modal word stands
_VERB = 4  # characters before them at most where it has none: 推进区域协作 for 探索区域协作


def modality(first: Sentence, second: Sentence, blocks: Sequence[Block]) -> list[Shift]:
    """Where the same words are governed by a stronger or weaker modal word: 可以, 鼓励, 探索 < none, 应当 < 必须, 不得.

    A ban or a 必须 against no modal word at all says nothing certain and is left out.
    """
    flipped = [(b, a, n) for a, b, n in blocks]
    found: dict[tuple[int, int], Shift] = {}
    for one, other, shared, is_flipped in ((first, second, blocks, False), (second, first, flipped, True)):
        for modal in _MODAL.finditer(one.folded):
            place = _governed(one.folded, modal.end(), shared)
            opposite = _modal_before(other.folded, place) if place is not None else None
            if place is None or (opposite is None and not _is_inserted(modal, one.folded, other.folded, place, shared)):
                continue
            way = _modal_way(modal, opposite)
            if way:
                spans = (_stretch(one, modal.start(), modal.end()), _stretch(other, opposite.start() if opposite else None, place))
                before, after = spans[::-1] if is_flipped else spans
                way = _OPPOSITE[way] if is_flipped else way
                found.setdefault((before.end, after.end), Shift("modality", way, before, after))
    return [found[key] for key in sorted(found)]


def _governed(folded: str, end: int, blocks: Sequence[Block]) -> int | None:
    """Where the other sentence has the words that stand right behind a modal word."""
    end += folded.startswith("、", end)
    if not re.match(r"\w\w", folded[end : end + _GOVERNED]):
        return None
    return next((b + end - a for a, b, n in blocks if a <= end and end + _GOVERNED <= a + n), None)


def _modal_before(folded: str, place: int) -> re.Match[str] | None:
    """The last modal word within reach before a place, in the same part of the sentence."""
    begin = max(_part(folded, place), place - _REACH)
    return next(reversed(list(_MODAL.finditer(folded, begin, place))), None)


def _part(folded: str, place: int) -> int:
    """Where the part of the sentence begins that a place lies in."""
    return max(folded.rfind(c, 0, place) for c in ",;:。") + 1


def _is_inserted(modal: re.Match[str], one: str, other: str, place: int, blocks: Sequence[Block]) -> bool:
    """Whether the other sentence says the same without this weak modal word, or has another verb in its stead."""
    if modal.lastgroup not in ("soft", "verb"):
        return False
    if modal.lastgroup == "verb" and place - _part(other, place) <= _VERB:
        return True
    begins = modal.start() == _part(one, modal.start()) and place == _part(other, place)
    return begins or any(a + n == modal.start() and b + n == place for a, b, n in blocks)


def _modal_way(modal: re.Match[str], opposite: re.Match[str] | None) -> str:
    """From one modal word to another, or to none; "" where they are as strong. A ban against a duty is neither way."""
    groups = modal.lastgroup or "", opposite.lastgroup or "" if opposite else "plain"
    strength, against = (_STRENGTH[g] for g in groups)
    if "ban" in groups and min(strength, against) > 1:
        return "" if groups[0] == groups[1] else "changed"
    return "" if strength == against else "tightened" if against > strength else "loosened"


def _stretch(sentence: Sentence, start: int | None, governed: int) -> Span:
    """From a modal word, or from the beginning of its part of the sentence, into the words it governs."""
    begin = _part(sentence.folded, governed) if start is None else start
    return Span(sentence.clause, sentence.start + begin, sentence.start + governed + _GOVERNED)
