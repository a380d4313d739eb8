"""Searching an index: one object for many threads, which follows the writer's generations by itself."""

import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import numpy as np

from index.background import rarity
from index.check import altered
from index.edits import as_read
from index.folder import RESTORE, Folder
from index.fusion import DEPTH, MODES, Scorer, places, rank, weights
from index.generation import Generation, check_tools, load_current
from index.ports import SIGNALS, Crossed, Encoder, Interactions, Marked, Query
from index.query import Reading, is_english
from index.rerank import FILE, PLAIN, ranker
from index.rerank import closer as closer_look
from index.terms import bigrams, cut, unasked
from index.threads import one_thread
from policy import BadArtefact, BadInput, Clause, Document, DocumentInfo, Hit, fold

# Clauses of the hybrid ranking that are ranked anew, where the encoder can and no other number is wanted; 4k where that is more.
RERANKED_DEPTH = 100
EXPANSION = 0.35  # weight of a term that the question does not hold, against 1 for its own


class Index:
    """The documents in a folder, and the search over them.

    Without an encoder only the lexical mode searches. `rewrite` turns what was asked into what each side looks for; by default
    the question is read with the lexicons, and what its terms are also called counts `EXPANSION` as much.
    """

    def __init__(self, folder: Path | str, encoder: Encoder | None, *, rewrite: Callable[[str], Query] | None = None) -> None:
        """Load the generation that counts. BadArtefact where there is none, or where it was made with other tools."""
        one_thread()
        self._folder, self._encoder, self._rewrite = Folder(Path(folder)), encoder, rewrite
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._loaded: Generation | None = None
        self._now()

    def _now(self) -> Generation:
        """The generation that counts, loaded anew where the pointer was replaced since the last look."""
        try:
            stat = self._folder.pointer.stat()
            stamp = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
        except OSError:  # told by load_current
            stamp = None
        with self._lock:
            if self._loaded is None or stamp != self._stamp:
                generation = load_current(self._folder)
                check_tools(generation.manifest, self._encoder)
                if bad := altered(generation.path, generation.manifest):  # 0.4 s for the 400 MB of 170 thousand clauses
                    raise BadArtefact(f"索引文件已改动 (altered since written): {generation.path}: {', '.join(bad)}", RESTORE)
                self._loaded, self._stamp = generation, stamp
            return self._loaded

    @property
    def generation(self) -> str:
        return self._now().name

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        mode: str = "hybrid",
        region: str | Collection[str] = "",
        year: int | None = None,
        source: str | Collection[str] = "",
        level: str | Collection[str] = "",
        kind: str | Collection[str] = "",
        closer: int | None = None,
    ) -> list[Hit]:
        """The best `k` clauses, best first, ties in the order of sources and of the document. BadInput for a blank query and the like.

        Of several regions, sources, levels or kinds one must fit; "" fits all. Of the hybrid ranking `closer` clauses are looked at
        more closely, 4k and at least 100 where it is not given, but never less than `k`.
        """
        query = query.encode("utf8", "replace").decode()  # a terminal may hand over bytes that are no text
        self._check(query, k, mode)
        generation = self._now()
        filters = tuple(f if isinstance(f, str) else tuple(f) for f in (region, source, level, kind))
        key = query, k, mode, filters, year, closer
        return list(generation.searched.get(key, lambda: self._search(generation, *key)))

    def _search(
        self,
        generation: Generation,
        query: str,
        k: int,
        mode: str,
        filters: tuple[str | tuple[str, ...], ...],
        year: int | None,
        closer: int | None,
    ) -> list[Hit]:
        asked = self.rewrite(query)
        region, source, level, kind = filters
        filtered = bool(region or source or level or kind) or year is not None
        marks = generation.allowed(region, year, source, level, kind) if filtered else None
        scorer = Scorer(generation, asked, self._vector(asked, mode), marks)
        found = scorer.candidates(max(DEPTH, 4 * k))
        rows = {"lexical": found.lexical, "dense": found.dense, "hybrid": found.rows}[mode]
        late: Interactions | None = getattr(self._encoder, "interactions", None) if mode == "hybrid" else None
        scores = scorer.features(rows) @ weights()[mode]
        ranked = rank(scores, rows, max(closer or max(4 * k, RERANKED_DEPTH), k) if late else k)
        if late and ranked:  # after a closer look at each clause
            near = np.array([row for row, _ in ranked], np.int64)
            ranked = ranker(FILE if generation.asks else PLAIN).ranked(closer_look(scorer, asked, found, near, late), near, k)
        clauses = generation.clauses(row for row, _ in ranked)
        lexical, dense = places(found.lexical), places(found.dense)
        return [
            Hit(n, score, clause, lexical.get(row), dense.get(row))
            for n, ((row, score), clause) in enumerate(zip(ranked, clauses, strict=True), 1)
        ]

    def read(self, question: str) -> Reading:
        """A question in folded Simplified Chinese, with what its terms are also called."""
        return self._now().read(question)

    def rewrite(self, question: str) -> Query:
        """What each side looks for."""
        if self._rewrite:
            return self._rewrite(question)
        reading = self.read(question)
        text = reading.text or question
        also = tuple((other, EXPANSION) for other in reading.expansions)
        if not is_english(fold(question)):
            return Query(unasked(text), also, dense=text)
        # encoded in both languages: over 152 English questions MRR@10 of the dense side is 0.30, 0.21 with either alone
        return Query(unasked(text), also, dense=f"{question} {text}", translated=True)

    def _check(self, query: str, k: int, mode: str) -> None:
        if not query.strip():
            raise BadInput("问题为空 (the query is empty)", "输入要查的内容 (say what to look for)")
        if k < 1:
            raise BadInput(f"k = {k},应为正数 (must be positive)", "-k 10")
        if mode not in MODES:
            raise BadInput(f"没有检索方式 (no such mode): {mode}", " | ".join(MODES))

    def _vector(self, query: Query, mode: str) -> np.ndarray | None:
        if mode == "lexical":
            return None
        if self._encoder is None:
            raise BadInput(f"检索方式 {mode} 需要向量模型 (needs an encoder)", "--mode lexical")
        return np.asarray(self._encoder.encode([query.encoded], query=True), np.float32)[0]

    def documents(self) -> list[DocumentInfo]:
        """All documents, by source."""
        return list(self._now().infos)

    def document(self, source: str) -> Document:
        """BadInput where there is none of that name."""
        generation = self._now()  # held: its store is closed with it
        return generation.document(source)

    def as_read(self, source: str) -> DocumentInfo:
        """What was read of a document, without what was set by hand. BadInput where there is none of that name."""
        generation = self._now()
        info, edited = generation.store.document(source).info, generation.store.edited().get(source)
        return as_read(info, edited.read) if edited else info

    def clauses(self, source: str) -> list[Clause]:
        """The clauses of a document in order; BadInput where there is none of that name."""
        return list(self.document(source).clauses)

    def clause(self, clause_id: str) -> Clause:
        """BadInput where there is none of that id."""
        generation = self._now()
        return generation.store.clause(clause_id)

    def original(self, source: str) -> Path:
        """The file as it came. BadInput where there is no such document, BadArtefact where its file is gone."""
        generation = self._now()
        kept = generation.store.kept().get(source)
        if kept is None:
            raise BadInput(f"索引中没有文档 (no such document): {source}", "python -m index list 列出全部文档")
        path = self._folder.originals / kept[2]
        if not path.exists():
            raise BadArtefact(f"{source}: 原件不在 (the original is missing): {path}", "重新收录该文件 (ingest the file again)")
        return path

    def idf(self, grams: Sequence[str]) -> list[float]:
        """Inverse clause frequency of each bigram, number or Latin word, lowered by how common it is at large; 0 for what is
        none of these."""
        field = self._now().lexical.fields["bigrams"]
        codes, owner = bigrams(grams)
        rare = np.zeros(len(grams), np.float32)
        np.maximum.at(rare, owner, field.idf(codes) * rarity(codes))
        return rare.tolist()

    def words(self, folded: str) -> list[str]:
        """The words of a folded text; joined, they give it back."""
        return cut(folded)

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """Cosine of each text with the question; all 0 without an encoder."""
        if self._encoder is None or not texts:
            return [0.0] * len(texts)
        vector = np.asarray(self._encoder.encode([question], query=True), np.float32)[0]
        return [float(x) for x in np.asarray(self._encoder.encode(list(texts)), np.float32) @ vector]

    def interaction(self, question: str, texts: Sequence[tuple[str, str]]) -> list[tuple[float, ...]]:
        """SIGNALS of late interaction of the question with each text, a head and a body; all 0 where the encoder offers none."""
        late: Interactions | None = getattr(self._encoder, "interactions", None)
        if not late or not texts:
            return [(0.0,) * len(SIGNALS)] * len(texts)
        return [tuple(row) for row in late(question, list(texts)).tolist()]

    def crossed(self, question: str, texts: Sequence[tuple[str, str, str]]) -> list[float]:
        """How well each text, a title, its innermost heading and a body, answers the question, both read together; all 0 where the encoder
        offers none."""
        read: Crossed | None = getattr(self._encoder, "crossed", None)
        if not read or not texts:
            return [0.0] * len(texts)
        asked = self.rewrite(question)
        return [float(score) for score in read(asked.encoded, list(texts))]

    def marked(self, question: str, texts: Sequence[tuple[str, str, str]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Of each text, a title, its innermost heading and a body, [start, end) of the words of the body, int64 [n, 2], as far as it was
        read, and the log odds of each to stand in the answer, float32 [n]; none where the encoder offers none."""
        mark: Marked | None = getattr(self._encoder, "marked", None)
        if not mark or not texts:
            return [(np.zeros((0, 2), np.int64), np.zeros(0, np.float32)) for _ in texts]
        return mark(self.rewrite(question).encoded, list(texts))
