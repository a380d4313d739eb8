"""Asking over one index again and again: what a language model worded once is given again, word for word."""

from collections.abc import Callable, Iterator, Sequence

from answer.asking import ask
from answer.llm.settings import LlmSettings
from answer.search import Search
from policy import Answer

_WORDED = 256  # answers as a language model worded them that are kept


class Asking:
    """`generation` names the documents as they are now: answers worded from others are not given again."""

    def __init__(self, search: Search, generation: Callable[[], str], llm: LlmSettings | None = None) -> None:
        self._search, self._generation, self._llm = search, generation, llm
        self._worded: dict[tuple[str, ...], Answer] = {}

    @property
    def worded_by(self) -> str:
        """The language model that words answers, "" where none does."""
        return self._llm.model if self._llm else ""

    def ask(self, question: str, before: Sequence[str] = ()) -> Answer:
        """The answer without waiting for a language model: as it was worded before, else from the documents alone."""
        return self._worded.get(self._key(question, before)) or ask(self._search, question, before=before)

    def ask_stream(self, question: str, before: Sequence[str] = ()) -> Iterator[Answer]:
        """The answer of `ask` at once; where a language model words answers, the answer as far as it is worded, again and again."""
        key = self._key(question, before)
        if not self._llm or key in self._worded:
            yield self.ask(question, before)
            return
        from answer.llm.ask import ask_stream
        from answer.llm.client import Model

        answer = None
        for answer in ask_stream(Model(self._llm), self._search, question, before):
            yield answer
        if answer and answer.worded_by:  # what is asked for again, as a Word file, is the same
            self._worded[key] = answer
            while len(self._worded) > _WORDED:
                self._worded.pop(next(iter(self._worded)), None)

    def _key(self, question: str, before: Sequence[str]) -> tuple[str, ...]:
        return self._generation(), question, *before
