"""The nouns of a comparison. All offsets are [start, end) into the document of their clause; nothing stands outside a span."""

from dataclasses import dataclass

from policy import Clause


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a clause."""

    clause: Clause
    start: int
    end: int

    def __post_init__(self) -> None:
        self.clause.slice(self.start, self.end)

    @property
    def text(self) -> str:
        return self.clause.slice(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence of one document beside its counterpart in the other.

    `kind` is same, changed, moved (it stands in a clause not aligned with this one), added (the first document has none like
    it) or dropped (the second has none); `removed` and `inserted` are the words of `before` and `after` that the other has not.
    """

    kind: str
    before: Span | None
    after: Span | None
    removed: tuple[Span, ...] = ()
    inserted: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """What the second document asks otherwise than the first: `aspect` is value, deadline or modality.

    `direction` is tightened, loosened, changed (neither way for certain), or, for a value, added (the first sets none for this
    indicator) or dropped. `before` and `after` show the figure, date or wording; one is None for added and dropped.
    """

    aspect: str
    direction: str
    before: Span | None
    after: Span | None
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one pair of clauses."""

    changes: tuple[Change, ...]
    shifts: tuple[Shift, ...]
