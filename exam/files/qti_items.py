"""One item of an exam paper as a QTI 2.1 assessmentItem."""

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from exam.files.sheet import CHOICES, Numbered, answers, asked, clean, comment, is_true, key_text, letter, line, pieces, slug
from policy.exam import Item, ItemKind

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def item_file(one: Numbered) -> bytes:
    """The item with its key, its points, and explanation and sources: as feedback, or for the grader of a 简答题 or 案例分析题.

    Points come from a mapping: a 多选 gives equal shares for right options and nothing once a wrong one is chosen.
    """
    item = one.item
    title = f"第{one.number}题 {line(item.stem)[:40]}"
    attributes = {"xmlns": QTI, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{QTI} {SCHEMA}", "identifier": slug(one), "title": title}
    root = ET.Element("assessmentItem", attributes | {"adaptive": "false", "timeDependent": "false"})
    blanks = answers(item) if item.kind == ItemKind.BLANK else []
    names = [f"RESPONSE{i}" for i in range(1, len(blanks) + 1)] if len(blanks) > 1 else ["RESPONSE"]
    graded = item.kind in CHOICES or item.kind == ItemKind.TRUE_FALSE or bool(blanks)
    if item.kind in CHOICES:
        _choice_key(root, item)
    elif item.kind == ItemKind.TRUE_FALSE:
        right = "T" if is_true(item) else "F"
        _declare(root, "RESPONSE", [right], {right: item.points})
    elif blanks:
        for name, texts in zip(names, blanks, strict=True):
            worth = dict.fromkeys(texts, item.points / len(blanks))
            _declare(root, name, texts[:1], worth, {"baseType": "string"})
    else:
        ET.SubElement(root, "responseDeclaration", identifier="RESPONSE", cardinality="single", baseType="string")
    _outcome(root, "SCORE", "float", "0", f"{item.points:g}")
    said = comment(item)
    if graded and said:
        _outcome(root, "FEEDBACK", "identifier")
    _body(root, item, names)
    if graded:
        _process(root, names, bool(said))
        if said:
            feedback = ET.SubElement(
                root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier="EXPLAINED", showHide="show", title="解析"
            )
            _lines(feedback, said)
    # Not indented: white space in a stem would be shown.
    return ET.tostring(root, "utf-8", xml_declaration=True) + b"\n"


def _choice_key(root: ET.Element, item: Item) -> None:
    right = [letter(i) for i, option in enumerate(item.options) if option.right]
    if item.kind == ItemKind.SINGLE:
        _declare(root, "RESPONSE", right[:1], dict.fromkeys(right, item.points))
        return
    wrong = [letter(i) for i, option in enumerate(item.options) if not option.right]
    worth = dict.fromkeys(right, item.points / max(len(right), 1)) | dict.fromkeys(wrong, -item.points)
    _declare(root, "RESPONSE", right, worth, {"cardinality": "multiple"}, {"lowerBound": "0", "upperBound": f"{item.points:g}"})


def _declare(
    root: ET.Element,
    name: str,
    right: list[str],
    worth: dict[str, float],
    form: Mapping[str, str] = MappingProxyType({}),
    bounds: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """A response, what is right, and what each possible response is worth."""
    declared = ET.SubElement(root, "responseDeclaration", {"identifier": name, "cardinality": "single", "baseType": "identifier", **form})
    if right:
        correct = ET.SubElement(declared, "correctResponse")
        for key in right:
            ET.SubElement(correct, "value").text = key
    if worth:
        mapping = ET.SubElement(declared, "mapping", {**bounds, "defaultValue": "0"})
        case = {"caseSensitive": "false"} if declared.get("baseType") == "string" else {}
        for key, points in worth.items():
            ET.SubElement(mapping, "mapEntry", {"mapKey": key, "mappedValue": f"{points:g}"} | case)


def _outcome(root: ET.Element, name: str, kind: str, default: str = "", most: str = "") -> None:
    declared = ET.SubElement(root, "outcomeDeclaration", identifier=name, cardinality="single", baseType=kind)
    if most:
        declared.set("normalMaximum", most)
    if default:
        ET.SubElement(ET.SubElement(declared, "defaultValue"), "value").text = default


def _body(root: ET.Element, item: Item, names: list[str]) -> None:
    body = ET.SubElement(root, "itemBody")
    if item.kind == ItemKind.BLANK and item.key:
        _blanks(body, item, names)
        return
    _paragraphs(body, asked(item))
    if item.kind in CHOICES or item.kind == ItemKind.TRUE_FALSE:
        several = item.kind == ItemKind.MULTIPLE
        choice = ET.SubElement(
            body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices="0" if several else "1"
        )
        options = [(letter(i), clean(option.text).strip()) for i, option in enumerate(item.options)]
        for name, text in [("T", "正确"), ("F", "错误")] if item.kind == ItemKind.TRUE_FALSE else options:
            _lines(ET.SubElement(choice, "simpleChoice", identifier=name, fixed="false"), text)
        return
    ET.SubElement(body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLines="10")
    rubric = ET.SubElement(body, "rubricBlock", view="scorer")
    _paragraphs(rubric, f"参考答案（{item.points:g}分）：\n{key_text(item)}\n{comment(item)}")


def _blanks(body: ET.Element, item: Item, names: list[str]) -> None:
    """The stem as paragraphs with an entry for each blank in its place."""
    paragraph = ET.SubElement(body, "p")
    for i, piece in enumerate(pieces(item)):
        if i:
            name = names[i - 1]
            ET.SubElement(paragraph, "textEntryInteraction", responseIdentifier=name, expectedLength="20")
        first, *rest = piece.split("\n")
        _append(paragraph, first)
        for row in rest:
            paragraph = ET.SubElement(body, "p")
            _append(paragraph, row)


def _append(parent: ET.Element, text: str) -> None:
    """Text after what the parent already holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _paragraphs(parent: ET.Element, text: str) -> None:
    for row in text.split("\n"):
        if row.strip():
            ET.SubElement(parent, "p").text = row.strip()


def _lines(parent: ET.Element, text: str) -> None:
    """Text with its line ends kept, where paragraphs have no place."""
    for i, row in enumerate(text.split("\n")):
        if i:
            ET.SubElement(parent, "br")
        _append(parent, row)


def _process(root: ET.Element, names: list[str], explained: bool) -> None:
    """SCORE is the sum of what the responses are worth; the explanation is shown with it."""
    processing = ET.SubElement(root, "responseProcessing")
    total = ET.SubElement(ET.SubElement(processing, "setOutcomeValue", identifier="SCORE"), "sum")
    for name in names:
        ET.SubElement(total, "mapResponse", identifier=name)
    if explained:
        shown = ET.SubElement(processing, "setOutcomeValue", identifier="FEEDBACK")
        ET.SubElement(shown, "baseValue", baseType="identifier").text = "EXPLAINED"
