"""Claims of several places or documents side by side: a table, and whether documents that bind the same place say different figures."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from answer.compose.claims import without_figures
from answer.compose.sides import Line, Side, Stated, stated
from answer.evidence.coverage import Matter
from answer.evidence.gather import Evidence
from answer.evidence.part import Part
from answer.ledger.targets import targets
from answer.text.years import year_of
from answer.understand.question import Question
from policy import LEVELS, Cell, Claim, Clause, DocumentInfo, Table, Target, fold

_FIGURES = {"比例", "数量", "数额", "频次"}
_REMEMBERED = 1024  # clauses whose targets are kept: under 1 MB
WHOLE = ("地区（文件）", "规定")  # the columns of a table of sentences
UNSAID = "未载明"
_NAMED_ENOUGH = 0.3  # share of the matter that an indicator must say to be the one asked for


@lru_cache(_REMEMBERED)
def _targets(clause: Clause) -> tuple[Target, ...]:
    return tuple(targets(clause))


def targets_of(evidence: Evidence, matter: Matter, unit: str) -> tuple[Target, ...]:
    """The targets within a sentence whose indicator says most of the matter, in the unit asked for; none where none says enough of it."""
    sentence = evidence.sentence
    start = sentence.header[0] if sentence.header else sentence.start  # the target of a row is proved from the head row on
    inside = [t for t in _targets(sentence.clause) if start <= t.start and sentence.start < t.end <= sentence.end]
    inside = [t for t in inside if unit != "%" or t.kind == "比例"]
    best = max(inside, key=lambda t: (matter.coverage(fold(t.indicator)), -t.start), default=None)
    if not best or matter.coverage(fold(best.indicator)) < _NAMED_ENOUGH:
        return ()
    return tuple(t for t in inside if (t.indicator, t.condition) == (best.indicator, best.condition))


def sides(lines: Sequence[Line], names: Sequence[str], parts: Sequence[Part], question: Question, matter: Matter) -> list[Side]:
    """The sides of a question that have said something, in the order of the question: one for each of its `parts`, called by
    `names`; where it has but one, a side for each place or document that speaks."""
    if len(names) > 1:
        told = {n: [line for line in lines if n in line.sides] for n in range(len(names))}
        return [
            Side(names[n], tuple((line.claim, _of_part(line, question, matter, parts[n])) for line in said))
            for n, said in told.items()
            if said
        ]
    by_place: dict[str, list[Line]] = {}
    for line in lines:
        by_place.setdefault(line.claim.scope, []).append(line)
    return [Side(name, tuple((line.claim, stated(line, question, matter)) for line in said)) for name, said in by_place.items()]


def _of_part(line: Line, question: Question, matter: Matter, part: Part) -> tuple[Stated, ...]:
    return stated(line, question, part.matter or matter, part.year, part.case)


def table(found: Sequence[Side], silent: Sequence[str]) -> Table | None:
    """The sides as rows, with those that say nothing at the end; None where there are not two rows to compare. Figures or dates
    where each says one, else what each says."""
    if len(found) + len(silent) < 2 or not found:
        return None
    told = [(side.name, claim, stated) for side in found for claim, stated in side.told]
    if len(found) > 1 and len({(claim, stated) for _, claim, stated in told}) == 1:
        return None  # one claim for all of them
    if not all(stated for _, _, stated in told):
        columns: tuple[str, ...] = WHOLE
        rows: list[tuple[Cell, ...]] = [(Cell(name), Cell(claim.text, claim.citations)) for name, claim, _ in told]
    elif all(s.day and not s.measure for _, _, stated in told for s in stated):
        columns = ("地区（文件）", "时间")
        rows = [(Cell(name), Cell("；".join(s.said for s in stated), claim.citations)) for name, claim, stated in told]
    else:
        named = any(s.of for _, _, stated in told for s in stated)
        columns = ("地区（文件）", "指标", "要求", "期限") if named else ("地区（文件）", "要求", "期限")
        rows = [_figures(name, claim, stated, named) for name, claim, stated in told]
    nothing = [(Cell(name), Cell(UNSAID), *(Cell("—") for _ in columns[2:])) for name in silent]
    return Table(columns, tuple([*rows, *nothing]))


def _figures(name: str, claim: Claim, stated: Sequence[Stated], named: bool) -> tuple[Cell, ...]:
    cites = claim.citations
    of = (Cell(stated[0].of or "—", cites),) if named else ()
    said, when = ("；".join(x) for x in ([s.said for s in stated], [s.deadline or "—" for s in stated]))
    return (Cell(name), *of, Cell(said, cites), Cell(when, cites))


def differing(lines: Sequence[Line], documents: Mapping[str, DocumentInfo]) -> str:
    """What is said where documents that bind the same place set different figures for one indicator and time; "" where none do."""
    set_ = [(line, target) for line in lines for target in line.targets if target.kind in _FIGURES]
    for i, (one, a) in enumerate(set_):
        for other, b in set_[i + 1 :]:
            infos = [documents.get(x.evidence.sentence.clause.source) for x in (one, other)]
            if year_of(infos[0]) != year_of(infos[1]):  # two years' figures are no conflict
                continue
            if infos[0] and infos[1] and infos[0].source != infos[1].source and _bind_the_same(infos[0], infos[1]) and _differ(a, b):
                names = (f"《{without_figures(info.title).strip()}》" for info in (infos[0], infos[1]))
                return f"{'与'.join(names)}的数值不同，上级文件在前，请核对适用的文件。"
    return ""


def by_level(lines: Sequence[Line], documents: Mapping[str, DocumentInfo]) -> list[Line]:
    """The lines, those of higher levels first, else in their order."""

    def level(line: Line) -> int:
        info = documents.get(line.evidence.sentence.clause.source)
        return LEVELS.index(info.level) if info and info.level in LEVELS else len(LEVELS)

    return sorted(lines, key=level)


def _differ(a: Target, b: Target) -> bool:
    same = a.unit == b.unit and all(
        fold(x) == fold(y) for x, y in ((a.indicator, b.indicator), (a.deadline, b.deadline), (a.condition, b.condition))
    )
    return same and (a.value, a.op) != (b.value, b.op)


def _bind_the_same(one: DocumentInfo, other: DocumentInfo) -> bool:
    """Whether one document's place is the other's, or holds it."""
    if not one.region or not other.region:
        return False
    return "全国" in (one.region, other.region) or one.region.startswith(other.region) or other.region.startswith(one.region)
