"""GIFT, the plain-text format of Moodle and other platforms.

GIFT knows one answer a question and no points: a 填空题 with several blanks becomes a question a blank, a 简答题 or 案例分析题 an essay
with the key as feedback. Written so that Moodle's reader gives back every text as it is.
"""

import re

from exam.files.sheet import (
    CHOICES,
    Numbered,
    answers,
    asked,
    clean,
    comment,
    full_title,
    is_true,
    key_text,
    line,
    numbered,
    pieces,
    slug,
)
from policy.exam import ItemKind, Paper

_RESERVED = re.compile(r"([\\~=#{}:])")


def files(paper: Paper) -> dict[str, bytes]:
    """One text file; the same paper gives the same bytes."""
    questions = [f"$CATEGORY: {line(full_title(paper)).replace('/', '//')}\n"]
    for one in numbered(paper):
        questions += _questions(one)
    return {"GIFT.txt": "\n".join(questions).encode()}


def _questions(one: Numbered) -> list[str]:
    item = one.item
    if item.kind != ItemKind.BLANK:
        body = _choice(one) if item.kind in CHOICES else _true_false(one) if item.kind == ItemKind.TRUE_FALSE else _essay(one)
        return [_question(one, asked(item), body)]
    blanks = answers(item)
    if len(blanks) < 2:
        return [_question(one, asked(item), _blank(one, texts)) for texts in blanks] or [_question(one, asked(item), _essay(one))]
    stem = _marked(pieces(item))
    return [_question(one, f"{stem}\n（请填第 {i} 空）", _blank(one, texts), f"-{i}") for i, texts in enumerate(blanks, start=1)]


def _question(one: Numbered, stem: str, body: str, part: str = "") -> str:
    tags = (one.item.difficulty, one.item.ability, *one.item.tags)
    marks = [f"[id:{slug(one)}{part}]", *(f"[tag:{_tag(tag)}]" for tag in tags if line(tag))]
    name = f"第{one.number}题{part} {line(stem)[:40]}"
    return f"// {' '.join(marks)}\n::{_escaped(name)}::[plain]{_escaped(stem)}{{{body}}}\n"


def _marked(cut: list[str]) -> str:
    """The stem with its blanks numbered."""
    return cut[0] + "".join(f"____({i})____{piece}" for i, piece in enumerate(cut[1:], start=1))


def _choice(one: Numbered) -> str:
    """`=` and `~` for a 单选; shares of the right and minus everything of the wrong options for a 多选."""
    right = sum(option.right for option in one.item.options)
    lines = []
    for option in one.item.options:
        if one.item.kind == ItemKind.MULTIPLE:
            mark = f"~%{_share(right)}%" if option.right else "~%-100%"
        else:
            mark = "=" if option.right else "~"
        why = f"#{_text(option.why)}" if option.why.strip() else ""
        lines.append(f"\t{mark}{_text(option.text, guard=mark in '=~')}{why}")
    return "\n" + "\n".join(lines) + f"\n{_feedback(one)}"


def _true_false(one: Numbered) -> str:
    return ("TRUE" if is_true(one.item) else "FALSE") + _feedback(one)


def _blank(one: Numbered, texts: list[str]) -> str:
    # Moodle takes `=` with `->` for a matching question, and there is no way to escape that: such a key is left to the grader.
    if any("->" in text for text in texts):
        return _essay(one)
    return "\n" + "\n".join(f"\t=%100%{_text(text.replace('*', chr(92) + '*'))}" for text in texts) + f"\n{_feedback(one)}"


def _essay(one: Numbered) -> str:
    key = key_text(one.item)
    said = "\n".join(part for part in (f"参考答案：\n{key}" if key else "", comment(one.item)) if part)
    return f"####{_text(said)}" if said else ""


def _feedback(one: Numbered) -> str:
    said = comment(one.item, options=False)
    return f"####{_text(said)}" if said else ""


def _share(right: int) -> str:
    return f"{100 / right:.5f}".rstrip("0").rstrip(".")


def _text(text: str, guard: bool = False) -> str:
    """Escaped, and guarded where its beginning would be read as a format name (`[html]`) or, on demand, as a weight (`%50%`)."""
    text = clean(text).strip()
    if text.startswith("[") or (guard and text.startswith("%")):
        return f"[plain]{_escaped(text)}"
    return _escaped(text)


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\1", clean(text)).replace("\n", "\\n")


def _tag(text: str) -> str:
    return line(text).replace("\\", "\\\\").replace("]", "\\]")
