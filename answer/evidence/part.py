"""One part of a question, answered by itself: a place, and one year, edition or class of it where several are asked about."""

from dataclasses import dataclass

from answer.evidence.coverage import Matter
from answer.evidence.gather import Evidence
from answer.understand.scope import Scope
from policy import Hit

_FITTING, _DOUBTFUL = 0.5, 0.05  # how well a sentence fits, and how likely it is, that leaves in doubt whether the documents are silent


@dataclass(frozen=True, slots=True)
class Part:
    """One scope of a question with the clauses found in it and its evidence, best first.

    Where the question asks about several years, or about two classes of persons or cases (未婚职工, 已婚职工), it is for one `year` or one
    `case`. `matter` is set where it is another than that of the whole question.
    """

    scope: Scope
    hits: list[Hit]
    evidence: list[Evidence]
    year: int | None = None
    case: str = ""
    matter: Matter | None = None

    @property
    def name(self) -> str:
        """What tells it from the others of its place: its year, class or edition, "" where it is not one of several."""
        return f"{self.year}年" if self.year else self.case or self.scope.edition

    @property
    def nearly(self) -> bool:
        """Whether something in it may well be the answer, though not surely enough to be given."""
        return any(e.fits >= _FITTING and e.score >= _DOUBTFUL for e in self.evidence)
