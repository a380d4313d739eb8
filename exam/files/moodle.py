"""Moodle XML: every kind as the question type of Moodle that grades it, with points, key, explanation, sources and tags."""

from html import escape
from xml.etree import ElementTree as ET

from exam.files.sheet import CHOICES, Numbered, answers, asked, clean, comment, full_title, is_true, key_text, line, numbered, pieces, slug
from policy.exam import Item, ItemKind, Paper


def files(paper: Paper) -> dict[str, bytes]:
    """One XML file; the same paper gives the same bytes."""
    quiz = ET.Element("quiz")
    category = ET.SubElement(quiz, "question", type="category")
    _plain(ET.SubElement(category, "category"), f"$course$/top/{full_title(paper).replace('/', '//')}")
    for one in numbered(paper):
        _question(quiz, one)
    ET.indent(quiz)
    return {"Moodle.xml": ET.tostring(quiz, "utf-8", xml_declaration=True) + b"\n"}


def _question(quiz: ET.Element, one: Numbered) -> None:
    item = one.item
    cloze = item.kind == ItemKind.BLANK and len(answers(item)) > 1
    question = ET.SubElement(quiz, "question", type="cloze" if cloze else _TYPES[item.kind])
    _plain(ET.SubElement(question, "name"), f"第{one.number}题 {line(item.stem)[:60]}")
    _rich(question, "questiontext", _cloze(item) if cloze else html(asked(item)))
    _rich(question, "generalfeedback", html(comment(item, options=False)))
    _say(question, "defaultgrade", f"{item.points:g}")
    # A wrong answer may not be tried again for less: this is an exam.
    _say(question, "penalty", "1" if item.kind == ItemKind.TRUE_FALSE else "0")
    _say(question, "hidden", "0")
    _say(question, "idnumber", slug(one))
    if item.kind in CHOICES:
        _choice(question, item)
    elif item.kind == ItemKind.TRUE_FALSE:
        _answer(question, "true", "100" if is_true(item) else "0", "moodle_auto_format")
        _answer(question, "false", "0" if is_true(item) else "100", "moodle_auto_format")
    elif item.kind == ItemKind.BLANK and not cloze:
        _say(question, "usecase", "0")
        for text in next(iter(answers(item)), []):
            _answer(question, text.replace("*", "\\*"), "100", "moodle_auto_format")
    elif not cloze:
        _essay(question, item)
    tags = ET.SubElement(question, "tags")
    for tag in dict.fromkeys(line(tag) for tag in (item.difficulty, item.ability, *item.tags) if line(tag)):
        _plain(ET.SubElement(tags, "tag"), tag)


_TYPES = {
    ItemKind.SINGLE: "multichoice",
    ItemKind.MULTIPLE: "multichoice",
    ItemKind.TRUE_FALSE: "truefalse",
    ItemKind.BLANK: "shortanswer",
    ItemKind.SHORT: "essay",
    ItemKind.CASE: "essay",
}


def _choice(question: ET.Element, item: Item) -> None:
    """A wrong option of a 多选 takes back everything, as in a Chinese exam; right options give equal shares."""
    several = item.kind == ItemKind.MULTIPLE
    right = sum(option.right for option in item.options)
    _say(question, "single", "false" if several else "true")
    _say(question, "shuffleanswers", "false")
    _say(question, "answernumbering", "ABCD")
    for option in item.options:
        share = f"{100 / right:.5f}".rstrip("0").rstrip(".") if several and option.right else "100" if option.right else "0"
        wrong = "-100" if several else "0"
        _answer(question, html(option.text.strip()), share if option.right else wrong, "html", html(option.why.strip()))


def _essay(question: ET.Element, item: Item) -> None:
    _say(question, "responseformat", "editor")
    _say(question, "responserequired", "1")
    _say(question, "responsefieldlines", "20" if item.kind == ItemKind.CASE else "10")
    _say(question, "attachments", "0")
    _say(question, "attachmentsrequired", "0")
    _rich(question, "graderinfo", html(f"参考答案（{item.points:g}分）：\n{key_text(item)}\n{comment(item)}"))
    _rich(question, "responsetemplate", "")


def _cloze(item: Item) -> str:
    """The stem with its answers in Moodle's embedded form, all blanks of one weight."""
    weight = item.points / len(answers(item))
    norm = f"{weight:g}" if weight.is_integer() else "1"
    cut = pieces(item)
    text = _braceless(html(cut[0]))
    for texts, piece in zip(answers(item), cut[1:], strict=True):
        alternatives = "~".join("=" + _embedded(one) for one in texts) or "="
        text += f"{{{norm}:SHORTANSWER:{alternatives}}}" + _braceless(html(piece))
    return text


def _embedded(text: str) -> str:
    """An answer inside a cloze: all that Moodle would read as its own marks as entities, which it takes back."""
    marks = {"\\": "&#92;", "~": "&#126;", "#": "&#35;", "{": "&#123;", "}": "&#125;", "*": "&#92;*"}
    return "".join(marks.get(c) or escape(c) for c in text)


def _braceless(text: str) -> str:
    return text.replace("{", "&#123;").replace("}", "&#125;")


def html(text: str) -> str:
    """The text as HTML that shows it, line by line."""
    return "<br>".join(escape(row) for row in clean(text).split("\n"))


def _answer(question: ET.Element, text: str, fraction: str, form: str, feedback: str = "") -> None:
    answer = ET.SubElement(question, "answer", fraction=fraction, format=form)
    _plain(answer, text)
    _rich(answer, "feedback", feedback)


def _rich(parent: ET.Element, name: str, text: str) -> None:
    _plain(ET.SubElement(parent, name, format="html"), text)


def _plain(parent: ET.Element, text: str) -> None:
    _say(parent, "text", text)


def _say(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text
