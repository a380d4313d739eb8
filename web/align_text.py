"""The text of a clause with what differs marked in it: words by underline and strike, whole sentences by a label too."""

from collections.abc import Sequence

from policy import Clause
from policy.align_marks import Mark
from web.markup import Safe, esc, join, tag
from web.strings import Words

_LABELLED = ("dropped", "added", "moved")
_TAGS = {"removed": "del", "dropped": "del", "inserted": "ins", "added": "ins"}


def marked_text(clause: Clause, marks: Sequence[Mark], words: Words) -> Safe:
    """The clause's text as HTML with its marks."""
    pieces: list[Safe] = []
    at = clause.start
    for mark in marks:
        pieces += [esc(clause.text[at - clause.start : mark.start - clause.start]), _piece(clause, mark, words)]
        at = mark.end
    pieces.append(esc(clause.text[at - clause.start :].rstrip()))
    return join(pieces)


def _piece(clause: Clause, mark: Mark, words: Words) -> Safe:
    text = clause.slice(mark.start, mark.end)
    where = mark.where or words("al_other_clause")
    title = words(f"al_mark_{mark.kind}", where=where)
    label = tag("span", words(f"al_label_{mark.kind}", where=where), cls="tw-al-label") if mark.kind in _LABELLED else None
    return tag(_TAGS.get(mark.kind, "span"), label, text, cls=f"tw-al-m tw-al-m-{mark.kind}", title=title)
