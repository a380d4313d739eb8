"""What was found out of texts for the latest questions: one is held against the same texts again and again while it is answered."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

Text = TypeVar("Text", bound=Hashable)
Found = TypeVar("Found")
_QUESTIONS = 4


class Asked(Generic[Text, Found]):
    """What is known of texts, by question. Threads may share one; two may look at the same text."""

    def __init__(self) -> None:
        self._known: dict[str, dict[Text, Found]] = {}

    def of(self, question: str, texts: Sequence[Text], look: Callable[[Sequence[Text]], Iterable[Found]]) -> list[Found]:
        """What is known of each text; `look` is asked for the new ones, each once."""
        known = self._known.setdefault(question, {})
        for old in list(self._known)[:-_QUESTIONS]:
            self._known.pop(old, None)
        if new := list(dict.fromkeys(text for text in texts if text not in known)):
            known.update(zip(new, look(new), strict=True))
        return [known[text] for text in texts]
