"""What passes between reading and repairing, and the error for a file that cannot be read."""

from dataclasses import dataclass

from policy import BadInput

PAGE = "\f"
"""Stands in `Raw.text` where a page begins (PDF only), so that page offsets survive every repair."""

FULL = "\x1f"
"""Ends a line in `Raw.text` that reaches the right margin (PDF only): its sentence may go on in the next."""

MARK = "▯"
"""Stands in the text where characters are lost for good."""

Counts = tuple[tuple[str, int], ...]


class Unreadable(BadInput):
    """A file that cannot be ingested; the message names the reason, `remedy` the way out."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A file's text as read, before repair; lines keep their indentation.

    `furniture` holds what the reader took off the page and the metadata may want, one "标签：值" a line.
    """

    text: str
    kind: str
    furniture: tuple[str, ...] = ()
    repairs: Counts = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text that every span points into: a paragraph a line. `pages` holds the offset at which each page begins."""

    text: str
    pages: tuple[int, ...] = ()
    repairs: Counts = ()
    furniture: tuple[str, ...] = ()
