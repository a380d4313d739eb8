"""What the page 对照 needs of the rest. `app.py` puts it together."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from policy.align import Alignment


class Aligning(Protocol):
    """Documents compared clause by clause. Called from several threads at once."""

    def align(self, before: str, after: str) -> Alignment:
        """Two documents, named by source; BadInput where one is not there. What was asked before comes at once."""

    def files(self, found: Sequence[Alignment], folder: Path) -> list[Path]:
        """Alignments of one base document as a Word and an Excel file in this folder."""
