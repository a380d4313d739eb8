"""What the index needs of the outside, and what it takes a question to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np


class Encoder(Protocol):
    """Texts to vectors. Two encoders with one `fingerprint` give the same vectors."""

    @property
    def name(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        """float32 [n, dimension], rows L2-normalised; a row of zeros where a text holds nothing known."""
        ...


# Of a body, of its head, of both together, of the head with the body's best passage, and of that passage alone.
SIGNALS = (
    *("late", "late_telling", "late_strong", "late_middling", "late_weakest", "late_back"),
    *("head_late", "head_telling", "head_strong"),
    *("whole_late", "whole_telling"),
    *("passage_late", "passage_telling", "passage_strong", "passage_middling", "passage_weakest", "passage_alone"),
)


class Tokens(Protocol):
    """What an encoder may offer beside `encode`, as `tokens`: the ids that late interaction knows the words of a text by."""

    def __call__(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """The ids of all texts, end to end, each in the order of its text, and where each text begins and the last ends: int64
        [len(texts) + 1]."""
        ...


class Interactions(Protocol):
    """What an encoder may offer beside `encode`, as `interactions`: late interaction of a question with each text, a head and a body."""

    def __call__(self, query: str, texts: Sequence[tuple[str, str]], read: tuple[np.ndarray, np.ndarray] | None = None) -> np.ndarray:
        """float32 [texts, len(SIGNALS)], each 0 to 1, the plain score first. `read` are the `tokens` of heads and bodies in turn, where
        they are known: they stand in the place of `texts`."""
        ...


class Crossed(Protocol):
    """What an encoder may offer beside `encode`, as `crossed`: a question and each text read together."""

    def __call__(self, query: str, texts: Sequence[tuple[str, str, str]]) -> np.ndarray:
        """How well each text, a title, its innermost heading and a body, answers; float32 [texts], of use only beside one another."""
        ...


class Marked(Protocol):
    """What an encoder may offer beside `encode`, as `marked`: the words of a text that answer a question."""

    def __call__(self, query: str, texts: Sequence[tuple[str, str, str]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Of each text, a title, its innermost heading and a body, [start, end) of the words of the body, int64 [n, 2], as far as it was
        read, and the log odds of each to stand in the answer, float32 [n]."""
        ...


@dataclass(frozen=True, slots=True)
class Query:
    """A question as both sides read it.

    `text` is matched by its words and characters, and so is each (text, weight) of `also`, as much as its weight says;
    `dense` is encoded, `text` where it is empty; `translated` says that the text was put into Chinese word by word.
    """

    text: str
    also: tuple[tuple[str, float], ...] = ()
    dense: str = ""
    translated: bool = False

    @property
    def encoded(self) -> str:
        """What an encoder reads."""
        return self.dense or self.text
