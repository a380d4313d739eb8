"""The measures that a text is wrapped at: how wide its full lines are."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from ingest.repair.lines import PARTED, ROW, STOP, Line
from ingest.repair.plausible import follows, is_prose
from policy import fold

RAGGED = 6
"""Half letters by which full lines differ: a mark may not begin a line, a number is not broken."""
_TWO_MEASURES = 60  # lines that a text has at least, to be taken for one with boxes in smaller letters
_NARROWEST, _WIDEST = 20, 160
_FEWEST_TORN = 6  # lines of one width torn inside a sentence: fewer come about by chance
_TORN = 0.75  # their share of the lines that stop short; of headings over a text 0.3 read on so
_OF_THE_WIDTH = 0.5  # their share of all lines of the width


def going_on(before: str, after: str) -> float | None:
    """Log-odds that the second text goes on with the first one's sentence, by the characters at the break; None where these are no prose.

    How much likelier official prose writes the one after the other than at the beginning of a sentence. Of 3,602 places inside
    sentences 90 % have 0 or more, of 4,531 headings over a text 30 %; above 3 the shares are 61 % and 8 %.
    """
    a, b = fold(before[-1:]), fold(after[:1])
    return follows(a, b) - follows("。", b) if is_prose(a) and is_prose(b) else None


def wraps(lines: list[Line]) -> tuple[int, ...]:
    """The widths that a text is wrapped at, in half letters, the widest first; none where it is not.

    Wrapped text has most of its long lines within six half letters of the longest common width; paragraphs of an unwrapped
    text differ widely. Boxes in smaller letters have a width of their own, larger than the text's.
    """
    widths = [line.reach for line in lines if line.text and not ROW.search(line.text)]
    if len(widths) < 6:
        return ()
    by_width = Counter(widths)
    near_longest = [w for w in sorted(by_width) if sum(n for v, n in by_width.items() if v > w + 4) <= 0.05 * len(widths)]

    def near(width: int) -> int:
        return sum(by_width[width - i] for i in range(RAGGED + 1))

    best = max(near_longest, key=near)
    if not _NARROWEST <= best <= _WIDEST:
        return ()
    if near(best) >= 0.3 * len(widths):
        return (best,) if _mid_sentence(lines, best - RAGGED) else ()
    if len(widths) < _TWO_MEASURES:
        return ()
    text = max((w for w in sorted(by_width) if _NARROWEST <= w < best - RAGGED), key=near, default=0)
    both = near(best) >= 0.05 * len(widths) and near(text) >= 0.3 * len(widths) and near(best) + near(text) >= 0.5 * len(widths)
    return (best, text) if both and _mid_sentence(lines, best - RAGGED) and _mid_sentence(lines, text - RAGGED, text) else ()


def partial_wrap(lines: list[Line], known: tuple[int, ...] = ()) -> int:
    """The width, other than those known, of lines that are wrapped in a part of a text (pages pasted among paragraphs); 0 for none.

    There the characters at the breaks must show that most lines of the width stop inside a sentence.
    """
    every, short, torn = Counter[int](), Counter[int](), Counter[int]()
    for line, following in pairwise(lines):
        near_known = any(abs(line.reach - width) <= RAGGED for width in known)
        if near_known or ROW.search(line.text) or not PARTED.search(line.text) or not _NARROWEST <= line.reach <= _WIDEST:
            continue
        every[line.reach] += 1
        odds = None if STOP.search(line.text) or following.label else going_on(line.text, following.text)
        if odds is not None:
            short[line.reach] += 1
            torn[line.reach] += odds > 0

    def near(counts: Counter[int], width: int) -> int:
        return sum(counts[width - i] for i in range(RAGGED + 1))

    fitting = [w for w in torn if near(torn, w) >= max(_FEWEST_TORN, _TORN * near(short, w), _OF_THE_WIDTH * near(every, w))]
    return max(fitting, key=lambda w: (near(torn, w), -w), default=0)


def _mid_sentence(lines: Iterable[Line], least: int, most: int = 10_000) -> bool:
    """Whether lines of these widths mostly stop inside a sentence."""
    full = [line for line in lines if least <= line.reach <= most]
    return sum(not STOP.search(line.text) for line in full) >= 0.5 * len(full)
