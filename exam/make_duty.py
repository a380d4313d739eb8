"""单选 and 多选 on who leads a task."""

import re
from collections.abc import Iterator

from exam.choosing import chosen
from exam.corpus import unit_name
from exam.desk import HOLE, Desk, clean
from exam.facts import Fact
from exam.said import Said
from exam.standing import stands
from exam.wording import grams, norm, shown
from policy.exam import Item, ItemKind


def duty_single(fact: Fact, desk: Desk) -> Iterator[Item]:
    yield from _duty(fact, desk, ItemKind.SINGLE)


def duty_multiple(fact: Fact, desk: Desk) -> Iterator[Item]:
    yield from _duty(fact, desk, ItemKind.MULTIPLE)


def _duty(fact: Fact, desk: Desk, kind: ItemKind) -> Iterator[Item]:
    """Which unit leads a task, or which units do."""
    duty = fact.duty
    assert duty is not None
    task = clean(shown(duty.task))
    leads = tuple(dict.fromkeys(unit_name(u) for u in duty.lead))
    if (kind == ItemKind.SINGLE) != (len(leads) == 1) or len(leads) > 4 or not _reads(task, fact):
        return
    part = "牵头" if "牵头" in fact.said.text else "责任"
    hole = f"的{part}单位是{HOLE}" if kind == ItemKind.SINGLE else f"的{part}单位包括{HOLE}"
    own = norm(fact.clause.text)
    pool = [u for u in desk.shuffled(desk.corpus.leads[fact.clause.source]) if norm(u) not in own]
    pool.sort(key=lambda u: (not any(u[:2] == k[:2] and "委" in k[:2] for k in leads), u[-1] not in {k[-1] for k in leads}))
    wrong = desk.pick(pool, max(1 if kind == ItemKind.MULTIPLE else 3, 4 - len(leads)), leads, task, fact.clause)
    told = any(grams(re.sub("[厅局委办部]$", "", k)) & grams(task) for k in leads)
    if len(leads) + len(wrong) >= 4 and not (told and kind == ItemKind.SINGLE):
        stem = f"{desk.under(fact.clause)}“{task}”这项任务{hole}。"
        yield chosen(kind, fact, desk, stem, leads, wrong, ("中" if len(leads) < 3 else "难", "部门分工易混"), "识记")


def _reads(task: str, fact: Fact) -> bool:
    """Whether the name of a task reads well in a question."""
    return stands(Said(fact.clause, f"对{task}作出安排并抓好落实", ())) and re.search("[“”：；]|^(?:到|在|按)", task) is None
