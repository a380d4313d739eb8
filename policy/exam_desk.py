"""The nouns around a paper that is being worked on: what was wished for, what is kept, how far work has come. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policy.errors import BadInput
from policy.exam import Fault, ItemKind, Paper


@dataclass(frozen=True, slots=True)
class Share:
    """So many items of a kind, each worth so many points."""

    kind: ItemKind
    count: int
    points: float


@dataclass(frozen=True, slots=True)
class Wish:
    """What a paper is to be made from and like.

    `sources` are documents, none means all; `clauses` clauses of them, where a heading stands for everything below it and none means
    the whole of each document. `mix` weighs 易, 中 and 难 against one another. `versions` are names of versions, none for a single one.
    `more` is what else a blueprint says, by its own names.
    """

    title: str = ""
    sources: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    mix: tuple[float, float, float] = (5, 3, 2)
    minutes: int = 90
    seed: int = 1
    versions: tuple[str, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many items altogether."""
        return sum(share.count for share in self.shares)


@dataclass(frozen=True, slots=True)
class PaperInfo:
    """A kept paper in a list; `changed` is an ISO time, `flagged` how many items have faults."""

    name: str
    title: str
    items: int
    points: float
    flagged: int
    changed: str


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """A paper as it is kept; every change counts `revision` up. `faults` are what the last check found.

    It is handed out in `versions`, or as it is where there are none.
    """

    name: str
    revision: int
    paper: Paper
    versions: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """How far work on a paper has come; `of` is 0 as long as that is not known."""

    what: str
    done: int = 0
    of: int = 0


class Stale(BadInput):
    """The paper was changed by someone else since it was shown."""
