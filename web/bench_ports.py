"""What the page 评测 and the feedback under answers need of the bench. `app.py` puts it together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from policy.bench import Agreement, Card, Compared, Feedback, PoolInfo, Progress, RunInfo, Wanted


class Runs(Protocol):
    """Question sets, runs over them, comparisons. The work is done aside; where it fails, BadInput says why."""

    def sets(self) -> list[str]:
        """Names with their kind before them: sample:…, set:…, pool:…"""

    def keep_set(self, path: Path, name: str) -> str: ...

    def run(self, questions: str, name: str, mode: str, k: int, answers: bool) -> Iterator[Progress]: ...

    def pool(
        self, name: str, questions: str, typed: list[str], modes: list[str], runs: list[Path], depth: int, seed: int
    ) -> Iterator[Progress]: ...

    def stop(self) -> bool: ...

    def runs(self) -> list[RunInfo]: ...

    def compare(self, a: str, b: str, measure: str, out: Path) -> Compared: ...


class Judges(Protocol):
    """Pools, and who judges them. Safe with several judges at once."""

    def pools(self) -> list[PoolInfo]: ...

    def card(self, name: str, judge: str, again: bool = False) -> Card: ...

    def grade(self, name: str, judge: str, item: str, grade: int | None, again: bool = False) -> Card:
        """Add a judgement, None skips; what comes next."""

    def undo(self, name: str, judge: str) -> Card: ...

    def add_question(self, name: str, question: str) -> int: ...

    def agreement(self, name: str) -> list[Agreement]: ...

    def export(self, name: str) -> Mapping[str, str]:
        """Text by file name."""


class Opinions(Protocol):
    """Feedback on answers."""

    @property
    def reasons(self) -> Sequence[str]: ...

    def new_id(self) -> str: ...

    def keep(self, said: Feedback) -> Feedback: ...

    def listed(self, wanted: Wanted) -> list[Feedback]: ...

    def export(self, wanted: Wanted) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Bench:
    """All three."""

    runs: Runs
    judges: Judges
    opinions: Opinions
