"""From what was found to what is kept of each question: names by level, values, records. The same for a run made here and for one read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval import judging
from eval.judging import Question, Resolver
from eval.measures import DOCUMENT, per_question, within
from eval.trec import escape, scored
from policy import Clause
from policy.bench import GoldSpan, Record, Shown

KEPT = 10  # hits kept with their text, for reading two runs side by side
_TEXT = 240
Found = Sequence[Clause | str]
"""What was found for a question, best first: clauses, or names where only these are known."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Records in the order of the questions; `ranked` and `judged` by level: "clause" (units and clauses, or documents where these are
    judged), "document" (where the set names them besides), and ranked alone "hits", the ids of the clauses found."""

    records: list[Record]
    ranked: dict[str, dict[str, list[str]]]
    judged: dict[str, dict[str, dict[str, int]]]


def measured(
    questions: Sequence[Question],
    found: Sequence[Found],
    names: Sequence[str],
    depth: int,
    resolver: Resolver | None = None,
    seen: set[str] | None = None,
) -> Measured:
    """Every question with its values of `names`, and of the measures of documents that `depth` hits can be given. `seen` are the keys of
    gold that a ranking was fitted on."""
    named = [judging.ranking(q, of) for q, of in zip(questions, found, strict=True)]
    ranked = {
        "clause": {q.question_id: list(of) for q, of in zip(questions, named, strict=True)},
        "document": {q.question_id: _documents(q, of, resolver) for q, of in zip(questions, found, strict=True) if q.documents},
        "hits": {q.question_id: [escape(c.clause_id) for c in of if isinstance(c, Clause)] for q, of in zip(questions, found, strict=True)},
    }
    judged = {"clause": judging.qrels(questions), "document": judging.document_qrels(questions)}
    values = _values(questions, ranked, judged, names, depth)
    rows = zip(questions, found, named, strict=True)
    return Measured([_record(q, of, n, values[q.question_id], resolver, seen) for q, of, n in rows], ranked, judged)


def _clause(question: Question, one: Clause | str, resolver: Resolver | None) -> Clause | None:
    """The clause itself; of a unit's name the first that is it."""
    if not isinstance(one, str) or resolver is None:
        return None if isinstance(one, str) else one
    held = next((resolver.held(u) for u in question.units if u.name == one), [])
    return resolver.clauses[held[0]] if held else None


def _documents(question: Question, found: Found, resolver: Resolver | None) -> list[str]:
    """The documents of what was found, each once, best first."""
    return list(dict.fromkeys(escape(c.source) for one in found if (c := _clause(question, one, resolver))))


def _values(
    questions: Sequence[Question], ranked: Mapping, judged: Mapping, names: Sequence[str], depth: int
) -> dict[str, dict[str, float | None]]:
    """Every measure of every question, by id."""
    values: dict[str, dict[str, float | None]] = {q.question_id: {} for q in questions}
    relevant = max((q.relevant for q in questions), default=1)
    for level, of_level, prefix, least in (("clause", names, "", relevant), ("document", within(DOCUMENT, depth), "document ", 1)):
        runs = {q: scored(ids) for q, ids in ranked[level].items()}
        found = per_question(judged[level], runs, of_level, least)
        for question in questions if judged[level] else ():
            of = found.get(question.question_id, {})
            values[question.question_id] |= {f"{prefix}{n}": of.get(n) for n in of_level}
    return values


def _record(
    question: Question, found: Found, names: Mapping[str, int], values: dict, resolver: Resolver | None, seen: set[str] | None
) -> Record:
    groups = {part: value for part, value in (("lang", question.lang), ("kind", question.kind)) if value}
    if seen is not None and question.key and question.judged:
        common = len(question.key & seen)
        groups["gold"] = "unseen" if not common else "seen" if common == len(question.key) else "partly seen"
    grades = {u.name: u.grade for u in question.units}
    shown = tuple(
        _shown(rank, name, grades.get(name), _clause(question, found[place], resolver))
        for rank, (name, place) in enumerate(list(names.items())[:KEPT], 1)
    )
    gold = tuple(u.name for u in question.gold)
    return Record(question.question_id, question.text, groups, gold, question.located, question.answerable, values, shown)


def _shown(rank: int, name: str, grade: int | None, clause: Clause | None) -> Shown:
    if clause is None:
        return Shown(rank, name, grade, name, "", "")
    return Shown(rank, name, grade, clause.source, " › ".join(clause.path), " ".join(clause.text.split())[:_TEXT])


def gold_spans(question: Question, resolver: Resolver, span: Mapping[str, tuple[int, int]]) -> Iterable[GoldSpan]:
    """Where each gold unit stands; `span` is, by clause, the part of its text that holds the reference, where that is not all of it."""
    for unit in question.gold:
        if unit.source:
            clauses = [resolver.clauses[i] for i in resolver.held(unit)]
            yield GoldSpan(unit.name, unit.source, 0, max((c.end for c in clauses), default=0))
            continue
        for clause_id in resolver.held(unit):
            clause = resolver.clauses[clause_id]
            start, end = span.get(clause_id, (0, len(clause.text)))
            yield GoldSpan(unit.name, clause_id, clause.start + start, clause.start + end)
