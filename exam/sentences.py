"""The sentences of a clause that stand by themselves, each told whether the next one limits it."""

import re
from dataclasses import replace

from exam.said import ITEM, SHUT, STOPS, Said, is_statute, paragraphs, split
from exam.standing import follows, is_formula, stands
from exam.wording import shown
from policy import Clause

# What the next sentence begins with where it limits the one before it: 但是…, …另有规定的，从其规定, 情况复杂的，可以延长.
_BUT = re.compile(
    "^(?:但|不过|然而|[^，。；]{0,30}另有(?:规定|约定)|有下列情形之一的，?(?:除外|不)|[^。；]{0,40}(?:可以(?:适当)?延长|延长至|不受[^，]{0,14}限制)|[^，。；]{0,30}除外$"
    "|[^，。；]{0,14}(?:不在场|不能|无法|确有困难|特殊情况|情况紧急|情况复杂)[^，]{0,14}的，)"
)
# What such a sentence of a policy says where it lays something down: 但与先进地区相比仍有差距 takes nothing away.
_BOUNDS = re.compile("除外|另有|不得|可以|应当|不受|不适用|不超过|不低于|不少于|不予|须|可|的，")
_APART = re.compile(
    "^(?:第[^条]{1,9}条)?(?:前款|前两款|前条|第[一二三]款)[^。]{0,40}(?:不适用|除外|另有规定|但)|^[^，。；]{0,30}另有规定的，(?:从其规定|依照|适用)"
)
_ASSIGNED = re.compile("（[^（）]*(?:牵头|配合|负责|责任单位|分工|落实)[^（）]*）$")
# 应当自受理之日起五日内予以撤销: an application for what, and what is withdrawn, stands in the sentence before.
_BARE_START = re.compile(
    "^[^，]{0,24}(?:受理|收到|接到|接受)(?:申请|材料|申请材料|报告|请求|登记)?(?:之日起|之后|后)"
    "[0-9一二三四五六七八九十]+个?(?:工作日|日|月|小时)(?:之)?内，?(?:依法)?[^，]{2,6}(?:$|，)"
)
_OTHERWISE = re.compile("(?:^|[，。；])(?:但是，?|但)?([^，。；]{0,30}?另有(?:规定|约定))的(?=，|除外)")
_LONGER = re.compile("可以(?:适当)?延长|延长至|(?:批准|决定)延长")


def sentences(clause: Clause) -> list[Said]:
    """The sentences of a clause that stand by themselves, in order; no closing formula."""
    found = []
    lines = paragraphs(clause)
    for line, paragraph in enumerate(lines):
        if ITEM.match(paragraph.text) or paragraph.text.endswith("："):
            continue
        apart = any(_APART.match(p.text) for p in lines[line + 1 : line + 2])
        pieces = [unassigned(s) for s in split(paragraph)]
        whole = pieces if paragraph.text[-1] in STOPS + SHUT else pieces[:-1]
        kept = [
            n
            for n, s in enumerate(whole)
            if stands(s) and not (n and follows(s)) and not (n + line and _BARE_START.match(s.text)) and not is_formula(s)
        ]
        found += [replace(whole[n], limited=apart or _limited(pieces, n)) for n in kept]
    return found


def unassigned(said: Said) -> Said:
    """A sentence without the brackets at its end that say who is to do it."""
    m = _ASSIGNED.search(said.text)
    return replace(said.cut(0, m.start()), part=said.part) if m and m.start() else said


def _limited(pieces: list[Said], n: int) -> bool:
    """Whether the sentence behind one takes something away from it."""
    if n + 1 == len(pieces) or not _BUT.match(pieces[n + 1].text):
        return False
    told = pieces[n + 1]
    return is_statute(told.clause) or not re.match("但|不过|然而", told.text) or _BOUNDS.search(told.text) is not None


def exceptions(said: Said) -> str:
    """What a stem adds to a sentence from which its clause makes exceptions behind it, "" where it makes none.

    >>> from policy import Clause
    >>> text = "应当自受理之日起三日内办结。法律另有规定的，从其规定。"
    >>> clause = Clause("a.md#1", "a.md", "某条例", ("第一条",), text, 0, len(text))
    >>> exceptions(sentences(clause)[0])
    '（法律另有规定的除外）'
    """
    if not said.limited:
        return ""
    rest = shown(said.clause.text).partition(said.text)[2]
    found = ["依法延长"] if _LONGER.search(rest) else []
    other = _OTHERWISE.search(rest)
    found += [other[1]] if other else []
    return f"（{'以及'.join(found)}的除外）" if found else "（条文另定的例外情形除外）"
