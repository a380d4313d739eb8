"""案例分析: several practices of one document, some lawful, some not."""

import re
from collections.abc import Iterator
from itertools import islice

from exam.desk import Desk, made, quoted
from exam.facts import Fact
from exam.practices import Practice, practices
from exam.said import is_statute
from exam.wording import cover
from policy.exam import Item, ItemKind

_SIZE = 3
_RULED = 0.6  # the share of a deed that makes another clause one about it
_SAME = 0.8  # the share of a rule that makes another clause lay down the same
_TELLING = ("modality", "target", "figure")


def case(fact: Fact, desk: Desk) -> Iterator[Item]:
    """A case of a fact and of two others of its document, near ones first; at most one practice is lawful."""
    first = next((p for p in practices(fact) if not p.lawful and _sole(p, desk)), None) if fact.type in _TELLING else None
    if first is None:
        return
    chosen = [first]
    want_lawful = desk.rng.random() < 0.6
    for other in _near(fact, desk):
        lawful = want_lawful and len(chosen) == _SIZE - 1
        found = next((p for p in practices(other) if p.lawful == lawful and _sole(p, desk)), None)
        if found and all(_apart(found, c) for c in chosen):
            chosen.append(found)
        if len(chosen) == _SIZE:
            break
    if len(chosen) < 2:
        return
    desk.rng.shuffle(chosen)
    yield _written(fact, chosen, desk)


def _near(fact: Fact, desk: Desk) -> Iterator[Fact]:
    """Facts of the same document, those of the same chapter first, a sentence once."""
    pool = [
        f
        for f in desk.corpus.facts
        if f.type in _TELLING and f.clause.source == fact.clause.source and f.fact not in (fact.fact, *desk.used)
    ]
    pool = list({f.fact: f for f in pool}.values())
    desk.rng.shuffle(pool)
    pool.sort(key=lambda f: f.clause.path[:1] != fact.clause.path[:1])
    yield from islice(pool, 400)


def _apart(a: Practice, b: Practice) -> bool:
    return a.said.clause.clause_id != b.said.clause.clause_id and cover(a.text, b.text) < 0.4


def _sole(p: Practice, desk: Desk) -> bool:
    """Whether no other clause of the document rules on the deed: else an answer could rest on that one as well."""
    own = p.said.clause
    rule = re.sub("^(?:做到了|属于)?“?|”?(?:的情形)?$", "", p.why)
    told = re.sub("某|才|未", "", p.text)
    for piece in desk.evidence.pieces(own.source):
        if piece.clause.clause_id != own.clause_id and (cover(told, piece.plain) >= _RULED or cover(rule, piece.plain) >= _SAME):
            return False
    return True


def _written(fact: Fact, chosen: list[Practice], desk: Desk) -> Item:
    name = desk.name(fact.clause)
    told = "".join(f"（{n}）{p.text}。" for n, p in enumerate(chosen, 1))
    stem = (
        f"【案情】有关部门在检查{name}的执行情况时，了解到以下做法：{told}\n"
        f"【问题】以上做法是否符合{name}的规定？请逐项作出判断，并说明依据。"
    )
    rule = "规定" if is_statute(fact.clause) else "要求"
    keys = tuple(
        f"（{n}）{'符合' if p.lawful else '不符合'}{rule}。{p.why}。依据：{desk.cite(p.said.clause)}：{quoted(p.said.text)}"
        for n, p in enumerate(chosen, 1)
    )
    return made(
        ItemKind.CASE, fact, stem, keys, explanation="依据：" + desk.basis(*(p.said for p in chosen)) + "。",
        proofs=tuple(p.said.proof() for p in chosen), level=("难", "须把情形对应到条文并判断"), ability="应用",
    )  # fmt: skip
