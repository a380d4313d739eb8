"""Claims of several places or documents side by side: a table, and whether documents that bind the same place say different figures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.coverage import Matter
from answer.evidence import Evidence
from answer.targets import targets
from answer.years import year_of
from policy import LEVELS, Cell, Claim, Clause, DocumentInfo, Table, Target, fold

_FIGURES = {"比例", "数量", "数额", "频次"}
_SAID = {"=": "", ">=": "不低于", "<=": "不超过", ">": "超过", "<": "低于"}
_REMEMBERED = 1024  # clauses whose targets are kept: under 1 MB
_NAMED_ENOUGH = 0.3  # share of the matter that an indicator must say to be the one asked for


@dataclass(frozen=True, slots=True)
class Line:
    """A claim with the evidence that it quotes, and the targets that the evidence sets for the matter: one, or the stages of one."""

    claim: Claim
    evidence: Evidence
    targets: tuple[Target, ...]


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


def table(lines: Sequence[Line], silent: Sequence[str]) -> Table | None:
    """The lines as rows, with the places that say nothing at the end; None where there are not two rows to compare."""
    if len({line.claim.scope for line in lines}) + len(silent) < 2 or not lines:
        return None
    if all(line.targets for line in lines):
        columns: tuple[str, ...] = ("地区（文件）", "指标", "要求", "期限")
        rows = [_figures(line) for line in lines]
    else:
        columns = ("地区（文件）", "规定")
        rows = [(Cell(line.claim.scope), Cell(line.claim.text, line.claim.citations)) for line in lines]
    nothing = [(Cell(place), Cell("未载明"), *(Cell("—") for _ in columns[2:])) for place in silent]
    return Table(columns, tuple([*rows, *nothing]))


def _figures(line: Line) -> tuple[Cell, ...]:
    cites, stages = line.claim.citations, line.targets
    said = "；".join(f"{'约' if t.about else _SAID.get(t.op, t.op)}{t.value}{t.unit}" for t in stages)
    when = "；".join(t.deadline or "—" for t in stages)
    return (Cell(line.claim.scope), Cell(stages[0].indicator, cites), Cell(said, cites), Cell(when, cites))


def differing(lines: Sequence[Line], documents: Mapping[str, DocumentInfo]) -> str:
    """What is said where documents that bind the same place set different figures for one indicator and time; "" where none do."""
    set_ = [(line, target) for line in lines for target in line.targets if target.kind in _FIGURES]
    for i, (one, a) in enumerate(set_):
        for other, b in set_[i + 1 :]:
            infos = [documents.get(x.evidence.sentence.clause.source) for x in (one, other)]
            if year_of(infos[0]) != year_of(infos[1]):  # two years' figures are no conflict
                continue
            if infos[0] and infos[1] and infos[0].source != infos[1].source and _bind_the_same(infos[0], infos[1]) and _differ(a, b):
                return f"《{_plain(infos[0].title)}》与《{_plain(infos[1].title)}》的数值不同，上级文件在前，请核对适用的文件。"
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


def _plain(title: str) -> str:
    """A title without figures, which belong to quotes alone."""
    return re.sub(r"[（(〔\[【][^（()）〕\]】]*\d[^（()）〕\]】]*[）)〕\]】]|\d+年?", "", title).strip()
