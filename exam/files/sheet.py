"""What all formats share: sections and running numbers, letters, keys in words, and text that every format can hold."""

import hashlib
import re
import string
from dataclasses import dataclass

from policy.errors import BadInput
from policy.exam import Item, ItemKind, Paper, Proof

NAMES = {
    ItemKind.SINGLE: "单项选择题",
    ItemKind.MULTIPLE: "多项选择题",
    ItemKind.TRUE_FALSE: "判断题",
    ItemKind.BLANK: "填空题",
    ItemKind.SHORT: "简答题",
    ItemKind.CASE: "案例分析题",
}
CHOICES = (ItemKind.SINGLE, ItemKind.MULTIPLE)
WRITTEN = (ItemKind.SHORT, ItemKind.CASE)
BLANK = re.compile("_{2,}|＿{2,}")
_HOLE = re.compile(r"[（(][\s_　]*[）)]")
# What XML 1.0, and with it docx and xlsx, cannot hold.
_UNHELD = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An item with its number, which runs through the whole paper from 1."""

    number: int
    item: Item


@dataclass(frozen=True, slots=True)
class Section:
    """The items of one kind; `ordinal` is 一, 二 …; `each` the points of one item, or None where they differ."""

    ordinal: str
    kind: ItemKind
    items: tuple[Numbered, ...]
    each: float | None

    @property
    def points(self) -> float:
        return sum(one.item.points for one in self.items)


def sections(paper: Paper) -> tuple[Section, ...]:
    """The paper's items by kind, kinds in the order of an exam paper and items in theirs; numbers run through."""
    found: list[Section] = []
    number = 0
    for kind in NAMES:
        items = [item for item in paper.items if item.kind == kind]
        if items:
            numbered = tuple(Numbered(number + i, item) for i, item in enumerate(items, start=1))
            each = items[0].points if len({item.points for item in items}) == 1 else None
            found.append(Section("一二三四五六"[len(found)], kind, numbered, each))
            number += len(items)
    return tuple(found)


def numbered(paper: Paper) -> list[Numbered]:
    """All items in the order in which the paper asks them."""
    return [one for section in sections(paper) for one in section.items]


def full_title(paper: Paper) -> str:
    title = line(paper.title) or "试卷"
    return f"{title}（{line(paper.version)}卷）" if paper.version.strip() else title


def letter(i: int) -> str:
    """A for 0, B for 1 …"""
    if i >= len(string.ascii_uppercase):
        raise BadInput("一道题的选项超过 26 个", "请减少选项后再导出。")
    return string.ascii_uppercase[i]


def right_letters(item: Item) -> str:
    return "".join(letter(i) for i, option in enumerate(item.options) if option.right)


def is_true(item: Item) -> bool:
    """Whether a 判断题 states what is so."""
    return item.key == ("对",)


def answers(item: Item) -> list[list[str]]:
    """For each blank of a 填空题 the texts that count as right, the key first, none twice."""
    also = item.also + ((),) * len(item.key)
    return [list(dict.fromkeys(line(text) for text in (key, *more) if line(text))) for key, more in zip(item.key, also, strict=False)]


def pieces(item: Item) -> list[str]:
    """The stem of a 填空题 cut at its blanks, one piece more than there are keys.

    Blanks that the stem lacks are taken to stand at its end; blanks beyond the keys stay as they are written.
    """
    cut: list[str] = []
    at = 0
    stem = clean(item.stem)
    for found in list(BLANK.finditer(stem))[: len(item.key)]:
        cut.append(stem[at : found.start()])
        at = found.end()
    cut.append(stem[at:])
    return cut + [""] * (len(item.key) + 1 - len(cut))


def asked(item: Item) -> str:
    """The stem as the paper shows it: with a hole （　　） to put the answer in, and with blanks of one width."""
    stem = clean(item.stem).strip()
    if item.kind == ItemKind.BLANK:
        return ("_" * 10).join(pieces(item)).strip()
    if item.kind in WRITTEN or _HOLE.search(stem):
        return stem
    return f"{stem}（　　）"


def key_text(item: Item, several: str = "\n") -> str:
    """The key in words: letters, 正确 or 错误, blanks joined by `；` with other spellings after `/`, or points joined by `several`."""
    if item.kind in CHOICES:
        return right_letters(item)
    if item.kind == ItemKind.TRUE_FALSE:
        return "正确" if is_true(item) else "错误"
    if item.kind == ItemKind.BLANK:
        return "；".join("/".join(texts) for texts in answers(item))
    return several.join(clean(point) for point in item.key)


def explanation(item: Item, options: bool = True) -> str:
    """Why the key is right, with what was changed in a false statement and, with `options`, what is said of each option."""
    parts = [clean(item.explanation).strip()]
    if item.change:
        parts.append(f"原文为“{line(item.change[0])}”，题中改作“{line(item.change[1])}”。")
    parts += [f"{letter(i)}项：{line(option.why)}" for i, option in enumerate(item.options) if options and option.why.strip()]
    return "\n".join(part for part in parts if part)


def place(proof: Proof) -> str:
    """Where a proof stands: 《title》, its path and page."""
    page = f"（第{proof.page}页）" if proof.page is not None else ""
    return f"《{line(proof.title) or line(proof.source)}》{' › '.join(line(part) for part in proof.path)}{page}"


def proofs(item: Item) -> str:
    """Every proof on a line of its own: its place and its quote."""
    return "\n".join(f"{place(proof)}：“{line(proof.quote)}”" for proof in item.proofs)


def comment(item: Item, options: bool = True) -> str:
    """Explanation and proofs together, for formats that have one field for both."""
    basis = proofs(item)
    return "\n".join(part for part in (explanation(item, options), f"依据：{basis}" if basis else "") if part)


def number_text(value: float) -> str:
    """2 for 2.0, 1.5 for 1.5."""
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


def clean(text: str) -> str:
    """The text without characters that files cannot hold, its line ends as newlines."""
    return _UNHELD.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(clean(text).split())


def slug(one: Numbered) -> str:
    """An identifier made of letters, digits and hyphens: unique in a paper, and the same for the same item in the same place."""
    return f"item-{one.number:03d}-{hashlib.sha256(one.item.item_id.encode('utf8', 'surrogatepass')).hexdigest()[:12]}"
