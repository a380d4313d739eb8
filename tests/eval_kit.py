"""A small library with its index, and question sets in every form, for the tests of the bench."""

import json
from collections.abc import Callable
from pathlib import Path

from eval import pool as pooling
from eval.judges import Judges
from eval.opening import Desk
from eval.state import State
from index import Writer
from tests.index_kit import BigramEncoder, document, original

LAW, NOTICE, OLD = "法规/停车条例(2024).md", "通告.txt", "法规/停车条例(2010).md"
CLAUSES = {
    LAW: (
        "第一条 为了规范城市道路停车秩序，制定本条例。",
        "第二条 占用盲道停放机动车的，由公安机关交通管理部门处二百元罚款，并责令立即驶离，拒不驶离的可以拖移。",
        "第三条 路内停车泊位每日二十时至次日八时免费，具体范围由市交通运输局公布。",
    ),
    OLD: (
        "第一条 为了加强停车管理，制定本条例。",
        "第二条 路内停车泊位每日二十时至次日八时免费，具体范围由市交通运输局公布。",
    ),
    NOTICE: (
        "一、自2026年3月1日起，东湖路临时停车场恢复开放，每小时收费三元。",
        "二、咨询电话由市交通运输局指挥中心统一受理，工作日九时至十七时接听。",
    ),
}


def library(folder: Path, mode: str = "hybrid") -> Desk:
    """An index over CLAUSES."""
    encoder = BigramEncoder()
    with Writer(folder / "index", encoder) as writer:
        for source, clauses in CLAUSES.items():
            doc = document(source, source.rsplit("/", 1)[-1].split(".")[0], *clauses)
            writer.put(doc, original(folder, doc))
        writer.commit()
    return Desk(folder / "index", encoder, mode)


def filled(state: State, desk: Desk, *questions: str, depth: int = 3, seed: int = 1, name: str = "池") -> pooling.Pool:
    finders = {f"mode={m}": pooling.by_mode(lambda q, mode, k: desk.in_mode(mode).search(q, k), m) for m in ("hybrid", "lexical")}
    items = pooling.pooled([pooling.typed_row(q) for q in questions], finders, depth)
    pooling.add(state, name, items, systems=[*finders], depth=depth, seed=seed, generation=desk.generation)
    return pooling.read_pool(state, name)


def judge_all(judges: Judges, who: str, grade: Callable[[str, str], int], name: str = "池") -> list[str]:
    """Judge until nothing is left; the clauses in the order shown."""
    seen, card = [], judges.card(name, who)
    while card.clause:
        seen.append(card.clause.clause_id)
        card = judges.grade(name, who, card.item, grade(card.question, card.clause.clause_id))
    return seen


def desk_judges(desk: Desk, state: State) -> Judges:
    return Judges(state, desk.clause, lambda q, mode, k: desk.in_mode(mode).search(q, k), lambda: desk.generation)


def jsonl(path: Path, *rows: dict) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8")
    return path


SEED = {
    "id": "q1", "kind": "number", "lang": "zh", "question": "占用盲道停车罚多少钱？", "answerable": True,
    "relevant": [{"source": "停车条例(2024).md", "path": ["第二条"]}], "must": [["二百元", "200元"]], "forbid": ["三元"],
}  # fmt: skip
REFUSE = {
    "id": "q2", "kind": "unanswerable", "lang": "zh", "question": "养犬登记证多少钱？", "answerable": False, "relevant": [], "must": [],
    "forbid": [],
}  # fmt: skip
SPAN = {"id": "q3", "question": "东湖路临时停车场什么时候恢复开放？", "source": NOTICE, "answer": "2026年3月1日"}
STATUTE = {"id": 4, "question": "晚上路边停车收费吗", "articles": [{"name": "停车条例第三条", "text": CLAUSES[LAW][2][3:]}]}
WRITTEN = {"id": "w5", "kind": "everyday", "question": "车停在盲道上会被拖走吗", "source": LAW, "article": "第二条", "topic": "交通"}
GARDEN = {"name": "园林条例第九条", "text": "行道树由园林绿化主管部门负责定期修剪养护，费用列入财政预算安排。"}
ABSENT = {"id": 6, "question": "谁来修剪行道树", "articles": [GARDEN]}
PLACE = {"id": "p", "question": "路内停车泊位每日二十时至次日八时免费吗", "relevant": [{"source": "停车条例(2024).md", "path": ["第三条"]}]}
