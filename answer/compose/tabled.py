"""An answer read from a ledger: a claim for each row, and the rows as a table."""

from dataclasses import dataclass

from policy import Cell, Citation, Claim, Table, numbers_in

MOST = 40  # rows shown
IN_LEDGER = "只列出一部分，全部见“指标台账”"


@dataclass(frozen=True, slots=True)
class Tabled:
    """The rows as claims with their citations, and as a table where one is made of them; `unsaid` are places asked about that have none,
    `rest` is what is said where there are others than those shown."""

    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    table: Table | None
    unsaid: tuple[str, ...] = ()
    rest: str = ""


def proved(said: str, *proofs: Citation) -> Cell:
    """A cell that quotes prove; a dash where there is nothing to say, or a number that stands outside of them."""
    numbers = {number for proof in proofs for number in numbers_in(proof.quote)}
    return Cell(said, tuple(proof.n for proof in proofs)) if said and numbers_in(said) <= numbers else Cell("—")
