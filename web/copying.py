"""What can be taken along of an answer: text for the clipboard, plain and rich, and the row of buttons for it."""

from collections.abc import Mapping, Sequence

from policy import Answer, Claim, DocumentInfo
from policy.citing import plain_answer, source_line
from web.highlight import Span, marked
from web.markup import Safe, join, tag
from web.served import packed, word_link
from web.strings import Words


def tools(answer: Answer, before: Sequence[str], infos: Mapping[str, DocumentInfo], lang: str, words: Words) -> Safe:
    """Copy, save, share, print; with what is copied beside them, unseen."""
    buttons = [
        tag("button", words("copy"), type="button", data_copyanswer=True, data_done=words("copied")),
        tag("a", words("word"), href=word_link(lang, answer.question, before), download=True, title=words("word_title"), cls="tw-word"),
        tag(
            "button",
            words("link"),
            type="button",
            title=words("link_title"),
            data_copylink=packed(before),
            data_q=answer.question,
            data_done=words("copied"),
        ),
        tag("button", words("print"), type="button", data_printout=True),
    ]
    text = tag("textarea", plain_answer(answer, infos), hidden=True, readonly=True, cls="tw-copy-text", aria_hidden="true")
    return tag(
        "div",
        join(buttons),
        text,
        tag("template", rich(answer, infos, words), cls="tw-copy-rich"),
        cls="tw-tools",
        role="group",
        aria_label=words("tools"),
    )


def rich(answer: Answer, infos: Mapping[str, DocumentInfo], words: Words) -> Safe:
    """The answer for a word processor: paragraphs, and the sources in the form that Word takes for footnotes when it is pasted."""
    weighed = tag("p", tag("b", answer.verdict)) if answer.verdict else None
    body = join(tag("p", _said(claim)) for claim in answer.claims)
    note = tag("p", answer.note) if answer.note else None
    beside = [tag("p", f"（{words('apart')}）"), *(tag("p", _said(claim)) for claim in answer.related)] if answer.related else []
    notes = join(
        tag(
            "div",
            tag("p", _anchor(c.n, "ftn", "ftnref"), " ", source_line(c, infos.get(c.clause.source))),
            style="mso-element:footnote",
            id=f"ftn{c.n}",
        )
        for c in answer.citations
    )
    return join([weighed, body, note, *beside, tag("div", tag("p", words("copy_sources")), notes, style="mso-element:footnote-list")])


def _said(claim: Claim) -> Safe:
    spans = [Span(start, end, "") for start, end in claim.marks]
    edges = sorted({0, len(claim.text)} | {p for s in spans for p in (s.start, s.end)})
    pieces = []
    for a, b in zip(edges, edges[1:], strict=False):
        piece = marked(claim.text, [], a, b)
        pieces.append(tag("b", piece) if any(s.start <= a and b <= s.end for s in spans) else piece)
    lead = tag("b", f"{claim.lead}。") if claim.lead else None
    remark = f"（{claim.remark}）" if claim.remark else None
    return join(
        [f"{claim.scope}：" if claim.scope else None, lead, join(pieces), remark, *(_anchor(n, "ftnref", "ftn") for n in claim.citations)]
    )


def _anchor(n: int, name: str, to: str) -> Safe:
    style = f"mso-footnote-id:ftn{n}"
    return tag("a", tag("sup", f"[{n}]"), style=style, href=f"#_{to}{n}", name=f"_{name}{n}")
