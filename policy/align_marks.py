"""What to mark in the texts of clauses that are compared: words, and whole sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policy.align import Change, Pair, Span
from policy.nouns import Clause

_NUMBER = 12  # characters: a clause's own number and the like are left as they are
_SHOWN = 12  # characters of a heading


@dataclass(frozen=True, slots=True)
class Mark:
    """[start, end) of a document: `kind` is removed, inserted, dropped, added, moved or elsewhere; `where` tells of moved."""

    start: int
    end: int
    kind: str
    where: str = ""


def before_marks(clause: Clause, pairs: Sequence[Pair]) -> list[Mark]:
    """What of a clause is not in the clauses that answer to it: words that none of them has, sentences that are nowhere."""
    changes = [c for p in pairs for c in p.difference.changes if c.before and c.before.clause == clause]
    kept = {(c.before.start, c.before.end) for c in changes if c.before and c.kind == "same"}
    marks: list[Mark] = []
    for change in changes:
        assert change.before
        if change.kind in ("dropped", "moved"):
            marks.append(Mark(change.before.start, change.before.end, change.kind, _where(change.after)))
    for (start, end), removed in _by_sentence(changes).items():
        if (start, end) not in kept:
            marks += [Mark(s, e, "removed") for s, e in _runs(set.intersection(*removed))]
    return _joined(marks, clause)


def after_marks(clause: Clause, pair: Pair) -> list[Mark]:
    """What of a clause is not in the one that it answers to; "elsewhere" is what answers to another clause than that."""
    marks: list[Mark] = []
    told: set[int] = set()
    for change in pair.difference.changes:
        span = change.after
        if span is None or span.clause != clause:
            continue
        told |= set(range(span.start, span.end))
        if change.kind in ("added", "moved"):
            marks.append(Mark(span.start, span.end, change.kind, _where(change.before)))
        elif change.kind == "changed":
            marks += [Mark(s.start, s.end, "inserted") for s in change.inserted]
    if pair.before:
        text = clause.text
        rest = {clause.start + i for i, c in enumerate(text) if not c.isspace()} - told
        marks += [Mark(s, e, "elsewhere") for s, e in _runs(rest) if e - s > _NUMBER and s - clause.start > _NUMBER]
    return _joined(marks, clause)


def _where(span: Span | None) -> str:
    """The heading of the clause in which a moved sentence stands."""
    if span is None:
        return ""
    heading = span.clause.path[-1] if span.clause.path else ""
    return heading if len(heading) <= _SHOWN else heading[: _SHOWN - 1] + "…"


def _by_sentence(changes: Iterable[Change]) -> dict[tuple[int, int], list[set[int]]]:
    """For each sentence that was changed, the places of the words that each of its counterparts lacks."""
    found: dict[tuple[int, int], list[set[int]]] = {}
    for change in changes:
        if change.kind == "changed" and change.before:
            places = {at for s in change.removed for at in range(s.start, s.end)}
            found.setdefault((change.before.start, change.before.end), []).append(places)
    return found


def _runs(places: set[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at in sorted(places):
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def _joined(marks: list[Mark], clause: Clause) -> list[Mark]:
    """The marks in order, none overlapping; neighbours of one kind as one."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        last = found[-1] if found else None
        if last and mark.start < last.end:
            continue
        if (
            last
            and (last.kind, last.where) == (mark.kind, mark.where)
            and not clause.text[last.end - clause.start : mark.start - clause.start].strip()
        ):
            found[-1] = Mark(last.start, mark.end, mark.kind, mark.where)
        else:
            found.append(mark)
    return found
