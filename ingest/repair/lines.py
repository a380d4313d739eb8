"""Lines: their marks, and what a text is split into before it is joined."""

import re
from dataclasses import dataclass, field

from ingest.raw import FULL, PAGE

_NUMERAL = "[〇零○一二三四五六七八九十百千\\d]"
LABEL = re.compile(
    rf"第[ ]?(?:{_NUMERAL}[ ]?){{1,7}}(?P<a>[编編章节節条條款项項])"
    rf"|[（(](?P<b>[一二三四五六七八九十]{{1,4}})[）)]|[一二三四五六七八九十百]{{1,4}}(?P<c>[、．.])"
    rf"|[（(](?P<d>\d{{1,3}})[）)]|\d{{1,3}}(?P<e>[、．.﹒․▯])(?!\d)|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?P<f>\D)|(?P<g>[①-⑳•·●○■□◆◇★▲－–—*-])"
    rf"|(?P<h>附[件录錄表])|(?P<i>[^\s，。,.:：；;（）()]{{2,10}}[：:])|(?P<j>第[一二三四五六七八九十]+[,，])|(?P<k>[一二三四五六七八九十]是)"
)
STOP = re.compile(r"[。！？!?；;：:…」』.][”’」』》）)\]】〉\"]*$")
SENTENCE = re.compile(r"[，,。；;：:、]")
PARTED = re.compile(r"[，,。；;：:]")  # what stands between clauses; 、 parts words, in headings too
FULL_SENTENCE = re.compile(r"[。；;！？!?]")
ROW = re.compile(r" \| |\t|\S {2,}\S+ {2,}\S")


@dataclass(slots=True)
class Line:
    """A line without its outer spaces; `pages` new pages begin right before it; `full` where it reaches the margin.

    `label` is the style of its label, one letter of LABEL, or ""; `width` and `indent` are counted in half letters, two a Chinese
    character, as on a typewriter's grid.
    """

    text: str
    indent: int = 0
    blank: bool = False
    pages: int = 0
    full: bool = False
    label: str = ""
    width: int = field(default=0)

    def __post_init__(self) -> None:
        match = LABEL.match(self.text)
        self.label = (match.lastgroup or "") if match else ""
        self.width = len(self.text.encode("gbk", "replace"))

    @property
    def reach(self) -> int:
        """Where the line ends, counted from the margin."""
        return self.indent + self.width

    @property
    def prose(self) -> bool:
        return bool(SENTENCE.search(self.text)) and not ROW.search(self.text)


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
