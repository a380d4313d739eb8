"""What came of a run, question by question, as it is kept in a run's folder."""

from dataclasses import asdict, dataclass, field
from typing import Any

from policy.bench import Cited, GoldSpan, Record, Shown


@dataclass(frozen=True, slots=True)
class Run:
    """Records in the order of the questions; `ranked` and `judged` are what run.trec, clauses.trec and qrels.trec hold, by level."""

    name: str
    records: tuple[Record, ...]
    provenance: dict[str, Any]
    cost: dict[str, Any]
    ranked: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    judged: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)


def record_json(record: Record) -> dict[str, Any]:
    return asdict(record)


def record_of(data: dict[str, Any]) -> Record:
    """The record of its JSON; KeyError or TypeError where it is none."""
    hits = tuple(Shown(**h) for h in data["hits"])
    citations = tuple(Cited(**{**c, "units": tuple(c["units"])}) for c in data.get("citations", ()))
    spans = tuple(GoldSpan(**s) for s in data.get("spans", ()))
    return Record(**{**data, "gold": tuple(data["gold"]), "hits": hits, "citations": citations, "spans": spans})
