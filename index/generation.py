"""One generation, loaded: documents, postings, vectors and the manifest that says how they were made. Never changes."""

import weakref
from collections.abc import Hashable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.arrays import REBUILD
from index.bags import Bags
from index.filters import allowed
from index.folder import Folder, hold
from index.heard import Heard, known_looker, looker
from index.known import Known
from index.latest import Latest
from index.lexical import Lexical, Matched
from index.ports import Encoder, Interactions, Query
from index.query import Reading, read
from index.store import FILE, Store
from index.terms import TERMS_VERSION, cut_fingerprint, cut_name
from index.vectors import Vectors
from policy import BadArtefact, Clause, Document, DocumentInfo, Hit, fold

_SEARCHES = 16  # an answer takes up to nine
_READINGS = 64
_MATCHED = 2  # questions; 200 thousand clauses make 4.3 MB each
_FILTERS = 64  # marks of documents
_DOCUMENTS = 8  # an answer looks into the same again; 170 thousand characters make 0.5 MB each
_REMEMBERED = 16_384  # clauses that were looked up; of 400 characters they make 25 MB

_Names = str | tuple[str, ...]


def made_with(encoder: Encoder) -> dict[str, Any]:
    """What a manifest records of the tools of the moment."""
    return {
        "encoder": {"name": encoder.name, "fingerprint": encoder.fingerprint, "dimension": encoder.dimension},
        "terms": {"version": TERMS_VERSION, "cut": cut_name(), "cut_fingerprint": cut_fingerprint()},
    }


def check_tools(manifest: dict[str, Any], encoder: Encoder | None) -> None:
    """BadArtefact, naming both sides, where the index was made with another encoder or another cut of words."""
    terms = manifest["terms"]
    if (terms["version"], terms["cut_fingerprint"]) != (TERMS_VERSION, cut_fingerprint()):
        was, now = f"v{terms['version']} {terms['cut']}", f"v{TERMS_VERSION} {cut_name()}"
        raise BadArtefact(f"索引的分词与本程序不同 (words were cut otherwise): 索引 {was},程序 {now}", REBUILD)
    if encoder is None:
        return
    was, now = manifest["encoder"], made_with(encoder)["encoder"]
    if (was["fingerprint"], was["dimension"]) != (now["fingerprint"], now["dimension"]):
        shown = [f"{e['name']} ({e['dimension']} 维, {e['fingerprint'][:12]})" for e in (was, now)]
        message = f"索引的向量模型与所用模型不同 (another encoder): 索引 {shown[0]},所用 {shown[1]}"
        other = f"用原来的模型 (use its encoder): --model {was['name']}；或" if was["name"] != now["name"] else ""
        raise BadArtefact(message, f"{other}{REBUILD} [--model …]")


class Generation:
    """A loaded generation. It stays on the disk for as long as this object lives."""

    def __init__(self, folder: Folder, name: str, digest: str) -> None:
        """BadArtefact where it does not fit its manifest; FileNotFoundError where a writer has removed it meanwhile."""
        path = folder.generations / name
        self.name = name
        self.held = hold(path)
        weakref.finalize(self, self.held.close)
        self.manifest = folder.manifest(name, digest)
        self.store = Store(path / FILE)
        weakref.finalize(self, self.store.close)
        self.order = self.store.order()
        self.first = first_clauses(self.order)
        self.path: Path = path
        self._infos: list[DocumentInfo] | None = None
        self._lexical: Lexical | None = None
        self._vectors: Vectors | None = None
        self._recent: dict[int, Clause] = {}
        self._allowed = Latest[Hashable, np.ndarray | None](_FILTERS)
        self._matched = Latest[Query, Matched](_MATCHED)
        self.totals = Latest[Query, np.ndarray](_MATCHED)
        self._heard = Latest[str, Heard](_MATCHED)
        self._readings = Latest[str, Reading](_READINGS)
        self.searched = Latest[Hashable, list[Hit]](_SEARCHES)
        self._documents = Latest[str, Document](_DOCUMENTS)

    @property
    def infos(self) -> list[DocumentInfo]:
        """All documents in index order."""
        if self._infos is None:
            self._infos = self.store.infos()
        return self._infos

    @cached_property
    def age(self) -> np.ndarray:
        """The place of each document in order of issue, those without a date first; int64 [documents]."""
        order = sorted(range(len(self.infos)), key=lambda n: (self.infos[n].issued, self.infos[n].source))
        age = np.empty(len(order), np.int64)
        age[order] = np.arange(len(order))
        return age

    @property
    def lexical(self) -> Lexical:
        if self._lexical is None:
            self._lexical = Lexical.load(self.path)
        return self._lexical

    @cached_property
    def bags(self) -> Bags | None:
        """The tokens of the clauses, None where this generation was written without."""
        return Bags.load(self.path, self.manifest["files"])

    @cached_property
    def known(self) -> Known | None:
        """The tokens of the questions known for clauses, None where this generation was written without."""
        return Known.load(self.path, self.manifest["files"])

    @cached_property
    def asks(self) -> bool:
        """Whether any question is known for any clause, and its tokens are kept: trees fitted on what these say mislead without."""
        return bool(self.known)

    @property
    def vectors(self) -> Vectors:
        if self._vectors is None:
            self._vectors = Vectors.load(self.path)
        return self._vectors

    def matched(self, query: Query) -> Matched:
        """A query held against every field; kept for the next search of the same question, which looks into other documents."""
        return self._matched.get(query, lambda: self.lexical.matched(query))

    def heard(self, rows: np.ndarray, question: str, late: Interactions) -> np.ndarray:
        """Late interaction of a question with clauses by number, and with the questions known for them: HEARD of each."""
        known = known_looker(question, late, self.known, self.vectors)
        return self._heard.get(question, Heard).of(rows, looker(question, late, self.bags, self.clauses, known))

    def allowed(self, region: _Names, year: int | None, source: _Names, level: _Names, kind: _Names) -> np.ndarray | None:
        """A mark for each document that may be looked into, or None where nothing is filtered."""
        key = region, year, source, level, kind
        return self._allowed.get(key, lambda: allowed(self.infos, region=region, year=year, source=source, level=level, kind=kind))

    def read(self, question: str) -> Reading:
        """A question in folded Simplified Chinese, with what its terms are also called in these documents."""
        return self._readings.get(fold(question).strip(), lambda: read(question, self.lexical))  # all that a reading goes by

    def document(self, source: str) -> Document:
        """The document with what was set by hand. BadInput where there is none of that name."""
        return self._documents.get(source, lambda: self.store.document(source))

    def clauses(self, rows: Iterable[int]) -> list[Clause]:
        """Clauses by their numbers, in the order asked for."""
        wanted = np.fromiter(rows, np.int64)
        if len(self._recent) > _REMEMBERED:
            self._recent = {}
        recent, numbers = self._recent, wanted.tolist()
        new = wanted[[row not in recent for row in numbers]]
        found = dict(zip(new.tolist(), self.store.clauses_at(self.places(new)), strict=True))
        recent.update(found)
        return [found[row] if row in found else recent[row] for row in numbers]

    def places(self, rows: np.ndarray) -> list[tuple[int, int]]:
        """(doc_id, position) of clauses by their numbers."""
        documents = np.searchsorted(self.first, rows, side="right") - 1
        return [(self.order[d][1], int(row - self.first[d])) for d, row in zip(documents.tolist(), rows, strict=True)]


def first_clauses(order: list[tuple[str, int, int]]) -> np.ndarray:
    """The number of the first clause of each document, and of all clauses at the end; int64 [documents + 1]."""
    return np.concatenate([[0], np.cumsum([count for *_, count in order], dtype=np.int64)]).astype(np.int64)


def load_current(folder: Folder) -> Generation:
    """The generation that counts now, even while a writer switches."""
    for _ in range(20):
        name, digest = folder.current()
        try:
            return Generation(folder, name, digest)
        except FileNotFoundError:
            continue
    raise BadArtefact(f"{folder.generations / name} 不在 (is missing)", "从备份恢复索引目录 (restore the folder from a backup)")
