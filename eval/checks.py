"""What makes a question set say more than it should: overlap with training, near twins of gold, copied wording, hits nobody judged."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from eval.judging import Question, Resolver
from eval.sets import Row
from eval.trec import escape
from policy import BadInput, Clause, bare, fold
from policy.bench import Record

NEAR_QUESTION = (
    0.7  # Jaccard over character bigrams; two wordings of one question by one author lie at 0.5 to 0.8, other questions below 0.4
)
NEAR_CLAUSE = 0.8  # Jaccard over runs of SHINGLE characters: the same article with a clause changed
SHINGLE = 5
SAMPLED = 8  # one shingle in so many is looked up to find candidates
COPIED = 12  # characters in one run: longer than the names of things (社会保险经办机构 has 8), shorter than a sentence
COPIED_SHARE, COPIED_LEAST = 0.8, 6  # or this share of a short question, in a run of at least so many: it is a cut of its clause
TELLING = 30  # characters from which a clause tells one document from another: headings recur in all of them
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
    """A clause, of the document `source`, that reads almost as a gold clause and is no gold."""

    question_id: str
    gold: str
    clause_id: str
    likeness: float
    source: str = ""


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


def gold_clauses(questions: Sequence[Question], resolver: Resolver) -> dict[str, list[str]]:
    """The clauses of each question's gold that the index holds, by question; of documents all their clauses."""
    return {q.question_id: list(dict.fromkeys(i for u in q.gold for i in resolver.held(u))) for q in questions}


def near_twins(questions: Sequence[Question], gold: Mapping[str, Sequence[str]], clauses: Mapping[str, Clause]) -> list[Twin]:
    """Clauses of the index that read almost as a gold clause, by the gold's question, and are not counted as found; of several gold
    clauses of a question that one is like the nearest. `gold` are the clauses of each question's gold."""
    wanted: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        for clause_id in gold[question.question_id]:
            if not question.by_document or len(bare(clauses[clause_id].text)) >= TELLING:
                wanted[clause_id].append(question)
    shingles = {clause_id: _shingles(clauses[clause_id].text) for clause_id in wanted}
    sampled: dict[str, list[str]] = defaultdict(list)
    for clause_id, of in shingles.items():
        for shingle in _sample(of):
            sampled[shingle].append(clause_id)
    nearest: dict[tuple[str, str], Twin] = {}
    for clause in clauses.values():
        mine = _shingles(clause.text)
        for clause_id in sorted({g for s in _sample(mine) for g in sampled.get(s, ())}):
            likeness = round(_jaccard(mine, shingles[clause_id]), 4)
            if likeness < NEAR_CLAUSE or clause_id == clause.clause_id:
                continue
            for question in wanted[clause_id]:
                pair, found = (question.question_id, clause.clause_id), not any(u.found_by(clause) for u in question.units)
                if found and (pair not in nearest or nearest[pair].likeness < likeness):
                    nearest[pair] = Twin(question.question_id, clause_id, clause.clause_id, likeness, clause.source)
    return sorted(nearest.values(), key=lambda t: (-t.likeness, t.question_id, t.clause_id))


def shared_run(question: str, text: str) -> str:
    """The longest run of characters in both, punctuation aside."""
    q, t = _bare(question), _bare(text)
    best = ""
    for start in range(len(q)):
        while start + len(best) < len(q) and q[start : start + len(best) + 1] in t:
            best = q[start : start + len(best) + 1]
    return best


def copied(question: str, run: str) -> bool:
    """Whether a run of characters that a question shares with its gold shows that it was made from it."""
    return len(run) >= COPIED or len(run) >= max(COPIED_LEAST, COPIED_SHARE * len(_bare(question)))


def copies(questions: Sequence[Question], gold: Mapping[str, Sequence[str]], clauses: Mapping[str, Clause]) -> list[Copy]:
    """Questions that share a long run with their gold: made from the index, not by somebody who had to ask."""
    found = []
    for question in questions:
        runs = [(shared_run(question.text, clauses[i].text), i) for i in gold[question.question_id]]
        best = max(runs, key=lambda r: (len(r[0]), r[1]), default=("", ""))
        if copied(question.text, best[0]):
            found.append(Copy(question.question_id, question.text, *best))
    return sorted(found, key=lambda c: -len(c.run))


def belonging(rows: Sequence[Row], records: Sequence[Record], run: Path) -> Sequence[Record]:
    """The records of a run over these questions; BadInput where it is over others."""
    asked = {str(row["id"]): row["question"] for row in rows}
    done = {r.question_id: r.question for r in records}
    if strange := sorted(done.keys() ^ asked.keys()):
        message = f"{run}: 这次运行的问题与问题集不同，{len(strange)} 题只在一边，如 {strange[0]}"
        raise BadInput(message, "请用 --run 给出同一个问题集的运行。")
    if changed := sorted(i for i, question in done.items() if question and question != asked[i]):
        raise BadInput(f"{run}: {len(changed)} 题的文字与问题集不同，如 {changed[0]}", "请用 --run 给出同一个问题集的运行。")
    return records


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
    wanting = any(h.grade is not None and h.name not in r.gold for r in asked for h in r.hits[:TOP])
    return Unjudged(len(top), sum(h.grade is None for h in top), first, wanting)


def counted_as_misses(twins: Sequence[Twin], records: Sequence[Record]) -> list[Twin]:
    """The twins that a run found before any gold: misses that a reader would not call so."""
    by_question: dict[str, dict[str, Twin]] = defaultdict(dict)
    for twin in twins:
        by_question[twin.question_id].setdefault(escape(twin.source), twin)  # where documents are ranked
        by_question[twin.question_id][escape(twin.clause_id)] = twin
    found = []
    for record in records:
        for hit in record.hits[:TOP]:
            if hit.name in record.gold:
                break
            if twin_hit := by_question[record.question_id].get(hit.name):
                found.append(twin_hit)
                break
    return found


@dataclass(frozen=True, slots=True)
class Report:
    """All findings; `gold` and `questions` are empty without a training set, `unjudged` and `misses` without a run. `compared` questions
    have gold that the index holds: of the others twins and copies could not be looked for."""

    count: int
    judged: int
    unlocated: list[str]
    compared: int
    questions: list[Overlap]
    gold: dict[str, list[str]]
    twins: list[Twin]
    copies: list[Copy]
    unjudged: Unjudged | None
    misses: list[Twin]


def check(test: Sequence[Row], train: Sequence[Row], resolver: Resolver, records: Sequence[Record] = ()) -> Report:
    """Look for all of it."""
    questions = [resolver.question(row) for row in test]
    gold = gold_clauses(questions, resolver)
    twins = near_twins(questions, gold, resolver.clauses)
    return Report(
        len(questions),
        sum(bool(q.gold) for q in questions),
        [q.question_id for q in questions if q.gold and not q.located],
        sum(bool(of) for of in gold.values()),
        question_overlap(test, train) if train else [],
        gold_overlap(questions, (resolver.question(row) for row in train)) if train else {},
        twins,
        copies(questions, gold, resolver.clauses),
        unjudged(records) if records else None,
        counted_as_misses(twins, records),
    )
