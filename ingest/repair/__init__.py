"""One function, `repair`: raw text to the text that every span points into. Runs once, on reading; counts what it did."""

import re

from ingest.raw import MARK, PAGE, Raw, Repaired
from ingest.repair.characters import clean
from ingest.repair.furniture import strip
from ingest.repair.joining import joined
from ingest.repair.lines import split
from ingest.repair.pagination import without_page_numbers
from ingest.repair.spacing import closed_up

_SPACES = re.compile(r"(?<=\S)[ \t\u3000]{2,}(?=\S)")
_SUSPECT = re.compile("[?▯]")
_TONE = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")


def repair(raw: Raw) -> Repaired:
    """The repaired text, a paragraph a line, with what was repaired counted by name."""
    text, lookalikes = clean(raw.text)
    counts = [*raw.repairs, ("部首字形", lookalikes)]
    text, spaced = closed_up(text)
    counts.append(("字间空格", spaced))
    text, more = _mended(text)
    counts += more
    lines, numbers = without_page_numbers(split(text))
    stripped = strip(lines)
    counts += [("页码", numbers), ("网页杂项", stripped.removed), ("页面标题", stripped.misled)]
    text, joins = joined(stripped.lines, printed=raw.kind == "pdf")
    counts += [("断行", joins), ("无法还原（▯）", text.count(MARK))]
    text, pages = _without_page_marks(_SPACES.sub(" ", text))
    return Repaired(
        text,
        pages if raw.kind == "pdf" else (),
        tuple((name, n) for name, n in counts if n),
        (*raw.furniture, *stripped.furniture),
    )


def _mended(text: str) -> tuple[str, list[tuple[str, int]]]:
    """The text with shifted bytes put back, without pinyin, and Simplified again where a machine had changed it."""
    annotated = bool(_TONE.search(text)) and _is_annotated(text)
    counts: list[tuple[str, int]] = []
    if _SUSPECT.search(text):
        from ingest.repair.shifted import put_back

        text, restored = put_back(text)
        counts.append(("错位字节还原", restored))
    if annotated:
        from ingest.repair.pinyin import turned_back, without_pinyin

        text, syllables = without_pinyin(text)
        before, text = text, turned_back(text)
        counts += [("拼音", syllables), ("机转繁体还原", int(before != text))]
    return text, counts


def _is_annotated(text: str) -> bool:
    from ingest.repair.pinyin import is_annotated

    return is_annotated(text)


def _without_page_marks(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without its page marks, and the offset at which each page begins."""
    pages, at = [0], 0
    parts = text.split(PAGE)
    for part in parts[:-1]:
        at += len(part)
        pages.append(at)
    return "".join(parts), tuple(pages)
