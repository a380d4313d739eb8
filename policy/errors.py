"""What can go wrong, and what the person in front of the screen should do about it.

    TiaowenError
    ├── BadInput        what the user gave cannot be used (a file, a question, an option)
    ├── BadArtefact     an index or a model on disk cannot be trusted
    └── IllegalAnswer   a claim that its citation does not carry; a defect of ours, never shown

Every error holds what happened (`str(error)`) and, apart from it, the `remedy`.
"""


class TiaowenError(Exception):
    """Base of all errors that carry a message for people; `remedy` says what to do next."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy

    @property
    def told(self) -> str:
        """The message and, where there is one, the remedy on a line of its own."""
        return f"{self}\n→ {self.remedy}" if self.remedy else str(self)


class BadInput(TiaowenError):
    """The given file, question or option cannot be used."""


class BadArtefact(TiaowenError):
    """An index or model on disk is missing, damaged or does not fit the rest."""


class IllegalAnswer(TiaowenError):
    """A claim without a citation that carries it. Raised while an answer is built."""
