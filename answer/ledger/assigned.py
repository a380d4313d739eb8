"""Sentences that name who answers for what: 由A牵头，B配合; 由A会同B…; A负责…"""

import re

from answer.ledger.bodies import ORG, organs
from answer.ledger.times import times
from answer.text.sentences import Sentence, unlabelled
from policy.ledger import Duty

# 由A会同B…; 由A牵头,B配合; A负责…: the sentence forms of a duty.
_SENTENCE = re.compile(
    rf"由(?P<by>[^,;。:由]{{2,60}}?)(?P<verb>牵头|负责(?![人的])|(?<!委)会同(?!意)|组织实施(?!的)|承担(?!的|[^,;。]{{0,8}}(?:责任|费用))|统筹|主管(?!部门|机关|单位|的))"
    rf"|(?:^|[,;。:\s])(?P<who>[^,;。:由]{{2,40}}?(?:{ORG}))(?:要|应当|应|共同|分别|按照?(?:各自)?的?职责(?:分工)?)*(?P<does>牵头|(?<!委)会同(?!意)|负责(?![人的制]|同志))"
)
_PARTNERS = re.compile(
    rf"[^,;。]{{2,80}}?(?:等(?:有关|相关)?(?:部门|单位|机构)|(?:{ORG})(?![\u4e00-\u9fff]{{0,1}}(?:[、和]|及(?!时))|等|{ORG}|[\u4e00-\u9fff]{{1,8}}等))"
)


def of_words(sentence: Sentence) -> list[Duty]:
    """由A牵头，B配合；由A会同B…；A负责…: the units, what they are to do, and the time that the sentence names."""
    made = []
    folded = sentence.folded
    matches = list(_SENTENCE.finditer(folded))
    for i, m in enumerate(matches):
        group = "by" if m["by"] else "who"
        lead = organs(sentence.text[m.start(group) : m.end(group)])
        if not lead:
            continue
        end = _end_of(folded, m, matches[i + 1].start() if i + 1 < len(matches) else len(folded))
        support, behind = _partners(sentence, m, end)
        task = plain(sentence.text[behind:end]) if behind < end else ""
        begin = m.start()
        if len(task) < 4 or m["by"] and len(task) < 8:
            begin = _start_of(folded, m.start())
            task = plain(re.sub("由$", "", unlabelled(sentence.text[begin : m.start()]))) + task
        if re.search("^(?:.|具体|负责)?$|的(?:部门|机构|机关|单位|人员)$", task):  # 负责捕诉的部门 is a name
            continue
        due = [t for t in times(folded) if begin <= t[0] < end]
        schedule = sentence.text[due[0][0] : due[0][1]] if due else ""
        start = begin + len(folded[begin:end]) - len(folded[begin:end].lstrip(",;。: \n"))
        made.append(Duty(sentence.clause, task, tuple(lead), tuple(support), schedule, sentence.start + start, sentence.start + end))
    return made


def _end_of(folded: str, match: re.Match[str], limit: int) -> int:
    """Where the words of a duty end: its sentence, or for A负责B the next comma."""
    stop = "[;。\n]" if match["verb"] or match["does"] != "负责" else "[,;。\n]"
    m = re.compile(stop).search(folded, match.end() + 2, limit)
    return m.start() if m else limit


def _start_of(folded: str, at: int) -> int:
    """Where the words before 由 begin that say what is done: at the comma, or the sentence where those are few."""
    start = max(folded.rfind(c, 0, at) for c in ",;。\n") + 1
    return start if at - start >= 4 else max(folded.rfind(c, 0, at) for c in ";。\n") + 1


def _partners(sentence: Sentence, match: re.Match[str], end: int) -> tuple[list[str], int]:
    """Those who take part (会同B, B配合), and where the words of the task begin."""
    verb = match["verb"] or match["does"]
    folded = sentence.folded
    if verb == "会同":
        m = _PARTNERS.match(folded, match.end(), end)
        return (organs(sentence.text[match.end() : m.end()]), m.end()) if m else ([], match.end())
    m = re.compile("[,、]?(?P<who>[^,;。]{2,60}?)(?:参加|配合|协助|参与)").match(folded, match.end(), end)
    if m and (found := organs(sentence.text[m.start("who") : m.end("who")])):
        return found, m.end()
    return [], match.end()


def plain(text: str) -> str:
    """A wording without blanks and without the marks around it."""
    return re.sub(r"\s+", "", text).strip("，,。；;：: ")
