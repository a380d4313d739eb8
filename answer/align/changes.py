"""What differs between clauses that answer to each other, sentence by sentence: same, changed, moved, added, dropped."""

import difflib
import itertools
import re
from collections.abc import Mapping, Sequence

import numpy as np

from answer.align.modality import Block, modality
from answer.align.scores import Weights, grams, wording
from answer.align.shifts import Shifts, deadlines
from answer.search import Search
from answer.text.sentences import Sentence, sentences, unlabelled
from policy import Clause, fold, numbers_in
from policy.align import Change, Difference, Shift, Span

# All sentences of two pairs of seeds between 0.2 and 0.5 were read: from 0.28 nearly all say one matter in different words. The
# measure leans on the shorter sentence, as to call dropped what the other has among other matters is the worse fault.
_LEAN = 0.75
_CHANGED = 0.28
_MOVED = 0.55  # from which a sentence counts as standing elsewhere in the other document
_MOVED_MEANT = 0.95  # the same for that likeness and nearness in meaning together: 10 of 12 such sentences said one matter
_BESIDE = 0.6  # of its counterpart's best: a weaker likeness is none, as that one has its own counterpart
# Of sentences that no wording matched, 15 of 17 as near in meaning as this said one matter (two pairs of seeds and a pair of
# cities' measures read); at 0.62 it was 20 of 25.
_MEANT = 0.64
_TOUCHING = 0.02  # likeness by wording below which meaning is not asked for
_WEIGHED = 3  # counterparts by wording of which the meaning is
_TITLE = 30  # characters that a heading run into its clause has at most
_ISLAND = 2  # shorter stretches that are equal do not part two differing ones
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")

Place = tuple[int, int]  # of a clause or sentence in either document


class _Side:
    """The sentences of one document, in order, and whose they are."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.clauses = clauses
        self.units: list[Sentence] = []
        self.owner: list[int] = []
        self.of: list[list[int]] = []
        self.titles: dict[int, int] = {}  # clause -> the sentence that is its heading
        for i, clause in enumerate(clauses):
            found = sentences(clause)
            following = clauses[i + 1].path if i + 1 < len(clauses) else ()
            is_parent = bool(clause.path) and following[: len(clause.path)] == clause.path
            if found and (is_parent or len(found) > 1) and is_title(found[0]):
                self.titles[i] = len(self.units)
            self.of.append(list(range(len(self.units), len(self.units) + len(found))))
            self.units += found
            self.owner += [i] * len(found)
        self.grams = [grams(u.folded) for u in self.units]

    def span(self, unit: int) -> Span:
        sentence = self.units[unit]
        return Span(sentence.clause, sentence.start, sentence.end)


class Comparison:
    """Two documents whose clauses are aligned by `links` (places → score), compared sentence by sentence."""

    def __init__(self, search: Search, before: Sequence[Clause], after: Sequence[Clause], links: Mapping[Place, float]) -> None:
        self._search, self._links = search, links
        self._first, self._second = _Side(before), _Side(after)
        weights = Weights([grams(wording(c)) for c in before], [grams(wording(c)) for c in after])
        self._scores = weights.likeness(self._first.grams, self._second.grams, _LEAN)
        self._elsewhere = self._scores.copy()
        self._elsewhere[list(self._first.titles.values())] = 0.0
        self._elsewhere[:, list(self._second.titles.values())] = 0.0
        self._linked = _linked(links, 0), _linked(links, 1)
        matched = self._match()
        self._matched = sorted({*matched, *self._meant(matched)})
        beside = [(self._first.units[u], self._second.units[v]) for u, v in self._matched]
        self._shifts = Shifts(before, after, links, beside)
        self._answered = {u for u, _ in self._matched}, {v for _, v in self._matched}
        self._nearest = _nearest(links, 0), _nearest(links, 1)

    def pair(self, i: int, j: int) -> Difference:
        """What differs between two aligned clauses; what has no counterpart is told with the nearest clause only."""
        changes, shifts = [], list(self._shifts.pair(i, j))
        answering = [self._first.clauses[a] for a in self._linked[1][j]], [self._second.clauses[b] for b in self._linked[0][i]]
        told = {(s.before, s.after) for s in shifts if s.aspect == "deadline"}
        for u, v in self._matched:
            if self._first.owner[u] == i and self._second.owner[v] == j:
                change, blocks = self._change(u, v)
                changes.append(change)
                if change.kind == "changed" and u != self._first.titles.get(i):
                    both = self._first.units[u], self._second.units[v]
                    shifts += [s for s in deadlines(*both, answering) if (s.before, s.after) not in told]
                    shifts += modality(*both, blocks)
        if self._nearest[0][i] == j:
            changes += self.dropped(i).changes
            shifts += self.dropped(i).shifts
        changes.sort(key=lambda c: c.before.start if c.before else 0)
        if self._nearest[1][j] == i:
            changes += self.added(j).changes
            shifts += self.added(j).shifts
        return Difference(tuple(changes), tuple(dict.fromkeys(s for s in shifts if not _is_told(s, shifts))))

    def dropped(self, i: int) -> Difference:
        """The sentences of a clause of the first document that have no counterpart in clauses aligned with it."""
        changes = []
        for u in self._first.of[i]:
            if u not in self._answered[0] and u != self._title(self._first, i):
                v = self._standing(self._first.units[u], self._second, self._elsewhere[u])
                after = self._second.span(v) if v is not None else None
                changes.append(Change("moved" if after else "dropped", self._first.span(u), after))
        return Difference(tuple(changes), self._shifts.alone(i, 0))

    def added(self, j: int) -> Difference:
        """The sentences of a clause of the second document that have no counterpart in clauses aligned with it."""
        changes = []
        for v in self._second.of[j]:
            if v not in self._answered[1] and v != self._title(self._second, j):
                u = self._standing(self._second.units[v], self._first, self._elsewhere[:, v])
                before = self._first.span(u) if u is not None else None
                changes.append(Change("moved" if before else "added", before, self._second.span(v)))
        return Difference(tuple(changes), self._shifts.alone(j, 1))

    def _title(self, side: _Side, clause: int) -> int | None:
        """The heading, which is neither added nor dropped by itself; where it is all there is, it is what the clause says."""
        return side.titles.get(clause) if len(side.of[clause]) > 1 else None

    def _match(self) -> list[Place]:
        """The sentences of aligned clauses that answer to each other, in order: each with its best, headings with headings."""
        first, second = self._first, self._second
        allowed = np.zeros(self._scores.shape, bool)
        titles = [(first.titles[i], second.titles[j]) for i, j in self._links if i in first.titles and j in second.titles]
        for i, j in self._links:
            allowed[np.ix_(first.of[i], second.of[j])] = True
        scores = np.where(allowed, self._elsewhere, 0.0)
        if not scores.any():
            return sorted(titles)
        rows, columns = scores.max(1), scores.max(0)
        floor = np.maximum(_CHANGED, _BESIDE * np.maximum(rows[:, None], columns[None, :]))
        is_best = (scores == rows[:, None]) | (scores == columns[None, :])
        found = np.argwhere(is_best & (scores >= floor)).tolist()
        return sorted([*titles, *((u, v) for u, v in found)])

    def _meant(self, matched: list[Place]) -> list[Place]:
        """Sentences without a counterpart by wording that say in other words what one of an aligned clause says."""
        found = []
        for n, (side, other) in enumerate(((self._first, self._second), (self._second, self._first))):
            scores = self._elsewhere if n == 0 else self._elsewhere.T
            answered = {place[n] for place in matched}
            for unit in sorted({*range(len(side.units))} - answered - {*side.titles.values()}):
                beside = [v for j in self._linked[n].get(side.owner[unit], ()) for v in other.of[j] if scores[unit, v] >= _TOUCHING]
                if best := self._nearest_in_meaning(side.units[unit], other, sorted(beside, key=lambda v: -scores[unit, v])[:_WEIGHED]):
                    found.append((unit, best[0]) if n == 0 else (best[0], unit))
        return found

    def _standing(self, sentence: Sentence, side: _Side, scores: np.ndarray) -> int | None:
        """Where the other document has a sentence outside the clauses aligned with its own, by wording or by that and meaning."""
        likely = [int(v) for v in np.argsort(-scores, kind="stable")[:_WEIGHED] if scores[v] >= _TOUCHING]
        if not likely or scores[likely[0]] >= _MOVED:
            return likely[0] if likely else None
        near = self._search.similarity(sentence.folded, [side.units[v].folded for v in likely])
        best, place = max((score + float(scores[v]), -n) for n, (score, v) in enumerate(zip(near, likely, strict=True)))
        return likely[-place] if best >= _MOVED_MEANT else None

    def _nearest_in_meaning(self, sentence: Sentence, side: _Side, units: list[int]) -> list[int]:
        """The likest of these, or none."""
        near = self._search.similarity(sentence.folded, [side.units[v].folded for v in units]) if units else []
        return [v for score, v in sorted(zip(near, units, strict=True), reverse=True) if score >= _MEANT][:1]

    def _change(self, u: int, v: int) -> tuple[Change, list[Block]]:
        first, second = self._first.units[u], self._second.units[v]
        before, after = self._first.span(u), self._second.span(v)
        if _bare(first.folded) == _bare(second.folded):
            return Change("same", before, after), []
        blocks = _equal(*(_whole(self._search.words(s.folded)) for s in (first, second)))
        removed = _gaps(first, [(at, n) for at, _, n in blocks])
        inserted = _gaps(second, [(at, n) for _, at, n in blocks])
        return Change("changed", before, after, removed, inserted), blocks


def _is_told(shift: Shift, shifts: Sequence[Shift]) -> bool:
    """Whether a deadline that only one document sets stands beside a figure that only that one sets, where it is read anyway."""
    span = shift.before or shift.after
    if shift.aspect != "deadline" or shift.direction not in ("added", "dropped") or not span:
        return False
    figures = [s.before or s.after for s in shifts if s.aspect == "value" and s.direction == shift.direction]
    return any(f and f.clause == span.clause and not re.search(r"[。;；\n]", _between(f, span)) for f in figures)


def _between(one: Span, other: Span) -> str:
    first, second = sorted((one, other), key=lambda s: s.start)
    return one.clause.text[first.end - one.clause.start : max(first.end, second.start) - one.clause.start]


def is_title(sentence: Sentence) -> bool:
    """Whether a clause's first sentence is its heading: what its path ends with, short and without a figure."""
    path = sentence.clause.path
    if not path or len(sentence.folded) > _TITLE or numbers_in(sentence.folded):
        return False
    return _bare(unlabelled(fold(path[-1]))) == _bare(sentence.folded)


def _bare(folded: str) -> str:
    return re.sub(r"[\W_]+", "", folded)


def _linked(links: Mapping[Place, float], side: int) -> dict[int, list[int]]:
    """Of each aligned clause of a side, all its counterparts."""
    found: dict[int, list[int]] = {}
    for place in links:
        found.setdefault(place[side], []).append(place[1 - side])
    return found


def _nearest(links: Mapping[Place, float], side: int) -> dict[int, int]:
    """Of each aligned clause of a side, the counterpart with the highest score, the earlier of equals."""
    found: dict[int, int] = {}
    for place, _ in sorted(links.items(), key=lambda link: (-link[1], link[0])):
        found.setdefault(place[side], place[1 - side])
    return found


def _equal(first: list[str], second: list[str]) -> list[Block]:
    """The stretches that two texts share, by whole words, in characters; lone characters between differences left out."""
    starts = _starts(first), _starts(second)
    blocks = []
    for a, b, n in difflib.SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        size = starts[0][a + n] - starts[0][a]
        at_edge = (a, b) == (0, 0) or (a + n, b + n) == (len(first), len(second))
        if size >= _ISLAND or (size and at_edge):
            blocks.append((starts[0][a], starts[1][b], size))
    return blocks


def _starts(words: list[str]) -> list[int]:
    found = [0]
    for word in words:
        found.append(found[-1] + len(word))
    return found


def _whole(words: list[str]) -> list[str]:
    """The words with those that make up one number joined: 98.5% differs from 98% as a whole."""
    starts, text = _starts(words), "".join(words)
    inside = {at for m in _NUMBER.finditer(text) for at in range(m.start() + 1, m.end())}
    kept = [s for s in starts if s not in inside]
    return [text[s:e] for s, e in itertools.pairwise(kept)]


def _gaps(sentence: Sentence, kept: list[tuple[int, int]]) -> tuple[Span, ...]:
    """The spans of a sentence between what is kept, blanks and punctuation at their ends left out."""
    found, at = [], 0
    for start, size in [*kept, (len(sentence.folded), 0)]:
        words = re.search(r"\w(?:.*[\w%‰])?", sentence.folded[at:start], re.DOTALL)
        if words:
            begin = sentence.start + at
            found.append(Span(sentence.clause, begin + words.start(), begin + words.end()))
        at = start + size
    return tuple(found)
