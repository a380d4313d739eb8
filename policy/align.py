"""The nouns of a comparison. All offsets are [start, end) into the document of their clause; nothing stands outside a span."""

from dataclasses import dataclass

from policy.nouns import Clause, DocumentInfo

KINDS = ("same", "reworded", "tightened", "loosened", "figures", "added", "dropped")
STATUSES = ("covered", "tightened", "weaker", "partly", "missing")


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

    `direction` is tightened, loosened, changed (neither way for certain), added (the first sets none) or dropped.
    `before` and `after` show the figure, date or wording; one is None for added and dropped.
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


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause of each document, or of one alone, and what differs.

    Where a clause has several counterparts, what is in none of them is told with the nearest.
    """

    before: Clause | None
    after: Clause | None
    score: float
    difference: Difference

    @property
    def relation(self) -> str:
        """same, changed, added (the first document has no such clause) or dropped (the second has none)."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "dropped"
        return "same" if all(c.kind == "same" for c in self.difference.changes) else "changed"

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a reader looks for, of KINDS: one of same, reworded, added, dropped; or as many of the others as hold.

        Reworded is what differs without a figure, a deadline or a modal word that does.
        """
        if self.relation in ("added", "dropped"):
            return (self.relation,)
        shifts = self.difference.shifts
        held = {s.direction for s in shifts} & {"tightened", "loosened"}
        if any(s.aspect in ("value", "deadline") for s in shifts):
            held.add("figures")
        return tuple(k for k in KINDS if k in held) or ("same" if self.relation == "same" else "reworded",)


@dataclass(frozen=True, slots=True)
class Row:
    """A clause of the first document with all that answers to it, or a clause of the second alone."""

    before: Clause | None
    pairs: tuple[Pair, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its pairs; same only where all of it is."""
        held = {k for p in self.pairs for k in p.kinds}
        return tuple(k for k in KINDS if k in held and (k != "same" or len(held) == 1))


@dataclass(frozen=True, slots=True)
class Cell:
    """How the second document as a whole answers one clause of the first.

    `status` is one of STATUSES; `kept` the share of the clause's words whose sentences have a counterpart.
    """

    clause: Clause
    status: str
    kept: float
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every clause of both documents in at least one pair: in the order of `before`, then what only `after` has.

    `headings` are the ids of the clauses of either that only head others; `cells` are the clauses of `before` that are no
    headings, in order.
    """

    before: DocumentInfo
    after: DocumentInfo
    pairs: tuple[Pair, ...]
    headings: frozenset[str] = frozenset()
    cells: tuple[Cell, ...] = ()

    def rows(self) -> list[Row]:
        """The pairs by clause of `before`, then those that have none."""
        found: dict[str, list[Pair]] = {}
        for pair in self.pairs:
            if pair.before:
                found.setdefault(pair.before.clause_id, []).append(pair)
        return [Row(p[0].before, tuple(p)) for p in found.values()] + [Row(None, (p,)) for p in self.pairs if p.before is None]

    def heads(self, row: Row) -> bool:
        """Whether a row is one of headings: it is shown, and not counted."""
        return all(c is None or c.clause_id in self.headings for p in row.pairs for c in (p.before, p.after))

    def counts(self) -> dict[str, int]:
        """How many rows are of each of KINDS; one may be of several."""
        held = [k for row in self.rows() if not self.heads(row) for k in row.kinds]
        return {kind: held.count(kind) for kind in KINDS}
