"""The latest results of a computation: one answer asks for the same again and again."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Latest(Generic[Key, Value]):
    """Up to `most` values by key, the oldest forgotten first. Threads may share one; two that miss at once both compute."""

    def __init__(self, most: int) -> None:
        self._most, self._found = most, dict[Key, Value]()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value kept for a key, else the one that `make` gives."""
        try:
            return self._found[key]
        except KeyError:
            value = self._found[key] = make()
            for old in list(self._found)[: -self._most]:
                self._found.pop(old, None)
            return value
