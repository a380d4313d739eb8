"""Work that goes on to its end whether or not anybody still watches it."""

import queue
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from typing import TypeVar

T = TypeVar("T")


def told(pool: Executor, work: Callable[[Callable[[T], None]], None]) -> Iterator[T]:
    """What work that is done in the pool, to its end, tells meanwhile. Errors of the work come last."""
    words: queue.SimpleQueue[tuple[T] | None] = queue.SimpleQueue()

    def aside() -> None:
        try:
            work(lambda word: words.put((word,)))
        finally:
            words.put(None)

    finished = pool.submit(aside)
    while (word := words.get()) is not None:
        yield word[0]
    finished.result()
