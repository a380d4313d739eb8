"""A paper out of a corpus: items of each kind chosen so that they spread over clauses and sorts of facts, and stand the check."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from exam.arranged import balanced
from exam.blueprint import LEVELS, Blueprint
from exam.check import item_faults
from exam.check_pairs import gives_away, overlap
from exam.corpus import KINDS, Corpus, Report, silent
from exam.desk import Desk
from exam.evidence import Evidence, body
from exam.facts import Fact
from exam.make_case import case
from exam.make_choice import multiple, single
from exam.make_text import blank, short, true_false
from exam.sorts import TAGS
from exam.wording import MODALS, cover, norm
from policy.exam import Item, ItemKind, Lacking

MAKERS: dict[ItemKind, Callable[[Fact, Desk], Iterator[Item]]] = {
    ItemKind.SINGLE: single,
    ItemKind.MULTIPLE: multiple,
    ItemKind.TRUE_FALSE: true_false,
    ItemKind.BLANK: blank,
    ItemKind.SHORT: short,
    ItemKind.CASE: case,
}
# The kinds that few facts serve choose first, 填空 before 单选, which can also be made of statements.
_TURNS = (
    ItemKind.CASE,
    ItemKind.SHORT,
    ItemKind.BLANK,
    ItemKind.SINGLE,
    ItemKind.MULTIPLE,
    ItemKind.TRUE_FALSE,
)
_HARD = 0.75  # the share of 多选 that are hard; the others are of middling difficulty, none is easy
_WHOSE = 6  # one 单选 in so many asks which document says so, where nobody asks for more
# Whether the wished difficulty is kept to, how many items a clause may have had, and how strict to be with 判断: few false by their word
# of duty and half of them false, only half of them false, neither.
_ROUNDS = ((True, 0, 2), (True, 1, 2), (True, 10**6, 2), (True, 10**6, 1), (True, 10**6, 0), (False, 10**6, 0))
_BY_DUTY = 6  # one 判断 in so many is false by its word of duty, where others can be made
_SAME = 2  # and so many by the same words
_RELATED = 0.7  # stems that share so much ask nearly the same


@dataclass
class Assembly:
    """The items chosen so far, and why others were left out."""

    blueprint: Blueprint
    corpus: Corpus
    evidence: Evidence
    facts: list[Fact]
    items: list[Item] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    lacking: list[Lacking] = field(default_factory=list)
    _used: Counter[str] = field(default_factory=Counter)
    _asked: set[str] = field(default_factory=set)
    _strict: int = 2
    _kept: dict[str, Any] = field(default_factory=dict)

    def fill(self, report: Report = silent) -> None:
        """Choose the items of every kind; what cannot be made is told in `lacking`."""
        done, total = len(self.items), len(self.items) + sum(self.blueprint.kinds.values())
        held = Counter(i.kind for i in self.items)
        for kind in _TURNS:
            wanted = self.blueprint.kinds.get(kind, 0)
            self.left = Counter()
            for _ in self.choose(kind, wanted, f"{self.blueprint.seed}/{kind.value}", self._owed(kind, wanted)):
                done += 1
                report(f"出题：{KINDS[kind]}", done, total)
            made = sum(i.kind == kind for i in self.items) - held[kind]
            if made < wanted:
                self.lacking.append(Lacking(KINDS[kind], wanted, made, self._why(kind)))
        self._tell_levels()
        place = list(ItemKind)
        self.items.sort(key=lambda i: place.index(i.kind))

    def choose(self, kind: ItemKind, wanted: int, seed: str, quota: dict[str, int] | None = None) -> Iterator[Item]:
        """Add up to so many items of a kind: first by the wished difficulty, a clause and a sort of fact at a time, then freely."""
        rng = Random(seed)
        desk = Desk(self.corpus, self.evidence, rng, self._asked, self._kept)
        queue = _queue(self.facts, rng)
        quota = {} if quota is None else quota
        count = 0
        for strict, most, self._strict in _ROUNDS:
            for fact in list(queue):
                if count >= wanted:
                    return
                if self._used[fact.clause.clause_id] > most:
                    continue
                # A fact is tried by a chance of its own: what was tried before it does not matter.
                desk.rng = Random(f"{seed}/{fact.fact}/{fact.type}")
                for item in MAKERS[kind](fact, desk):
                    level_full = strict and quota and quota[item.difficulty] <= 0
                    if level_full or not self._fits(item, kind):
                        continue
                    if quota:
                        quota[item.difficulty] -= 1
                    self._take(item)
                    queue.remove(fact)
                    count += 1
                    yield item
                    break
            if not quota and not self._strict:
                return

    def _owed(self, kind: ItemKind, wanted: int) -> dict[str, int]:
        """How many of the next so many items are to be of each difficulty, so that the paper is of the wished mix with what one kind
        cannot give made up for by the others: 单选 reckon with what 多选 and true statements, which come behind, can be."""
        made = Counter(i.difficulty for i in self.items)
        several, judged = (
            self.blueprint.kinds.get(k, 0) if kind == ItemKind.SINGLE else 0 for k in (ItemKind.MULTIPLE, ItemKind.TRUE_FALSE)
        )
        whole = self._quota(len(self.items) + wanted + several + judged)
        if not whole:
            return {}
        hard = round(several * _HARD)
        made.update({"易": judged // 2, "中": several - hard, "难": hard})
        owed = {level: max(0, whole[level] - made[level]) for level in LEVELS}
        while sum(owed.values()) > wanted:  # one level is overfull, or false statements will be of it: the others share what is left
            spare = [level for level in LEVELS if owed[level] and (level != "易" or not judged)] or ["易"]
            owed[max(spare, key=lambda level: owed[level])] -= 1
        return owed

    def _quota(self, wanted: int) -> dict[str, int]:
        weights = self.blueprint.difficulty
        whole = sum(weights.values())
        if not whole:
            return {}
        exact = {level: wanted * weights.get(level, 0) / whole for level in LEVELS}
        found = {level: int(exact[level]) for level in LEVELS}
        for level in sorted(LEVELS, key=lambda level: found[level] - exact[level])[: wanted - sum(found.values())]:
            found[level] += 1
        return found

    def _fits(self, item: Item, kind: ItemKind) -> bool:
        if kind == ItemKind.TRUE_FALSE:
            wanted = max(1, self.blueprint.kinds.get(kind, 0))
            alike = sum(i.key == item.key for i in self.items if i.kind == kind)
            most = (wanted + 1) // 2 if self._strict else (wanted * 2 + 2) // 3
            if alike >= most:
                return False
            if self._strict > 1 and item.change and sum(i.change == item.change for i in self.items if i.kind == kind) >= _SAME:
                return False
            turned = sum(_by_duty(i) for i in self.items if i.kind == kind)
            if self._strict > 1 and _by_duty(item) and turned >= max(1, wanted // _BY_DUTY):
                return False
        enough = max(1, self.blueprint.kinds.get(kind, 0) // _WHOSE)
        whose = TAGS["scope"] in item.tags and not self.blueprint.sorts
        if whose and sum(TAGS["scope"] in i.tags for i in self.items) >= enough:
            return False
        if why := self._clash(item):
            self.left[why] += 1
            return False
        if next(item_faults(self.evidence, item), None):
            self.left["核验未通过"] += 1
            return False
        return True

    def _clash(self, item: Item) -> str:
        mine = _matter(item)
        for other in self.items:
            if other.item_id == item.item_id or other.stem == item.stem and other.key == item.key:
                return "同一事实已出题"
            if not self.blueprint.allow_same_fact and (other.fact == item.fact or overlap(other, item)):
                return "同一事实已出题"
            asks_who = TAGS["organ"] in item.tags or TAGS["phrase"] in item.tags
            if item.kind == other.kind == ItemKind.SINGLE and asks_who and item.key == other.key:
                return "他题答案相同"
            if item.kind == other.kind == ItemKind.BLANK and _words(item) & _words(other):
                return "同一事实已出题"
            theirs = _matter(other)
            if len(mine) > 14 and (cover(mine, theirs) > _RELATED or cover(theirs, mine) > _RELATED and len(theirs) > 14):
                return "同一事实已出题"
            if gives_away(other, item) or gives_away(item, other):
                return "会透露他题答案"
        return ""

    def _take(self, item: Item) -> None:
        item = replace(item, points=self.blueprint.worth(item.kind))
        self.items.append(balanced(item, self.items))
        self._asked |= {item.fact, *(f"{p.clause_id}@{p.start}" for p in item.proofs), *(norm(p.quote) for p in item.proofs)}
        for clause_id in {p.clause_id for p in item.proofs}:
            self._used[clause_id] += 1

    def _why(self, kind: ItemKind) -> str:
        desk = Desk(self.corpus, self.evidence, Random(0))
        able = len({f.fact for f in self.facts if next(MAKERS[kind](f, desk), None)})
        told = "、".join(f"{why} {count} 次" for why, count in self.left.most_common())
        unnamed = sum(not self.corpus.names[source] for source in self.corpus.sources)
        told = f"；未采用的原因：{told}" if told else ""
        told += f"；{unnamed} 份文件没有可用的标题，不能据以出题" if unnamed else ""
        return f"范围内 {len(self.corpus.clauses)} 条条文中有 {able} 处可出此题型{told}"

    def _tell_levels(self) -> None:
        """Tell where a difficulty is lacking; one item may be rounded away."""
        wish = self._quota(len(self.items))
        for level in LEVELS if wish else ():
            made = sum(i.difficulty == level for i in self.items)
            if made < wish[level] - 1:
                self.lacking.append(Lacking(f"难度 {level}", wish[level], made, "范围内此难度的题不足，以其他难度补足题数"))


def _matter(item: Item) -> str:
    """What an item asks about: its stem without the document's name; the right option too where the stem names the document alone."""
    text = body(item.stem)
    return text + "".join(item.key) if TAGS["scope"] in item.tags and "“" not in text else text


def _words(item: Item) -> set[str]:
    """The keys of an item that are no figures."""
    return {norm(key) for key in item.key if not re.fullmatch("[0-9.,%零〇一二两三四五六七八九十百千万亿分之]+.{0,3}", key)}


def _by_duty(item: Item) -> bool:
    """Whether a statement is false by its word of duty alone."""
    return item.change is not None and item.change[0].startswith(MODALS) and not item.change[0].startswith("不予")


def _queue(facts: Sequence[Fact], rng: Random) -> list[Fact]:
    """Facts by chance, sort by sort in turn, so that no sort crowds out the others."""
    by_type: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_type[fact.type].append(fact)
    ranked = []
    for type_, found in sorted(by_type.items()):
        rng.shuffle(found)
        ranked += [((n + 0.5) / _WEIGHTS.get(type_, 1), type_, fact) for n, fact in enumerate(found)]
    ranked.sort(key=lambda r: (r[0], r[1]))
    return [fact for _, _, fact in ranked]


# How many facts of a sort come up for one of the others: figures and duties say more about a document than slogans.
_WEIGHTS = {
    "target": 3.0,
    "liability": 3.0,
    "figure": 2.0,
    "list": 3.0,
    "definition": 2.0,
    "modality": 1.5,
    "term": 0.7,
    "duty": 0.6,
    "headed": 0.5,
    "outline": 0.5,
    "phrase": 1.5,
    "order": 2.0,
    "scope": 0.3,
}
