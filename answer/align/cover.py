"""How one document as a whole answers each clause of another: covered, tightened, weaker, partly or missing."""

from collections.abc import Sequence

from answer.align.changes import is_title
from answer.text.sentences import Sentence, sentences
from policy import Clause
from policy.align import Cell, Pair

_MOST = 2 / 3  # of a clause's words have a counterpart where the clause counts as covered
_CHANCE = 1 / 8  # less than this, in clauses that do not answer to this one, is chance


def cells(clauses: Sequence[Clause], pairs: Sequence[Pair], headings: frozenset[str]) -> tuple[Cell, ...]:
    """A cell for each clause of the first document that is no heading, in order."""
    answering: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.before:
            answering.setdefault(pair.before.clause_id, []).append(pair)
    return tuple(_cell(c, tuple(answering[c.clause_id])) for c in clauses if c.clause_id not in headings and sentences(c))


def _cell(clause: Clause, pairs: tuple[Pair, ...]) -> Cell:
    kept = _kept(clause, pairs)
    return Cell(clause, _status(kept, pairs), kept, pairs)


def _kept(clause: Clause, pairs: Sequence[Pair]) -> float:
    """The share of the words, headings aside, that stand in a sentence with a counterpart anywhere in the other document."""
    found = sentences(clause)
    if len(found) > 1 and is_title(found[0]):
        found = found[1:]
    gone = {(c.before.start, c.before.end) for p in pairs for c in p.difference.changes if c.kind == "dropped" and c.before}
    total = sum(map(_size, found))
    return 1 - sum(_size(s) for s in found if (s.start, s.end) in gone) / total if total else 1.0


def _size(sentence: Sentence) -> int:
    return sentence.end - sentence.start


def _status(kept: float, pairs: Sequence[Pair]) -> str:
    """Weaker goes before tightened, as it is what is to be looked into; a figure that is not taken up makes it partly."""
    shifts = [s for p in pairs for s in p.difference.shifts]
    directions = {s.direction for s in shifts}
    if kept < _CHANCE and not any(p.after for p in pairs):
        return "missing"
    if "loosened" in directions:
        return "weaker"
    if kept < _MOST or "dropped" in directions:
        return "partly"
    return "tightened" if "tightened" in directions else "covered"
