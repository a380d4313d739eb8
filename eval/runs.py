"""A run: every question of a set searched and answered over one index, and what came of it."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from answer import ask
from eval import answers, judging
from eval.judging import Question, Resolver
from eval.measures import CLAUSE, DOCUMENT, per_question, within
from eval.opening import Desk
from eval.provenance import peak_memory, provenance
from eval.record import Run
from eval.sets import QuestionSet
from eval.trec import scored
from policy import Answer, BadArtefact, BadInput, Hit
from policy.bench import Record, Shown

KEPT = 10  # hits kept with their text, for reading two runs side by side
_TEXT = 240
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class _Asked:
    """What a run gathers on its way."""

    hits: list[list[Hit]] = field(default_factory=list)
    answers: list[Answer | None] = field(default_factory=list)
    search_seconds: list[float] = field(default_factory=list)
    answer_seconds: list[float] = field(default_factory=list)


def perform(
    desk: Desk,
    questions: QuestionSet,
    *,
    name: str = "run",
    k: int = 100,
    answering: bool = True,
    train: QuestionSet | None = None,
    progress: Progress | None = None,
) -> Run:
    """Search and answer every question. `train` is the set that the ranking was fitted on: seen and unseen gold is then told apart."""
    if k < 1:
        raise BadInput(f"-k {k}：应为正数", "-k 100")
    began, generation = time.perf_counter(), desk.generation
    resolver = Resolver(desk)
    asked = [resolver.question(row) for row in questions.rows]
    seen = {key for row in train.rows for key in resolver.question(row).key} if train else None
    resolved = time.perf_counter() - began
    done = _ask(desk, asked, k, answering, progress)
    named = [judging.ranking(q, [h.clause for h in hits]) for q, hits in zip(asked, done.hits, strict=True)]
    ranked, judged = _levels(asked, named, done.hits)
    values = _values(asked, ranked, judged, k)
    rows = zip(asked, done.hits, named, done.answers, strict=True)
    records = [_with_answer(_record(q, h, n, values[q.question_id], seen), q, a, answering) for q, h, n, a in rows]
    if desk.generation != generation:
        raise BadArtefact("评测期间索引有更新：结果出自不同的语料 (the index changed during the run)", "请再运行一次。")
    settings = {"mode": desk.mode, "k": k, "answers": answering, "train": train.digest if train else None}
    about = provenance(desk, questions.digest, settings)
    about["questions"] |= {"name": questions.name, "count": len(asked)}
    if answering:
        about["confidence"] = next((answers.confidence(a).origin for a in done.answers if a), "")
    times = {"resolve_seconds": resolved, **_times("search", done.search_seconds), **_times("answer", done.answer_seconds)}
    cost = {**times, "total_seconds": time.perf_counter() - began, "peak_bytes": peak_memory()}
    return Run(name, tuple(records), about, cost, ranked, judged)


def _ask(desk: Desk, questions: Sequence[Question], k: int, answering: bool, progress: Progress | None) -> _Asked:
    done = _Asked()
    for n, question in enumerate(questions, 1):
        start = time.perf_counter()
        done.hits.append(desk.search(question.text, k))
        done.search_seconds.append(time.perf_counter() - start)
        if progress:
            progress("检索", n, len(questions))
    for n, question in enumerate(questions, 1):
        if not answering:
            done.answers.append(None)
            continue
        start = time.perf_counter()
        done.answers.append(ask(desk, question.text))
        done.answer_seconds.append(time.perf_counter() - start)
        if progress:
            progress("作答", n, len(questions))
    return done


def _levels(questions: Sequence[Question], named: Sequence[Mapping[str, int]], hits: Sequence[Sequence[Hit]]) -> tuple[dict, dict]:
    """Rankings and judgements by level: of clauses, and of documents where the set names them."""
    ranked = {
        "clause": {q.question_id: list(names) for q, names in zip(questions, named, strict=True)},
        "document": {q.question_id: judging.document_ranking(found) for q, found in zip(questions, hits, strict=True) if q.documents},
    }
    return ranked, {"clause": judging.qrels(questions), "document": judging.document_qrels(questions)}


def _values(questions: Sequence[Question], ranked: dict, judged: dict, k: int) -> dict[str, dict[str, float | None]]:
    """Every measure of every question, by id."""
    values: dict[str, dict[str, float | None]] = {q.question_id: {} for q in questions}
    for level, names, prefix in (("clause", within(CLAUSE, k), ""), ("document", within(DOCUMENT, k), "document ")):
        runs = {q: scored(ids) for q, ids in ranked[level].items()}
        found = per_question(judged[level], runs, names)
        for question in questions if judged[level] else ():
            of = found.get(question.question_id, {})
            values[question.question_id] |= {f"{prefix}{n}": of.get(n) for n in names}
    return values


def _record(question: Question, hits: Sequence[Hit], names: Mapping[str, int], values: dict, seen: set[str] | None) -> Record:
    groups = {"lang": question.lang} | ({"kind": question.kind} if question.kind else {})
    if seen is not None and question.key and question.judged:
        common = len(question.key & seen)
        groups["gold"] = "unseen" if not common else "seen" if common == len(question.key) else "partly seen"
    grades = {u.name: u.grade for u in question.units}
    shown = tuple(
        Shown(rank, name, grades.get(name), clause.source, " › ".join(clause.path), " ".join(clause.text.split())[:_TEXT])
        for rank, (name, place) in enumerate(list(names.items())[:KEPT], 1)
        for clause in [hits[place].clause]
    )
    gold = tuple(u.name for u in question.units if u.grade > 0)
    return Record(question.question_id, question.text, groups, gold, question.located, question.answerable, values, shown)


def _with_answer(record: Record, question: Question, answer: Answer | None, answering: bool) -> Record:
    if not answering:
        return record
    scores = {f"answer {name}": value for name, value in answers.score(question, answer).items()}
    record = replace(record, measures=record.measures | scores)
    if answer is None:
        return record
    return replace(record, answer=answer.text, status=answer.status, confidence=answers.confidence(answer).value)


def _times(what: str, seconds: Sequence[float]) -> dict[str, float]:
    if not seconds:
        return {}
    in_order = sorted(seconds)
    at = {"p50": len(in_order) // 2, "p95": min(len(in_order) - 1, int(len(in_order) * 0.95))}
    return {f"{what}_seconds": sum(seconds), **{f"{what}_{n}_ms": 1000 * in_order[i] for n, i in at.items()}}
