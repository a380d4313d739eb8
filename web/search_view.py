"""Results as HTML: facets, order and ways on, then the clauses by document or one by one, their words marked, and why each is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policy import DocumentInfo, Hit
from web.cite import meta_line, notice, open_button, path_line, title_of
from web.facets import Infos
from web.facets_view import facets_view
from web.highlight import Span, densest, excerpt, sentences, word_spans
from web.markup import Safe, join, tag
from web.ports import Reading
from web.related_view import relate_button
from web.search_pool import GROUPS, POOL, ROOM, Group, grouped
from web.search_state import FORMS, MODES, SORTS, Asked
from web.search_why import why, why_line
from web.strings import Words

Similarity = Callable[[str, Sequence[str]], list[float]]
_NEAR = 0.25  # below this, no sentence is pointed out as the one that is meant: what the sample lacks altogether comes to 0.18
_OF_GROUP = 3  # clauses of a document shown before one has to ask for the rest


@dataclass(frozen=True, slots=True)
class Results:
    """What a page of results is made of: all hits in order, the facets' counts, and what is known of documents and of the query."""

    asked: Asked
    hits: Sequence[Hit]
    counts: Mapping[str, Sequence[tuple[str, int]]]
    infos: Infos
    newer: Mapping[str, DocumentInfo]
    reading: Reading
    terms: str


def search_view(found: Results, similarity: Similarity, words: Words) -> Safe:
    """One page of the results. `similarity` says how near sentences are to the query."""
    facets = facets_view(found.counts, found.asked, found.infos, words)
    if not found.hits:
        if found.asked.chosen:
            return join([_understood(found.asked, facets), notice("empty", words("search_filtered"), words("search_filtered_hint"))])
        return notice("empty", words("search_none"), words("search_none_hint"))
    groups = grouped(found.hits)
    if found.asked.flat:
        pages, at = _pages(len(found.hits), ROOM, found.asked.page)
        shown = list(found.hits[(at - 1) * ROOM : at * ROOM])
    else:
        pages, at = _pages(len(groups), GROUPS, found.asked.page)
        groups = groups[(at - 1) * GROUPS : at * GROUPS]
        shown = [hit for group in groups for hit in group.hits[:_OF_GROUP]]
    meant = _meant(found.asked.text, shown, similarity)
    cards = {hit.rank: _card(hit, meant.get(hit.rank), found, words) for hit in shown}
    if found.asked.flat:
        listing = tag("ol", join(tag("li", card) for card in cards.values()), cls="tw-hits")
    else:
        listing = tag("div", join(_group(group, cards, found, words) for group in groups), cls="tw-groups")
    facets = _understood(replace(found.asked, page=at), facets)
    return join([facets, _toolbar(found, words), _head(found, words), listing, _pager(pages, at, words)])


def _understood(asked: Asked, facets: Safe) -> Safe:
    """The facets with what was asked for as it was understood, which becomes the page's address."""
    return tag("div", facets, data_asked=asked.address())


def _pages(n: int, room: int, page: int) -> tuple[int, int]:
    """How many pages there are, and the one to show."""
    pages = max(1, -(-n // room))
    return pages, min(page, pages)


def _head(found: Results, words: Words) -> Safe:
    """How much was found, and a legend of the two kinds of marks."""
    n, of = len(found.hits), len({hit.clause.source for hit in found.hits})
    wordless = found.asked.mode != "dense" and all(hit.lexical_rank is None for hit in found.hits)
    return tag(
        "div",
        tag("h2", words("search_wordless" if wordless else "search_most" if n == POOL else "search_found", n=n, of=of)),
        tag("mark", words("legend_word"), cls="word"),
        tag("mark", words("legend_meaning"), cls="meaning"),
        cls="tw-legend",
        role="status",
    )


def _toolbar(found: Results, words: Words) -> Safe:
    asked = found.asked
    views = [("grouped", not asked.flat), ("flat", asked.flat)]
    layout = join(
        tag("button", words(f"view_{view}"), type="button", data_view=view, aria_pressed="true" if on else "false") for view, on in views
    )
    take = join(tag("button", words(f"take_{form}"), type="button", cls="tw-open", data_take=form) for form in FORMS)
    return tag(
        "div",
        _select("sort", SORTS, asked.sort, words("sort"), words),
        _select("mode", MODES, asked.mode, words("mode"), words),
        tag("div", layout, cls="tw-switches", role="group", aria_label=words("view_label")),
        tag("div", take, cls="tw-takes"),
        cls="tw-toolbar",
    )


def _select(name: str, values: Sequence[str], chosen: str, label: str, words: Words) -> Safe:
    options = join(tag("option", words(f"{name}_{value}"), value=value, selected=value == chosen) for value in values)
    return tag("label", tag("span", label), tag("select", options, data_order=name))


def _group(group: Group, cards: Mapping[int, Safe], found: Results, words: Words) -> Safe:
    info, n = found.infos.get(group.source), len(group.hits)
    title = title_of(group.title, group.source)
    head = tag("div", tag("h3", title), tag("span", words("group_count", n=n), cls="tw-sub"), cls="tw-group-head")
    more = None
    if n > _OF_GROUP:
        more = tag("button", words("group_more", n=n), type="button", cls="tw-link", data_only=group.source)
    listing = tag("ol", join(tag("li", cards[hit.rank]) for hit in group.hits[:_OF_GROUP]), cls="tw-hits")
    return tag("section", head, meta_line(info), _notes(group.source, found, words), listing, more, cls="tw-group", aria_label=title)


def _card(hit: Hit, meant: Span | None, found: Results, words: Words) -> Safe:
    clause = hit.clause
    spans = word_spans(found.terms, clause.text) if hit.lexical_rank is not None else []
    focus = densest(spans)
    if meant:
        spans = [*spans, meant]
        focus = focus if focus[1] else (meant.start, meant.end)
    head = None
    if found.asked.flat:
        title = tag("h3", title_of(clause.title, clause.source))
        head = join([tag("div", title, meta_line(found.infos.get(clause.source)), cls="tw-head"), _notes(clause.source, found, words)])
    buttons = open_button(clause, words, clause.start, clause.end), relate_button(clause, words)
    return tag(
        "article",
        head,
        path_line(clause, words),
        tag("blockquote", excerpt(clause.text, spans, *focus, 90)),
        tag("div", *buttons, _why(hit, found, words), cls="tw-foot"),
        cls="tw-card tw-hit",
        tabindex="0",
    )


def _why(hit: Hit, found: Results, words: Words) -> Safe:
    """The ranks, to be opened for the reasons."""
    ranks = [(hit.lexical_rank, "rank_lexical", "word"), (hit.dense_rank, "rank_dense", "meaning")]
    badges = join(
        tag("span", words(key, n=rank), cls=f"tw-rank tw-rank-{cls}", title=words(f"{key}_title")) for rank, key, cls in ranks if rank
    )
    line = why_line(why(hit, found.asked.text, found.reading), words)
    return tag("details", tag("summary", badges, tag("span", words("why"), cls="tw-because-ask")), tag("p", line), cls="tw-because")


def _notes(source: str, found: Results, words: Words) -> Safe | None:
    """Whether a document is out of date: a newer edition is here, or the term that it sets is over."""
    info, newer = found.infos.get(source), found.newer.get(source)
    if newer:
        date_of = f"（{newer.issued}）" if newer.issued else ""
        go = tag("button", words("newer_open"), type="button", cls="tw-link", data_open=newer.source)
        return tag("p", words("newer"), title_of(newer.title, newer.source), date_of, " ", go, cls="tw-dated")
    if info and info.years and info.years[1] < date.today().year:
        return tag("p", words("past", year=info.years[1]), cls="tw-dated")
    return None


def _meant(query: str, hits: Sequence[Hit], similarity: Similarity) -> dict[int, Span]:
    """By rank of the hit, the sentence of its clause that is closest to the query in meaning; all sentences are looked at in one go."""
    near_hits = [hit for hit in hits if hit.dense_rank is not None]
    pieces = [(hit, s) for hit in near_hits for s in sentences(hit.clause.text) if len(hit.clause.text[s.start : s.end].strip()) > 1]
    near = similarity(query, [hit.clause.text[s.start : s.end] for hit, s in pieces])
    best: dict[int, tuple[float, Span]] = {}
    for score, (hit, s) in zip(near, pieces, strict=True):
        if score >= _NEAR and score > best.get(hit.rank, (0.0, s))[0]:
            best[hit.rank] = score, Span(s.start, s.end, "meaning")
    return {rank: span for rank, (_, span) in best.items()}


def _pager(pages: int, at: int, words: Words) -> Safe | None:
    """Ways to the other pages: the ones next to this one, the first and the last."""
    if pages < 2:
        return None
    near = sorted({1, pages, *(n for n in range(at - 2, at + 3) if 1 <= n <= pages)})
    steps: list[Safe] = [_step(at - 1, words("page_before"), at > 1)]
    for before, n in zip([0, *near], near, strict=False):
        steps += [tag("i", "…", aria_hidden="true")] if n - before > 1 else []
        current = "page" if n == at else None
        steps.append(tag("button", str(n), type="button", data_results=n, aria_current=current, aria_label=words("page_at", n=n)))
    steps.append(_step(at + 1, words("page_next"), at < pages))
    return tag("nav", join(steps), cls="tw-pager", aria_label=words("pages"))


def _step(page: int, label: str, there: bool) -> Safe:
    return tag("button", label, type="button", data_results=page, disabled=not there)
