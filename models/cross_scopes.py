"""Scopes made of written questions: the clause that answers one among clauses near it, each by the sentence that matches best.

From these a network learns when nothing answers: where the clause that does is taken away (`TuneSettings.twins`), the same question
is one without an answer, and nothing in its words betrays that. The clauses are those of the document that answers, and some of any.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from models.corpus import Sample, sentences
from models.late import SIGNALS
from models.questions import Question
from models.static import StaticEncoder
from models.tune_cross import Scope
from policy import bare, fold

GROUP = "written"
_INSIDE, _ANYWHERE = (7, 12), (4, 24)  # clauses that do not answer, drawn from so many of the nearest
_LIKE = 0.93  # cosine with a clause that answers from which a clause counts as another version of it (`CrossSettings.like`)
_SENTENCES, _LONGEST = 24, 200  # sentences of a clause that are looked at, characters of each
_QUESTIONS = 256  # looked up at a time: bounds the memory
_MATCH = SIGNALS.index("whole_late")


def written(encoder: StaticEncoder, samples: Sequence[Sample], questions: Sequence[Question], most: int, seed: int = 0) -> Iterator[Scope]:
    """Scopes of up to `most` questions, drawn at random of those that have a clause among the samples, which are distinct
    (`cross_data.distinct`)."""
    rng, place = np.random.default_rng(seed), {bare(sample.text): n for n, sample in enumerate(samples)}
    having = [(q, [place[text] for text in q.gold if text in place]) for q in questions]
    having = [(q, gold) for q, gold in having if gold]
    drawn = [having[n] for n in rng.permutation(len(having))[:most]]
    near = _Near(encoder, samples)
    for start in range(0, len(drawn), _QUESTIONS):
        part = drawn[start : start + _QUESTIONS]
        cosines = encoder.encode([q.text for q, _ in part], query=True) @ near.vectors.T
        for n, ((question, gold), row) in enumerate(zip(part, cosines, strict=True), start):
            answering = int(rng.choice(gold))
            others = near.others(row, gold, answering, rng)
            rows = sorted(near.sentence(question.text, [answering, *others]), key=lambda found: -found[0])
            texts = tuple(near.shown(clause, text) for _, clause, text in rows)
            yield Scope(f"{GROUP} {n}", GROUP, question.text, texts, tuple(clause == answering for _, clause, _ in rows), True)


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

    def sentence(self, question: str, clauses: Sequence[int]) -> Iterator[tuple[float, int, str]]:
        """Of each clause the sentence that matches the question best beside its head: how well, the clause, the sentence."""
        texts = [(n, text) for n in clauses for text in self._sentences(n)]
        heads = {n: " ".join(self.shown(n, "")[:2]) for n in clauses}
        match = self._encoder.interactions(question, [(heads[n], text) for n, text in texts])[:, _MATCH].tolist()
        for n in clauses:
            yield max(((score, n, text) for score, (of, text) in zip(match, texts, strict=True) if of == n), key=lambda found: found[0])

    def shown(self, n: int, text: str) -> tuple[str, str, str]:
        """A sentence with the head of its clause, as an answer reads them."""
        title, heading = self._samples[n].head
        return fold(title), fold(heading), text

    def _sentences(self, n: int) -> list[str]:
        text = self._samples[n].text
        return [fold(part)[:_LONGEST] for part in sentences(text)[:_SENTENCES]] or [fold(text)[:_LONGEST]]
