"""Whether another name in a sentence's place is shut out by what the document says, so that it makes the sentence false."""

import re

from exam.enumerations import Members
from exam.evidence import Evidence
from exam.points import Point
from exam.said import Said
from exam.wording import cover

_ASSERTED = 0.35  # the share of what is said of one name that makes a sentence with another one about the same matter
# A sentence that names its one name: 命名为“…”, 统一使用“…”, 以“…”为主题.
_CALLED = re.compile("(?:命名为|定名为|称为|名为|统称|简称|统一使用|统一标识|统一冠以|主题为|口号为|以)“$")
_AS = re.compile("”为(?:主题|口号|名称|标识|统一名称)")
# A list that is whole: 分为, 由…组成, 只, 限于, 三种.
_WHOLE = re.compile("分为|由[^，]*(?:组成|构成)|只[能有限]|仅限|限于|[两三四五六七八九][类种级档]")


def named(said: Said, p: Point) -> bool:
    """Whether a sentence gives a name in quotation marks to one thing, which then bears no other."""
    m = _CALLED.search(said.text[: p.start])
    return m is not None and (not m.group().startswith("以") or _AS.match(said.text[p.end :]) is not None)


def whole(said: Said, members: Members) -> bool:
    """Whether a sentence gives a list that has no further members: what a policy asks for beside others shuts nothing out."""
    around = said.text[: members.start][-12:] + "|" + said.text[members.end :][:12]
    return not said.text[members.end :].startswith("等") and _WHOLE.search(around) is not None


def asserted(evidence: Evidence, said: Said, start: int, end: int, new: str) -> bool:
    """Whether the document says of `new` what the sentence says of text[start:end], or something of the same matter."""
    rest = said.text[:start] + said.text[end:]
    return any(cover(rest, piece.plain) >= _ASSERTED for piece in evidence.holding((said.clause.source,), new))
