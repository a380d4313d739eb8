"""Evidence from a large index for the fit of the decision: written questions, and the same with their clause taken away.

On thousands of documents other things go wrong than on six: many clauses say nearly the same. `eval retrain` leaves an index of the policy
corpus whose encoder and known questions have not seen the questions of split/rank.jsonl; those are asked here, each once as it is and
once with every clause that is worded like its gold left out, which nothing then answers.
"""

from collections.abc import Set
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from answer.evidence.gather import Evidence
from eval.fit_crossed import Apart, Read
from eval.fit_decision import AT_SCALE, Sample, sampled
from eval.gold import on_path, read_jsonl
from index import open_index
from models import load_encoder
from policy import Hit, bare

_SHARE = 24  # one question in so many: a twentieth of what is fitted on; with more the answers on a few documents got worse


class _Without:
    """A search that leaves out the clauses worded like one of `texts`."""

    def __init__(self, search: Read) -> None:
        self._search, self.texts = search, frozenset[str]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._search, name)

    def search(self, *args: Any, **options: Any) -> list[Hit]:
        kept = [h for h in self._search.search(*args, **options) if bare(h.clause.text) not in self.texts]
        return [replace(h, rank=n) for n, h in enumerate(kept, 1)]


def samples_at_scale(retrained: Path, apart: Apart) -> list[Sample]:
    """The samples of the policy index under the folder that `eval retrain` made."""
    index = open_index(retrained / "index" / "policies", load_encoder, str(retrained / "held"))
    sources = {d.source.rsplit("/", 1)[-1]: d.source for d in index.documents()}
    search, found = _Without(apart.desk(index, AT_SCALE)), []
    for row in read_jsonl(retrained / "split" / "rank.jsonl"):
        source = sources.get(str(row.get("source", "")).rsplit("/", 1)[-1])
        if source is None or "article" not in row or not _drawn(row["question"]):
            continue
        label = [row["article"]] if isinstance(row["article"], str) else row["article"]
        gold = [c for c in index.clauses(source) if on_path(label, c.path)]
        if gold:
            named, asked = {c.clause_id for c in gold}, row["question"]
            search.texts = frozenset()
            answered = sampled(search, asked, partial(_stands_in, named), asked, AT_SCALE)
            found += [s for s in answered if s.right.any()]
            search.texts = frozenset(bare(c.text) for c in gold)
            found += sampled(search, asked, partial(_stands_in, frozenset()), asked, AT_SCALE)
    return found


def _stands_in(clauses: Set[str], evidence: Evidence) -> bool:
    return evidence.sentence.clause.clause_id in clauses


def _drawn(question: str) -> bool:
    return int.from_bytes(blake2b(question.encode(), digest_size=4).digest()) % _SHARE == 0
