"""What the page 指标台账 needs of the ledger. `app.py` puts it together."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from policy.bench import Progress
from policy.ledger import Duty, Entry, Wanted


class Ledger(Protocol):
    """Targets and duties of all documents. Called from several threads at once; slow the first time after documents came or went."""

    def prepare(self) -> Iterator[Progress]:
        """How far reading the documents has come, until the ledger is ready."""

    def entries(self, wanted: Wanted) -> list[Entry]:
        """In the order of documents and clauses."""

    def duties(self, wanted: Wanted) -> list[Duty]: ...

    def workbook(self, rows: Sequence[Entry], duties: Sequence[Duty], path: Path) -> None: ...
