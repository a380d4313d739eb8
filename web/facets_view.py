"""The facets of a search as HTML: what can be chosen, with counts, and what is chosen, each to be taken off with one click."""

from collections.abc import Mapping, Sequence

from web.cite import shorten, title_of
from web.facets import Infos
from web.markup import Safe, join, tag
from web.search_state import FACETS, NONE, Asked
from web.strings import Words

_LISTED = 60  # values of a facet
_LABEL = 24


def facets_view(counts: Mapping[str, Sequence[tuple[str, int]]], asked: Asked, infos: Infos, words: Words) -> Safe:
    """A folded list of values for each facet that tells documents apart, and the chosen values as chips below."""
    shown = [f for f in FACETS if f in asked.chosen or len(counts[f]) > 1]
    if not shown:
        return Safe("")
    lists = join(_facet(f, counts[f], asked.chosen.get(f, ()), infos, words) for f in shown)
    return join([tag("div", lists, cls="tw-facets", role="group", aria_label=words("facets")), _chips(asked, infos, words)])


def label_of(facet: str, value: str, infos: Infos, words: Words) -> str:
    if value == NONE:
        return words("facet_none")
    if facet == "source":
        info = infos.get(value)
        return title_of(info.title if info else "", value)
    return value


def _facet(facet: str, counts: Sequence[tuple[str, int]], chosen: Sequence[str], infos: Infos, words: Words) -> Safe:
    listed = [pair for n, pair in enumerate(counts) if n < _LISTED or pair[0] in chosen]
    boxes = join(
        tag(
            "label",
            tag("input", type="checkbox", value=value, checked=value in chosen, data_sift=facet),
            tag("span", label_of(facet, value, infos, words)),
            tag("span", str(n), cls="tw-count"),
        )
        for value, n in listed
    )
    rest = tag("p", words("facet_rest", n=len(counts) - len(listed)), cls="tw-sub") if len(counts) > len(listed) else None
    count = tag("b", str(len(chosen)), cls="tw-count") if chosen else None
    head = tag("summary", words(f"facet_{facet}"), count)
    return tag("details", head, tag("div", boxes, rest, cls="tw-facet-list"), cls="tw-facet", data_facet=facet)


def _chips(asked: Asked, infos: Infos, words: Words) -> Safe | None:
    chosen = [(facet, value) for facet, values in asked.chosen.items() for value in values]
    if not chosen:
        return None
    chips = [
        tag(
            "button",
            words("chip", facet=words(f"facet_{facet}"), value=shorten(label_of(facet, value, infos, words), _LABEL)),
            tag("span", "×", aria_hidden="true"),
            type="button",
            cls="tw-chip",
            data_unsift=facet,
            data_value=value,
            aria_label=words("chip_remove", value=label_of(facet, value, infos, words)),
        )
        for facet, value in chosen
    ]
    clear = tag("button", words("chip_clear"), type="button", cls="tw-link", data_unsift="") if len(chosen) > 1 else None
    return tag("div", join(chips), clear, cls="tw-chips")
