"""The duties ledger: who is responsible for what, who takes part, and by when — from fields, tables, brackets and sentences."""

import re
from collections.abc import Iterator
from typing import Any

from answer.ledger.assigned import of_words, plain
from answer.ledger.bodies import shares
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
_LEADING = re.compile("牵头|主责|主办")  # how labels of fields say so
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
            made += _of_brackets(sentence, found) or of_words(sentence)
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
    led = any(_LEADING.match(label) for label, _ in said)
    for label, text in said:
        match = _FIELD.search(label)
        if match is None:
            continue
        if match["time"]:
            schedule = schedule or plain(text)
        elif match["support"] or led and not _LEADING.match(label):
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
