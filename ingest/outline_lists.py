"""Lists within an item that are numbered as the items are: 四、…应当做到： 一、甲； 二、乙。 五、…"""

from collections.abc import Sequence
from dataclasses import replace

from ingest.labels import LISTS, Label

_FEWEST = 2  # items of a list; a single 一、 is rather a slip


def with_inner_lists(text: str, labels: list[Label]) -> list[Label]:
    """The labels, those marked that count within an item of the same style, whose numbering goes on behind them."""
    inner: set[int] = set()
    for style in {label.style for label in labels if label.style in LISTS}:
        stretch: list[Label] = []
        for label in [*labels, None]:
            if label is not None and label.style is style:
                stretch.append(label)
            elif label is None or label.style < style:
                inner |= _inner(text, stretch)
                stretch = []
    return [replace(label, inner=True) if label.start in inner else label for label in labels]


def _inner(text: str, labels: Sequence[Label]) -> set[int]:
    """Where the labels of such lists begin, among labels of one style that no coarser one parts."""
    found: set[int] = set()
    i = 1
    while i < len(labels):
        length = _length(text, labels, i) if labels[i].number == 1 else 0
        found |= {label.start for label in labels[i : i + length]}
        i += length or 1
        if length and i < len(labels):
            i += 1  # the item behind the list is no beginning of another
    return found


def _length(text: str, labels: Sequence[Label], first: int) -> int:
    """How many labels from `first` on count 1, 2, 3 … before the count of the label before it goes on; 0 where it does not."""
    outer = labels[first - 1].number
    for length in range(1, len(labels) - first):
        after = labels[first + length]
        if labels[first + length - 1].number != length:
            return 0
        goes_on = after.number == outer + 1
        ambiguous = after.number == length + 1
        if length >= _FEWEST and goes_on and (not ambiguous or _is_list(text, labels[first : first + length + 1])):
            return length
    return 0


def _is_list(text: str, labels: Sequence[Label]) -> bool:
    """Whether a colon opens the list, semicolons part its items and a full stop ends it."""
    items = [text[a.start : b.start].rstrip() for a, b in zip(labels, labels[1:], strict=False)]
    opened = text[: labels[0].start].rstrip().endswith(("：", ":"))
    return opened and all(item.endswith(("；", ";")) for item in items[:-1]) and not items[-1].endswith(("；", ";"))
