"""An Answer as HTML: the answer first, then the clauses it cites, then what else was found."""

import json
from collections.abc import Mapping, Sequence

from policy import Answer, Cell, Claim, Hit, Table
from web.answer_cards import Infos, card, near_cards, uncited
from web.cite import notice, shorten, title_of
from web.copying import tools
from web.highlight import Span, marked
from web.markup import Safe, join, tag
from web.ports import Example
from web.strings import Words

_LONG = 4  # claims shown below a table that says the same in short
_FIGURE = 24  # a marked stretch up to this long is shown as a headline above its sentence
_EXAMPLES = 5


def answer_view(
    answer: Answer, terms: str, infos: Infos, words: Words, before: Sequence[str] = (), lang: str = "zh", named: Sequence[str] = ()
) -> Safe:
    """The whole result of a question; `terms` are the words to mark in clauses that it does not cite, `named` the words of the question.

    What was asked goes with it, for the page's list of questions: `before` only where the question was completed from it.
    """
    used = tuple(before) if answer.understood else ()
    body = _found(answer, used, terms, infos, lang, words) if answer.claims else _not_found(answer, named, terms, infos, words)
    return tag(
        "div",
        tag("p", answer.question, cls="tw-on-paper"),
        _understood(answer, words) if answer.understood else None,
        body,
        cls="tw-result",
        data_asked=answer.question,
        data_before=json.dumps(used, ensure_ascii=False),
        data_status=answer.status,
        data_by=answer.worded_by,
        data_told=_told(answer, words),
    )


def _told(answer: Answer, words: Words) -> str:
    """What a screen reader says when the answer is there."""
    if not answer.claims:
        return words("not_found")
    return f"{words('said_answer', n=len(answer.cited))} {answer.verdict or answer.claims[0].line}"


def _understood(answer: Answer, words: Words) -> Safe:
    again = tag("button", words("as_written"), type="button", cls="tw-link", data_ask=answer.question)
    return tag("p", tag("span", words("understood"), tag("strong", answer.understood)), again, cls="tw-understood")


def _found(answer: Answer, before: Sequence[str], terms: str, infos: Infos, lang: str, words: Words) -> Safe:
    beside = {c.n for c in answer.citations} - {c.n for c in answer.cited}
    others = uncited(answer)
    return join(
        [
            _answer(answer, words),
            tools(answer, before, infos, lang, words),
            tag("h2", words("sources"), cls="tw-h"),
            tag("div", join(card(c, answer.claims, infos, words) for c in answer.cited), cls="tw-cards"),
            _apart(answer, beside, infos, words) if answer.related else None,
            _others(others, terms, infos, words) if others else None,
        ]
    )


def _answer(answer: Answer, words: Words) -> Safe:
    note = tag("p", answer.note, cls="tw-note") if answer.note else None
    weighed = tag("p", tag("strong", answer.verdict), cls="tw-outcome") if answer.verdict else None
    by = tag("p", words("worded_by", model=answer.worded_by), cls="tw-sub") if answer.worded_by else None
    titles = _titles(answer)
    if len(answer.claims) == 1:
        body = _single(answer.claims[0], titles, words)
    else:
        body = tag("ul", join(_line(claim, titles, words) for claim in answer.claims), cls="tw-claims")
    table = _table(answer.table, words) if answer.table else None
    if table and len(answer.claims) > _LONG:  # the table says it all; the passages are there for who wants them
        body = tag("details", tag("summary", words("passages", n=len(answer.claims))), body, cls="tw-related")
    return tag(
        "section", tag("h2", words("answer"), cls="tw-sr"), weighed, table, body, by, note, cls="tw-answer", aria_label=words("answer")
    )


def _titles(answer: Answer) -> dict[int, str]:
    return {c.n: title_of(c.clause.title, c.clause.source) for c in answer.citations}


def _single(claim: Claim, titles: Mapping[int, str], words: Words) -> Safe:
    start, end = claim.marks[0] if len(claim.marks) == 1 else (0, 0)
    figure = claim.lead or (claim.text[start:end].strip().removeprefix("之日起") if end - start <= _FIGURE else "")
    headline = tag("p", figure, cls="tw-figure") if figure and figure != claim.text.strip() else None
    return join(
        [_said_by(claim, titles), headline, tag("p", _claim_text(claim), _remark(claim), _refs(claim.citations, words), cls="tw-claim")]
    )


def _line(claim: Claim, titles: Mapping[int, str], words: Words) -> Safe:
    lead = tag("strong", claim.lead, cls="tw-lead") if claim.lead else None
    said = tag("p", lead, _claim_text(claim), _remark(claim), _refs(claim.citations, words), cls="tw-claim")
    return tag("li", _said_by(claim, titles), said)


def _remark(claim: Claim) -> Safe | None:
    """What is ours to say of a claim, told apart from what its document says."""
    return tag("span", claim.remark, cls="tw-remark") if claim.remark else None


def _said_by(claim: Claim, titles: Mapping[int, str]) -> Safe:
    """Whom the claim binds, and the document that says so."""
    scope = tag("strong", claim.scope) if claim.scope else None
    return tag("p", scope, tag("span", shorten(titles[claim.citations[0]], 48)), cls="tw-scope")


def _claim_text(claim: Claim) -> Safe:
    return marked(claim.text, [Span(start, end, "figure") for start, end in claim.marks])


def _refs(citations: Sequence[int], words: Words) -> Safe:
    return join(tag("a", f"[{n}]", href=f"#cite-{n}", cls="tw-ref", data_cite=n, aria_label=words("goto_source", n=n)) for n in citations)


# The heads of a comparison as answers have them, and the interface's words for them: what stands below is the documents' own.
_HEADS = {
    "地区（文件）": "table_place",
    "规定": "table_rule",
    "时间": "table_time",
    "指标": "table_indicator",
    "要求": "table_required",
    "期限": "table_deadline",
}


def _table(table: Table, words: Words) -> Safe:
    """A comparison: a column a thing compared, each cell with its sources."""
    columns = [words(_HEADS[column]) if column in _HEADS else column for column in table.columns]
    head = tag("thead", tag("tr", join(tag("th", column, scope="col") for column in columns)))
    rows = join(tag("tr", join(_cell(i, cell, columns[i], words) for i, cell in enumerate(row))) for row in table.rows)
    return tag("div", tag("table", head, tag("tbody", rows), cls="tw-figures"), cls="tw-wide", tabindex="0")


def _cell(i: int, cell: Cell, column: str, words: Words) -> Safe:
    said = (cell.text, _refs(cell.citations, words))
    return tag("td", *said, data_label=column) if i else tag("th", *said, scope="row")


def _apart(answer: Answer, beside: set[int], infos: Infos, words: Words) -> Safe:
    """What other documents say, apart from the answer and named as what it is not."""
    titles = _titles(answer)
    lines = tag("ul", join(_line(claim, titles, words) for claim in answer.related), cls="tw-claims")
    cards = tag("div", join(card(c, answer.related, infos, words) for c in answer.citations if c.n in beside), cls="tw-cards")
    head = (tag("h2", words("apart"), cls="tw-h"), tag("p", words("apart_hint"), cls="tw-sub"))
    return tag("section", *head, lines, cards, cls="tw-apart", aria_label=words("apart"))


def _others(hits: Sequence[Hit], terms: str, infos: Infos, words: Words) -> Safe:
    return tag("details", tag("summary", words("related", n=len(hits))), near_cards(hits, terms, infos, words), cls="tw-related")


def _not_found(answer: Answer, named: Sequence[str], terms: str, infos: Infos, words: Words) -> Safe:
    hits = uncited(answer)
    return join(
        [
            notice("empty", words("not_found"), answer.note or words("not_found_hint")),
            _apart(answer, {c.n for c in answer.citations}, infos, words) if answer.related else None,
            tag("h2", words("nearest"), cls="tw-h") if hits else None,
            near_cards(hits, terms, infos, words, tuple(named)) if hits else None,
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
    buttons = join(tag("button", e.question, type="button", cls="tw-chip", data_ask=e.question) for e in examples[:_EXAMPLES])
    return tag("div", tag("span", words("examples"), cls="tw-sub"), buttons, cls="tw-examples", role="group", aria_label=words("examples"))
