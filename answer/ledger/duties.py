"""The duties ledger: who is responsible for what, who takes part, and by when — from fields, tables, brackets and sentences."""

import re
from collections.abc import Iterator
from typing import Any

from answer.ledger.figures import times
from answer.text.sentences import CELL, Sentence, sentences, unlabelled
from policy import Clause, fold
from policy.ledger import Duty

_UNIT_FIELD = "(?:责任|牵头|主责|主办|实施|承办|主管|落实|负责)(?:单位|部门|主体|机关|处室|科室)"
_SUPPORT_FIELD = "(?:配合|参加|协办|协助|参与|支持)(?:单位|部门|机关)"
_TIME_FIELD = "(?:进度安排|时间安排|完成时限|完成时间|完成期限|时间节点|时限要求|工作时限|推进时限|时序进度|时间进度|时限)"
_FIELD = re.compile(rf"(?P<lead>{_UNIT_FIELD})|(?P<support>{_SUPPORT_FIELD})|(?P<time>{_TIME_FIELD})")
_BRACKET = re.compile(
    rf"\((?P<said>(?:{_UNIT_FIELD}|{_SUPPORT_FIELD}|{_TIME_FIELD}):[^()]*(?:\([^()]*\)[^()]*)*|[^()]{{2,80}}(?:牵头|负责|配合|参加)[^()]{{0,12}})\)"
)
_PART = re.compile(rf"(?:^|[;,。\s])\s*(?P<label>{_UNIT_FIELD}|{_SUPPORT_FIELD}|{_TIME_FIELD}):")
_ORG = (
    "部门|机关|机构|政府(?!信息|采购)|委员会|办公室|单位|中心|局|委|办|厅|部|署|(?<!国务)院|国务院(?![\u4e00-\u9fff])|办事处|大队|支队|总队|分局|党校|党委|银行|支行|分行|工会|妇联|残联|工商联|侨联"
    "|联合会|协会|组织|集团|公司|馆|站|所|学校|组"
)
_LEADS = re.compile("(?:分别|共同|联合)?(?:牵头负责|牵头组织|牵头抓总|牵头|为主负责)")
_SUPPORTS = re.compile("(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同)?(?:参加|配合|协助|协同|协办|参与|支持|落实|负责)(?:实施|落实|配合)?")
# 由A会同B…; 由A牵头,B配合; A负责…: the sentence forms of a duty.
_SENTENCE = re.compile(
    rf"由(?P<by>[^,;。:由]{{2,60}}?)(?P<verb>牵头|负责(?![人的])|(?<!委)会同(?!意)|组织实施(?!的)|承担(?!的|[^,;。]{{0,8}}(?:责任|费用))|统筹|主管(?!部门|机关|单位|的))"
    rf"|(?:^|[,;。:\s])(?P<who>[^,;。:由]{{2,40}}?(?:{_ORG}))(?:要|应当|应|共同|分别|按照?(?:各自)?的?职责(?:分工)?)*(?P<does>牵头|(?<!委)会同(?!意)|负责(?![人的制]|同志))"
)
_PARTNERS = re.compile(
    rf"[^,;。]{{2,80}}?(?:等(?:有关|相关)?(?:部门|单位|机构)|(?:{_ORG})(?![\u4e00-\u9fff]{{0,1}}(?:[、和]|及(?!时))|等|{_ORG}|[\u4e00-\u9fff]{{1,8}}等))"
)
_HEADING = 60  # characters of a clause's first sentence that still read as the name of a task


def duties(clause: Clause) -> list[Duty]:
    """The duties of a clause: its fields as one, then each row, bracket and sentence that names who answers for what."""
    if not re.search("单位|部门|牵头|负责|会同|时限|由|主体|机关", fold(clause.text)):
        return []
    found = sentences(clause)
    fields = [s for s in found if s.field and _FIELD.fullmatch(s.field)]
    made = list(_of_fields(clause, fields, found)) if fields else []
    for sentence in found:
        if sentence in fields:
            continue
        if sentence.header:
            made += _of_row(sentence)
        elif CELL not in sentence.folded:
            made += _of_brackets(sentence, found) or _of_words(sentence)
    return made


def _of_fields(clause: Clause, fields: list[Sentence], found: list[Sentence]) -> Iterator[Duty]:
    items = _items(fields, found)
    for told, own in items:
        lead, support, schedule = _gathered([(s.field, s.text[fold(s.text).index(":") + 1 :]) for s in own])
        if lead or support:
            task = _item_task(clause, told) if len(items) > 1 else task_of(clause, found)
            yield Duty(clause, task, lead, support, schedule, own[0].start, own[-1].end)


def _items(fields: list[Sentence], found: list[Sentence]) -> list[tuple[list[Sentence], list[Sentence]]]:
    """The sentences of each task with the fields behind them; all as one where the clause names units for one task alone."""
    items: list[tuple[list[Sentence], list[Sentence]]] = []
    for sentence in found:
        if not items or sentence not in fields and items[-1][1]:
            items.append(([], []))
        items[-1][sentence in fields].append(sentence)
    named = [told for told, own in items if told and any(re.match(_UNIT_FIELD, s.field) for s in own)]
    return items if len(named) > 1 and items[0][0] else [(found, fields)]


def _item_task(clause: Clause, told: list[Sentence]) -> str:
    """What an item of a clause of many tasks says first, below the heading of the clause."""
    said = [text for s in told if (text := re.sub(r"\s+", "", unlabelled(s.text)))]
    heading = re.sub(r"\s+", "", _own_heading(clause))
    below = [text for text in said if text.rstrip("。：:") != heading] or said
    return re.split("[。；;]", below[0])[0] if below else heading


def _gathered(said: list[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Leading units, others, and schedule of labelled texts; where some are labelled as leading, the responsible ones take part."""
    lead: list[str] = []
    support: list[str] = []
    schedule = ""
    led = any(re.match("牵头|主责|主办", label) for label, _ in said)
    for label, text in said:
        match = _FIELD.search(label)
        if match is None:
            continue
        if match["time"]:
            schedule = schedule or _plain(text)
        elif match["support"] or led and not re.match("牵头|主责|主办", label):
            support += [u for part in shares(text) for u in part]
        else:
            first, second = shares(text)
            lead, support = (lead + first, support + second) if first or led else (lead + second, support)
    return tuple(lead), tuple(support), schedule


def task_of(clause: Clause, found: list[Sentence]) -> str:
    """What is to be done: the clause's own heading, else its first sentence."""
    own = re.sub(r"\s+", "", _own_heading(clause))
    for sentence in found:
        text = re.sub(r"\s+", "", unlabelled(sentence.text))
        if not sentence.field and text:
            head = re.split("[。；;]", text)[0]
            return head if len(head) <= _HEADING or not own else own
    return own


def _own_heading(clause: Clause) -> str:
    if not clause.path:
        return ""
    own = clause.path[-1]
    return own[len(fold(own)) - len(unlabelled(fold(own))) :].rstrip("。：:")


def _of_row(sentence: Sentence) -> list[Duty]:
    """A row of a table with a column of units."""
    assert sentence.header is not None
    heads = [h.strip() for h in sentence.heading.split(CELL)]
    cells = [re.sub(r"\s+", "", c) for c in sentence.text.split(CELL)]
    pairs = list(zip(heads, cells, strict=False))
    lead, support, schedule = _gathered(pairs)
    if not lead and not support:
        return []
    task = next((c for h, c in pairs if not _FIELD.search(h) and re.search("[\u4e00-\u9fff]{3}", c) and not re.search("序号|类别", h)), "")
    return [Duty(sentence.clause, task, lead, support, schedule, sentence.header[0], sentence.end)]


def _of_brackets(sentence: Sentence, found: list[Sentence]) -> list[Duty]:
    """A bracket behind a task: （责任单位：A、B；完成时限：2027年底）, （A牵头，B配合）."""
    made = []
    for m in _BRACKET.finditer(sentence.folded):
        lead, support, schedule = _labelled(sentence.text[m.start("said") : m.end("said")])
        if lead:
            task = re.sub(r"\s+", "", unlabelled(sentence.text[: m.start()])) or task_of(sentence.clause, found)
            made.append(Duty(sentence.clause, _last_sentence(task), lead, support, schedule, sentence.start, sentence.end))
    return made


def _last_sentence(text: str) -> str:
    parts = [p for p in re.split("[。；;]", text) if p]
    return parts[0] if parts and len(parts[0]) <= _HEADING else (parts[-1] if parts else text)


def _labelled(said: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Leading units, others, and schedule of the parts of a bracket."""
    folded = fold(said)
    marks = list(_PART.finditer(folded))
    if not marks:
        lead, support = shares(said)
        return tuple(lead), tuple(support), ""
    ends = [m.start() for m in marks[1:]] + [len(said)]
    return _gathered([(m["label"], said[m.end() : end]) for m, end in zip(marks, ends, strict=True)])


def _of_words(sentence: Sentence) -> list[Duty]:
    """由A牵头，B配合；由A会同B…；A负责…: the units, what they are to do, and the time that the sentence names."""
    made = []
    folded = sentence.folded
    matches = list(_SENTENCE.finditer(folded))
    for i, m in enumerate(matches):
        group = "by" if m["by"] else "who"
        lead = _organs(sentence.text[m.start(group) : m.end(group)])
        if not lead:
            continue
        end = _end_of(folded, m, matches[i + 1].start() if i + 1 < len(matches) else len(folded))
        support, behind = _partners(sentence, m, end)
        task = _plain(sentence.text[behind:end]) if behind < end else ""
        begin = m.start()
        if len(task) < 4 or m["by"] and len(task) < 8:
            begin = _start_of(folded, m.start())
            task = _plain(re.sub("由$", "", unlabelled(sentence.text[begin : m.start()]))) + task
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
        return (_organs(sentence.text[match.end() : m.end()]), m.end()) if m else ([], match.end())
    m = re.compile("[,、]?(?P<who>[^,;。]{2,60}?)(?:参加|配合|协助|参与)").match(folded, match.end(), end)
    if m and (found := _organs(sentence.text[m.start("who") : m.end("who")])):
        return found, m.end()
    return [], match.end()


def _organs(said: str) -> list[str]:
    """The units of a phrase, or [] where it names something else."""
    said = re.sub(r"\s+", "", said)
    said = re.sub(r"^\s*[（(][一二三四五六七八九十]+[)）]", "", said)
    said = re.sub("^(?:应当|具体|统一|并|可以|依法|分别|原则上)+|(?:依法|分别|具体|统一|共同|按照职责分工|应当|要)+$", "", said)
    found = [] if "属于" in said else units(said)  # 信息不属于本机关负责公开的
    good = [u for u in found if re.search(rf"(?:{_ORG}|人民法院|检察院)(?:\(.*\))?等?$", fold(u)) and len(u) <= 30]
    together = re.search("等(?:有关|相关)?(?:部门|单位|机构)$", said) is not None
    return found if found and (len(good) == len(found) or together and all(len(u) <= 30 for u in found)) else []


def shares(said: str) -> tuple[list[str], list[str]]:
    """Units that lead and units that take part.

    >>> shares("县司法局牵头，县财政局、各乡镇政府参加。")
    (['县司法局'], ['县财政局', '各乡镇政府'])
    """
    lead: list[str] = []
    support: list[str] = []
    held: list[str] = []
    if re.search(r"[（(]牵头[)）]", said):
        marked = [(re.sub(r"[（(]牵头[)）]", "", u), re.search(r"[（(]牵头[)）]", u)) for u in units(said)]
        return [u for u, leads in marked if leads], [u for u, leads in marked if not leads]
    for part in re.split("[,，;；。]", re.sub(r"\s+", "", said)):
        at = 0
        for m in re.compile(f"(?P<lead>{_LEADS.pattern})|(?P<support>{_SUPPORTS.pattern})").finditer(part):
            here = held + units(part[at : m.start()])
            first = m["lead"] is not None or not lead and not re.search("参加|配合|协助|协同|协办|参与|支持|职责", m.group())
            (lead if first else support).extend(here)
            held, at = [], m.end()
        held += units(part[at:])
    return (lead + held, support) if not lead else (lead, support + held)


def units(said: str) -> list[str]:
    """The units of a list, in order."""
    said = re.sub(r"\s+", "", said)
    depth, parts, start = 0, [], 0
    for i, c in enumerate(said):
        depth += (c in "（([〔“「") - (c in "）)]〕”」")
        if depth == 0 and c in "、,，;；。":
            parts.append(said[start:i])
            start = i + 1
    parts.append(said[start:])
    for i in range(len(parts) - 2, -1, -1):
        if len(parts[i]) == 1:  # 市、县公安局
            parts[i : i + 2] = [f"{parts[i]}、{parts[i + 1]}"]
    split = [q for p in parts for q in re.split("以及|(?<=[局委办厅部府门])和(?=[\u4e00-\u9fff]{2})", p)]
    return [q.strip("。等 ") if q.endswith("。") else q for q in (p.strip() for p in split) if len(q) >= 2]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).strip("，,。；;：: ")


def duty_json(duty: Duty) -> dict[str, Any]:
    """The shape of a duty on the command line; keys may be added, none renamed."""
    return {
        "clause_id": duty.clause.clause_id,
        "source": duty.clause.source,
        "title": duty.clause.title,
        "path": list(duty.clause.path),
        "task": duty.task,
        "lead": list(duty.lead),
        "support": list(duty.support),
        "schedule": duty.schedule,
        "quote": duty.quote,
        "start": duty.start,
        "end": duty.end,
    }
