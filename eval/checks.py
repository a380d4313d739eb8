"""What makes a question set say more than it should: overlap with training, near twins of gold, copied wording, hits nobody judged."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from eval.judging import Question, Resolver
from eval.sets import Row
from policy import Clause, bare, fold
from policy.bench import Record

NEAR_QUESTION = (
    0.7  # Jaccard over character bigrams; two wordings of one question by one author lie at 0.5 to 0.8, other questions below 0.4
)
NEAR_CLAUSE = 0.8  # Jaccard over runs of SHINGLE characters: the same article with a clause changed
SHINGLE = 5
SAMPLED = 8  # one shingle in so many is looked up to find candidates
COPIED = 12  # characters in one run: longer than the names of things (社会保险经办机构 has 8), shorter than a sentence
TOP = 10


@dataclass(frozen=True, slots=True)
class Overlap:
    """A test question beside the training question it is like; 1 where both read the same."""

    question_id: str
    question: str
    train_id: str
    train_question: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Twin:
    """A clause that reads almost as a gold clause and is no gold; `counted` where a run had it above all gold and got no credit."""

    question_id: str
    gold: str
    clause_id: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Copy:
    """The longest run of characters that a question shares with a clause of its gold."""

    question_id: str
    question: str
    run: str
    clause_id: str


def _bare(text: str) -> str:
    return re.sub(r"\W", "", fold(text))


def grams(text: str, n: int) -> frozenset[str]:
    """Runs of n characters, letters and digits only."""
    plain = _bare(text)
    return frozenset(plain[i : i + n] for i in range(max(1, len(plain) - n + 1))) if plain else frozenset()


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def question_overlap(test: Sequence[Row], train: Sequence[Row]) -> list[Overlap]:
    """Each test question that a training question is like, with the nearest one."""
    holding: dict[str, list[int]] = defaultdict(list)
    theirs = [grams(row["question"], 2) for row in train]
    for n, of in enumerate(theirs):
        for gram in of:
            holding[gram].append(n)
    found = []
    for row in test:
        mine = grams(row["question"], 2)
        shared: dict[int, int] = defaultdict(int)
        for gram in mine:
            for n in holding.get(gram, ()):
                shared[n] += 1
        likeness = {n: count / (len(mine) + len(theirs[n]) - count) for n, count in shared.items()}
        if likeness and max(likeness.values()) >= NEAR_QUESTION:
            n = max(likeness, key=lambda i: (likeness[i], -i))
            found.append(Overlap(str(row["id"]), row["question"], str(train[n]["id"]), train[n]["question"], round(likeness[n], 4)))
    return sorted(found, key=lambda o: -o.likeness)


def gold_overlap(test: Sequence[Question], train: Iterable[Question]) -> dict[str, list[str]]:
    """Test questions by whether their gold is gold of a training question: "seen", "partly seen", "unseen"."""
    seen = {key for question in train for key in question.key}
    found: dict[str, list[str]] = {"seen": [], "partly seen": [], "unseen": []}
    for question in test:
        if question.judged:
            common = len(question.key & seen)
            part = "unseen" if not common else "seen" if common == len(question.key) else "partly seen"
            found[part].append(question.question_id)
    return found


def _shingles(text: str) -> frozenset[str]:
    return grams(bare(text), SHINGLE)


def _sample(shingles: Iterable[str]) -> list[str]:
    return [s for s in shingles if crc32(s.encode()) % SAMPLED == 0]


def near_twins(questions: Sequence[Question], clauses: Mapping[str, Clause]) -> list[Twin]:
    """Clauses of the index that read almost as a gold clause, by the gold's question, and are not counted as found."""
    wanted: dict[str, list[tuple[Question, str]]] = defaultdict(list)
    for question in questions:
        for unit in question.units:
            for gold in sorted(unit.clauses)[:1]:
                wanted[gold].append((question, gold))
    shingles = {gold: _shingles(clauses[gold].text) for gold in wanted}
    sampled: dict[str, list[str]] = defaultdict(list)
    for gold, of in shingles.items():
        for shingle in _sample(of):
            sampled[shingle].append(gold)
    found = []
    for clause in clauses.values():
        mine = _shingles(clause.text)
        for gold in sorted({g for s in _sample(mine) for g in sampled.get(s, ())}):
            likeness = _jaccard(mine, shingles[gold])
            if likeness >= NEAR_CLAUSE and gold != clause.clause_id:
                missed = [q for q, _ in wanted[gold] if not any(u.found_by(clause) for u in q.units)]
                found += [Twin(q.question_id, gold, clause.clause_id, round(likeness, 4)) for q in missed]
    return sorted(found, key=lambda t: (-t.likeness, t.question_id, t.clause_id))


def shared_run(question: str, text: str) -> str:
    """The longest run of characters in both, punctuation aside."""
    q, t = _bare(question), _bare(text)
    best = ""
    for start in range(len(q)):
        while start + len(best) < len(q) and q[start : start + len(best) + 1] in t:
            best = q[start : start + len(best) + 1]
    return best


def copies(questions: Sequence[Question], clauses: Mapping[str, Clause]) -> list[Copy]:
    """Questions that share COPIED characters in one run with their gold: made from the index, not by somebody who had to ask."""
    found = []
    for question in questions:
        runs = [(shared_run(question.text, clauses[i].text), i) for u in question.units for i in sorted(u.clauses)[:20] if i in clauses]
        best = max(runs, key=lambda r: (len(r[0]), r[1]), default=("", ""))
        if len(best[0]) >= COPIED:
            found.append(Copy(question.question_id, question.text, *best))
    return sorted(found, key=lambda c: -len(c.run))


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Of the top hits of a run: how many nobody judged, and the questions whose first hit is one of them."""

    hits: int
    unjudged: int
    first: list[str]
    negatives: bool


def unjudged(records: Sequence[Record]) -> Unjudged:
    """`negatives` says whether anything was judged and found wanting: where not, an unjudged hit counts as wrong unseen."""
    asked = [r for r in records if r.gold]
    top = [h for r in asked for h in r.hits[:TOP]]
    first = [r.question_id for r in asked if r.hits and r.hits[0].grade is None]
    return Unjudged(len(top), sum(h.grade is None for h in top), first, any(h.grade == 0 for h in top))


def counted_as_misses(twins: Sequence[Twin], records: Sequence[Record]) -> list[Twin]:
    """The twins that a run found before any gold: misses that a reader would not call so."""
    by_question: dict[str, dict[str, Twin]] = defaultdict(dict)
    for twin in twins:
        by_question[twin.question_id][twin.clause_id] = twin
    found = []
    for record in records:
        for hit in record.hits[:TOP]:
            if hit.grade:
                break
            if hit.name in (twins_of := by_question[record.question_id]):
                found.append(twins_of[hit.name])
                break
    return found


@dataclass(frozen=True, slots=True)
class Report:
    """All findings; `gold` and `questions` are empty without a training set, `unjudged` and `misses` without a run."""

    count: int
    judged: int
    unlocated: list[str]
    questions: list[Overlap]
    gold: dict[str, list[str]]
    twins: list[Twin]
    copies: list[Copy]
    unjudged: Unjudged | None
    misses: list[Twin]


def check(test: Sequence[Row], train: Sequence[Row], resolver: Resolver, records: Sequence[Record] = ()) -> Report:
    """Look for all of it."""
    questions = [resolver.question(row) for row in test]
    twins = near_twins(questions, resolver.clauses)
    return Report(
        len(questions),
        sum(q.judged for q in questions),
        [q.question_id for q in questions if q.judged and not q.located],
        question_overlap(test, train) if train else [],
        gold_overlap(questions, (resolver.question(row) for row in train)) if train else {},
        twins,
        copies(questions, resolver.clauses),
        unjudged(records) if records else None,
        counted_as_misses(twins, records),
    )
