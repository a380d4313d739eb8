"""What the makers of items share: the corpus, the evidence, chance, and the frames of stems."""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Any

from exam import numbers
from exam.corpus import Corpus
from exam.evidence import Evidence
from exam.facts import Fact
from exam.said import Said, is_statute, label
from exam.sorts import TAGS
from exam.standing import balanced
from exam.wording import cover, norm, same, shown
from policy import Clause
from policy.exam import Item, ItemKind, Option, Proof

HOLE = "（　　）"
BLANK = "____"
POINTS = {
    ItemKind.SINGLE: 1.0,
    ItemKind.MULTIPLE: 2.0,
    ItemKind.TRUE_FALSE: 1.0,
    ItemKind.BLANK: 2.0,
    ItemKind.SHORT: 5.0,
    ItemKind.CASE: 10.0,
}


@dataclass
class Desk:
    """What a maker works with."""

    corpus: Corpus
    evidence: Evidence
    rng: Random
    used: set[str] = field(default_factory=set)
    kept: dict[str, Any] = field(default_factory=dict)  # what is the same for a fact whoever asks

    def name(self, clause: Clause) -> str:
        return self.corpus.names[clause.source]

    def under(self, clause: Clause) -> str:
        """How a stem begins that asks by a clause's document."""
        return f"根据{self.name(clause)}，"

    def says(self, clause: Clause) -> str:
        """How a statement of a clause begins."""
        return f"{self.name(clause)}{'规定' if is_statute(clause) else '提出'}，"

    def cite(self, clause: Clause) -> str:
        """A clause for an explanation: its document and place."""
        place = label(clause) if is_statute(clause) else " › ".join(shown(p) for p in clause.path)
        return f"{self.name(clause)}{'' if is_statute(clause) or not place else ' '}{place}"

    def basis(self, *proofs: Said) -> str:
        return "；".join(f"{self.cite(s.clause)}：{quoted(s.text)}" for s in proofs)

    def wrong(self, option: str, keys: tuple[str, ...], context: str, clause: Clause) -> bool:
        """Whether an option is certainly wrong: no key in other words, and nothing in the document says it of the context."""
        if numbers.pairs(option) and all(numbers.pairs(k) for k in keys):
            if any(same(option, k) for k in keys):
                return False
        elif any(same(option, k) or norm(option) in norm(k) or norm(k) in norm(option) or cover(option, k) > 0.6 for k in keys):
            return False
        return self.evidence.supports((clause.source,), option, context) is None

    def pick(self, pool: list[str], count: int, keys: tuple[str, ...], context: str, clause: Clause) -> list[str]:
        """So many options of a pool, in its order, that are certainly wrong and differ from one another; fewer where there are not."""
        found: list[str] = []
        for option in pool:
            if len(found) == count:
                break
            if not any(same(option, f) or cover(option, f) > 0.7 for f in found) and self.wrong(option, keys, context, clause):
                found.append(option)
        return found

    def shuffled(self, pool: list[str]) -> list[str]:
        """A pool without repetitions, by chance."""
        found = list(dict.fromkeys(pool))
        self.rng.shuffle(found)
        return found


def quoted(text: str) -> str:
    """A text in quotation marks, those in it made single."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def opening(text: str, size: int = 14) -> str:
    """How an explanation names an option: its beginning in quotation marks, no quotation or bracket in it left open.

    >>> opening("加快推进政务服务“跨省通办”，到明年全面实现"), opening("按期办结全部事项")
    ('“加快推进政务服务‘跨省通办’……”', '“按期办结全部事项”')
    """
    while size < len(text) and not balanced(text[:size]):
        size += 1
    return quoted(text[:size] + ("……" if size < len(text) else ""))


def tail(text: str) -> str:
    """The full stop that a stem still needs."""
    return "" if text.endswith(("。", "？", "！", "”。")) else "。"


def item_id(kind: ItemKind, stem: str, key: tuple[str, ...]) -> str:
    return f"{kind.value}-{sha256(chr(0).join((stem, *key)).encode()).hexdigest()[:10]}"


def made(
    kind: ItemKind,
    fact: Fact,
    stem: str,
    key: tuple[str, ...],
    *,
    options: tuple[Option, ...] = (),
    also: tuple[tuple[str, ...], ...] = (),
    explanation: str,
    proofs: tuple[Proof, ...],
    level: tuple[str, str],
    ability: str,
    change: tuple[str, str] | None = None,
) -> Item:
    """An item of a fact; `level` is its difficulty and what that rests on."""
    tags = [TAGS[fact.type]]
    if fact.target:
        tags += [t for t in (fact.target.indicator, fact.target.scope) if t]
    return Item(
        item_id(kind, stem, key), kind, stem, key, options, also, explanation, proofs, POINTS[kind], *level, ability, tuple(tags),
        fact.fact, change,
    )  # fmt: skip


def balanced_lengths(right: list[str], wrong: list[str]) -> bool:
    """Whether no right option stands out by its length."""
    longest, shortest = max(map(len, wrong), default=0), min(map(len, wrong), default=0)
    long_key, short_key = max(map(len, right)), min(map(len, right))
    return not (len(right) == 1 and (long_key > longest * 1.5 + 3 or shortest > short_key * 1.8 + 4)) and not (
        len(right) > 1 and (sum(map(len, right)) / len(right) > 1.6 * sum(map(len, wrong)) / len(wrong) + 4)
    )


def clean(text: str) -> str:
    """A wording without a label before it and without a mark at its end."""
    return re.sub("^（[一二三四五六七八九十]+）", "", text).rstrip("；。，：")
