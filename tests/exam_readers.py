"""Readers of exports that share nothing with the writers: GIFT by its grammar, and the embedded answers of a Moodle cloze."""

import html
import re
from dataclasses import dataclass, field

_FORMATS = ("html", "plain", "moodle", "markdown")


@dataclass
class Gift:
    """One question of a GIFT file; `answers` are (mark, weight, text, feedback)."""

    name: str
    stem: str
    kind: str
    answers: list[tuple[str, float | None, str, str]] = field(default_factory=list)
    feedback: str = ""
    comment: str = ""


def read_gift(text: str) -> tuple[str, list[Gift]]:
    """The category and the questions; asserts that nothing is left over."""
    category = ""
    found = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [row for row in block.split("\n") if not row.startswith("//")]
        comment = " ".join(row for row in block.split("\n") if row.startswith("//"))
        body = "\n".join(lines)
        if body.startswith("$CATEGORY:"):
            category = body[len("$CATEGORY:") :].strip()
            continue
        named = re.fullmatch(r"::((?:[^\\:]|\\.)*)::(.*)", body, re.S)
        assert named, body
        cut = _split(named[2], "{}")
        assert len(cut) == 3 and not cut[2].strip(), body
        found.append(_question(named[1], cut[0], cut[1], comment))
    return category, found


def _question(name: str, stem: str, body: str, comment: str) -> Gift:
    before, *after = re.split(r"(?<!\\)####", body)
    assert len(after) <= 1
    one = Gift(_plain(name), _plain(stem), "", feedback=_plain(after[0]) if after else "", comment=comment)
    body = before.strip()
    if not body:
        one.kind = "essay"
    elif body in ("TRUE", "FALSE"):
        one.kind = body.lower()
    else:
        assert body[0] in "=~", body
        marks = [m for m in re.finditer(r"(?<!\\)(?:\\\\)*([=~])", body)]
        ends = [m.start(1) for m in marks[1:]] + [len(body)]
        for mark, end in zip(marks, ends, strict=True):
            said = body[mark.end(1) : end].strip()
            weight = re.match(r"%(-?\d+(?:\.\d+)?)%", said)
            text, *feedback = _split(said[weight.end() if weight else 0 :], "#")
            assert len(feedback) <= 1
            value = float(weight[1]) if weight else None
            one.answers.append((mark[1], value, _plain(text), _plain(feedback[0]) if feedback else ""))
        one.kind = "choice" if any(mark == "~" for mark, *_ in one.answers) else "short"
        assert one.kind == "choice" or "->" not in body, "would be read as a matching question"
    return one


def _split(text: str, at: str) -> list[str]:
    """Cuts at each unescaped character of `at`."""
    parts = [""]
    escaped = False
    for c in text:
        if c in at and not escaped:
            parts.append("")
        else:
            parts[-1] += c
        escaped = c == "\\" and not escaped
    return parts


def _plain(text: str) -> str:
    text = text.strip()
    if named := re.match(r"\[(\w+)\]", text):
        text = text[named.end() :] if named[1] in _FORMATS else text
    assert not re.search(r"(?<!\\)(?:\\\\)*[~=#{}:]", text), text
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text).strip()


def read_cloze(text: str) -> tuple[list[str], list[list[str]]]:
    """The pieces of the stem around the blanks, and the answers of each blank, as Moodle would take them."""
    pieces, answers, at = [], [], 0
    for blank in re.finditer(r"\{(\d*):SHORTANSWER:(.*?)\}", text, re.S):
        pieces.append(text[at : blank.start()])
        alternatives = blank[2].split("~")
        assert all(one.startswith("=") for one in alternatives)
        answers.append([html.unescape(one[1:]).replace("\\*", "*") for one in alternatives])
        at = blank.end()
    pieces.append(text[at:])
    assert not any("{" in piece or "}" in piece for piece in pieces)
    return [shown(piece) for piece in pieces], answers


def shown(text: str) -> str:
    """What HTML shows that has no other element than <br>."""
    rows = text.split("<br>")
    assert not any("<" in row or ">" in row for row in rows), text
    return "\n".join(html.unescape(row) for row in rows)
