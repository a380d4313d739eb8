"""A pool: the questions to be judged, each with the clauses that any of several settings had among its first.

Which setting found a clause, at what rank and with what score, is not kept with it: nobody who judges can come to know.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.sets import Row
from eval.state import Journal, Json, State, clean, now
from eval.trec import Ranking, escape, ordered, unescape
from policy import BadArtefact, BadInput, Clause, Hit

DEPTH = 10
DEEPEST = 100
SEED = 1
Find = Callable[[str, str, int], list[Hit]]
"""The best k clauses for a question in a mode."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question with one clause."""

    question_id: str
    question: str
    clause_id: str

    @property
    def key(self) -> tuple[str, str]:
        return self.question_id, self.clause_id

    @property
    def item_id(self) -> str:
        """A name for the pair that tells nothing of it."""
        return _hash(*self.key)[:20]


@dataclass(frozen=True, slots=True)
class Pool:
    """`systems` are the settings that were pooled, `seed` is what the order shown to judges hangs on."""

    name: str
    seed: int
    systems: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def questions(self) -> dict[str, str]:
        """Question by id, in the order of the pool."""
        return {item.question_id: item.question for item in self.items}

    def order(self, judge: str) -> list[Item]:
        """The items as a judge gets them: question by question, both in an order of chance that is the same on every return."""

        def place(item: Item) -> tuple[str, str]:
            seed = str(self.seed)
            return _hash(seed, judge, item.question_id), _hash(seed, judge, *item.key)

        return sorted(self.items, key=place)


def _hash(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


def typed_row(question: str) -> Row:
    """A question that somebody typed; the same words get the same id."""
    text = clean(question)
    return {"id": f"q-{sha256(text.encode()).hexdigest()[:12]}", "question": text}


def pooled(rows: Iterable[Row], finders: Mapping[str, Callable[[Row, int], list[str]]], depth: int) -> list[Item]:
    """The items of questions under several settings; of a question's clauses in the order of a hash, not as they were found.

    BadInput for a depth that is none, or no setting at all.
    """
    if not 1 <= depth <= DEEPEST:
        raise BadInput(f"深度 {depth} 不可用 (depth)", f"1 到 {DEEPEST} (1 to {DEEPEST})")
    if not finders:
        raise BadInput("没有选择任何设置 (no setting to pool)", "至少选一种检索方式，或给一个结果文件 (a mode or a run file)。")
    items = []
    for row in rows:
        question_id, question = clean(str(row["id"])), clean(row["question"])
        found = {clause for find in finders.values() for clause in find(row, depth)[:depth]}
        items += [Item(question_id, question, c) for c in sorted(found, key=lambda c: _hash(question_id, c))]
    return items


def by_mode(find: Find, mode: str) -> Callable[[Row, int], list[str]]:
    return lambda row, depth: [h.clause.clause_id for h in find(row["question"], mode, depth)]


def by_run(path: Path, ranking: Ranking, rows: Iterable[Row], clause: Callable[[str], Clause]) -> Callable[[Row, int], list[str]]:
    """The rankings of a TREC run file. BadInput where it ranks none of the questions, or something that is no clause of the index."""
    names = {escape(str(row["id"])) for row in rows}
    if not names & ranking.keys():
        raise BadInput(f"{path.name}: 没有排这些问题中的任何一个 (ranks none of these questions)", "第一列应为问题的编号 (question ids).")

    def find(row: Row, depth: int) -> list[str]:
        scores = ranking.get(escape(str(row["id"])), {})
        return [_clause_id(path, name, clause) for name in ordered(scores)[:depth]]

    return find


def _clause_id(path: Path, name: str, clause: Callable[[str], Clause]) -> str:
    for clause_id in dict.fromkeys((name, unescape(name))):
        try:
            return clause(clause_id).clause_id
        except BadInput:
            continue
    message = f"{path.name}: {name} 不是索引中的条文 (no clause of the index)"
    raise BadInput(message, "第三列应为同一个索引的条文编号 (the third column holds clause ids of this index)。")


def read_pool(state: State, name: str) -> Pool:
    """BadInput where there is no such pool."""
    rows = state.pool(name).rows()
    if not rows:
        raise BadInput(f"没有题池 (no such pool)：{name}", "python -m eval pool 列出全部题池 (lists them)。")
    return _of(name, rows, state.pool(name))


def _of(name: str, rows: Sequence[Json], journal: Journal) -> Pool:
    try:
        settings = [row for row in rows if row["kind"] == "settings"]
        items = {(i := Item(row["question_id"], row["question"], row["clause_id"])).key: i for row in rows if row["kind"] == "item"}
        systems = dict.fromkeys(system for row in settings for system in row["systems"])
        return Pool(name, int(settings[0]["seed"]), tuple(systems), tuple(items.values()))
    except (KeyError, IndexError, TypeError, ValueError) as error:
        message = f"{journal.path}: {type(error).__name__} {error}"
        raise BadArtefact(message, "从备份恢复这个文件 (restore this file from a backup)") from error


def add(state: State, name: str, items: Sequence[Item], **settings: Any) -> int:
    """Put items into a pool, made where it is not there; how many were new. `settings`: systems, depth, seed, generation.

    The seed of a pool stays its first. BadInput where a question id already stands for other words.
    """
    journal = state.pool(name)
    if not items:
        raise BadInput("没有可评判的条文 (nothing was found to judge)", "请换问题或检索方式 (try other questions or modes)。")
    fresh: list[Item] = []

    def decide(rows: list[Json]) -> list[Json]:
        there = _of(name, rows, journal) if rows else None
        known, keys = there.questions if there else {}, {i.key for i in there.items} if there else set()
        for item in items:
            if known.setdefault(item.question_id, item.question) != item.question:
                message = f"编号 {item.question_id} 在题池 {name} 中是另一个问题 (is another question there)：{known[item.question_id]}"
                raise BadInput(message, "请换一个题池名称 (choose another pool name)。")
        fresh.extend(i for i in dict.fromkeys(items) if i.key not in keys)
        made = {"kind": "settings", "time": now(), **settings, "seed": there.seed if there else settings["seed"]}
        return [made, *({"kind": "item", "question_id": i.question_id, "question": i.question, "clause_id": i.clause_id} for i in fresh)]

    journal.update(decide)
    return len(fresh)


def names(state: State) -> list[str]:
    return sorted(path.parent.name for path in state.pools.glob("*/pool.jsonl"))
