"""The clauses around an answer as cards: those that it cites, those that are near, and why these are not the answer."""

import re
from collections.abc import Mapping, Sequence

from policy import Answer, Citation, Claim, DocumentInfo, Hit, fold
from web.cite import meta_line, open_button, path_line, title_of
from web.highlight import Span, content, excerpt, word_spans
from web.markup import Safe, join, tag
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


def near_cards(hits: Sequence[Hit], terms: str, infos: Infos, words: Words, question: str = "") -> Safe:
    """Clauses that are not cited; with a question, each says why it is not the answer."""
    return tag("div", join(_near(hit, terms, infos, words, question) for hit in hits), cls="tw-cards")


def _near(hit: Hit, terms: str, infos: Infos, words: Words, question: str) -> Safe:
    clause, spans = hit.clause, word_spans(terms, hit.clause.text)
    first = spans[0].start if spans else 0
    return tag(
        "article",
        tag("div", tag("h3", title_of(clause.title, clause.source)), meta_line(infos.get(clause.source)), cls="tw-head"),
        path_line(clause, words),
        tag("blockquote", excerpt(clause.text, spans, first, first, 110)),
        _why_not(hit, infos, words, question) if question else None,
        open_button(clause, words, clause.start, clause.end),
        cls="tw-card tw-plain",
        tabindex="-1",
    )


def _why_not(hit: Hit, infos: Infos, words: Words, question: str) -> Safe:
    clause, info = hit.clause, infos.get(hit.clause.source)
    lacking = absent(question, "\n".join((clause.title, *clause.path, clause.text, info.region if info else "")))
    said = (words("not_said"), words("list_between").join(lacking)) if lacking else (words("not_meant"),)
    return tag("p", *said, cls="tw-whynot")


def absent(question: str, text: str) -> list[str]:
    """What a question names in Chinese words or numbers and a text does not hold, as the question writes it."""
    held, found = fold(text), []
    for start, end in content(question):
        word = question[start:end]
        if not re.search("[\u3400-\u9fff]", word):
            found += [word] if word[0].isdigit() and fold(word) not in held else []
            continue
        there = [fold(word[i : i + 2]) in held for i in range(len(word) - 1)]
        covered = [any(there[max(0, i - 1) : i + 1]) for i in range(len(word))]
        found += [word[m.start() : m.end()] for m in re.finditer("0{2,}", "".join("01"[c] for c in covered))]
    return list(dict.fromkeys(found))[:_NAMED]


def uncited(answer: Answer, most: int = 5) -> list[Hit]:
    """The clauses shown below an answer, or below "not found"."""
    cited = {c.clause.clause_id for c in answer.citations}
    return [hit for hit in answer.hits if hit.clause.clause_id not in cited][:most]
