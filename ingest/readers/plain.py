"""Plain text and Markdown."""

import re

from ingest.raw import Raw
from ingest.readers.encoding import decode

_COMMENT = re.compile(r"<!--.*?-->", re.S)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.M)
_RULE = re.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$", re.M)
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$", re.M)
_TABLE_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.M)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:https?:|/|#|\.)[^)\s]*\)")
_QUOTED = re.compile(r"(?:(?:>[^\n]*)?(?:\n|\Z))+")  # a mail that was passed on: every line behind ">"
_QUOTE = re.compile(r"^ {0,3}>[ \t]?", re.M)


def read_plain(data: bytes, *, markdown: bool) -> Raw:
    """The text of a .txt file, or of a .md file without its marks."""
    text = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _QUOTED.fullmatch(text):
        text = re.sub(r"^> ?", "", text, flags=re.M)
    if markdown:
        text = _without_marks(text)
    return Raw(text.replace("\f", "\n"), "md" if markdown else "txt")


def _without_marks(text: str) -> str:
    text = _COMMENT.sub("", text)
    text = _TABLE_RULE.sub("", _RULE.sub("", text))
    text = _TABLE_ROW.sub(lambda m: " | ".join(cell.strip() for cell in m[1].split("|")), text)
    text = _STRONG.sub(r"\2", _LINK.sub(r"\1", _QUOTE.sub("", text)))
    return _HEADING.sub(r"\1", text)
