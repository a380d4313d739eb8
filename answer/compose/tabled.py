"""An answer read from a ledger: a claim for each row, and the rows as a table."""

from dataclasses import dataclass

from policy import Citation, Claim, Table

MOST = 40  # rows shown; who wants more has the ledger


@dataclass(frozen=True, slots=True)
class Tabled:
    """The rows as claims with their citations, and as a table; `unsaid` are places asked about that have none, `more` says whether there
    are others than those shown."""

    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    table: Table
    unsaid: tuple[str, ...] = ()
    more: bool = False
