"""Feedback as the pages work with it."""

from collections.abc import Sequence

from eval import feedback
from eval.state import State
from policy.bench import Feedback, Wanted


class Opinions:
    """What was said of answers."""

    reasons: Sequence[str] = feedback.REASONS

    def __init__(self, state: State) -> None:
        self._journal = state.feedback

    def new_id(self) -> str:
        return feedback.new_id()

    def keep(self, said: Feedback) -> Feedback:
        return feedback.keep(self._journal, said)

    def listed(self, wanted: Wanted) -> list[Feedback]:
        return feedback.listed(self._journal, wanted)

    def export(self, wanted: Wanted) -> dict[str, str]:
        """What is wanted in every form: text by file name."""
        entries = self.listed(wanted)
        return {f"feedback.{form}": write(entries) for form, write in feedback.WRITERS.items()}
