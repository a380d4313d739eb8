"""A run in figures: means with intervals over all questions and over each of its parts, refusal, risk and coverage."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.record import Run
from eval.risk import Outcome, area, refusal, risk_coverage
from eval.stats import interval
from policy.bench import Interval, Record

Table = dict[str, Interval]


@dataclass(frozen=True, slots=True)
class Summary:
    """`groups` holds, by kind of part ("kind", "lang", "gold") and part, the same table as `measures`, empty where none applies; `sizes`
    how many questions each part has."""

    name: str
    questions: int
    judged: int
    unlocated: int
    measures: Table
    groups: dict[str, dict[str, Table]]
    sizes: dict[str, dict[str, int]]
    refusal: dict[str, float | None]
    risk_coverage: list[tuple[float, float]]
    risk_area: float | None


def measure_names(records: Sequence[Record]) -> list[str]:
    """The measures that apply to at least one record, in the order of the records."""
    names = dict.fromkeys(name for r in records for name in r.measures)
    return [n for n in names if any(r.measures.get(n) is not None for r in records)]


def table(records: Sequence[Record], names: Sequence[str]) -> Table:
    """Each measure over the records to which it applies."""
    found = {}
    for name in names:
        values = [v for r in records if (v := r.measures.get(name)) is not None]
        if values:
            found[name] = interval(values)
    return found


def outcomes(records: Sequence[Record]) -> list[Outcome]:
    """Of the answered questions whose answerability and rightness are known."""
    return [
        Outcome(r.answerable, r.status == "answered", r.measures["answer right"] == 1.0, r.confidence or 0.0)
        for r in records
        if r.answerable is not None and r.status and r.measures.get("answer right") is not None
    ]


def summarise(run: Run) -> Summary:
    names = measure_names(run.records)
    groups: dict[str, dict[str, Table]] = {}
    for part in dict.fromkeys(g for r in run.records for g in r.groups):
        values = sorted({r.groups[part] for r in run.records if part in r.groups})
        if len(values) > 1:
            groups[part] = {v: table([r for r in run.records if r.groups.get(part) == v], names) for v in values}
    known = outcomes(run.records)
    curve = risk_coverage(known)
    judged = [r for r in run.records if r.gold]
    return Summary(
        run.name,
        len(run.records),
        len(judged),
        sum(not r.located for r in judged),
        table(run.records, names),
        groups,
        {part: {v: sum(r.groups.get(part) == v for r in run.records) for v in tables} for part, tables in groups.items()},
        refusal(known) if any(not o.answerable for o in known) else {},
        curve,
        area(curve),
    )


def summary_json(run: Run, summary: Summary) -> dict[str, Any]:
    return {**asdict(summary), "provenance": run.provenance, "cost": run.cost}
