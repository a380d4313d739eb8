"""Bytes to text without mojibake: byte order marks, UTF-8, UTF-16, GB18030, Big5, told apart by what makes sense."""

import codecs
import re

from ingest.raw import MARK, Unreadable
from ingest.repair.plausible import share_common

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSES = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 40_000
_PLAUSIBLE = 0.7  # Chinese prose scores 0.97 and more; the same bytes in a wrong encoding at most 0.25
_BROKEN = 0.01  # the largest share of undecodable characters that is still read, and marked
_BAD = re.compile("\ufffd+")


def decode(data: bytes, declared: str = "") -> str:
    """The text; a place in it that cannot be decoded is MARK. Raises Unreadable where no encoding makes sense."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _marked(data[len(bom) :].decode(name, "replace"))
    if b"\0" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    best, best_score = "", 0.0
    for name in dict.fromkeys((*_declared(declared), "utf-8", *_GUESSES)):
        score = _score(data, name)
        if score > best_score + 0.01:
            best, best_score = name, score
    if best_score < _PLAUSIBLE:
        raise Unreadable("看不出文字编码", "请用记事本打开，确认文字正常，另存为 UTF-8 编码后再导入。")
    return _marked(data.decode(best, "replace"))


def _declared(name: str) -> tuple[str, ...]:
    """The encoding that a page names, widened to the one it means: gb2312 and gbk are read as gb18030."""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return ()
    return ("gb18030",) if known in {"gb2312", "gbk"} else (known,)


def _score(data: bytes, name: str) -> float:
    sample = data[: _SAMPLE if len(data) <= _SAMPLE else _SAMPLE // 4 * 4]
    text = sample.decode(name, "replace")
    bad = text.count("\ufffd") - (len(sample) < len(data))
    if bad > max(1, _BROKEN * len(text)):
        return 0.0
    return share_common(text) - bad / (len(text) or 1)


def _marked(text: str) -> str:
    return _BAD.sub(MARK, text)
