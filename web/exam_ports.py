"""What the page 出题 needs of the exam desk. `app.py` puts it together."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from policy.exam import Item
from policy.exam_desk import OpenPaper, PaperInfo, Step, Wish


class Trainer(Protocol):
    """Papers that are made, worked on and kept. Safe with several trainers at once.

    What changes a paper is told the revision that the person saw: Stale where it is no longer the newest, BadInput where it cannot be
    done. What takes longer yields its steps, and last the paper as it is then.
    """

    def worded_by(self) -> str:
        """The language model that may word stems, "" where none is set."""

    def presets(self) -> Mapping[str, Wish]:
        """Wishes by key (quiz, standard, hundred), without title and documents."""

    def read(self, blueprint: Path) -> Wish:
        """The wish that a .toml file holds. BadInput names what is wrong with it."""

    def make(self, wish: Wish) -> Iterator[Step | OpenPaper]: ...

    def papers(self) -> list[PaperInfo]:
        """Newest first."""

    def open(self, name: str) -> OpenPaper: ...

    def replace(self, name: str, revision: int, item_id: str) -> Iterator[Step | OpenPaper]: ...

    def remake(self, name: str, revision: int) -> Iterator[Step | OpenPaper]:
        """Make all items that are not locked anew."""

    def check(self, name: str, revision: int) -> Iterator[Step | OpenPaper]: ...

    def keep(self, name: str, revision: int, item: Item, clause_id: str, quote: str) -> OpenPaper:
        """Put an edited item in its place, or add an own one (no item_id), and check it.

        `clause_id` and `quote` name what its key rests on; "" where nothing does, or what stood there before.
        """

    def lock(self, name: str, revision: int, item_id: str, locked: bool) -> OpenPaper: ...

    def remove(self, name: str, revision: int, item_id: str) -> OpenPaper: ...

    def move(self, name: str, revision: int, item_id: str, by: int) -> OpenPaper:
        """Up (-1) or down (1) among the items of its kind."""

    def rename(self, name: str, revision: int, title: str, minutes: int) -> OpenPaper: ...

    def undo(self, name: str, revision: int) -> OpenPaper:
        """Take the last change back."""

    def copy(self, name: str) -> OpenPaper: ...

    def delete(self, name: str) -> bool: ...

    def formats(self) -> Sequence[str]:
        """Names of the file formats that a paper can be written in."""

    def export(self, name: str, formats: Sequence[str], folder: Path) -> Sequence[Path]: ...
