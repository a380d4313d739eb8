"""The counterparts of one clause in all other documents, with what they add, drop or tighten."""

from collections.abc import Sequence

from answer.align.changes import Comparison
from answer.align.documents import COUNTERPART, headings, least
from answer.align.scores import Scorer, wording
from answer.search import Search
from policy import Clause
from policy.align import Pair

_SEARCHED = 100  # hits looked through for documents that speak of the clause's matter
_ASKED = 200  # characters of a clause that are searched with: its heading and what it begins with
_AROUND = 60  # clauses on either side within which a sentence that is not in the counterpart is looked for


def related(search: Search, clause: Clause, k: int = 5) -> tuple[Pair, ...]:
    """At most `k` pairs of the clause (`before`) with clauses of other documents, nearest first; none where nothing answers to it.

    A counterpart is judged as in `align`: within its whole document, and it may be one of several.
    """
    sources: list[str] = []
    for hit in search.search(wording(clause)[:_ASKED], _SEARCHED):
        if hit.clause.source not in (*sources, clause.source):
            sources.append(hit.clause.source)
    own = search.clauses(clause.source)
    place = next(i for i, c in enumerate(own) if c.clause_id == clause.clause_id)
    found = [pair for source in sources[: 2 * k] for pair in _in_document(search, own, place, search.clauses(source))]
    found.sort(key=lambda p: (-p.score, p.after.clause_id if p.after else ""))
    return tuple(found[:k])


def _in_document(search: Search, own: Sequence[Clause], place: int, other: Sequence[Clause]) -> list[Pair]:
    is_heading = headings(own)[place]
    rows, columns = ([i for i, h in enumerate(headings(side)) if h == is_heading] for side in (own, other))
    if not columns:
        return []
    scorer = Scorer(search, own, other)
    row = scorer.scores([place], columns)[0]
    likely = [n for n, score in enumerate(row) if score >= COUNTERPART]
    if not likely:
        return []
    reverse = scorer.scores(rows, [columns[n] for n in likely])
    links = {}
    for at, n in enumerate(likely):
        mutual = row[n] == row.max() or rows[reverse[:, at].argmax()] == place
        if mutual and row[n] >= least(row.max(), reverse[:, at].max()):
            links[place, columns[n]] = float(row[n])
    return _compared(search, own, other, links)


def _compared(search: Search, own: Sequence[Clause], other: Sequence[Clause], links: dict[tuple[int, int], float]) -> list[Pair]:
    """The pairs with what differs, sentences looked for among the clauses around them."""
    found = []
    for (i, j), score in links.items():
        first, second = max(0, i - _AROUND), max(0, j - _AROUND)
        near = {(a - first, b - second): s for (a, b), s in links.items() if 0 <= b - second <= 2 * _AROUND}
        sides = own[first : i + _AROUND + 1], other[second : j + _AROUND + 1]
        near = {p: s for p, s in near.items() if p[1] < len(sides[1])}
        comparison = Comparison(search, *sides, near)
        found.append(Pair(own[i], other[j], score, comparison.pair(i - first, j - second)))
    return found
