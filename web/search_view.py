"""Hits as HTML: where each stands, why it was found, and its words marked."""

from collections.abc import Callable, Mapping, Sequence

from policy import DocumentInfo, Hit
from web.cite import meta_line, notice, open_button, path_line, title_of
from web.highlight import Span, densest, excerpt, sentences, word_spans
from web.markup import Safe, join, tag
from web.strings import Words

Similarity = Callable[[str, Sequence[str]], list[float]]
_NEAR = 0.35  # below this, no sentence of a clause is pointed out as the one that is meant


def search_view(
    query: str, terms: str, hits: Sequence[Hit], infos: Mapping[str, DocumentInfo], similarity: Similarity, words: Words
) -> Safe:
    """The result of a search, with a legend of its two kinds of marks; `terms` are the words to mark."""
    if not hits:
        return notice("empty", words("search_none"), words("search_none_hint"))
    legend = tag(
        "div",
        tag("h2", words("search_count", n=len(hits))),
        tag("mark", words("legend_word"), cls="word"),
        tag("mark", words("legend_meaning"), cls="meaning"),
        cls="tw-legend",
        role="status",
    )
    return join([legend, tag("ol", join(_hit(query, terms, hit, infos, similarity, words) for hit in hits), cls="tw-hits")])


def _hit(query: str, terms: str, hit: Hit, infos: Mapping[str, DocumentInfo], similarity: Similarity, words: Words) -> Safe:
    clause = hit.clause
    spans = word_spans(terms, clause.text) if hit.lexical_rank is not None else []
    focus = densest(spans)
    if hit.dense_rank is not None and (meant := _meant(query, clause.text, similarity)):
        spans = [*spans, meant]
        focus = focus if focus[1] else (meant.start, meant.end)
    return tag(
        "li",
        tag(
            "article",
            tag("div", tag("h3", title_of(clause.title, clause.source)), meta_line(infos.get(clause.source)), cls="tw-head"),
            path_line(clause, words),
            tag("blockquote", excerpt(clause.text, spans, *focus, 90)),
            tag("div", open_button(clause, words, clause.start, clause.end), _ranks(hit, words), cls="tw-foot"),
            cls="tw-card tw-hit",
        ),
    )


def _meant(query: str, text: str, similarity: Similarity) -> Span | None:
    """The sentence of a clause that is closest to the query in meaning."""
    pieces = [s for s in sentences(text) if len(text[s.start : s.end].strip()) > 1]
    near = similarity(query, [text[s.start : s.end] for s in pieces])
    score, best = max(zip(near, pieces, strict=True), key=lambda pair: pair[0], default=(0.0, Span(0, 0, "")))
    return Span(best.start, best.end, "meaning") if score >= _NEAR else None


def _ranks(hit: Hit, words: Words) -> Safe:
    ranks = [(hit.lexical_rank, "rank_lexical", "word"), (hit.dense_rank, "rank_dense", "meaning")]
    return join(
        tag("span", words(key, n=rank), cls=f"tw-rank tw-rank-{cls}", title=words(f"{key}_title")) for rank, key, cls in ranks if rank
    )
