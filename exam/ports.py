"""What exam/ needs of the others, declared by the consumer. `exam/__main__.py` and `app.py` put it together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from policy import Clause, Document, DocumentInfo, Target


class Library(Protocol):
    """The documents and clauses of one generation of an index; `index.Index` is one."""

    @property
    def generation(self) -> str: ...

    def documents(self) -> list[DocumentInfo]: ...

    def document(self, source: str) -> Document: ...

    def clauses(self, source: str) -> list[Clause]:
        """In order. BadInput where there is no such document."""
        ...


class DutyLike(Protocol):
    """A duty of a clause: what is to be done, who leads, who takes part, when; proved by [start, end).

    `answer.ledger.duties.Duty` is one.
    """

    @property
    def clause(self) -> Clause: ...

    @property
    def task(self) -> str: ...

    @property
    def lead(self) -> tuple[str, ...]: ...

    @property
    def support(self) -> tuple[str, ...]: ...

    @property
    def schedule(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Speaker(Protocol):
    """A language model behind a server. `answer.llm.client.Model` is one."""

    @property
    def name(self) -> str: ...

    def reply(self, messages: Sequence[Mapping[str, str]]) -> str:
        """The whole reply, "" where none came in time."""
        ...


def no_targets(_clause: Clause) -> Sequence[Target]:
    """For a library whose figures nobody reads."""
    return ()


def no_duties(_clause: Clause) -> Sequence[DutyLike]:
    """For a library whose duties nobody reads."""
    return ()


@dataclass(frozen=True, slots=True)
class Sources:
    """What papers are made from: the library, and the readers of a clause's targets and duties; a language model for the
    wording of stems where one is set."""

    library: Library
    targets: Callable[[Clause], Sequence[Target]] = no_targets
    duties: Callable[[Clause], Sequence[DutyLike]] = no_duties
    speaker: Speaker | None = None
