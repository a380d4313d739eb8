"""What a document itself says about how its text goes on: its pairs and triples, and the pinyin behind its characters."""

import math
import re
from collections import Counter, defaultdict
from itertools import pairwise

from ingest.repair import gbk
from ingest.repair.pinyin import ANNOTATED
from ingest.repair.plausible import follows, is_common
from policy import fold


class Prose:
    """Log-probabilities of characters in one document, backed by the counts over official prose; `narrow` where it writes ASCII commas."""

    def __init__(self, text: str, broken: re.Pattern[str]) -> None:
        """Counts `text` without the places that `broken` matches."""
        self.pinyin: defaultdict[str, set[str]] = defaultdict(set)
        for match in ANNOTATED.finditer(text):
            self.pinyin[match[1]].add(match[2])
        plain = fold(ANNOTATED.sub(r"\1", broken.sub("\n", text)))
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
        a, b = fold(before), fold(c)
        last = a[-1:]
        known = follows(last, b)
        if triple := self._triples[a + b]:
            known = max(known, math.log(0.8 * triple / (self._pairs[a] or triple)))
        elif double := self._pairs[last + b]:
            known = max(known, math.log(double + 1) - 7.0)
        return known

    def total(self, before: str, text: str) -> float:
        """Log-probability of a text after what stands before it; characters out of use count -15."""
        total = 0.0
        for c in text:
            total += self.score(before, c) if is_common(c) or c in gbk.PUNCTUATION or c < "\x80" else -15.0
            before += c
        return total

    def shown(self, before: str, text: str) -> float:
        """The mean of what stands there now, where a letter or a question mark counts as broken."""
        return self.total(before, re.sub("[A-Za-z?]", "\ufffd", text)) / len(text)

    def reads(self, c: str, syllable: str) -> float:
        """What it says for a character that this pinyin stands behind it."""
        known = self.pinyin.get(c)
        return 0.0 if known is None else 3.0 if syllable in known else -20.0
