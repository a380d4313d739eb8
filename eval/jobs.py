"""Commands of the bench run aside: in a process of their own, one at a time, at low priority.

A run takes minutes of the processor. In the server's own process it would hold the interpreter's lock from those who ask.
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence

from eval.provenance import ROOT
from policy import BadInput
from policy.bench import Progress

_STEP = re.compile(r"(\S+) (\d+)/(\d+)$")
_LOOK = 0.25  # seconds between two looks at how far it has come
_NICE = 5  # a quarter of a core beside one that is wanted in full: a tenth, at 10, looked like standing still
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Jobs:
    """Runs `python -m eval …` commands; one at a time, whoever asks for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    def run(self, arguments: Sequence[str]) -> Iterator[Progress]:
        """How far the command has come, until it has ended. BadInput with its message where it failed, where it was stopped, or where
        another is still running. It goes on where nobody looks any more."""
        said: deque[str] = deque(maxlen=20)
        process, reader = self._start(arguments, said)
        at = Progress("…")
        yield at
        while process.poll() is None:
            time.sleep(_LOOK)
            step = next((m for line in reversed(said) if (m := _STEP.match(line))), None)
            now = Progress(step[1], int(step[2]), int(step[3])) if step else at
            if now != at:
                yield now
            at = now
        reader.join()
        if self._stopped:
            raise BadInput("已停止 (stopped)", "需要时可再运行一次 (run it again when needed)。")
        if process.returncode:
            raise _failure(list(said), process.returncode)

    def _start(self, arguments: Sequence[str], said: deque[str]) -> tuple[subprocess.Popen[str], threading.Thread]:
        with self._lock:
            if self.busy:
                raise BadInput("另一项评测正在进行 (another evaluation is running)", "请等它结束，或先停止它 (wait for it, or stop it)。")
            self._stopped = False
            self._process = process = subprocess.Popen(
                [sys.executable, "-m", "eval", *arguments],
                cwd=ROOT,
                env={**os.environ, **_ONE_THREAD},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf8",
                errors="replace",
            )
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + _NICE)
        reader = threading.Thread(target=_listen, args=(process, said), daemon=True)
        reader.start()
        return process, reader

    @property
    def busy(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> bool:
        """End what runs; False where nothing did."""
        with self._lock:
            if not self.busy or self._process is None:
                return False
            self._stopped = True
            self._process.terminate()
            return True


def _listen(process: subprocess.Popen[str], said: deque[str]) -> None:
    """Read all that a process says, so that it never waits for a reader."""
    for line in process.stderr or ():
        if line.strip():
            said.append(line.rstrip())


def _failure(said: list[str], status: int) -> BadInput:
    """What a command said last as an error: its message, and the remedy behind →."""
    remedy = next((line.removeprefix("→ ") for line in reversed(said) if line.startswith("→ ")), "")
    told = [line for line in said if not line.startswith("→ ") and not _STEP.match(line)]
    return BadInput(told[-1] if told else f"评测中断 (the evaluation broke off): {status}", remedy)
