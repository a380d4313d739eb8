"""The targets and duties of all documents as rows, and which of them are wanted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from answer.ledger.duties import duties
from answer.ledger.targets import targets
from answer.ledger.topics import topics
from answer.text.values import SCALES
from answer.understand.question import short_name
from policy import BadInput, Clause, DocumentInfo, Target, fold
from policy.ledger import Duty, Entry, Wanted
from policy.numerals import chinese_number
from policy.shapes import target_json

_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAN = re.compile('"?十([一二三四五六七八])五"?')
_SHARES = {"‰": 0.1, "‱": 0.01, "成": 10.0, "折": 10.0}


class Documents(Protocol):
    """What a ledger needs of an index."""

    def documents(self) -> list[DocumentInfo]: ...

    def clauses(self, source: str) -> list[Clause]: ...


def ledger(search: Documents) -> Iterator[Target]:
    """Every target of every document, in the order of documents and clauses."""
    for info in search.documents():
        yield from targets_of(search, info)


def duty_ledger(search: Documents) -> Iterator[Duty]:
    """Every duty of every document, in the order of documents and clauses."""
    for info in search.documents():
        yield from duties_of(search, info)


def targets_of(search: Documents, info: DocumentInfo) -> Iterator[Target]:
    for clause in search.clauses(info.source):
        yield from targets(clause, info.region)


def duties_of(search: Documents, info: DocumentInfo) -> Iterator[Duty]:
    for clause in search.clauses(info.source):
        yield from (replace(duty, place=info.region) for duty in duties(clause))


def entries(rows: Iterable[tuple[Target, str]]) -> list[Entry]:
    """Targets with their documents' places as rows of the ledger."""
    found = list(rows)
    named = topics(target.indicator for target, _ in found)
    return [Entry(t, place, named[t.indicator], due_year(t.deadline), amount(t)) for t, place in found]


def due_year(deadline: str) -> int | None:
    """The last year that a deadline names; a five-year plan ends in one (十四五 in 2025).

    >>> due_year("2026年至2028年"), due_year("“十五五”期间"), due_year("每年")
    (2028, 2030, None)
    """
    folded = fold(deadline)
    years = [int(year) for year in _YEAR.findall(folded)]
    if plan := _PLAN.search(folded):
        years.append(1955 + 5 * (chinese_number(plan[1]) or 0) + 50)
    return max(years, default=None)


def amount(target: Target) -> float | None:
    """The value as a number to compare by: shares in per cent, scales counted in, of a range the lower end."""
    if target.value == "全覆盖":
        return 100.0
    number = re.match(r"(\d+(?:\.\d+)?)(?:/(\d+(?:\.\d+)?))?", target.value)
    if number is None:
        return None
    if number[2]:
        return round(100 * float(number[1]) / float(number[2]), 2) if float(number[2]) else None
    scale = target.unit[: len(target.unit) - len(target.unit.lstrip(SCALES))]
    return float(number[1]) * (chinese_number(scale) or 1) * _SHARES.get(target.unit, 1.0)


def known(wanted: Wanted, documents: Iterable[DocumentInfo]) -> Wanted:
    """What is wanted with the place's full name (云南 is 云南省). BadInput where no document is of that place, or of that name."""
    infos = list(documents)
    places = sorted({info.region for info in infos if info.region})
    full = [place for place in places if wanted.place in (place, short_name(place))]
    if wanted.place and not full:
        raise BadInput(f"没有此地区的文件：{wanted.place} (no document of this place)", "现有地区：" + "、".join(places))
    if wanted.source and wanted.source not in {info.source for info in infos}:
        raise BadInput(f"没有此文件：{wanted.source} (no such document)", "文件名见 (names): python -m index list")
    return replace(wanted, place=wanted.place if wanted.place in full else "".join(full[:1]))


def matching(rows: Iterable[Entry], wanted: Wanted) -> list[Entry]:
    """The rows that are wanted, in their order."""
    text = fold(wanted.text).split()

    def fits(row: Entry) -> bool:
        target = row.target
        return (
            (not wanted.place or row.place == wanted.place)
            and (not wanted.source or target.clause.source == wanted.source)
            and (not wanted.kind or target.kind == wanted.kind)
            and (wanted.year is None or row.year == wanted.year)
            and (not wanted.topic or row.topic == wanted.topic)
            and (not text or _holds(f"{target.indicator} {row.topic} {target.condition}", text))
        )

    return [row for row in rows if fits(row)]


def matching_duties(rows: Iterable[Duty], wanted: Wanted) -> list[Duty]:
    """The duties that are wanted, in their order; `text` is looked for in task and units."""
    text = fold(wanted.text).split()

    def fits(row: Duty) -> bool:
        return (
            (not wanted.place or row.place == wanted.place)
            and (not wanted.source or row.clause.source == wanted.source)
            and (wanted.year is None or due_year(row.schedule) == wanted.year)
            and (not text or _holds(" ".join((row.task, *row.lead, *row.support)), text))
        )

    return [row for row in rows if fits(row)]


def entry_json(row: Entry) -> dict[str, Any]:
    """The shape of a target on the command line, with what the ledger knows of it."""
    return {**target_json(row.target), "region": row.place, "topic": row.topic, "year": row.year, "amount": row.amount}


def _holds(said: str, needles: Sequence[str]) -> bool:
    folded = fold(said)
    return all(needle in folded for needle in needles)
