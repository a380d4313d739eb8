"""Lines: their marks, and which of them are pieces of one sentence."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.raw import FULL, PAGE
from ingest.repair.plausible import follows, frequency
from policy import fold

_NUMERAL = "[〇零○一二三四五六七八九十百千\\d]"
_LABEL = re.compile(
    rf"第{_NUMERAL}{{1,7}}(?P<a>[编編章节節条條款项項])|[（(](?P<b>[一二三四五六七八九十]{{1,4}})[）)]|[一二三四五六七八九十百]{{1,4}}(?P<c>[、．.])"
    rf"|[（(](?P<d>\d{{1,3}})[）)]|\d{{1,3}}(?P<e>[、．.﹒․▯])(?!\d)|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?P<f>\D)|(?P<g>[①-⑳•·●○■□◆◇★▲－–—*-])"
    rf"|(?P<h>附[件录錄表])|(?P<i>[^\s，。,.:：；;（）()]{{2,10}}[：:])|(?P<j>第[一二三四五六七八九十]+[,，])|(?P<k>[一二三四五六七八九十]是)"
)
_STOP = re.compile(r"[。！？!?；;：:…」』.][”’」』》）)\]】〉\"]*$")
_SENTENCE = re.compile(r"[，,。；;：:、]")
_FULL_SENTENCE = re.compile(r"[。；;！？!?]")
_CANNOT_END = re.compile(r"(?:[，,、“‘（(《〈「『\[【+＋/]|[的和与與及或在对對将將由以从從把被向于於并並是为為等]|[A-Za-z]-)$")
_CANNOT_BEGIN = re.compile(r"[，,。、；;：:！？!?”’）)》〉」』\]】%％℃]")
_OPEN, _CLOSE = "“‘（(《〈「『【", "”’）)》〉」』】"
_ROW = re.compile(r" \| |\t|\S {2,}\S+ {2,}\S")
_REST_OF_HEADING = re.compile(r"[^，,；;、：:。]{1,15}[。]")
_TITLE = re.compile(
    r"(?:通知|意见|意見|方案|办法|辦法|条例|條例|规定|規定|纲要|綱要|规划|規劃|计划|計劃|决定|決定|公告|通告|细则|報告|报告|函|批复|要点|措施|决议|令)(?:[(（〔].{1,30})?[》>]?$"
)
_LATIN = re.compile("[A-Za-z][A-Za-z0-9]|[0-9][A-Za-z]")
_STUB = re.compile(r"[。！？；][\u4e00-\u9fff]{1,3}$")  # the first letters of a sentence, alone at the end of a line
_REST = re.compile(r"(?![本原其以此各特现请附])[^，,；;、：:。\s]{1,10}[。]$")
_ABBREVIATION = re.compile(r"[（(][A-Za-z][A-Za-z0-9.&\- ]{1,20}[）)]")
_TWO_MEASURES = 60  # lines that a text has at least, to be taken for one with boxes in smaller letters
_OF_ALL = re.compile(r"(?:本|以上|上述|此前|原|其他)")  # a document speaking of itself, after （责任单位：…）
_HALF_HEADING = re.compile(r"[\u4e00-\u9fff]{1,8}[，,][\u4e00-\u9fff“”]{2,20}$")
_RAGGED = 6  # half letters by which full lines differ
_DATE = re.compile(r"^[\d〇○零一二三四五六七八九十]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$")


@dataclass(slots=True)
class Line:
    """A line without its outer spaces; `pages` new pages begin right before it; `full` where it reaches the margin."""

    text: str
    indent: int = 0
    blank: bool = False
    pages: int = 0
    full: bool = False
    label: str = ""
    width: int = field(default=0)

    def __post_init__(self) -> None:
        match = _LABEL.match(self.text)
        self.label = (match.lastgroup or "") if match else ""
        self.width = len(self.text.encode("gbk", "replace"))  # two bytes a Chinese character: the width on a typewriter grid

    @property
    def prose(self) -> bool:
        return bool(_SENTENCE.search(self.text)) and not _ROW.search(self.text)


def split(text: str) -> list[Line]:
    """The lines that hold text; page marks and blank lines become marks of the line that follows."""
    lines: list[Line] = []
    blank, pages = False, 0
    for raw in text.split("\n"):
        pages += raw.count(PAGE)
        full = raw.endswith(FULL)
        body = raw.replace(PAGE, "").replace(FULL, "")
        stripped = body.strip(" \t\u3000")
        if not stripped:
            blank = blank or PAGE not in raw
            continue
        before = body[: len(body) - len(body.lstrip(" \t\u3000"))]
        indent = sum({"\u3000": 2, "\t": 4}.get(c, 1) for c in before)
        lines.append(Line(stripped, indent, blank, pages, full))
        blank, pages = False, 0
    if pages:
        lines.append(Line("", pages=pages))
    return lines


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

    `wrapped` whether at a fixed measure, `wraps` its widths (none: the lines themselves tell whether they are full), `indents`
    whether paragraphs are indented, `run_in` the label styles whose heading runs into its text, `loose` whether many
    paragraphs end without a mark.
    """

    wraps: tuple[int, ...]
    wrapped: bool
    indents: bool
    run_in: frozenset[str]
    loose: bool

    @classmethod
    def of(cls, lines: list[Line], printed: bool) -> "_Layout":
        indented = sum(line.indent >= 2 for line in lines)
        prose = [line for line in lines if line.prose and len(line.text) >= 30]
        loose = sum(not _STOP.search(line.text) for line in prose)
        wraps = () if printed else _wraps(lines)
        printed = printed or bool(wraps)
        return cls(
            wraps,
            printed,
            0.03 * len(lines) < indented < (0.7 if printed else 2) * len(lines),
            frozenset(_run_in(lines)),
            loose > 0.3 * len(prose),
        )

    def breaks(self, before: Line, line: Line, paragraph: str) -> bool:
        """Whether the line break between two lines falls inside a sentence or a word."""
        if _ROW.search(before.text) or _ROW.search(line.text) or _DATE.match(line.text):
            return False
        if _TITLE.search(before.text) and paragraph == before.text and not _FULL_SENTENCE.search(paragraph) and not before.label:
            return False
        if self.wrapped and (self._is_full(before) if self.wraps else before.full):
            return self._wrapped(before, line, paragraph)
        if self.wrapped and not _CANNOT_END.search(before.text):
            return False
        return self._torn(before, line, paragraph)

    def _is_full(self, line: Line) -> bool:
        widest, *narrower = self.wraps
        return line.width >= widest - _RAGGED or any(0 <= wrap - line.width <= _RAGGED for wrap in narrower)

    def _wrapped(self, before: Line, line: Line, paragraph: str) -> bool:
        """In a document of fixed width, after a full line."""
        if self.indents:
            return line.indent < 2 or (
                before.indent >= 2 and line.indent == before.indent and not _STOP.search(before.text) and not line.label
            )
        if _STOP.search(before.text):
            return bool(not line.label and not line.blank and _open(paragraph))
        if line.label and line.label not in "ijk" and (line.blank or line.label == _Layout._style(paragraph)):
            return False
        return not line.blank or not _Layout._style(paragraph) or bool(_CANNOT_END.search(before.text))

    @staticmethod
    def _style(paragraph: str) -> str:
        """The label style of a paragraph that is a bare heading, else ""."""
        match = _LABEL.match(paragraph)
        return (match.lastgroup or "") if match and not _FULL_SENTENCE.search(paragraph) else ""

    def _torn(self, before: Line, line: Line, paragraph: str) -> bool:
        """In a document that otherwise has a paragraph a line, after a line that stops short of its sentence."""
        if _is_subscript(before, line, paragraph):
            return True
        if _STOP.search(before.text) or line.label and line.label not in "ik":
            return False
        if len(paragraph) >= 30 and _goes_on(paragraph, line):
            return True
        if _CANNOT_BEGIN.match(line.text) or _open(paragraph) and any(c in line.text for c in _CLOSE) and not line.label:
            return len(paragraph) >= 4
        style = _Layout._style(paragraph)
        if style in ("b", "c") and _HALF_HEADING.match(line.text) and not _SENTENCE.search(paragraph.partition("、")[2] or paragraph):
            return True
        if style and style not in "ijk":
            return style in self.run_in and len(paragraph) < 60 and bool(_REST_OF_HEADING.match(line.text))
        if not line.prose and len(line.text) > 12 or len(paragraph) < 20 or not _SENTENCE.search(paragraph):
            return False
        if _CANNOT_END.search(before.text):
            return True
        goes_on = not self.loose and not line.label and bool(_FULL_SENTENCE.search(line.text)) and len(paragraph) >= 30
        if before.text[-1] in "）)" and _OF_ALL.match(line.text):
            return False
        return goes_on and bool(_FULL_SENTENCE.search(paragraph)) and _goes_together(before.text, line.text)


def _wraps(lines: list[Line]) -> tuple[int, ...]:
    """The widths that lines are wrapped at, in half letters, the widest first; none where they are not.

    Wrapped text has most of its long lines within six half letters of the longest common width; paragraphs of an unwrapped
    text differ widely. Boxes in smaller letters have a width of their own, larger than the text's.
    """
    widths = [line.width for line in lines if line.text and not _ROW.search(line.text)]
    if len(widths) < 6:
        return ()
    by_width = Counter(widths)
    near_longest = [w for w in sorted(by_width) if sum(n for v, n in by_width.items() if v > w + 4) <= 0.05 * len(widths)]

    def near(width: int) -> int:
        return sum(by_width[width - i] for i in range(_RAGGED + 1))

    best = max(near_longest, key=near)
    if not 20 <= best <= 160:
        return ()
    if near(best) >= 0.3 * len(widths):
        return (best,) if _mid_sentence(lines, best - _RAGGED) else ()
    if len(widths) < _TWO_MEASURES:
        return ()
    text = max((w for w in sorted(by_width) if 20 <= w < best - _RAGGED), key=near, default=0)
    both = near(best) >= 0.05 * len(widths) and near(text) >= 0.3 * len(widths) and near(best) + near(text) >= 0.5 * len(widths)
    return (best, text) if both and _mid_sentence(lines, best - _RAGGED) and _mid_sentence(lines, text - _RAGGED, text) else ()


def _mid_sentence(lines: list[Line], least: int, most: int = 10_000) -> bool:
    """Whether lines of these widths mostly stop inside a sentence."""
    full = [line for line in lines if least <= line.width <= most]
    return sum(not _STOP.search(line.text) for line in full) >= 0.5 * len(full)


def _run_in(lines: Iterable[Line]) -> Iterable[str]:
    """The label styles of which at least three in five lines hold a whole sentence after the heading."""
    whole: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for line in lines:
        if line.label:
            (whole if _FULL_SENTENCE.search(line.text) and len(line.text) > 25 else bare)[line.label] += 1
    return (style for style, n in whole.items() if n >= 3 and n >= 0.6 * (n + bare[style]))


def _goes_on(paragraph: str, line: Line) -> bool:
    """Whether a line can only be the rest of a long paragraph that has no end: its last words, or what explains its last word."""
    if _ABBREVIATION.match(line.text):
        return True
    if line.label:
        return False
    rest = _REST.match(line.text) and _FULL_SENTENCE.search(paragraph) and paragraph[-1] not in _CLOSE
    return bool(_STUB.search(paragraph) or rest)


def _is_subscript(before: Line, line: Line, paragraph: str) -> bool:
    """Whether figures stand below the letters before them: （PM / 2.5 / ）."""
    return bool(re.search("[A-Za-z]$", before.text) and re.match(r"\d", line.text)) and _open(paragraph)


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
