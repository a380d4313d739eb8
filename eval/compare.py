"""Two runs over the same questions: B against A, measure by measure and question by question."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from eval.page import flat
from eval.record import Run
from eval.stats import holm, paired
from eval.summary import measure_names
from eval.trec import escape, unescape
from policy import BadInput
from policy.bench import Change, Paired, Record

_ASIDE = ("Judged@10", "answer answered")  # what is no quality: neither more nor less of it is better


@dataclass(frozen=True, slots=True)
class Comparison:
    """`tests` are corrected over all measures; `changes` stand in the order of the questions; `settings` is what the runs differ in."""

    a: Run
    b: Run
    measure: str
    tests: tuple[Paired, ...]
    changes: tuple[Change, ...]
    settings: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...]

    @property
    def regressions(self) -> list[Change]:
        """What got worse, worst first."""
        return sorted((c for c in self.changes if c.difference is not None and c.difference < 0), key=lambda c: c.difference or 0)

    @property
    def gains(self) -> list[Change]:
        return sorted((c for c in self.changes if c.difference is not None and c.difference > 0), key=lambda c: -(c.difference or 0))


def compare(a: Run, b: Run, measure: str | None = None) -> Comparison:
    """BadInput where the runs are over other questions or gold, or have no such measure in common."""
    pairs = _pairs(a, b)
    shared = [n for n in measure_names(a.records) if n in measure_names(b.records) and n not in _ASIDE]
    if not shared:
        raise BadInput("两次运行没有共同的指标", "请用同样的 --questions 和 -k 各运行一次。")
    leading = measure or ("RR@10" if "RR@10" in shared else shared[0])
    if leading not in shared:
        raise BadInput(f"没有共同的指标 {leading}", f"可用：{'、'.join(shared)}")
    tests = [t for n in shared if (t := _test(n, pairs))]
    corrected = zip(tests, holm([t.p_randomization for t in tests]), holm([t.p_t for t in tests]), strict=True)
    changes = tuple(Change(x, y, _difference(x, y, leading)) for x, y in pairs)
    settings = _settings(a, b)
    done = tuple(replace(t, holm_randomization=r, holm_t=s) for t, r, s in corrected)
    return Comparison(a, b, leading, done, changes, settings, tuple(_warnings(a, b)))


def canonical(name: str) -> str:
    """An id or a name as a TREC file has it, whether it was read from one or not."""
    return escape(unescape(name))


def _pairs(a: Run, b: Run) -> list[tuple[Record, Record]]:
    """The records of both by question, in the order of A. A run file scored by qrels alone has no words of its questions."""
    least = [r.provenance["settings"].get("relevant", 1) for r in (a, b)]
    if least[0] != least[1]:
        raise BadInput(f"两次运行的相关门槛不同：{least[0]} 级与 {least[1]} 级", "请用同样的 --relevant 各运行一次。")
    other = {canonical(r.question_id): r for r in b.records}
    if mine := {canonical(r.question_id) for r in a.records} ^ other.keys():
        message = f"两次运行的问题不同：{len(a.records)} 题与 {len(b.records)} 题，{len(mine)} 题只在一边，如 {sorted(mine)[0]}"
        raise BadInput(message, "请用同一个问题集各运行一次。")
    pairs = [(r, other[canonical(r.question_id)]) for r in a.records]
    if changed := [x.question_id for x, y in pairs if not _same_question(x, y)]:
        raise BadInput(f"{len(changed)} 题的问题或标准条文不同，如 {changed[0]}", "请用同一个问题集各运行一次。")
    return pairs


def _same_question(a: Record, b: Record) -> bool:
    words = a.question == b.question or not a.question or not b.question
    return words and {canonical(g) for g in a.gold} == {canonical(g) for g in b.gold}


def _difference(a: Record, b: Record, measure: str) -> float | None:
    x, y = a.measures.get(measure), b.measures.get(measure)
    return None if x is None or y is None else y - x


def _test(measure: str, pairs: Sequence[tuple[Record, Record]]) -> Paired | None:
    values = [(x, y) for a, b in pairs if (x := a.measures.get(measure)) is not None and (y := b.measures.get(measure)) is not None]
    return paired(measure, [x for x, _ in values], [y for _, y in values]) if values else None


def _settings(a: Run, b: Run) -> tuple[tuple[str, str, str], ...]:
    mine, theirs = dict(flat(a.provenance)), dict(flat(b.provenance))
    names = [n for n in dict.fromkeys([*mine, *theirs]) if mine.get(n) != theirs.get(n) and n != "date"]
    return tuple((n, mine.get(n, "–"), theirs.get(n, "–")) for n in names)


def _warnings(a: Run, b: Run) -> list[str]:
    said = []
    hashes = [r.provenance["corpus"]["hash"] for r in (a, b)]
    if all(hashes) and hashes[0] != hashes[1]:
        said.append("两次运行的语料不同：差别可能来自语料（the corpora differ）。")
    if any(r.provenance["settings"].get("file") for r in (a, b)):
        return [*said, "有一次运行读自结果文件：它的语料与设置无从核对（read from a run file, whose corpus and settings are not known）。"]
    changed = [n for n in ("encoder", "settings", "program") if a.provenance[n] != b.provenance[n]]
    if len(changed) > 1:
        said.append(f"两次运行不止一处不同（{'、'.join(changed)}）：差别不能归于其中一处（more than one thing differs）。")
    return said


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Tests, settings that differ, and the difference of each question."""
    return {
        "a": found.a.name,
        "b": found.b.name,
        "measure": found.measure,
        "tests": [asdict(t) for t in found.tests],
        "settings": [list(s) for s in found.settings],
        "warnings": list(found.warnings),
        "differences": {c.a.question_id: c.difference for c in found.changes},
        "provenance": {"a": found.a.provenance, "b": found.b.provenance},
        "cost": {"a": found.a.cost, "b": found.b.cost},
    }


def table_rows(found: Comparison) -> list[list[Any]]:
    """A row a question: both values and the difference of every measure compared."""
    names = [t.measure for t in found.tests]
    head = ["id", "question", *(f"{n} {side}" for n in names for side in ("A", "B", "B-A"))]
    rows: list[list[Any]] = [head]
    for change in found.changes:
        cells: list[Any] = [change.a.question_id, change.a.question]
        for n in names:
            cells += [change.a.measures.get(n), change.b.measures.get(n), _difference(change.a, change.b, n)]
        rows.append(cells)
    return rows
