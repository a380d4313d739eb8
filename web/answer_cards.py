"""The clauses around an answer as cards: those that it cites, those that are near, and why these are not the answer."""

from collections.abc import Mapping, Sequence

from policy import Answer, Citation, Claim, DocumentInfo, Hit, fold
from web.cite import meta_line, open_button, path_line, title_of
from web.highlight import Span, excerpt, word_spans
from web.markup import Safe, join, tag
from web.related_view import relate_button
from web.strings import Words

Infos = Mapping[str, DocumentInfo]
_NAMED = 4  # words that a near clause lacks, at most so many are named


def card(citation: Citation, claims: Sequence[Claim], infos: Infos, words: Words) -> Safe:
    """A clause that is cited, its quote marked and in it what the claims mark."""
    clause = citation.clause
    start, end = citation.start - clause.start, citation.end - clause.start
    spans = [Span(start, end, "quote"), *_figures(citation, claims, start)]
    return tag(
        "article",
        tag("span", str(citation.n), cls="tw-n", aria_hidden="true"),
        tag("div", tag("h3", title_of(clause.title, clause.source)), meta_line(infos.get(clause.source)), cls="tw-head"),
        path_line(clause, words),
        tag("blockquote", excerpt(clause.text, spans, start, end)),
        open_button(clause, words, citation.start, citation.end),
        tag("div", relate_button(clause, words), cls="tw-foot"),
        id=f"cite-{citation.n}",
        cls="tw-card",
        tabindex="-1",
        aria_label=words("source_n", n=citation.n),
    )


def _figures(citation: Citation, claims: Sequence[Claim], offset: int) -> list[Span]:
    """Where the marked parts of the claims stand in the quote of their citation."""
    spans = []
    for claim in claims:
        if citation.n in claim.citations:
            for start, end in claim.marks:
                at = citation.quote.find(claim.text[start:end])
                if at >= 0:
                    spans.append(Span(offset + at, offset + at + end - start, "figure"))
    return spans


def near_cards(hits: Sequence[Hit], terms: str, infos: Infos, words: Words, named: Sequence[str] | None = None) -> Safe:
    """Clauses that are not cited; with the words of a question, each says why it is not the answer."""
    return tag("div", join(_near(hit, terms, infos, words, named) for hit in hits), cls="tw-cards")


def _near(hit: Hit, terms: str, infos: Infos, words: Words, named: Sequence[str] | None) -> Safe:
    clause, spans = hit.clause, word_spans(terms, hit.clause.text)
    first = spans[0].start if spans else 0
    return tag(
        "article",
        tag("div", tag("h3", title_of(clause.title, clause.source)), meta_line(infos.get(clause.source)), cls="tw-head"),
        path_line(clause, words),
        tag("blockquote", excerpt(clause.text, spans, first, first, 110)),
        _why_not(hit, infos, words, named) if named is not None else None,
        open_button(clause, words, clause.start, clause.end),
        cls="tw-card tw-plain",
        tabindex="-1",
    )


def _why_not(hit: Hit, infos: Infos, words: Words, named: Sequence[str]) -> Safe:
    clause, info = hit.clause, infos.get(hit.clause.source)
    lacking = absent(named, "\n".join((clause.title, *clause.path, clause.text, info.region if info else "")))
    said = (words("not_said"), words("list_between").join(lacking)) if lacking else (words("not_meant"),)
    return tag("p", *said, cls="tw-whynot")


def absent(named: Sequence[str], text: str) -> list[str]:
    """Which of a question's words a text does not hold."""
    held = fold(text)
    return [word for word in dict.fromkeys(named) if fold(word) not in held][:_NAMED]


def uncited(answer: Answer, most: int = 5) -> list[Hit]:
    """The clauses shown below an answer, or below "not found"."""
    cited = {c.clause.clause_id for c in answer.cited}
    return [hit for hit in answer.hits if hit.clause.clause_id not in cited][:most]
