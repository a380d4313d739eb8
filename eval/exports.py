"""What came of judging, in the forms that `python -m eval run` and other tools read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from eval.blind import Clauses, latest, standing
from eval.gold import json_lines
from eval.pool import Pool
from eval.sets import GRADED
from eval.state import Journal
from eval.trec import escape
from policy import BadInput

FORMS = ("qrels", "jsonl", "topics")
RELEVANT = 2  # judges are told that 1 is related and does not answer; TREC's Deep Learning track draws the line there too


@dataclass(frozen=True, slots=True)
class Judged:
    """Grades by question and clause id, in the order of the pool; how many items have none, and of the grades the judges' own."""

    grades: Mapping[str, Mapping[str, int]]
    questions: Mapping[str, str]
    ungraded: int
    by_judge: Mapping[str, Mapping[tuple[str, str], int]]


def judged(pool: Pool, journal: Journal, clauses: Clauses, judges: Collection[str] = ()) -> Judged:
    """Where several judges graded a clause, their lower median counts. BadInput for a judge who is none of this pool's."""
    done = standing(journal)
    if unknown := [j for j in judges if j not in done]:
        raise BadInput(f"题池 {pool.name} 没有评判人 (no such judge)：{unknown[0]}", f"有 (there are)：{'、'.join(sorted(done)) or '无'}")
    own = {
        judge: {key: j.grade for key, j in latest(actions, clauses).items() if j.grade is not None}
        for judge, actions in done.items()
        if not judges or judge in judges
    }
    grades: dict[str, dict[str, int]] = {}
    for item in pool.items:
        given = sorted(of[item.key] for of in own.values() if item.key in of)
        if given:
            grades.setdefault(item.question_id, {})[item.clause_id] = given[(len(given) - 1) // 2]
    total = sum(len(of) for of in grades.values())
    return Judged(grades, {q: t for q, t in pool.questions.items() if q in grades}, len(pool.items) - total, own)


def qrels(found: Judged) -> str:
    return "".join(f"{escape(q)} 0 {escape(c)} {grade}\n" for q, of in found.grades.items() for c, grade in of.items())


def topics(found: Judged) -> str:
    """Number and question by line, parted by a tab: what goes with qrels as `--questions`."""
    return "".join(f"{escape(q)}\t{' '.join(text.split())}\n" for q, text in found.questions.items())


def jsonl(found: Judged) -> str:
    """Our own form, which needs no second file, and says from which grade a clause counts as relevant."""
    rows = ({"id": q, "question": found.questions[q], "judgements": dict(of), GRADED: RELEVANT} for q, of in found.grades.items())
    return json_lines(rows)


def export(found: Judged, form: str) -> str:
    """BadInput where nothing has been graded: an empty file would be read by nothing."""
    if not found.grades:
        raise BadInput("还没有任何评判 (nothing has been graded yet)", "请先在“评测”页评判 (judge on the page 评测 first)。")
    return {"qrels": qrels, "jsonl": jsonl, "topics": topics}[form](found)
