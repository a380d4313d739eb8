"""An Answer as HTML: the answer first, then the clauses it cites, then what else was found."""

from collections.abc import Mapping, Sequence

from policy import Answer, Citation, Claim, DocumentInfo, Hit
from web.cite import meta_line, notice, open_button, path_line, shorten, title_of
from web.highlight import Span, excerpt, marked, word_spans
from web.markup import Safe, join, tag
from web.ports import Example
from web.strings import Words

_FIGURE = 24  # a marked stretch up to this long is shown as a headline above its sentence
_NEAR = 5
Infos = Mapping[str, DocumentInfo]


def answer_view(answer: Answer, terms: str, infos: Infos, words: Words) -> Safe:
    """The whole result of a question; `terms` are the words to mark in clauses that it does not cite."""
    if not answer.claims:
        return _not_found(answer, terms, infos, words)
    others = uncited(answer)
    return join(
        [
            _answer(answer, words),
            tag("h2", words("sources"), cls="tw-h"),
            tag("div", join(_card(c, answer, infos, words) for c in answer.cited), cls="tw-cards"),
            _related(others, terms, infos, words) if others else None,
        ]
    )


def uncited(answer: Answer) -> list[Hit]:
    """The clauses shown below an answer, or below "not found"."""
    cited = {c.clause.clause_id for c in answer.cited}
    return [hit for hit in answer.hits if hit.clause.clause_id not in cited][:_NEAR]


def _answer(answer: Answer, words: Words) -> Safe:
    note = tag("p", answer.note, cls="tw-note") if answer.note else None
    titles = {c.n: title_of(c.clause.title, c.clause.source) for c in answer.cited}
    if len(answer.claims) == 1:
        body = _single(answer.claims[0], titles, words)
    else:
        body = tag("ul", join(_line(claim, titles, words) for claim in answer.claims), cls="tw-claims")
    return tag("section", tag("h2", words("answer"), cls="tw-sr"), body, note, cls="tw-answer", aria_label=words("answer"))


def _single(claim: Claim, titles: Mapping[int, str], words: Words) -> Safe:
    start, end = claim.marks[0] if len(claim.marks) == 1 else (0, 0)
    figure = claim.text[start:end].strip() if end - start <= _FIGURE else ""
    headline = tag("p", figure, cls="tw-figure") if figure and figure != claim.text.strip() else None
    return join([_said_by(claim, titles), headline, tag("p", _claim_text(claim), _refs(claim, words), cls="tw-claim")])


def _line(claim: Claim, titles: Mapping[int, str], words: Words) -> Safe:
    return tag("li", _said_by(claim, titles), tag("p", _claim_text(claim), _refs(claim, words), cls="tw-claim"))


def _said_by(claim: Claim, titles: Mapping[int, str]) -> Safe:
    """Whom the claim binds, and the document that says so."""
    scope = tag("strong", claim.scope) if claim.scope else None
    return tag("p", scope, tag("span", shorten(titles[claim.citations[0]], 48)), cls="tw-scope")


def _claim_text(claim: Claim) -> Safe:
    return marked(claim.text, [Span(start, end, "figure") for start, end in claim.marks])


def _refs(claim: Claim, words: Words) -> Safe:
    return join(
        tag("a", f"[{n}]", href=f"#cite-{n}", cls="tw-ref", data_cite=n, aria_label=words("goto_source", n=n)) for n in claim.citations
    )


def _card(citation: Citation, answer: Answer, infos: Infos, words: Words) -> Safe:
    clause = citation.clause
    start, end = citation.start - clause.start, citation.end - clause.start
    spans = [Span(start, end, "quote"), *_figures(citation, answer, start)]
    return tag(
        "article",
        tag("span", str(citation.n), cls="tw-n", aria_hidden="true"),
        tag("div", tag("h3", title_of(clause.title, clause.source)), meta_line(infos.get(clause.source)), cls="tw-head"),
        path_line(clause, words),
        tag("blockquote", excerpt(clause.text, spans, start, end)),
        open_button(clause, words, citation.start, citation.end),
        id=f"cite-{citation.n}",
        cls="tw-card",
        tabindex="-1",
        aria_label=words("source_n", n=citation.n),
    )


def _figures(citation: Citation, answer: Answer, offset: int) -> list[Span]:
    """Where the marked parts of the claims stand in the quote of their citation."""
    spans = []
    for claim in answer.claims:
        if citation.n in claim.citations:
            for start, end in claim.marks:
                at = citation.quote.find(claim.text[start:end])
                if at >= 0:
                    spans.append(Span(offset + at, offset + at + end - start, "figure"))
    return spans


def _related(hits: Sequence[Hit], terms: str, infos: Infos, words: Words) -> Safe:
    summary = tag("summary", words("related", n=len(hits)))
    return tag("details", summary, _hits(hits, terms, infos, words), cls="tw-related")


def _hits(hits: Sequence[Hit], terms: str, infos: Infos, words: Words) -> Safe:
    return tag("div", join(_near(hit, terms, infos, words) for hit in hits), cls="tw-cards")


def _near(hit: Hit, terms: str, infos: Infos, words: Words) -> Safe:
    clause, spans = hit.clause, word_spans(terms, hit.clause.text)
    first = spans[0].start if spans else 0
    return tag(
        "article",
        tag("div", tag("h3", title_of(clause.title, clause.source)), meta_line(infos.get(clause.source)), cls="tw-head"),
        path_line(clause, words),
        tag("blockquote", excerpt(clause.text, spans, first, first, 110)),
        open_button(clause, words, clause.start, clause.end),
        cls="tw-card tw-plain",
    )


def _not_found(answer: Answer, terms: str, infos: Infos, words: Words) -> Safe:
    hits = uncited(answer)
    return join(
        [
            notice("empty", words("not_found"), answer.note or words("not_found_hint")),
            tag("h2", words("nearest"), cls="tw-h") if hits else None,
            _hits(hits, terms, infos, words) if hits else None,
        ]
    )


def welcome_view(documents: int, words: Words) -> Safe:
    """What a first visitor reads: three lines."""
    if not documents:
        return notice("empty", words("corpus_empty"), words("welcome_empty"))
    return tag("ul", join(tag("li", words(f"welcome_{i}")) for i in (1, 2, 3)), cls="tw-welcome")


def examples_view(examples: Sequence[Example], words: Words) -> Safe:
    """Questions to click on."""
    if not examples:
        return Safe("")
    buttons = join(tag("button", e.question, type="button", cls="tw-chip", data_ask=e.question) for e in examples)
    return tag("div", tag("span", words("examples"), cls="tw-sub"), buttons, cls="tw-examples", role="group", aria_label=words("examples"))
