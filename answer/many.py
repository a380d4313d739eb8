"""Many questions answered side by side: a process for each core, as Python computes on one at a time."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from answer.asking import ask
from answer.search import Search
from policy import BadInput
from policy.shapes import answer_json

_WORTH_ONE = 32  # questions: a process is up after a second, in which one that runs answers twenty
_MOST = 8  # processes of 300 MB each
_SEARCHES: list[Search] = []  # the one of this process


def processes(questions: int) -> int:
    """How many processes are worth while for so many questions, as many as there are cores at most."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, _MOST, questions // _WORTH_ONE))


def answered(questions: Sequence[tuple[Any, str]], opened: Callable[[], Search], at_once: int) -> Iterator[str]:
    """The answer to each (id, question) as a line of JSON, in the order of the questions, by `at_once` processes; `opened` opens the index
    in each, and is found there by its module and name. BadInput where a process dies."""
    with ProcessPoolExecutor(at_once, get_context("spawn"), _open, (opened,)) as pool:
        try:
            yield from pool.map(_line, questions, chunksize=4)
        except BrokenProcessPool as error:
            raise BadInput(
                "一个进程中断了 (a process died)", "内存不足时分成少于 64 题的几批 (where memory is short: batches of fewer)"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _open(opened: Callable[[], Search]) -> None:
    _SEARCHES[:] = [opened()]


def _line(row: tuple[Any, str]) -> str:
    return json.dumps(answer_json(row[0], ask(_SEARCHES[0], row[1])), ensure_ascii=False)
