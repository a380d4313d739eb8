"""What the pages need of the rest. `app.py` puts it together; nothing here knows how any of it is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from policy import Answer, Clause, Document, DocumentInfo, Hit
from policy.align import Pair


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person handed over: where it lies and what it was called."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file: `status` is added, updated, unchanged or failed; `error` and `remedy` where it failed."""

    source: str
    status: str
    info: DocumentInfo | None = None
    error: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A question that the documents at hand answer, in one language of the interface."""

    question: str
    lang: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Where to look: a mode (hybrid, dense, lexical), a place, a year, a document, none but certain documents; "" and None mean
    everywhere. And how many hits to look at closely, as many as the library thinks right where that is None."""

    mode: str = "hybrid"
    region: str = ""
    year: int | None = None
    source: str = ""
    sources: frozenset[str] | None = None
    closer: int | None = None


class Reading(Protocol):
    """A query as it is looked for: in Simplified Chinese, and words of it with the others that say the same."""

    @property
    def text(self) -> str: ...

    @property
    def synonyms(self) -> Sequence[tuple[str, tuple[str, ...]]]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """How far a piece of work on the documents has come: the last of `done` was `source`."""

    done: int
    of: int
    source: str


class Library(Protocol):
    """The documents, and what may be asked of them. Called from several threads at once."""

    def ask(self, question: str, before: Sequence[str] = ()) -> Answer:
        """`before` are the questions asked before in the same conversation, newest last."""

    def ask_stream(self, question: str, before: Sequence[str] = ()) -> Iterator[Answer]:
        """The answer of `ask` at once; where a language model words answers, the answer as far as it is worded, again and again."""

    def worded_by(self) -> str:
        """The language model that words answers, "" where none does."""

    def word(self, answer: Answer) -> bytes:
        """The answer as a Word file, its sources as footnotes. BadInput where it is none."""

    def page(self, source: str, number: int, start: int, end: int) -> bytes:
        """Page `number` of a PDF as a PNG, [start, end) of the document's text marked. BadInput where there is no such page."""

    def search(self, query: str, k: int, filters: Filters) -> list[Hit]: ...

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """How near in meaning each text is to the question, -1 to 1."""

    def terms(self, query: str) -> str:
        """The query, with what its words are also called: what to mark in a clause that it found."""

    def cut(self, text: str) -> list[str]:
        """The words of a text in Simplified Chinese."""

    def read(self, query: str) -> Reading: ...

    def newer(self) -> Mapping[str, DocumentInfo]:
        """The newest edition of each document, by source, that has a newer one here."""

    def related(self, clause_id: str) -> Sequence[Pair]:
        """The clause with its counterparts in other documents, nearest first; BadInput where there is no such clause."""

    def generation(self) -> str:
        """What names the documents as they are now: another one once something was added or removed."""

    def documents(self) -> list[DocumentInfo]: ...

    def clause(self, clause_id: str) -> Clause:
        """BadInput where there is none of that id."""

    def document(self, source: str) -> Document: ...

    def original(self, source: str) -> Path: ...

    def examples(self) -> list[Example]: ...

    def kinds(self) -> Sequence[str]:
        """The file name endings that can be taken in, with their dots."""

    def add(self, uploads: Sequence[Upload]) -> Iterator[Report]:
        """A report a file, in order; the documents are to be seen when the iterator ends, and all at once."""

    def remove(self, source: str) -> bool: ...

    def as_read(self, source: str) -> DocumentInfo:
        """What was read of a document, without what was set by hand."""

    def edit(self, source: str, changes: Mapping[str, str], reset: bool = False) -> None:
        """Set fields of a document's metadata, all put back to what was read before where `reset` says so. BadInput that names
        every value that is none."""

    def rebuild(self) -> Iterator[Step]:
        """Make the index anew from its own documents; readers see the old one until it is done."""
