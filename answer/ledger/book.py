"""The ledger kept ready: made once for a generation of the index, and of documents that stayed the same never again."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from answer.ledger.rows import Documents, duties_of, entries, matching, matching_duties, targets_of
from answer.ledger.workbook import write_xlsx
from policy import BadInput, DocumentInfo, Target
from policy.bench import Progress
from policy.ledger import ALL, Duty, Entry, Wanted

_PAUSE = 0.1  # seconds between two looks at how far the work has come
_BREATH = 0.002  # seconds left to those who ask, after each document


@dataclass(frozen=True, slots=True)
class _Made:
    generation: str
    entries: list[Entry]
    duties: list[Duty]


class Book:
    """Targets and duties of an index. Safe for many threads; the work is done aside, once for all who wait for it."""

    def __init__(self, documents: Documents, generation: Callable[[], str]) -> None:
        self._documents, self._generation = documents, generation
        self._kept: dict[DocumentInfo, tuple[list[Target], list[Duty]]] = {}
        self._made: _Made | None = None
        self._lock = threading.Lock()
        self._aside = ThreadPoolExecutor(1, "ledger")
        self._working: Future[_Made] | None = None
        self._at = Progress("")

    def prepare(self) -> Iterator[Progress]:
        """How far the work has come, until there is a ledger of the documents as they are now; nothing where there is one already."""
        working = self._start()
        while working is not None and not working.done():
            yield self._at
            time.sleep(_PAUSE)
        if working is not None:
            working.result()

    def entries(self, wanted: Wanted = ALL) -> list[Entry]:
        """The targets that are wanted, in the order of documents and clauses."""
        return matching(self._ready().entries, wanted)

    def duties(self, wanted: Wanted = ALL) -> list[Duty]:
        return matching_duties(self._ready().duties, wanted)

    def workbook(self, rows: Sequence[Entry], duties: Sequence[Duty], path: Path) -> None:
        write_xlsx((row.target for row in rows), path, duties)

    def _start(self) -> Future[_Made] | None:
        with self._lock:
            if self._made and self._made.generation == self._generation():
                return None
            if self._working is None or self._working.done():
                self._at = Progress("")
                self._working = self._aside.submit(self._make)
            return self._working

    def _ready(self) -> _Made:
        working = self._start()
        if working is not None:
            return working.result()
        assert self._made is not None
        return self._made

    def _make(self) -> _Made:
        generation = self._generation()
        infos = self._documents.documents()
        kept: dict[DocumentInfo, tuple[list[Target], list[Duty]]] = {}
        for number, info in enumerate(infos):
            self._at = Progress("", number, len(infos))
            try:
                kept[info] = self._kept.get(info) or self._read(info)
            except BadInput:  # removed meanwhile: the next to look will find another generation
                continue
        found = entries((target, info.region) for info in infos for target in kept.get(info, ([], []))[0])
        self._kept = kept
        self._made = _Made(generation, found, [duty for info in infos for duty in kept.get(info, ([], []))[1]])
        return self._made

    def _read(self, info: DocumentInfo) -> tuple[list[Target], list[Duty]]:
        time.sleep(_BREATH)
        return list(targets_of(self._documents, info)), list(duties_of(self._documents, info))
