"""Alignments that are kept while the documents stay as they are, for several readers at once."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeAlias

from answer.align.documents import align
from answer.search import Search
from policy.align import Alignment

_Key: TypeAlias = tuple[str, str, str]
_KEPT = 24  # alignments; one of two documents of fifty clauses takes half a megabyte


class Aligned:
    """`align` with a memory. `generation` names the documents as they are now."""

    def __init__(self, search: Search, generation: Callable[[], str]) -> None:
        self._search, self._generation = search, generation
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, Future[Alignment]] = OrderedDict()

    def align(self, before: str, after: str) -> Alignment:
        """As `answer.align.documents.align`; who asks for what another is waiting for waits with them, and nobody else does."""
        key = self._generation(), before, after
        with self._lock:
            known = self._kept.get(key)
            found = known or Future()
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        if known is None:
            self._work(key, found)
        return found.result()

    def _work(self, key: _Key, found: "Future[Alignment]") -> None:
        try:
            found.set_result(align(self._search, key[1], key[2]))
        except BaseException as error:  # told to everybody who waits, forgotten for the next one
            with self._lock:
                self._kept.pop(key, None)
            found.set_exception(error)
