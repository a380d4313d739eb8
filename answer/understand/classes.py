"""Two classes of persons or cases that one question asks about: 「未婚和已婚缴存人每月能提多少」, each to be answered by itself."""

import re
from dataclasses import dataclass

from policy import fold, pairs_of

_AND = "(?:和(?![解谐平])|与(?!会)|跟|(?<![不相合共])同|以及|、)"
_NAME = "[\u4e00-\u9fff]{2,10}"
_FIRST = "[\u4e00-\u9fff]{2,16}"  # with the place before it
_PERIOD = re.compile("^(?:的)?(?:全年|每年|今年|明年|去年|上半年|下半年|本年度?|年度|每月)的?(?=[\u4e00-\u9fff]{2})")
# what goes on behind the second class
_BEHIND = (
    "(?=[,，的]|分别|各[是自要有给可]?|每[人月年]|一[年月个]|在|相差|差|能(?!力)|可以?|(?<!纲)要(?![求点件])|申请(?!人)|是|有(?!限)|首次"
    "|租房|补|拿|领|享受|获得)"
)
_COUPLE = re.compile(f"(?P<one>{_FIRST}?){_AND}(?P<other>{_NAME}?){_BEHIND}")
_APIECE = re.compile("分别|多久|什么时候|各|相差|差多少|差几|差额|一样|一致|相同|哪|谁|不同|区别|差别|多少")
_GENERIC = re.compile("^(?:其[他它余]|普通|一般|正常|常规|别的|非)(?:的)?")
_HELD = 0.5  # share of what tells a class from the other that a text must say to speak of it


@dataclass(frozen=True, slots=True)
class Class:
    """One of two classes: its name, that of the `other`, and the folded question put for it alone."""

    name: str
    other: str
    question: str

    @property
    def is_general(self) -> bool:
        """Whether it is what is left beside the other: 其他申请人."""
        return _GENERIC.match(self.name) is not None

    def speaks(self, sentence: str, around: str) -> bool:
        """Whether a folded sentence with its headings is of the class."""
        if self.is_general:
            return not names(self.other, sentence + around, self.name)
        return names(self.name, sentence, self.other)


def classes(text: str, known: tuple[str, ...]) -> tuple[Class, Class] | None:
    """The two classes that a folded question asks about side by side; None where it asks about one, or names only places and documents
    (`known`)."""
    if not _APIECE.search(text):
        return None
    for m in _COUPLE.finditer(text):
        one, other = _without(m["one"], known), m["other"]
        if len(one) < 2 or any(name in one + "\n" + other for name in known if name) or not _differ(one, other):
            continue
        start = m.start("other") - len(m.group()[: m.start("other") - m.start()]) + m["one"].rfind(one)
        end = m.end("other")
        tail = _shared(one, other)
        names = (one + tail, other)
        if _GENERIC.match(names[0]) and _GENERIC.match(names[1]):
            continue
        first, second = (
            Class(name, beside, fold(text[:start] + _GENERIC.sub("", name) + text[end:])) for name, beside in (names, names[::-1])
        )
        return first, second
    return None


def _without(name: str, known: tuple[str, ...]) -> str:
    """A name without the place and the words before it: 鹤壁首套 → 首套."""
    for place in sorted(known, key=len, reverse=True):
        if place and place in name:
            name = name[name.rfind(place) + len(place) :].lstrip("市县省区州的")
    return _PERIOD.sub("", re.sub("^(?:对|给|为|把|请问|年)", "", name))


def _shared(one: str, other: str) -> str:
    """What the second name says for both: 未婚和已婚缴存人 → 缴存人; "" where the first says its own."""
    if len(other) <= len(one):
        return ""
    same = next((n for n in range(min(len(one), len(other)), 0, -1) if one[-n:] == other[len(one) - n : len(one)]), 0)
    return other[len(one) :] if same and len(other) >= len(one) + 2 else ""


def _differ(one: str, other: str) -> bool:
    return bool(other) and one != other and not other.startswith(one)


def names(name: str, text: str, beside: str = "") -> bool:
    """Whether a text says what tells a class (or a year) from the one `beside` it."""
    own = pairs_of(_GENERIC.sub("", name)) - pairs_of(beside)
    return name in text or bool(own) and sum(pair in text for pair in own) >= _HELD * len(own)
