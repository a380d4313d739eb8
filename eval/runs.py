"""A run: every question of a set searched and answered over one index, and what came of it."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from answer import ask
from eval import answers
from eval.judging import Question, Resolver
from eval.measures import CLAUSE, within
from eval.measuring import gold_spans, measured
from eval.opening import SHOWN, Desk, deeper
from eval.provenance import peak_memory, provenance
from eval.record import Run
from eval.sets import QuestionSet
from policy import Answer, BadArtefact, BadInput, Hit
from policy.bench import Record

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class _Asked:
    """What a run gathers on its way. `search_seconds` are of the first SHOWN hits, as people get them, `deep_seconds` of those behind."""

    hits: list[list[Hit]] = field(default_factory=list)
    answers: list[Answer | None] = field(default_factory=list)
    search_seconds: list[float] = field(default_factory=list)
    deep_seconds: list[float] = field(default_factory=list)
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
    varied: Mapping[str, Any] | None = None,
) -> Run:
    """Search and answer every question. `train` is the set that the ranking was fitted on: seen and unseen gold is then told apart;
    `varied` are settings to name that the index does not know of itself."""
    if k < 1:
        raise BadInput(f"-k {k}：应为正数", "-k 100")
    began, generation = time.perf_counter(), desk.generation
    resolver = Resolver(desk, questions.relevant)
    asked = [resolver.question(row) for row in questions.rows]
    fitted = Resolver(desk, train.relevant) if train else resolver
    seen = {key for row in train.rows for key in fitted.question(row).key} if train else None
    resolved = time.perf_counter() - began
    done = _ask(desk, asked, k, answering, progress)
    found = measured(asked, [[h.clause for h in hits] for hits in done.hits], within(CLAUSE, k), k, resolver, seen)
    rows = zip(found.records, asked, done.answers, strict=True)
    records = [_with_answer(r, q, a, resolver) if answering else r for r, q, a in rows]
    if desk.generation != generation:
        raise BadArtefact("评测期间索引有更新：结果出自不同的语料 (the index changed during the run)", "请再运行一次。")
    settings = {"mode": desk.mode, "k": k, "relevant": questions.relevant, "answers": answering, "train": train.digest if train else None}
    about = provenance(desk, questions.digest, settings, varied or {})
    about["questions"] |= about_questions(questions)
    if answering:
        about["confidence"] = next((answers.confidence(a).origin for a in done.answers if a), "")
    series = {"search": done.search_seconds, "deep": done.deep_seconds, "answer": done.answer_seconds}
    times = {"resolve_seconds": resolved, **{n: t for what, of in series.items() for n, t in _times(what, of).items()}}
    cost = {**times, "total_seconds": time.perf_counter() - began, "peak_bytes": peak_memory()}
    return Run(name, tuple(records), about, cost, found.ranked, found.judged)


def about_questions(questions: QuestionSet) -> dict[str, Any]:
    """What provenance says of a question set besides its hash."""
    about: dict[str, Any] = {"name": questions.name, "count": len(questions.rows)}
    if questions.unjudged or questions.unasked:
        about |= {"left out unjudged": questions.unjudged, "judged without a question": questions.unasked}
    return about


def _ask(desk: Desk, questions: Sequence[Question], k: int, answering: bool, progress: Progress | None) -> _Asked:
    done = _Asked()
    for n, question in enumerate(questions, 1):
        start = time.perf_counter()
        first = desk.search(question.text, SHOWN)
        done.search_seconds.append(time.perf_counter() - start)
        if k > SHOWN:
            start = time.perf_counter()
            first = deeper(desk, question.text, first, k)
            done.deep_seconds.append(time.perf_counter() - start)
        done.hits.append(first[:k])
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


def _with_answer(record: Record, question: Question, answer: Answer | None, resolver: Resolver) -> Record:
    scores = {f"answer {name}": value for name, value in answers.score(question, answer).items()}
    spans = answers.reference_spans(question, (resolver.clauses[i] for u in question.gold if not u.source for i in resolver.held(u)))
    record = replace(record, measures=record.measures | scores, spans=tuple(gold_spans(question, resolver, spans)))
    if answer is None:
        return record
    quotes, sure = answers.cited(question, answer), answers.confidence(answer).value
    return replace(record, answer=answer.text, status=answer.status, confidence=sure, citations=quotes)


def _times(what: str, seconds: Sequence[float]) -> dict[str, float]:
    if not seconds:
        return {}
    in_order = sorted(seconds)
    at = {"p50": len(in_order) // 2, "p95": min(len(in_order) - 1, int(len(in_order) * 0.95))}
    return {f"{what}_seconds": sum(seconds), **{f"{what}_{n}_ms": 1000 * in_order[i] for n, i in at.items()}}
