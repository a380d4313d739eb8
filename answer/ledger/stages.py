"""The time that stands outside a figure's sentence and goes for it: heading its list or stage, in a heading, in the sentence before."""

import re
from dataclasses import dataclass, replace

from answer.ledger.cases import DATED
from answer.ledger.due import plain_time
from answer.ledger.reported import REPORTS
from answer.ledger.times import times
from answer.text.masks import masked
from answer.text.sentences import Sentence
from answer.text.values import segment
from policy import Target, fold

_AT_ONCE = re.compile(r"[^。;\n]*[。;\n]\s*(?:其中|即)[,:]?[^,;。\d]{0,24}\d")  # 其中,博士补贴10%: of whom the sentence before is
_LISTED = re.compile("[-\u2014]{2}|[一二三四五六七八九十]是|[①-⑳]|\\d{1,2}[.、](?!\\d)|[(][一二三四五六七八九十\\d]{1,2}[)]")
_RUNS_TO = re.compile(
    "^(?:自|从|即日|本[\u4e00-\u9fff]{2,4})?[^,;。]{0,24}(?:起?至|[-~\u2014])\\d{4}年[^,;。]{1,6}[日月底](?:期间|止|前)?$"
)
_OF_YEAR = re.compile("今年|\\d{4}年的?(?:计划|预算|国民经济)")
_ITEM = re.compile(r"(?:^|[\n。;]\s*)(?:[一二三四五六七八九十]是|[①-⑳])")
_PARTS_OF = re.compile("其中")
_SINCE = re.compile("后$|^[^\\d]*[一二三四五六七八九十\\d]年之?内$")  # says of whom, or dates its own sentence alone
_BY_THEN = re.compile('(?:力争|争取)?[到至]|[经通]过|["\u201c]十[一二三四五六七八]五["\u201d]末')
_STAGE_FAR = 2000  # … that it still goes for
_LIST_NEAR = 600  # characters from a time that heads a list to the figure under it
_OF_SECTION = re.compile(
    r"((?:19|20)\d\d年度?|今年|今后[一二三四五六七八九十两\d]+年|[\"\u201c]十[一二三四五六七八]五[\"\u201d](?:时期|期间)?)"
    r"[^\d\"\u201c,;。]{0,10}(?:目标|任务|重点工作|工作安排|工作重点|总体要求|政府工作|主要工作|工作的?建议|总体部署|工作部署)"
)
# a plan or report of one year, whose name stands for the year of what it sets
_OF_TITLE = re.compile(
    r"(?<![\d\-~\u2013\u2014\uff0d至到])((?:19|20)\d\d(?:年度?)?)(?![\d年]*[\-~\u2013\u2014\uff0d至到前]|年?\d)(?:(?!及|和|、|总结)[^,;。]){0,24}"
    r"(?:行动方案|行动计划|工作要点|工作计划|工作方案|重点任务|重点工作|实施计划|任务清单|工作安排|折子工程|实事)"
)
_HENCE = re.compile("(?:今后|未来|以后)")  # from now on, not by the end of the paragraph's year
_BORNE = re.compile("承担|负担|分担|份额")  # who pays is said for good
_LASTING = re.compile("(?:税率|费率|利率|比例|标准|起征点|额度|[上下]限)$")  # a rule's height is not due by the end of a year


@dataclass(frozen=True, slots=True)
class Heading:
    """A time [start, end) of a document that a sentence begins with and that goes for the items behind it (到2025年,目标是:——…); `opened`
    once the first of these was met; `item` where it stands in an item itself, whose next one is not under it; `near` where it goes for
    its own paragraph alone."""

    start: int
    end: int
    opened: bool
    item: bool = False
    near: bool = False


def heading_of(sentence: Sentence, last: Heading | None, staged: bool) -> Heading | None:
    """The time that heads what follows a sentence, the last one known; `staged` where a goal's time goes for the sentences behind it."""
    text = sentence.folded
    due = times(masked(text))
    if due and _leads(text, due[0]) and not text.startswith("有效期", due[0][0]):
        start, end = plain_time(text, due[0])
        ahead = fold(sentence.clause.text[: sentence.start - sentence.clause.start])
        year = REPORTS.search(sentence.clause.title) is not None and _OF_YEAR.match(text, start) is not None
        year = year or _RUNS_TO.search(text[slice(*segment(text, start))]) is not None and due[0][0] <= 12
        lists = text.rstrip().endswith(":") or staged and _BY_THEN.match(text) is not None
        return Heading(sentence.start + start, sentence.start + end, lists or year, _ITEM.search(ahead) is not None, year and not lists)
    if last is None or last.item:
        return last
    said = fold(sentence.clause.slice(last.start, last.end))
    opens = _LISTED.match(text) or _PARTS_OF.match(text) and not _SINCE.search(said)
    return replace(last, opened=True, near=False) if opens else last


def _leads(text: str, time: tuple[int, int]) -> bool:
    """Whether a sentence begins with a time, alone in its part or not."""
    return time[0] <= 3 or DATED.fullmatch(text[slice(*segment(text, time[0]))]) is not None and segment(text, time[0])[0] == 0


def headed(target: Target, heading: Heading | None) -> Target:
    """A target without a time of its own under the one that heads its list, if that is near enough to be quoted with it."""
    if target.deadline or not heading or not heading.opened or target.kind == "期限":
        return target
    if heading.near and (_BORNE.search(target.indicator) or _HENCE.match(target.quote)):
        return target
    if heading.start >= target.start or heading.near and "\n" in target.clause.slice(heading.end, target.start):
        return target
    deadline = target.clause.slice(heading.start, heading.end)
    if target.end - heading.start > _LIST_NEAR:  # too far to be quoted with it
        far = heading.near or target.end - heading.start > _STAGE_FAR or not _BY_THEN.match(deadline)
        return target if far else replace(target, deadline=deadline)
    return replace(target, deadline=deadline, start=heading.start)


def of_section(target: Target) -> Target:
    """A target without a time of its own under the year or plan that a heading or the title sets its goals for (2027年主要目标)."""
    if target.deadline not in ("", "年均") or target.kind in ("期限", "频次") or _LASTING.search(target.indicator):
        return target
    said = next((m for heading in reversed(target.clause.path) for m in reversed(_OF_SECTION.findall(heading))), "")
    said = said or next(iter(_OF_TITLE.findall(target.clause.title)), "")
    return replace(target, deadline=said + target.deadline) if said else target


def of_sentence_before(target: Target, last: Target | None) -> Target:
    """A target that tells what the one of the sentence before consists of (其中,…), in its case and under its time."""
    if (
        last is not None
        and last.condition
        and not target.condition
        and _AT_ONCE.match(fold(target.clause.text[last.end - target.clause.start :]))
    ):
        target = replace(target, condition=last.condition, start=min(last.start, target.start))
    if target.deadline or last is None or not re.search(r"\d{4}年", fold(last.deadline)) or target.kind == "期限":
        return target
    at = last.clause.text.rfind(last.deadline, last.start - last.clause.start, last.end - last.clause.start)
    return replace(target, deadline=last.deadline, start=last.clause.start + at) if at >= 0 else target
