"""Which lines are pieces of one sentence, and the text with a paragraph a line."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.raw import PAGE
from ingest.repair.lines import FULL_SENTENCE, LABEL, PARTED, ROW, SENTENCE, STOP, Line
from ingest.repair.measures import RAGGED, going_on, partial_wrap, wraps
from ingest.repair.plausible import follows, frequency
from policy import fold

_CANNOT_END = re.compile(r"(?:[，,、“‘（(《〈「『【[【+＋/]|[的和与與及或在对對将將由以从從把被向于於并並是为為等]|[A-Za-z]-)$")
_CANNOT_BEGIN = re.compile(r"[，,。、；;：:！？!?”’）)》〉」』\]】%％℃]")
_OPEN, _CLOSE = "“‘（(《〈「『【", "”’）)》〉」』】"
_REST_OF_HEADING = re.compile(r"[^，,；;、：:。]{1,15}[。]")
_TITLE = re.compile(
    r"(?:通知|意见|意見|方案|办法|辦法|条例|條例|规定|規定|纲要|綱要|规划|規劃|计划|計劃|决定|決定|公告|通告|细则|報告|报告|函|批复|要点|措施|决议|令)(?:[(（〔].{1,30})?[》>]?$"
)
_LATIN = re.compile("[A-Za-z][A-Za-z0-9]|[0-9][A-Za-z]")
_STUB = re.compile(r"[。！？；][\u4e00-\u9fff]{1,3}$")  # the first letters of a sentence, alone at the end of a line
_REST = re.compile(r"(?![本原其以此各特现请附])[^，,；;、：:。\s]{1,10}[。]$")
_ABBREVIATION = re.compile(r"[（(][A-Za-z][A-Za-z0-9.&\- ]{1,20}[）)]")
_OF_ALL = re.compile(r"(?:本|以上|上述|此前|原|其他)")  # a document speaking of itself, after （责任单位：…）
_CLOSES = re.compile(rf"[^{_OPEN}]*[{_CLOSE}]")
_HALF_HEADING = re.compile(r"[\u4e00-\u9fff]{1,8}[，,][\u4e00-\u9fff“”]{2,20}$")
_DATE = re.compile(r"^[\d〇○零一二三四五六七八九十]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$")
_NOTE = re.compile(r"[（(〔\[][^（()）〔〕\[\]]{7,}[）)〕\]]$")  # （责任单位：…） ends a paragraph, 每套（间） does not
_LEFT_OPEN = re.compile(r"[“‘（(《〈「『【]$")
_SENTENCE_END = re.compile(r"[。！？]")
_REFERRED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、](?:项|款|条|類|类|目|[至到、和]|[一二三四五六七八九十]+[线季級级类])")
_PAUSE = re.compile(r"[\u4e00-\u9fff”》）)][，,、]$")
_HEADING = 40  # characters that a heading has at most: a longer numbered line without a full stop is a sentence
_LONG = 20  # characters from which a line is running text
_HANGING = 2  # half letters by which a mark may stand beyond the measure
_FIRST = 4  # half letters by which the first line of a paragraph is indented
_FAR = 10_000
_LONGEST_HEADING = 60
# Log-odds that a sentence goes on: after a full line of running text, after a nearly full one, of one with 、 alone, elsewhere, against
# the layout.
_UNLIKELY, _PROSE, _LIKELY, _CLEAR, _BEYOND_DOUBT = -4.0, 0.0, 1.0, 3.0, 5.0


def joined(lines: list[Line], printed: bool = False) -> tuple[str, int]:
    """One paragraph a line, page marks inside; and how many broken lines were put together.

    `printed` lines are those of a page, which are always wrapped.
    """
    layout = _Layout.of(lines, printed)
    out: list[str] = []
    joins = 0
    before: Line | None = None
    paragraph = ""
    for line in lines:
        marks = PAGE * line.pages
        if before is not None and line.text and layout.breaks(before, line, paragraph):
            words = _LATIN.fullmatch(before.text[-1:] + line.text[0]) and not _is_subscript(before, line, paragraph)
            gap = " " if words else ""
            out[-1] += gap + marks + line.text
            paragraph += line.text
            joins += 1
        else:
            out.append(marks + line.text)
            paragraph = line.text
        before = line
    return "\n".join(out), joins


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a document breaks its lines.

    `wrapped` whether at a fixed measure, `wraps` its widths (none: the lines themselves tell whether they are full), `part` the
    measure of a part that is wrapped where the whole is not (0: none), `indents` whether paragraphs are indented, `run_in` the label
    styles whose heading runs into its text, `loose` whether many paragraphs end without a mark.
    """

    wraps: tuple[int, ...]
    wrapped: bool
    part: int
    indents: bool
    run_in: frozenset[str]
    loose: bool

    @classmethod
    def of(cls, lines: list[Line], printed: bool) -> "_Layout":
        indented = sum(line.indent >= 2 for line in lines)
        prose = [line for line in lines if line.prose and len(line.text) >= 30]
        loose = sum(not STOP.search(line.text) for line in prose)
        widths = () if printed else wraps(lines)
        wrapped = printed or bool(widths)
        return cls(
            widths,
            wrapped,
            0 if printed else partial_wrap(lines, widths),
            0.03 * len(lines) < indented < (0.7 if wrapped else 2) * len(lines),
            frozenset(_run_in(lines)),
            loose > 0.3 * len(prose),
        )

    def breaks(self, before: Line, line: Line, paragraph: str) -> bool:
        """Whether the line break between two lines falls inside a sentence or a word."""
        if ROW.search(before.text) or ROW.search(line.text) or _DATE.match(line.text):
            return False
        if _TITLE.search(before.text) and paragraph == before.text and not FULL_SENTENCE.search(paragraph) and not before.label:
            return False
        if line.label == "a" and _style(paragraph) == "a":
            return False
        if self.wrapped and (self._is_full(before.reach) if self.wraps else before.full):
            return self._wrapped(before, line, paragraph)
        lacking = self._lacking(before)
        if lacking <= RAGGED + _FIRST and self._wrapped(before, line, paragraph):
            full = lacking <= RAGGED
            first = paragraph == before.text and before.indent < 2
            if _reads_on(before, line, paragraph, full, first):
                return True
        if self.wrapped and not _CANNOT_END.search(before.text):
            return _is_torn_word(before, line, paragraph)
        return self._torn(before, line, paragraph)

    def _is_full(self, reach: int) -> bool:
        widest, *narrower = self.wraps
        return reach >= widest - RAGGED or any(0 <= wrap - reach <= RAGGED for wrap in narrower)

    def _lacking(self, line: Line) -> int:
        """By how many half letters a line falls short of a measure."""
        measures = [*self.wraps, self.part] if self.part else self.wraps
        return min((measure - line.reach for measure in measures if measure - line.reach >= -_HANGING), default=_FAR)

    def _wrapped(self, before: Line, line: Line, paragraph: str) -> bool:
        """In a document of fixed width, after a full line."""
        if self.indents:
            if _open(paragraph) and not line.label and _CLOSES.match(line.text) and not STOP.search(before.text):
                return True  # （…第三次会议 / 通过）, whose second line is centred
            every = self.wrapped and before.indent >= 2 and line.indent == before.indent and not line.label
            full = not self.wraps or self._is_full(before.reach)
            return line.indent < 2 or every and _reads_on(before, line, paragraph, full, first=True)
        if STOP.search(before.text):
            return bool(not line.label and not line.blank and _open(paragraph))
        if line.label and line.label not in "ijk" and (line.blank or line.label == _style(paragraph) or _begins(before, line, paragraph)):
            return False
        return not line.blank or not _style(paragraph) or bool(_CANNOT_END.search(before.text))

    def _torn(self, before: Line, line: Line, paragraph: str) -> bool:
        """In a document that otherwise has a paragraph a line, after a line that stops short of its sentence."""
        if _is_subscript(before, line, paragraph):
            return True
        if STOP.search(before.text) or line.label and line.label not in "ik":
            return False
        if _LEFT_OPEN.search(before.text):
            return True
        if len(paragraph) >= 30 and _goes_on(paragraph, line):
            return True
        if _CANNOT_BEGIN.match(line.text) or _open(paragraph) and any(c in line.text for c in _CLOSE) and not line.label:
            return len(paragraph) >= 4
        style = _style(paragraph)
        if style in ("b", "c") and _HALF_HEADING.match(line.text) and not SENTENCE.search(paragraph.partition("、")[2] or paragraph):
            return True
        if style and style not in "ijk":
            odds = going_on(before.text, line.text)  # below a heading a text begins
            return style in self.run_in and len(paragraph) < 60 and bool(_REST_OF_HEADING.match(line.text)) and (odds or 0.0) >= _PROSE
        if _PAUSE.search(before.text) and len(line.text) >= _LONG and FULL_SENTENCE.search(line.text):
            return True
        if not line.prose and len(line.text) > 12 or len(paragraph) < _LONG or not SENTENCE.search(paragraph):
            return False
        if _CANNOT_END.search(before.text):
            return True
        if line.label or before.text[-1] in "）)" and _OF_ALL.match(line.text):
            return False
        after_sentence = bool(FULL_SENTENCE.search(paragraph))
        odds = going_on(before.text, line.text)
        if odds is not None and odds >= (_CLEAR if after_sentence or len(paragraph) > _LONGEST_HEADING else _BEYOND_DOUBT):
            return True
        if self.loose or not after_sentence or not FULL_SENTENCE.search(line.text):
            return False
        return len(paragraph) >= 30 and _goes_together(before.text, line.text) or (odds or -1.0) >= _PROSE


def _style(paragraph: str) -> str:
    """The label style of a paragraph that is a bare heading, else ""; an article that has a comma is no heading."""
    match = LABEL.match(paragraph)
    if not match or len(paragraph) > _HEADING or FULL_SENTENCE.search(paragraph):
        return ""
    style = match.lastgroup or ""
    return "" if style == "a" and PARTED.search(paragraph) else style


def _begins(before: Line, line: Line, paragraph: str) -> bool:
    """Whether a numbered line begins something: it is none that a sentence refers to (第 / （三）项), nor stands in a bracket."""
    if line.label not in "bcde" or _REFERRED.match(line.text):
        return False
    return not (_CANNOT_END.search(before.text) or before.text.endswith("第") or _open(paragraph))


def _reads_on(before: Line, line: Line, paragraph: str, full: bool, first: bool) -> bool:
    """Whether a break after a line that is `full`, or would be with the indent of a `first` line, falls inside a sentence."""
    if STOP.search(before.text) or _NOTE.search(before.text):
        return False
    if line.label:
        return line.label == "i" and _open(paragraph)
    if _CANNOT_END.search(before.text) or _CANNOT_BEGIN.match(line.text):
        return True
    odds = going_on(before.text, line.text)
    last = _SENTENCE_END.split(paragraph)[-1]
    if _style(last):
        return odds is not None and odds >= _BEYOND_DOUBT
    running = bool(PARTED.search(paragraph))
    if odds is None:
        return running and (full or first)
    text = FULL_SENTENCE.search(paragraph) or before.label == "a"
    if (full or first and text) and running and not _OF_ALL.match(line.text):
        return odds >= _UNLIKELY
    return odds >= (_PROSE if running else _LIKELY if SENTENCE.search(paragraph) else _CLEAR)


def _is_torn_word(before: Line, line: Line, paragraph: str) -> bool:
    """Whether a break after a line that is not full can only fall inside a word."""
    if STOP.search(before.text) or line.label or len(paragraph) < _LONG or not PARTED.search(paragraph) or _style(paragraph):
        return False
    odds = going_on(before.text, line.text)
    return odds is not None and odds >= _BEYOND_DOUBT and line.prose


def _run_in(lines: Iterable[Line]) -> Iterable[str]:
    """The label styles of which at least three in five lines hold a whole sentence after the heading."""
    whole: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for line in lines:
        if line.label:
            (whole if FULL_SENTENCE.search(line.text) and len(line.text) > 25 else bare)[line.label] += 1
    return (style for style, n in whole.items() if n >= 3 and n >= 0.6 * (n + bare[style]))


def _goes_on(paragraph: str, line: Line) -> bool:
    """Whether a line can only be the rest of a long paragraph that has no end: its last words, or what explains its last word."""
    if _ABBREVIATION.match(line.text):
        return True
    if line.label:
        return False
    rest = _REST.match(line.text) and FULL_SENTENCE.search(paragraph) and paragraph[-1] not in _CLOSE
    return bool(_STUB.search(paragraph) or rest)


def _is_subscript(before: Line, line: Line, paragraph: str) -> bool:
    """Whether figures stand below the letters before them: （PM / 2.5 / ）, 广义货币M / 2 / 预期增长8%."""
    if not FULL_SENTENCE.search(paragraph) and not _open(paragraph):
        return False
    if re.search("[A-Za-z]$", before.text):
        return bool(_open(paragraph) and re.match(r"\d", line.text) or re.fullmatch(r"\d", line.text))
    return bool(re.fullmatch(r"\d", before.text) and re.search(r"[A-Za-z]\d$", paragraph) and not line.label)


def _goes_together(before: str, after: str) -> bool:
    """Whether official prose writes the first character of one after the last of the other not much less often than by chance."""
    a, b = fold(before[-1:]), fold(after[:1])
    return follows(a, b) - frequency(b) > -1.0  # pairs that the counts do not hold get -3


def _open(paragraph: str) -> bool:
    """Whether a bracket or quote opened in the last 60 characters is still open."""
    depth = 0
    for c in paragraph[-60:]:
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
    return depth > 0
