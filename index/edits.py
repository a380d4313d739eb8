"""What was set by hand of a document's metadata: checked, laid over what was read, and taken off again.

Edits touch what is known about a document, never its text: clauses keep their words, spans and ids.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from policy import LEVELS, BadInput, Document, DocumentInfo

FIELDS = ("title", "number", "issuer", "issued", "region", "level", "kind", "years")
NAMES = {
    "title": "题名 (title)",
    "number": "发文字号 (number)",
    "issuer": "发文机关 (issuer)",
    "issued": "成文日期 (issued)",
    "region": "地区 (region)",
    "level": "层级 (level)",
    "kind": "文种 (kind)",
    "years": "有效年份 (years)",
}
LONGEST = 200  # characters of a field
_FIRST, _LAST = 1900, 2100
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_YEARS = re.compile(r"(\d{4})(?:\s*[-–—~至]\s*(\d{4}))?")
Edits = Mapping[str, Any]
"""Field → value, of some of FIELDS; `years` is (first, last) or None, all else a string. "" and None say that it is not known."""


def checked(changes: Mapping[str, str]) -> dict[str, Any]:
    """The changes as values, from strings as people write them ("2021-2025" for years). BadInput that names all that is wrong."""
    values: dict[str, Any] = {}
    faults = [f"没有此项 (no such field): {name}" for name in changes if name not in FIELDS]
    for name in (f for f in FIELDS if f in changes):
        text = " ".join(changes[name].split())
        if fault := _fault(name, text):
            faults.append(f"{NAMES[name]}：{fault}")
        else:
            values[name] = _years(text) if name == "years" else text
    if faults:
        raise BadInput("；".join(faults), "改正后再保存，其他各项也还没有改 (correct it and save again; nothing has been changed yet)")
    return values


def _fault(name: str, text: str) -> str:
    """What is wrong with a field's text; "" where nothing is."""
    if len(text) > LONGEST:
        return f"有 {len(text)} 字，最多 {LONGEST} 字 (too long)"
    if _UNSEEN.search(text):
        return "含看不见的控制字符 (holds unseen control characters)"
    if name == "title" and not text:
        return "不能为空 (must not be empty)"
    if name == "level" and text and text not in LEVELS:
        return f"“{text}”应为 {' '.join(LEVELS)} 之一，或留空 (one of these, or empty)"
    if name == "issued" and text and not _is_date(text):
        return f"“{text}”不是日期，应写作 2026-03-01 (not a date of this form)"
    if name == "years" and text and _years(text) is None:
        return f"“{text}”应写作 2021-2025 或 2025，先小后大 (years of this form, the earlier first)"
    return ""


def _is_date(text: str) -> bool:
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.A) is not None and _FIRST <= date.fromisoformat(text).year <= _LAST
    except ValueError:
        return False


def _years(text: str) -> tuple[int, int] | None:
    match = _YEARS.fullmatch(text)
    if not match:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if _FIRST <= first <= last <= _LAST else None


def laid_over(document: Document, edits: Edits) -> Document:
    """A document as read with what was set by hand: the same text, clauses and spans under other metadata."""
    return _with(document, replace(document.info, edited=tuple(f for f in FIELDS if f in edits), **edits))


def without_edits(document: Document, read: Edits) -> Document:
    """A document as it was read; `read` holds the fields that can be set by hand."""
    return _with(document, as_read(document.info, read))


def as_read(info: DocumentInfo, read: Edits) -> DocumentInfo:
    return replace(info, edited=(), **read)


def _with(document: Document, info: DocumentInfo) -> Document:
    clauses = tuple(replace(c, title=info.title) for c in document.clauses) if info.title != document.info.title else document.clauses
    return Document(info, document.text, clauses, document.pages)


def read_of(info: DocumentInfo) -> dict[str, Any]:
    """The fields of a document's metadata that can be set by hand, as they are."""
    return {name: getattr(info, name) for name in FIELDS}


def merged(before: Edits, changes: Edits, read: DocumentInfo) -> dict[str, Any]:
    """The edits once `changes` are made too. A change to what was read takes the edit of that field off."""
    after = {**before, **changes}
    return {name: after[name] for name in FIELDS if name in after and not (name in changes and after[name] == getattr(read, name))}
