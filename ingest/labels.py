"""Labels of numbered headings: which ones a text may hold, and where.

A label is only a candidate here; whether it heads a clause is decided in `ingest.outline_tree`, by position and numbering.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ingest.raw import MARK
from policy import chinese_number


class Style(IntEnum):
    """The ways of numbering, ordered from the outermost to the innermost by convention."""

    ATTACHMENT = 0
    PART = 10
    SUBPART = 12
    CHAPTER = 20
    NAMED = 21
    SECTION = 30
    COMMA = 40
    ARTICLE = 45
    ITEM = 47
    BRACKET = 50
    DOT = 60
    DECIMAL2 = 61
    DECIMAL3 = 62
    DECIMAL4 = 63
    DIGIT_BRACKET = 70
    HALF_BRACKET = 72
    CIRCLE = 80


LISTS = frozenset({Style.COMMA, Style.ITEM, Style.BRACKET, Style.DOT, Style.DIGIT_BRACKET, Style.HALF_BRACKET, Style.CIRCLE})


@dataclass(frozen=True, slots=True)
class Label:
    """A label at [start, end) of a text. `name` is its canonical form, as ids hold it: 二, (七), 12, 第十三条, 附件1.

    `number` counts; for 第X条之Y it stays X and `minor` is Y. `inline` tells that the
    label does not begin a line, `doubtful` that what follows reads like a reference (第八条与…), `inner` that it counts within an
    item of its own style.
    """

    style: Style
    number: int
    name: str
    start: int
    end: int
    minor: int = 0
    inline: bool = False
    doubtful: bool = False
    inner: bool = False


_N = "[〇零○一二三四五六七八九十百千0-9０-９]"
_C = "[〇零○一二三四五六七八九十百]"
_D = "[0-9０-９]"
# What follows a numeral with its unit where that is a reference, not a heading: 第三条规定的, 第七节相应改为.
_REFERENCE = re.compile(
    r"[ \t\u3000]*第[^\n]{1,6}[款項项條条]|[至到和与與及或、，,](?=[本第（(])|以及第|[、，,；;。的)）》”\"’]|规定[的，,]|規定[的，,]"
    r"|修改|修正|所[列称述规規]|中[的规第“，]|相应|相應|改为|改為|作为第|增加|调整为|移至|之规定|款|项(?!目)|項"
)
# what 2.4 counts where a line of a paragraph happens to begin with it: 按最高每年|2.4 万元执行
_MEASURE = (
    "(?:[万亿]?元(?![旦宇器件素区])(?!企业|产业|以上企业)|[万亿](?:[人户亩吨套个家辆平千公美]|余)|[%％‰]|个?百分点|平方|公里|公顷|公斤|千克|千瓦|立方"
    "|[倍吨米亩岁](?![\u4e00-\u9fff]{2,}[^，。；]{0,12}\n))"
)
_LABELS = (
    (
        Style.ATTACHMENT,
        rf"附[ \u3000]*[件录錄表图圖][ \u3000]*(?:{_N}{{1,3}}|[A-Z])?(?![的中所第，,。；;）)]|规定|要求)|附(?=[ \u3000]*[:：])",
    ),
    (Style.PART, rf"第[ \u3000]?{_N}{{1,4}}[ \u3000]?(?:部分|[编編篇])"),
    (Style.SUBPART, rf"第[ \u3000]?{_N}{{1,4}}[ \u3000]?分[编編]"),
    (Style.CHAPTER, rf"第[ \u3000]?(?:{_N}[ \u3000]?){{1,4}}章"),
    (Style.NAMED, r"(?:附|总|總)[ \t\u3000]*[则則](?=[ \t\u3000]*(?:\n|$))"),
    (Style.SECTION, rf"第[ \u3000]?{_N}{{1,4}}[ \u3000]?[节節]"),
    (Style.ARTICLE, rf"第[ \u3000]?(?:{_N}[ \u3000]?){{1,9}}[条條](?:之{_C}{{1,3}})?"),
    (Style.BRACKET, rf"[（(][ \u3000]?{_C}{{1,5}}[ \u3000]?[）)](?!(?:项(?!目)|项目?的|款|的|[至和、及或][（(第]|中[的规]|规定的))"),
    (Style.COMMA, rf"{_C}{{1,5}}[ \u3000]?(?:[、．]|\.(?!\d))(?!{_C}+[级类等审档批线期度、])"),
    (Style.BRACKET, rf"{_C}{{1,4}}[）)]"),
    (Style.DECIMAL4, rf"{_D}{{1,2}}(?:[.．]{_D}{{1,2}}){{3}}(?![\d.．%％])"),
    (Style.DECIMAL3, rf"{_D}{{1,2}}(?:[.．]{_D}{{1,2}}){{2}}(?![\d.．%％])"),
    (Style.DECIMAL2, rf"{_D}{{1,2}}[.．]{_D}{{1,2}}(?=[ \t\u3000][^\d\n])(?![ \t\u3000]+{_MEASURE})"),
    (Style.DOT, rf"{_D}{{1,3}}[ \u3000]?[.．、﹒․](?:(?!{_D})|(?={_D}{{4}}))"),
    (Style.DIGIT_BRACKET, rf"[（(][ \u3000]?{_D}{{1,3}}[ \u3000]?[）)]"),
    (Style.HALF_BRACKET, rf"{_D}{{1,2}}[）)]"),
    (Style.CIRCLE, "[①-⑳]"),
    (Style.ITEM, rf"第{_C}{{1,4}}[款项項](?=[ \t\u3000:：])"),
    (Style.BRACKET, "[㈠-㈩]|[（(][—–-][）)](?=[\u4e00-\u9fff])"),  # (—) is how a scanner reads （一）
    (Style.DIGIT_BRACKET, "[⑴-⒇]"),
    (Style.DOT, "[⒈-⒛]"),
)
_ANY = "|".join(f"(?P<L{i}>{pattern})" for i, (_, pattern) in enumerate(_LABELS))
_LINE_START = re.compile(rf"^[ \t\u3000#>*●■◆▪•]*(?:{_ANY})", re.M)
_INLINE = re.compile(rf"(?:(?<=[。！？!?:：”）)])|(?<=[ \t\u3000]))(?:{_ANY})")
# 1 总则 / 1.1 编制目的: the bare number heads a chapter only beside decimal numbering.
_BARE = re.compile(rf"^[ \t\u3000#]*({_D}{{1,2}})[ \t\u3000]+(?=[^\d\s.．])", re.M)
_UNITS = "年月日个万亿元家项条款章节级层套户人次天期时分平类种大届号年岁倍米吨幢栋"
_UNMARKED = re.compile(rf"^[ \t\u3000]*(0?{_D}{{1,2}})(?:{MARK}[ ]?|[ ]?(?=[\u4e00-\u9fff《“])(?![{_UNITS}]))", re.M)
_HEADING = r"(?=[\u4e00-\u9fff“《][^\n。；]{3,40}(?:\n|。))"
_FUSED = {
    Style.COMMA: re.compile(rf"(?<=[\u4e00-\u9fff，；）)])(?<!{_C}){_C}{{1,3}}、{_HEADING}(?!{_C}+[、级类等])"),
    Style.BRACKET: re.compile(rf"(?<=[\u4e00-\u9fff，；。 ])[（(]{_C}{{1,3}}[）)]{_HEADING}(?!项|款|的)"),
    Style.DOT: re.compile(rf"(?<=[\u4e00-\u9fff，；。”）)]){_D}{{1,2}}[.．﹒](?=[\u4e00-\u9fff“《][^\n。；，]{{3,30}}。)"),
}
_FAR = 3000  # characters before the second item within which the first one stands
_LONG_LINE = re.compile(r"^[^\n]{60,}", re.M)
_NUMERAL = re.compile(f"{_N}+")
_HIGHEST = 199  # 1.–199. and (1)–(199) are numbering, larger ones are years and quantities


def line_labels(text: str) -> list[Label]:
    """The candidates that begin a line."""
    found = [label for m in _LINE_START.finditer(text) if (label := _label(m))]
    if sum(label.style is Style.DECIMAL2 for label in found) < 3:
        return found
    bare = [Label(Style.DOT, int(m[1]), str(int(m[1])), m.start(1), m.end(1)) for m in _BARE.finditer(text)]
    return sorted(found + bare, key=lambda label: label.start)


def bare_labels(text: str, labels: Sequence[Label]) -> list[Label]:
    """Numbers that begin lines and have lost their mark (1▯), or never had one in a text without marked ones, where they count 1, 2, 3 …"""
    marked = any(label.style is Style.DOT for label in labels)
    runs: list[list[Label]] = [[]]
    for m in _UNMARKED.finditer(text):
        if marked and MARK not in m.group():
            continue
        label = Label(Style.DOT, int(m[1]), str(int(m[1])), m.start(1), m.end())
        if label.number == 1 or not runs[-1] or label.number != runs[-1][-1].number + 1:
            runs.append([])
        runs[-1].append(label)
    return [label for run in runs if len(run) >= 3 and run[0].number == 1 for label in run]


def missing_labels(text: str, labels: Sequence[Label]) -> list[Label]:
    """The labels that numbering lacks between two lines (1. … 3.) and that stand inside a line, fused with the text before them."""
    found = []
    for style in (Style.COMMA, Style.BRACKET, Style.DOT):
        before: Label | None = None
        for label in (label for label in labels if label.style is style):
            last = before.number if before else 0
            if label.number > 1 and last in (label.number - 2, 0):
                start = before.end if before and last else max(0, label.start - _FAR)
                found += _fused(text, style, label.number - 1, start, label.start)
            before = label
    return found


def _fused(text: str, style: Style, number: int, start: int, end: int) -> list[Label]:
    """The one place in [start, end) where a label of this number stands behind a letter or a comma and before a heading; else none."""
    spots = [m for m in _FUSED[style].finditer(text, start, end) if _count(style, _plain(style, m.group()))[0] == number]
    if len(spots) != 1:
        return []
    plain = _plain(style, spots[0].group())
    return [Label(style, number, plain if style is not Style.BRACKET or plain[0] == "(" else f"({plain}", *spots[0].span(), inline=True)]


def inline_labels(text: str, articles: bool) -> Iterator[Label]:
    """The candidates inside long lines, after a sentence end, a colon or a space; only 条 where `articles` is set."""
    for line in _LONG_LINE.finditer(text):
        for m in _INLINE.finditer(text, line.start() + 1, line.end()):
            label = _label(m, inline=True)
            if label and (not articles or label.style <= Style.ARTICLE) and label.style not in (Style.ATTACHMENT, Style.NAMED):
                yield label


def _label(match: re.Match[str], inline: bool = False) -> Label | None:
    group = match.lastgroup or ""
    style = _LABELS[int(group[1:])][0]
    plain = _plain(style, match.group(group))
    number, minor = _count(style, plain)
    if number is None or (style > Style.ARTICLE and number > _HIGHEST):
        return None
    if style is Style.BRACKET and not _NUMERAL.search(plain):
        plain = "(一)"
    name = f"({plain}" if style is Style.BRACKET and plain[0] != "(" else plain
    doubtful = style <= Style.SECTION or style is Style.ARTICLE
    doubtful = doubtful and style is not Style.ATTACHMENT and bool(_REFERENCE.match(match.string, match.end(group)))
    return Label(style, number, name, match.start(group), match.end(group), minor, inline, doubtful)


def _plain(style: Style, raw: str) -> str:
    return raw if style is Style.CIRCLE else re.sub(r"\s+", "", unicodedata.normalize("NFKC", raw)).rstrip("、.")


def _count(style: Style, plain: str) -> tuple[int | None, int]:
    """The number of a label, and Y of 条之Y; a decimal counts by its last part."""
    if style is Style.CIRCLE:
        return ord(plain) - ord("①") + 1, 0
    if style is Style.NAMED:
        return 1, 0
    numerals = _NUMERAL.findall(plain)
    if not numerals:
        return 1, 0
    if Style.DECIMAL2 <= style <= Style.DECIMAL4:
        return int(numerals[-1]), 0
    values = [int(n) if n.isdigit() else chinese_number(n) for n in numerals]
    return values[0], values[1] or 0 if len(values) > 1 else 0
