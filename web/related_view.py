"""相关条款: what other documents say of a clause's matter, and the button that asks for it."""

from collections.abc import Sequence

from policy import Clause
from policy.align import Pair, Shift
from web.cite import notice, open_button, path_line, shorten, title_of
from web.highlight import Span, marked
from web.markup import Safe, join, tag
from web.strings import Words

_TEXT = 260  # characters of a counterpart that are shown
_SHOWN = 4  # shifts


def relate_button(clause: Clause, words: Words) -> Safe:
    """The button that loads what is related to a clause; it comes to stand beneath the card that the button is in."""
    return tag(
        "button",
        words("relate"),
        type="button",
        cls="tw-open",
        title=words("relate_title"),
        aria_expanded="false",
        aria_label=f"{words('relate')}：{shorten(clause.path[-1] if clause.path else clause.title, 60)}",
        data_relate=clause.clause_id,
    )


def related_view(found: Sequence[Pair], words: Words) -> Safe:
    """The counterparts of one clause in other documents, nearest first, with what they ask otherwise."""
    cards = [_card(pair, pair.after, words) for pair in found if pair.after]
    if not cards:
        return notice("info", words("relate_none"))
    heading = tag("h4", words("relate_heading", n=len(cards)))
    return tag("section", heading, tag("ul", join(cards)), cls="tw-relate", aria_label=words("relate"))


def _card(pair: Pair, clause: Clause, words: Words) -> Safe:
    return tag(
        "li",
        tag("div", tag("h5", title_of(clause.title, clause.source)), kinds_line(pair.kinds, words), cls="tw-relate-head"),
        path_line(clause, words),
        tag("blockquote", _text(pair, clause)),
        shifts_view(pair.difference.shifts, words, _SHOWN),
        tag("div", open_button(clause, words, clause.start, clause.end), cls="tw-foot"),
    )


def _text(pair: Pair, clause: Clause) -> Safe:
    """What the counterpart begins with, the figures and words that it sets otherwise marked."""
    spans = [s.after for s in pair.difference.shifts if s.after and s.after.clause == clause]
    marks = [Span(s.start - clause.start, s.end - clause.start, "word") for s in spans]
    text = clause.text.rstrip()
    return join([marked(text, marks, 0, min(len(text), _TEXT)), "…" if len(text) > _TEXT else ""])


def kinds_line(kinds: Sequence[str], words: Words) -> Safe:
    """The kinds of a pair, each a small label of its own sign and colour."""
    return tag("span", join(tag("span", words(f"al_{kind}"), cls=f"tw-al-kind tw-al-{kind}") for kind in kinds), cls="tw-al-kinds")


def shifts_view(shifts: Sequence[Shift], words: Words, most: int = 99) -> Safe:
    """What is asked otherwise, a line each: which way, of what, from what to what; "" where nothing is."""
    if not shifts:
        return Safe("")
    more = tag("li", words("al_more", n=len(shifts) - most), cls="tw-sub") if len(shifts) > most else None
    return tag("ul", join(_shift(s, words) for s in shifts[:most]), more, cls="tw-al-shifts")


def _shift(shift: Shift, words: Words) -> Safe:
    way = tag("span", words(f"al_way_{shift.direction}"), cls=f"tw-al-kind tw-al-{shift.direction}")
    about = shorten(shift.indicator, 30) if shift.indicator else words(f"al_{shift.aspect}")
    both = enumerate((shift.before, shift.after))
    sides = [tag("b", shorten(" ".join(s.text.split()), 40)) if s else tag("span", words(f"al_no_{n}"), cls="tw-sub") for n, s in both]
    return tag("li", way, tag("span", about, cls="tw-al-about"), sides[0], tag("i", "→", aria_hidden="true"), sides[1])
