"""The run file of any system, measured as a run of our own: what `compare` takes beside one made here."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.judging import Question, Resolver, Unit
from eval.measures import CLAUSE, within
from eval.measuring import Found, measured
from eval.opening import Desk
from eval.provenance import peak_memory, provenance, sha256
from eval.record import Run
from eval.runs import about_questions
from eval.sets import QuestionSet
from eval.trec import Qrels, Ranking, escape, ordered, tied, unescape
from policy import BadInput, Clause

DEPTH = 100  # hits from which R@100 says what its name says; a shorter run file simply finds nothing behind its end
MODE = "run file"


def by_questions(desk: Desk, questions: QuestionSet, ranked: Ranking, path: Path, names: Sequence[str], name: str) -> Run:
    """A ranking held against a question set. Its ids are clause ids, names of gold as run.trec has them, or names of documents where
    documents are judged. BadInput for an id that is none of these."""
    began = time.perf_counter()
    resolver = Resolver(desk, questions.relevant)
    asked = [resolver.question(row) for row in questions.rows]
    known = {escape(i): clause for i, clause in resolver.clauses.items()}
    found: list[Found] = []
    strange: list[str] = []
    for question in asked:
        units = {called: u for u in question.units for called in (u.name, unescape(u.name))}
        ids = ordered(ranked.get(escape(question.question_id)) or ranked.get(question.question_id) or {})
        read = [_one(question, i, known, units, resolver) for i in ids]
        strange += [i for i, one in zip(ids, read, strict=True) if one is None]
        found.append([one for one in read if one is not None])
    if strange:
        message = f"{path}：{len(strange)} 个编号既不是索引中的条文，也不是所判断的文档或标准条文，如 {strange[0]}"
        raise BadInput(message, "请用同一个索引生成结果文件；标准是条文时，结果也应是条文编号（run 所写的 clauses.trec 即是）。")
    done = measured(asked, found, _names(names), _depth(ranked), resolver)
    about = provenance(desk, questions.digest, {})
    about |= {"settings": _settings(path, ranked, questions.relevant), "encoder": None}  # those of this program ranked nothing here
    about["questions"] |= about_questions(questions)
    return Run(name, tuple(done.records), about, _cost(began), done.ranked, done.judged)


def _one(question: Question, name: str, known: Mapping[str, Clause], units: Mapping[str, Unit], resolver: Resolver) -> Clause | str | None:
    """What an id of a run file stands for to a question; None where it stands for nothing. Where documents are judged, one that the index
    lacks (a passage without text) keeps its place."""
    if clause := known.get(name) or known.get(escape(name)):
        return clause
    source = resolver.document(name) or resolver.document(unescape(name))
    if source and (question.by_document or not question.units or any(u.source == source for u in question.units)):
        return next(iter(resolver.document_clauses(source)), None)
    return units[name].name if name in units else escape(name) if question.by_document else None


def by_qrels(judged: Qrels, ranked: Ranking, path: Path, table: Path, names: Sequence[str], name: str, relevant: int) -> Run:
    """A ranking held against judgements by their ids alone: without an index there is neither text nor a document to show."""
    began = time.perf_counter()
    asked, found = [], []
    for query, of in judged.items():
        units = {d: escape(d) if any(c.isspace() for c in d) else d for d in of}  # a run file cannot hold the blank that BEIR's may
        alias = {escape(d): unit for d, unit in units.items()} | units
        ids = ordered(ranked.get(query) or ranked.get(escape(query)) or {})
        asked.append(Question(query, "", "", "", tuple(Unit(units[d], grade, source=d) for d, grade in of.items()), relevant=relevant))
        found.append([alias.get(i, i) for i in ids])
    done = measured(asked, found, _names(names), _depth(ranked))
    about = provenance(None, sha256(table.read_bytes()), _settings(path, ranked, relevant))
    about["questions"] |= {"name": table.stem, "count": len(asked)}
    return Run(name, tuple(done.records), about, _cost(began), done.ranked, done.judged)


def _names(names: Sequence[str]) -> list[str]:
    """The measures asked for, and those that a run of ours has: a comparison needs them in common."""
    return list(dict.fromkeys([*names, *within(CLAUSE, DEPTH)]))


def _depth(ranked: Ranking) -> int:
    return max((len(of) for of in ranked.values()), default=0)


def _settings(path: Path, ranked: Ranking, relevant: int) -> dict[str, Any]:
    file = {"file": path.name, "file hash": sha256(path.read_bytes())}
    return {"mode": MODE, "k": _depth(ranked), "relevant": relevant, "answers": False, "ties in the first ten": tied(ranked), **file}


def _cost(began: float) -> dict[str, Any]:
    return {"total_seconds": time.perf_counter() - began, "peak_bytes": peak_memory()}


def missing(run: Run, ranked: Ranking) -> list[str]:
    """What the run file and the questions do not share, in words."""
    ids = {name for r in run.records for name in (r.question_id, escape(r.question_id))}
    silent = sum(not {r.question_id, escape(r.question_id)} & ranked.keys() for r in run.records)
    said = []
    if other := sorted(ranked.keys() - ids):
        said.append(f"结果中 {len(other)} 个问题没有标准，未计入，如 {other[0]} (not judged)")
    if silent:
        said.append(f"{silent} 题在结果中没有，按零分计 (judged questions without a result score zero)")
    if _all_unjudged(run):
        said.append("结果中没有一个文档被判断过：两个文件的文档编号恐怕不是一种 (no document of the run was judged)")
    if ties := run.provenance["settings"]["ties in the first ten"]:
        said.append(f"{ties} 题前十条中有同分：按 trec_eval 的次序，编号大者在前 (ties)")
    return said


def _all_unjudged(run: Run) -> bool:
    judged, ranked = run.judged["clause"], run.ranked["clause"]
    return not any(judged.get(q, {}).keys() & set(of) for q, of in ranked.items())
