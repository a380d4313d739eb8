"""Blind judging: who graded which clause of a pool, and what comes next. Grades are 0 to 3; None is a clause that was skipped.

A grade holds for the wording it was given to: where the clause has been reworded since, it counts no more and the clause comes again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.pool import Item, Pool
from eval.state import Journal, Json, clean, now
from policy import BadArtefact, BadInput, Clause
from policy.bench import Card, PoolInfo, Tally

GRADES = (0, 1, 2, 3)
_LONGEST = 40  # characters of a judge's name
Clauses = Mapping[str, Clause]
"""The clauses of a pool that the index still holds, by id."""


@dataclass(frozen=True, slots=True)
class Judgement:
    judge: str
    question_id: str
    clause_id: str
    grade: int | None
    wording: str

    @property
    def key(self) -> tuple[str, str]:
        return self.question_id, self.clause_id


def standing(journal: Journal) -> dict[str, list[Judgement]]:
    """What each judge did and did not take back, in order; of several on one clause the last counts."""
    return _replay(journal.rows(), journal)


def _replay(rows: Sequence[Json], journal: Journal) -> dict[str, list[Judgement]]:
    done: dict[str, list[Judgement]] = {}
    for row in rows:
        try:
            mine = done.setdefault(row["judge"], [])
            if not row.get("undo"):
                mine.append(Judgement(row["judge"], row["question_id"], row["clause_id"], row["grade"], row["wording"]))
            elif mine:
                mine.pop()
        except (KeyError, TypeError) as error:
            message = f"{journal.path}: {type(error).__name__} {error}"
            raise BadArtefact(message, "从备份恢复这个文件 (restore this file from a backup)") from error
    return done


def latest(actions: Iterable[Judgement], clauses: Clauses) -> dict[tuple[str, str], Judgement]:
    """The judgement that counts of each item, those on other wordings and on clauses that are gone left out; the latest last."""
    found: dict[tuple[str, str], Judgement] = {}
    for judgement in actions:
        clause = clauses.get(judgement.clause_id)
        if clause and clause.wording == judgement.wording:
            found.pop(judgement.key, None)
            found[judgement.key] = judgement
    return found


def clauses_of(pool: Pool, clause: Callable[[str], Clause]) -> dict[str, Clause]:
    """The clauses of a pool by id; those that have left the index are not in it."""
    found = {}
    for clause_id in dict.fromkeys(item.clause_id for item in pool.items):
        try:
            found[clause_id] = clause(clause_id)
        except BadInput:
            continue
    return found


def named(judge: str) -> str:
    """A judge's name, trimmed. BadInput where it is none."""
    name = clean(judge)
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise BadInput("请写下评判人的名字 (a judge's name is needed)", f"最多 {_LONGEST} 字 (at most {_LONGEST} characters)。")
    return name


def card(pool: Pool, journal: Journal, judge: str, clauses: Clauses, again: bool = False, first: str = "") -> Card:
    """What a judge sees next: the item named `first`, what has no judgement yet; with `again`, what was skipped, longest ago first.

    Without a clause where there is nothing left.
    """
    judge = named(judge)
    done = latest(standing(journal).get(judge, ()), clauses)
    there = [item for item in pool.order(judge) if item.clause_id in clauses]
    left = [item for item in there if item.key not in done]
    skipped = [key for key, judgement in done.items() if judgement.grade is None]
    if not left and again and skipped:
        by_key = {item.key: item for item in there}
        left = [by_key[key] for key in skipped if key in by_key]
    item = next((i for i in there if i.item_id == first), left[0] if left else None)
    clause = clauses[item.clause_id] if item else None
    graded = len(done) - len(skipped)
    return Card(
        pool.name,
        judge,
        item.item_id if item else "",
        item.question if item else "",
        clause,
        graded,
        len(skipped),
        len(there),
    )


def judge_item(pool: Pool, journal: Journal, judge: str, item_id: str, grade: int | None, clauses: Clauses) -> None:
    """Add a judgement. The same one twice, as of a key pressed twice, is one. BadInput for what is no grade or not in the pool."""
    judge = named(judge)
    if grade is not None and grade not in GRADES:
        raise BadInput(f"没有这个等级 (no such grade)：{grade}", "0 1 2 3")
    item = next((i for i in pool.items if i.item_id == item_id), None)
    clause = clauses.get(item.clause_id) if item else None
    if item is None or clause is None:
        raise BadInput("这一条已不在题池或索引中 (is no longer in the pool or the index)", "请继续评下一条 (go on with the next)。")
    made = Judgement(judge, item.question_id, item.clause_id, grade, clause.wording)
    row = {"judge": judge, "question_id": made.question_id, "clause_id": made.clause_id, "grade": grade, "wording": made.wording}

    def decide(rows: list[Json]) -> Sequence[Json]:
        before = _replay(rows, journal).get(judge, [])
        return [] if before and before[-1] == made and grade is not None else [{**row, "time": now()}]

    journal.update(decide)


def undo(journal: Journal, judge: str) -> str:
    """Take back what a judge did last; the item, or "" where there is nothing to take back."""
    judge, back = named(judge), ""

    def decide(rows: list[Json]) -> Sequence[Json]:
        nonlocal back
        done = _replay(rows, journal).get(judge)
        if not done:
            return []
        back = Item(done[-1].question_id, "", done[-1].clause_id).item_id
        return [{"judge": judge, "undo": True, "time": now()}]

    journal.update(decide)
    return back


def info(pool: Pool, journal: Journal, clauses: Clauses) -> PoolInfo:
    tallies = []
    for judge, actions in sorted(standing(journal).items()):
        done = latest(actions, clauses).values()
        skipped = sum(j.grade is None for j in done)
        tallies.append(Tally(judge, len(done) - skipped, skipped))
    gone = sum(item.clause_id not in clauses for item in pool.items)
    return PoolInfo(pool.name, len(pool.questions), len(pool.items), gone, pool.systems, tuple(tallies))
