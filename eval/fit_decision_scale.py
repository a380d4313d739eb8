"""Evidence from a large index for the fit of the decision: written questions, and the same with their clause taken away.

On thousands of documents other things go wrong than on six: many clauses say nearly the same. `eval retrain` leaves an index of the policy
corpus whose encoder and known questions have not seen the questions of split/rank.jsonl; those are asked here, each once as it is and
once with every clause that is worded like its gold left out, which nothing then answers.
"""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from answer.decide import features
from answer.inquiry import Inquiry
from answer.search import Search
from eval.fit_decision import AT_SCALE, DEPTH, Sample, numbers
from eval.gold import on_path, read_jsonl
from index import open_index
from models import load_encoder
from policy import Hit, bare

_SHARE = 2  # one question in so many: as many as the collections have, and no more


class _Without:
    """A search that leaves out the clauses worded like one of `texts`."""

    def __init__(self, search: Search) -> None:
        self._search, self.texts = search, frozenset[str]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._search, name)

    def search(self, *args: Any, **options: Any) -> list[Hit]:
        kept = [h for h in self._search.search(*args, **options) if bare(h.clause.text) not in self.texts]
        return [replace(h, rank=n) for n, h in enumerate(kept, 1)]


def samples_at_scale(retrained: Path) -> list[Sample]:
    """The samples of the policy index under the folder that `eval retrain` made."""
    index = open_index(retrained / "index" / "policies", load_encoder, str(retrained / "held"))
    sources = {d.source.rsplit("/", 1)[-1]: d.source for d in index.documents()}
    search, found = _Without(index), []
    for row in read_jsonl(retrained / "split" / "rank.jsonl"):
        source = sources.get(str(row.get("source", "")).rsplit("/", 1)[-1])
        if source is None or "article" not in row or not _drawn(row["question"]):
            continue
        label = [row["article"]] if isinstance(row["article"], str) else row["article"]
        gold = [c for c in index.clauses(source) if on_path(label, c.path)]
        if gold:
            named = {c.clause_id for c in gold}
            search.texts = frozenset()
            found += [s for s in _samples(search, row["question"], named) if s.right.any()]
            search.texts = frozenset(bare(c.text) for c in gold)
            found += _samples(search, row["question"], frozenset())
    return found


def _drawn(question: str) -> bool:
    return int.from_bytes(blake2b(question.encode(), digest_size=4).digest()) % _SHARE == 0


def _samples(search: Any, question: str, gold: Iterable[str]) -> list[Sample]:
    inquiry = Inquiry.of(search, question)
    found = []
    for part in inquiry.parts():
        evidence = [e for e in part.evidence if e.fits > 0][:DEPTH]
        if evidence:
            clauses = [e.sentence.clause for e in evidence]
            signs, right = np.array([features(e, inquiry.question) for e in evidence]), np.array([c.clause_id in gold for c in clauses])
            found.append(
                Sample(question, AT_SCALE, signs, right, numbers(c.source for c in clauses), numbers(c.clause_id for c in clauses))
            )
    return found
