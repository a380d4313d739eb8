"""The words of one sentence around its figures: kept, stripped and tidied. Phrases are the offsets of the characters they keep."""

import re
from collections.abc import Sequence

from answer.ledger.binding import MODAL
from answer.ledger.heads import norm_before
from answer.ledger.times import periods, times
from answer.ledger.wording import ACHIEVE, ADRIFT, CHANGES, LEAD, PAD, REGION, TRAIL, VERB
from answer.text.values import Figure, segment

Phrase = list[int]

_OF_TIME = re.compile(r"[\d年月日天周末底初季度时分个止起前后)](?:之|以)?$")  # what 起, 内, 前 or 后 behind it belongs to


class Words:
    """The words of a folded sentence; `dates` are the spans of the time limits that only date other figures."""

    def __init__(self, text: str, dates: Sequence[tuple[int, int]] = ()) -> None:
        self._text = text
        self._limits = {*dates}
        self._times = [*times(text), *dates]

    def said(self, phrase: Phrase) -> str:
        return "".join(self._text[i] for i in phrase)

    def _head(self, figure: Figure, start: int) -> Phrase:
        head = self._kept(start, norm_before(self._text, start, figure))
        for s, e in periods(self._text, start, figure.start):
            if self._text[s : s + 1] == "每" and self._text[s + 1 : s + 2] in "件户名场":
                continue
            head = [i for i in head if not s <= i < e]
        return self._strip(self._changed(head, figure))

    def _kept(self, start: int, end: int) -> Phrase:
        """The offsets of [start, end) without times and what figures are compared with."""
        drop: set[int] = set()
        for s, e in self._times:
            drop.update(range(s - ((s, e) in self._limits and self._text[s - 1 : s] == "在"), e))
        for m in ADRIFT.finditer(self._text, start, end):
            drop.update(range(m.start(), m.end()))
        return [i for i in range(start, end) if i not in drop and not self._text[i].isspace()]

    def _predicate(self, phrase: Phrase) -> Phrase:
        """What stands behind the last modal verb of a phrase, 不得 kept."""
        said = self.said(phrase)
        found = list(MODAL.finditer(said))
        if not found:
            return phrase
        last = found[-1]
        return phrase[last.start() if last.group() == "不得" else last.end() :]

    def _bare(self, phrase: Phrase) -> Phrase:
        """A head without its modal verb; what stands before the modal where nothing stands behind it."""
        behind = self._strip(self._predicate(phrase))
        if len(behind) < 2:
            said = self.said(phrase)
            found = list(MODAL.finditer(said))
            behind = self._strip(phrase[: found[0].start()]) if found else self._strip(phrase)
        if m := ACHIEVE.match(self.said(behind) + PAD):
            behind = behind[m.end() :]
        return behind

    def _changed(self, phrase: Phrase, figure: Figure) -> Phrase:
        """A head behind the 将 that says what is changed, where a change follows: 自次月起将最高额度(调整为) → 最高额度."""
        if not CHANGES.match(self._text, figure.start) and not CHANGES.match(self._text[max(0, figure.start - 3) : figure.at]):
            return phrase
        at = self.said(phrase).rfind("将")
        behind = phrase[at + 1 :]
        return behind if at >= 0 and len(behind) >= 3 and not phrase[at + 1] - phrase[at] > 2 else phrase

    def _strip(self, phrase: Phrase) -> Phrase:
        while phrase:
            if m := LEAD.match(self.said(phrase)):
                phrase = phrase[m.end() :]
            elif self._text[phrase[0]] in "起内前后" and _OF_TIME.search(self._text, 0, phrase[0]):
                phrase = phrase[1:]
            else:
                break
        if m := TRAIL.search(self.said(phrase)):
            phrase = phrase[: m.start()]
        return phrase

    def _tidy(self, phrase: Phrase) -> Phrase:
        said = self.said(phrase)
        if m := re.match(r"[、的\"之,:)]+", said):
            phrase, said = phrase[m.end() :], said[m.end() :]
        if m := re.search(r"[、,:的(\[\"]+$", said):
            phrase = phrase[: m.start()]
        if m := REGION.match(self.said(phrase)):
            phrase = phrase[m.end() :]
        said = self.said(phrase)
        if ")" in said and "(" not in said[: said.index(")")]:
            phrase = phrase[said.index(")") + 1 :]
        if (said := self.said(phrase)).count("(") > said.count(")"):
            phrase = phrase[: said.rindex("(")]
        return phrase

    def _before(self, figure: Figure) -> Phrase:
        start, _ = segment(self._text, figure.at)
        if start < 2:
            return []
        before, until = segment(self._text, start - 1)
        return self._bare(self._kept(before, min(until, start)))


def opened(text: str, start: int, end: int) -> int:
    """Where the bracket begins that is still open at `end`, or 0."""
    at = text.rfind("(", start, end)
    return at + 1 if at >= 0 and ")" not in text[at:end] else 0


def lead_verb(said: str) -> int:
    """Where the verb of a head begins: 全省建成 → 2, 市县政府负责人接受 → its last verb; 0 where the whole is needed."""
    m = VERB.search(said)
    return m.start() if m else 0
