"""Word's automatic numbering: which number stands before a paragraph, as Word shows it.

Follows ECMA-376 part 1, 17.9: a paragraph points, itself or by its style, to a list (num) and a level; the list points to
an abstract list whose levels say start, format, text ("第%1条") and when to restart. Lists of one abstract list count on
together; a list with a startOverride begins anew where it is first used.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ingest.readers.number_formats import formatted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Labels paragraphs in document order; `shown` counts the labels given."""

    def __init__(self, document: Any) -> None:
        self.shown = 0
        self._styles = {s.get(_W + "styleId"): s for s in document.styles.element.iter(_W + "style")}
        self._default = next((i for i, s in self._styles.items() if _val_of(s, "type") == "paragraph" and _on(s.get(_W + "default"))), None)
        part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
        root = part.element if part is not None else etree.Element(_W + "numbering")
        self._abstracts = {a.get(_W + "abstractNumId"): a for a in root.findall(_W + "abstractNum")}
        self._nums = {n.get(_W + "numId"): n for n in root.findall(_W + "num")}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: etree._Element) -> str:
        """The number before this paragraph with the gap behind it, or ""."""
        num_id, level = self._place(paragraph)
        found = self._list(num_id) if num_id not in (None, "0") else None
        if found is None or num_id is None or level not in found.levels:
            return ""
        counts = self._count(num_id, found, level)
        text = self._text(found, level, counts)
        if not text:
            return ""
        self.shown += 1
        gap = "" if found.levels[level].suffix == "nothing" or text[-1] in "、．。）)】〕】：:.,，" else " "
        return text + gap

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """The list and the level that a paragraph points to, by itself or by its style and the styles that is based on."""
        properties = paragraph.find(_W + "pPr")
        own = properties.find(_W + "numPr") if properties is not None else None
        num_id, level = _value(own, "numId"), _value(own, "ilvl")
        style_id = (_value(properties, "pStyle") if properties is not None else None) or self._default
        seen: set[str] = set()
        while style_id and style_id in self._styles and style_id not in seen and (num_id is None or level is None):
            seen.add(style_id)
            style = self._styles[style_id]
            pointer = style.find(f"{_W}pPr/{_W}numPr")
            if pointer is not None and num_id is None:
                num_id = _value(pointer, "numId")
                level = level or _value(pointer, "ilvl") or self._level_of_style(num_id, style_id)
            style_id = _value(style, "basedOn")
        return num_id, int(level) if level and level.isdecimal() else 0

    def _level_of_style(self, num_id: str | None, style_id: str) -> str | None:
        """The level of a list that names this style as its own."""
        num = self._nums.get(num_id or "")
        abstract = self._abstract(_value(num, "abstractNumId")) if num is not None else None
        for level in abstract.findall(_W + "lvl") if abstract is not None else ():
            if _value(level, "pStyle") == style_id:
                return level.get(_W + "ilvl")
        return None

    def _abstract(self, abstract_id: str | None) -> etree._Element | None:
        """The abstract list, by way of the list style it may point to."""
        abstract = self._abstracts.get(abstract_id or "")
        link = _value(abstract, "numStyleLink")
        if abstract is None or link is None or link not in self._styles:
            return abstract
        num = self._nums.get(_value(self._styles[link].find(f"{_W}pPr/{_W}numPr"), "numId") or "")
        linked = self._abstracts.get(_value(num, "abstractNumId") or "")
        return linked if linked is not None else abstract

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read(num_id)
        return self._lists[num_id]

    def _read(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        abstract = self._abstract(_value(num, "abstractNumId"))
        if num is None or abstract is None:
            return None
        found = _List(abstract.get(_W + "abstractNumId", ""), dict(_level(e) for e in abstract.findall(_W + "lvl")))
        for override in num.findall(_W + "lvlOverride"):
            at = int(override.get(_W + "ilvl", "0"))
            if (start := _value(override, "startOverride")) is not None:
                found.overrides[at] = int(start)
            if (own := override.find(_W + "lvl")) is not None:
                found.levels[at] = _level(own)[1]
        return found

    def _count(self, num_id: str, found: _List, level: int) -> list[int | None]:
        """Counts one on at `level` and gives the counts of all levels; deeper ones start over."""
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        start = found.levels[level].start
        if level in found.overrides and (num_id, level) not in self._begun:
            counts[level] = None
            start = found.overrides[level]
        self._begun.add((num_id, level))
        now = counts[level]
        counts[level] = start if now is None else now + 1
        for above in range(level):
            if counts[above] is None:
                counts[above] = found.levels[above].start if above in found.levels else 1
        for below in range(level + 1, _LEVELS):
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or restart > 0 and level < restart:
                counts[below] = None
        return counts

    @staticmethod
    def _text(found: _List, level: int, counts: list[int | None]) -> str:
        this = found.levels[level]
        if this.format == "bullet":
            return "•"
        if this.format == "none":
            return re.sub(r"%\d", "", this.text)

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            name = found.levels[at].format if at in found.levels else "decimal"
            return formatted(counts[at] or 0, "decimal" if this.legal else name)

        return re.sub(r"%([1-9])", number, this.text)


def _level(element: etree._Element) -> tuple[int, _Level]:
    restart = _value(element, "lvlRestart")
    number_format = element.find(f".//{_W}numFmt")
    return int(element.get(_W + "ilvl", "0")), _Level(
        start=int(_value(element, "start") or 0),
        format=number_format.get(_W + "val", "decimal") if number_format is not None else "decimal",
        text=_value(element, "lvlText") or "",
        restart=int(restart) if restart is not None else None,
        legal=element.find(_W + "isLgl") is not None,
        suffix=_value(element, "suff") or "tab",
    )


def _value(element: etree._Element | None, name: str) -> str | None:
    child = element.find(_W + name) if element is not None else None
    return child.get(_W + "val") if child is not None else None


def _val_of(element: etree._Element, name: str) -> str | None:
    return element.get(_W + name)


def _on(value: str | None) -> bool:
    return value in ("1", "true", "on")
