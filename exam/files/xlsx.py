"""Excel for question banks: a general layout, and the layouts that two widely used systems import, a sheet each.

The columns of 考试宝 and 学习通 follow what public converters for the two write; neither publishes its layout as a standard.
"""

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from exam.files.sheet import (
    BLANK,
    CHOICES,
    WRITTEN,
    Numbered,
    answers,
    asked,
    clean,
    comment,
    explanation,
    full_title,
    is_true,
    key_text,
    letter,
    line,
    numbered,
    place,
    right_letters,
)
from policy.errors import BadInput
from policy.exam import Item, ItemKind, Paper

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | float | int
_MOST = 32767  # characters that a cell holds
_FEWEST_OPTIONS = 8
_KINDS = {
    ItemKind.SINGLE: "单选题",
    ItemKind.MULTIPLE: "多选题",
    ItemKind.TRUE_FALSE: "判断题",
    ItemKind.BLANK: "填空题",
    ItemKind.SHORT: "简答题",
    ItemKind.CASE: "案例分析题",
}


class Layout(NamedTuple):
    """A sheet: `head` names its columns and `row` fills them, both given the number of option columns; `wide` columns hold prose."""

    sheet: str
    head: Callable[[int], list[str]]
    row: Callable[[Numbered, int, str], list[Cell]]
    wide: frozenset[str]


def files(paper: Paper) -> dict[str, bytes]:
    """One workbook. No cell is ever a formula: what begins with = + - @ is stored as text."""
    from openpyxl import Workbook

    options = max([_FEWEST_OPTIONS, *(len(item.options) for item in paper.items)])
    book = Workbook()
    book.remove(book.active)
    for layout in LAYOUTS:
        rows = [layout.row(one, options, full_title(paper)) for one in numbered(paper)]
        _fill(book.create_sheet(layout.sheet), layout, layout.head(options), rows)
    packed = io.BytesIO()
    book.save(packed)
    return {"题库.xlsx": packed.getvalue()}


def _fill(sheet: "Worksheet", layout: Layout, head: list[str], rows: Sequence[Sequence[Cell]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, row in enumerate([head, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                if len(value) > _MOST:
                    raise BadInput(f"第 {number - 1} 题的“{head[column - 1]}”超过 Excel 一格能放的 {_MOST} 字", "请缩短后再导出 Excel。")
                cell.value = value or None
                if value[:1] in tuple("=+-@"):
                    cell.data_type = "s"
                    cell.quotePrefix = True
                cell.number_format = "@"
            else:
                cell.value = value
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7EEF7")
    for column, name in enumerate(head, start=1):
        wide, option = name in layout.wide, name.startswith("选项") and name != "选项数"
        sheet.column_dimensions[get_column_letter(column)].width = 48 if wide else 22 if option else 13
    sheet.freeze_panes = "A2"


def _options(item: Item, most: int, judged: tuple[str, ...] = ()) -> list[Cell]:
    texts = judged if item.kind == ItemKind.TRUE_FALSE else tuple(clean(option.text).strip() for option in item.options)
    return [*texts, *[""] * (most - len(texts))]


def _heads(most: int) -> list[str]:
    return [f"选项{letter(i)}" for i in range(most)]


def _tags(item: Item) -> str:
    return "；".join(dict.fromkeys(line(tag) for tag in (*item.tags, item.ability) if line(tag)))


def _general_head(most: int) -> list[str]:
    return ["题号", "题型", "题干", *_heads(most), "答案", "解析", "难度", "分值", "知识点/标签", "依据文件", "依据条款", "依据原文"]


def _general(one: Numbered, most: int, title: str) -> list[Cell]:
    item = one.item
    return [
        one.number,
        _KINDS[item.kind],
        asked(item),
        *_options(item, most),
        key_text(item),
        explanation(item),
        line(item.difficulty),
        item.points,
        _tags(item),
        "\n".join(line(proof.source) for proof in item.proofs),
        "\n".join(place(proof) for proof in item.proofs),
        "\n".join(line(proof.quote) for proof in item.proofs),
    ]


def _kaoshibao_head(most: int) -> list[str]:
    return ["题干（必填）", "题型（必填）", *_heads(most), "正确答案（必填）", "解析", "章节", "难度"]


def _kaoshibao(one: Numbered, most: int, title: str) -> list[Cell]:
    """判断题 are A or B of 正确 and 错误; a 填空题 has its texts in the option columns; a 案例分析题 is a 简答题."""
    item = one.item
    options = _options(item, most, ("正确", "错误"))
    key = key_text(item)
    if item.kind == ItemKind.TRUE_FALSE:
        key = "A" if is_true(item) else "B"
    elif item.kind == ItemKind.BLANK and len(item.key) <= most:
        texts = [texts[0] if texts else "" for texts in answers(item)]
        options = [*texts, *[""] * (most - len(texts))]
    kind = "简答题" if item.kind in WRITTEN else _KINDS[item.kind]
    hardness = {"易": "易", "中": "适中", "难": "难"}.get(item.difficulty, "适中")
    return [asked(item), kind, *options, key, comment(item), line(title), hardness]


def _xuexitong_head(most: int) -> list[str]:
    shared = ["目录", "题目类型", "大题题干", "小题题型", "小题题干", "正确答案", "答案解析", "难易度", "知识点", "标签", "选项数"]
    return [*shared, *_heads(most)]


def _xuexitong(one: Numbered, most: int, title: str) -> list[Cell]:
    """判断题 have the options 正确 and 错误; blanks of a 填空题 are （）in the stem and its texts joined by ；."""
    item = one.item
    choice = item.kind in CHOICES
    stem = BLANK.sub("（）", asked(item)) if item.kind == ItemKind.BLANK else asked(item)
    kind = "简答题" if item.kind in WRITTEN else _KINDS[item.kind]
    key = right_letters(item) if choice else key_text(item)
    count: Cell = len(item.options) if choice else 2 if item.kind == ItemKind.TRUE_FALSE else ""
    folder = "/" + title.replace("/", "／")
    options = _options(item, most, ("正确", "错误"))
    return [
        folder,
        kind,
        stem,
        "",
        "",
        key,
        comment(item),
        line(item.difficulty),
        "；".join(map(line, item.tags)),
        _tags(item),
        count,
        *options,
    ]


LAYOUTS = (
    Layout("通用模板", _general_head, _general, frozenset({"题干", "解析", "依据条款", "依据原文"})),
    Layout("考试宝", _kaoshibao_head, _kaoshibao, frozenset({"题干（必填）", "解析"})),
    Layout("学习通", _xuexitong_head, _xuexitong, frozenset({"大题题干", "答案解析"})),
)
