"""What answering needs of a search, declared by the consumer."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from policy import Clause, Document, DocumentInfo, Hit

HEARD = (
    *("late", "late_telling", "late_strong", "late_middling", "late_weakest", "late_back"),
    *("head_late", "head_telling", "head_strong"),
    *("whole_late", "whole_telling"),
    *("passage_late", "passage_telling", "passage_strong", "passage_middling", "passage_weakest", "passage_alone"),
)


class Reading(Protocol):
    """A question as the search reads it: folded Simplified Chinese, and terms of it with the other terms that say the same."""

    @property
    def text(self) -> str: ...

    @property
    def synonyms(self) -> Sequence[tuple[str, tuple[str, ...]]]: ...


class Search(Protocol):
    """Hybrid search over one generation of an index; `index.Index` is one."""

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        mode: str = "hybrid",
        region: str = "",
        year: int | None = None,
        source: str = "",
        closer: int | None = None,
    ) -> list[Hit]: ...

    def documents(self) -> list[DocumentInfo]: ...

    def document(self, source: str) -> Document: ...

    def clauses(self, source: str) -> list[Clause]: ...

    def original(self, source: str) -> Path: ...

    def read(self, question: str) -> Reading:
        """The question in Simplified Chinese, with what else its terms may be called."""
        ...

    def idf(self, grams: Sequence[str]) -> list[float]:
        """How rare each folded gram of two characters is, in the documents and at large; at least 0."""
        ...

    def words(self, folded: str) -> list[str]:
        """The words of a folded text; joined, they give it back."""
        ...

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """How near in meaning each text is to the question, -1 to 1."""
        ...

    def interaction(self, question: str, texts: Sequence[tuple[str, str]]) -> list[tuple[float, ...]]:
        """How well each text, a head and a body, answers the question's words one by one in meaning: HEARD, each 0 to 1."""
        ...

    def crossed(self, question: str, texts: Sequence[tuple[str, str, str]]) -> list[float]:
        """How well each text, a title, its innermost heading and a body, answers the question, both read together; of use only beside one
        another."""
        ...

    def marked(self, question: str, texts: Sequence[tuple[str, str, str]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Of each text, a title, its innermost heading and a body, [start, end) of the words of the body as far as it was read, int64
        [n, 2], and the log odds of each to stand in the answer, float32 [n]."""
        ...
