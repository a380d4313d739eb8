"""Scopes made of questions whose answer is marked in their clause (`train_marker.Marked`): its sentences, of which some answer or none,
among sentences of clauses near it.

From these a network learns when nothing answers: where the clause that does is taken away (`TuneSettings.twins`), and where the
question is one that its clause nearly answers. Beside an answer stand clauses of its document and of any; beside a near miss those of other
documents alone, and not the nearest, as one of those may well say what the clause does not.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from models.corpus import Sample, sentences
from models.late import SIGNALS
from models.static import StaticEncoder
from models.train_marker import Marked
from models.tune_cross import Scope
from policy import bare, fold

_INSIDE, _ANYWHERE = (7, 12), (4, 24)  # clauses that do not answer, drawn from so many of the nearest
_BESIDE, _SKIPPED, _NEAREST = (4, 40), 6, 120  # the same for a near miss, behind so many of the nearest; looked for among so many
_LIKE = 0.93  # cosine with a clause that answers from which a clause counts as another version of it (`CrossSettings.like`)
_RIGHT, _WRONG = 2, 3  # sentences of the clause itself that answer, that do not: those that match best
_SENTENCES, _LONGEST = 24, 200  # sentences of a clause that are looked at, characters of each
_QUESTIONS = 256  # looked up at a time: bounds the memory
_MATCH = SIGNALS.index("whole_late")
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


def marked_scopes(
    encoder: StaticEncoder, samples: Sequence[Sample], marked: Sequence[Marked], group: str, seed: int = 0
) -> Iterator[Scope]:
    """A scope for each of the questions whose clause is among the samples, which are distinct (`cross_data.distinct`)."""
    rng, place = np.random.default_rng(seed), {bare(sample.text): n for n, sample in enumerate(samples)}
    near = _Near(encoder, samples)
    having = [(m, place[text]) for m in marked if (text := bare(m.text)) in place]
    for start in range(0, len(having), _QUESTIONS):
        part = having[start : start + _QUESTIONS]
        cosines = encoder.encode([m.question for m, _ in part], query=True) @ near.vectors.T
        for n, ((m, own), row) in enumerate(zip(part, cosines, strict=True), start):
            others = near.others(row, [own], own, rng) if m.spans else near.elsewhere(row, own, rng)
            rows = [*near.own(m), *((match, near.shown(of, text), False) for match, of, text in near.sentence(m.question, others))]
            rows.sort(key=lambda found: -found[0])
            right = tuple(answers for *_, answers in rows)
            yield Scope(f"{group} {n}", group, m.question, tuple(text for _, text, _ in rows), right, any(right))


class _Near:
    def __init__(self, encoder: StaticEncoder, samples: Sequence[Sample]) -> None:
        self._encoder, self._samples = encoder, samples
        self.vectors = encoder.encode([sample.embed_text for sample in samples])
        numbers: dict[str, int] = {}
        self._document = np.array([numbers.setdefault(sample.source, len(numbers)) for sample in samples])
        self._of = np.split(np.argsort(self._document, kind="stable"), np.cumsum(np.bincount(self._document))[:-1])

    def others(self, cosines: np.ndarray, gold: Sequence[int], answering: int, rng: np.random.Generator) -> list[int]:
        """Clauses near a question that do not answer it, of the document that does and of any."""
        anywhere = np.argpartition(-cosines, min(2 * _ANYWHERE[1], len(cosines) - 1))[: 2 * _ANYWHERE[1]]
        found: list[int] = []
        for among, (count, depth) in ((self._of[self._document[answering]], _INSIDE), (anywhere, _ANYWHERE)):
            nearest = among[np.argsort(-cosines[among], kind="stable")]
            copies = (self.vectors[nearest] @ self.vectors[list(gold)].T).max(axis=1) >= _LIKE
            kept = [n for n, copy in zip(nearest.tolist(), copies, strict=True) if not copy and n not in gold and n not in found]
            found += rng.permutation(kept[:depth])[:count].tolist()
        return found

    def elsewhere(self, cosines: np.ndarray, own: int, rng: np.random.Generator) -> list[int]:
        """Clauses of other documents that treat the matter of a question, not the nearest ones."""
        nearest = np.argpartition(-cosines, min(_NEAREST, len(cosines) - 1))[:_NEAREST]
        nearest = nearest[np.argsort(-cosines[nearest], kind="stable")]
        copies = self.vectors[nearest] @ self.vectors[own] >= _LIKE
        kept = nearest[~copies & (self._document[nearest] != self._document[own])]
        return rng.permutation(kept[_SKIPPED : _SKIPPED + _BESIDE[1]])[: _BESIDE[0]].tolist()

    def own(self, marked: Marked) -> list[tuple[float, tuple[str, str, str], bool]]:
        """The sentences of the clause of a question that match it best: how well, as shown, whether they answer."""
        title, heading = (fold(part) for part in marked.head)
        found = [m for m in _SENTENCE.finditer(marked.text) if len(m.group().strip()) > 1][:_SENTENCES]
        texts = [fold(m.group().strip())[:_LONGEST] for m in found]
        right = [any(m.start() < end and start < m.end() for start, end in marked.spans) for m in found]
        match = self._match(marked.question, [(f"{title} {heading}", text) for text in texts])
        rows = sorted(zip(match, [(title, heading, text) for text in texts], right, strict=True), key=lambda row: -row[0])
        return [*[r for r in rows if r[2]][:_RIGHT], *[r for r in rows if not r[2]][:_WRONG]]

    def sentence(self, question: str, clauses: Sequence[int]) -> Iterator[tuple[float, int, str]]:
        """Of each clause the sentence that matches the question best beside its head: how well, the clause, the sentence."""
        texts = [(n, text) for n in clauses for text in self._sentences(n)]
        heads = {n: " ".join(self.shown(n, "")[:2]) for n in clauses}
        match = self._match(question, [(heads[n], text) for n, text in texts])
        for n in clauses:
            yield max(((score, n, text) for score, (of, text) in zip(match, texts, strict=True) if of == n), key=lambda found: found[0])

    def _match(self, question: str, texts: Sequence[tuple[str, str]]) -> list[float]:
        return [float(row[_MATCH]) for row in self._encoder.interactions(question, texts)] if texts else []

    def shown(self, n: int, text: str) -> tuple[str, str, str]:
        """A sentence with the head of its clause, as an answer reads them."""
        title, heading = self._samples[n].head
        return fold(title), fold(heading), text

    def _sentences(self, n: int) -> list[str]:
        text = self._samples[n].text
        return [fold(part)[:_LONGEST] for part in sentences(text)[:_SENTENCES]] or [fold(text)[:_LONGEST]]
