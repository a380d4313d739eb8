"""Two documents side by side: which clause of one answers to which of the other, and in what the two differ."""

from collections.abc import Sequence

import numpy as np

from answer.align.changes import Comparison
from answer.align.cover import cells
from answer.align.scores import Scorer
from answer.search import Search
from policy import BadInput, Clause, DocumentInfo, fold
from policy.align import Alignment, Pair

# Six pairs of documents aligned by hand (117 pairs; five of the six in tests/test_align*.py), fitted on them: 0.22 to 0.24 are
# within 0.02 of the best mean F.
COUNTERPART = 0.238
_SECOND = 0.3  # of the best of either clause; a weaker one beside it is chance, as between editions of a statute
_ALONE = 0.5  # headings less alike than this answer to each other only where something under them does
_INTRODUCTION = 150  # characters behind a heading that are still none of the matter
_ORDER = 0.02  # for a pair beside a sure one: decides between clauses that repeat, hardly ever whether there is a counterpart


def align(search: Search, before: str, after: str) -> Alignment:
    """Align two documents, named by source or title: `after` adds, drops, tightens as against `before`."""
    first, second = find_document(search, before), find_document(search, after)
    if first.source == second.source:
        raise BadInput(f"“{before}”与“{after}”是同一文件：{first.source}", "请给出两个不同的文件")
    sides = search.clauses(first.source), search.clauses(second.source)
    links = counterparts(search, *sides)
    comparison = Comparison(search, *sides, links)
    pairs = [Pair(sides[0][i], sides[1][j], score, comparison.pair(i, j)) for (i, j), score in links.items()]
    linked, answering = {i for i, _ in links}, {j for _, j in links}
    pairs += [Pair(c, None, 0.0, comparison.dropped(i)) for i, c in enumerate(sides[0]) if i not in linked]
    pairs.sort(key=lambda p: (p.before.start if p.before else 0, p.after.start if p.after else 0))
    pairs += [Pair(None, c, 0.0, comparison.added(j)) for j, c in enumerate(sides[1]) if j not in answering]
    only = frozenset(c.clause_id for side in sides for c, h in zip(side, headings(side), strict=True) if h and _only_heads(c))
    return Alignment(first, second, tuple(pairs), only, cells(sides[0], pairs, only))


def find_document(search: Search, name: str) -> DocumentInfo:
    """The document of this source, bare file name (with or without suffix) or title; BadInput where none or several have it."""
    documents = search.documents()
    wanted = fold(name.strip()).strip("《》")
    names = (
        lambda d: (fold(d.source),),
        lambda d: (fold(d.source).split("/")[-1], fold(d.title).strip("《》")),
        lambda d: (fold(d.source).split("/")[-1].rsplit(".", 1)[0],),
    )
    for of in names:
        found = [d for d in documents if wanted in of(d)]
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInput(f"“{name}”有多个文件：" + "、".join(d.source for d in found), "请给出完整的来源 (source)")
    near = [d.source for d in documents if wanted and wanted in fold(d.source + d.title)]
    hint = "相近的有：" + "、".join(near[:5]) if near else "用 python -m index list 查看全部文件"
    raise BadInput(f"索引中没有文件“{name}”", hint)


def counterparts(search: Search, before: Sequence[Clause], after: Sequence[Clause]) -> dict[tuple[int, int], float]:
    """The aligned places with their scores: each clause with its best counterpart, seen from either side, so that one may have many.

    Headings answer to headings, what stands under them to what stands under headings.
    """
    found: dict[tuple[int, int], float] = {}
    scorer = Scorer(search, before, after)
    for of_headings in (False, True):
        rows, columns = ([i for i, h in enumerate(headings(side)) if h == of_headings] for side in (before, after))
        if not rows or not columns:
            continue
        scores = scorer.scores(rows, columns)
        for i, j in best_pairs(scores):
            a, b = rows[i], columns[j]
            if not of_headings or scores[i, j] >= _ALONE or any(_under(before, a, x) and _under(after, b, y) for x, y in found):
                found[a, b] = float(scores[i, j])
    return dict(sorted(found.items()))


def _only_heads(clause: Clause) -> bool:
    """Whether the heading of others says hardly more itself: a sentence of introduction, but not what a list completes."""
    text = clause.text.strip()
    return len(text) - len(clause.path[-1]) <= _INTRODUCTION and not text.endswith(("：", ":"))


def _under(clauses: Sequence[Clause], heading: int, place: int) -> bool:
    path = clauses[heading].path
    return place > heading and clauses[place].path[: len(path)] == path


def best_pairs(scores: np.ndarray) -> list[tuple[int, int]]:
    """Places at least COUNTERPART high that are the best of their row or of their column; ties go to the earlier."""
    best = scores.argmax(1)
    sure = [(i, j) for i, j in enumerate(best) if scores[i, j] >= COUNTERPART and scores[:, j].argmax() == i]
    beside = np.zeros(scores.shape, bool)
    for i, j in sure:
        beside[i + 1 : i + 2, j + 1 : j + 2] = True
        if i and j:
            beside[i - 1, j - 1] = True
    ordered = scores + _ORDER * beside
    found = {(i, int(j)) for i, j in enumerate(ordered.argmax(1))} | {(int(i), j) for j, i in enumerate(ordered.argmax(0))}
    rows, columns = scores.max(1), scores.max(0)
    return sorted((i, j) for i, j in found if ordered[i, j] >= least(rows[i], columns[j]))


def least(row: float, column: float) -> float:
    """The score that a pair needs whose clauses have these best scores."""
    return max(COUNTERPART, _SECOND * max(row, column))


def headings(clauses: Sequence[Clause]) -> list[bool]:
    """Whether each clause is the heading of the next."""
    following = [*clauses[1:], None]
    return [bool(n and c.path and n.path[: len(c.path)] == c.path) for c, n in zip(clauses, following, strict=True)]
