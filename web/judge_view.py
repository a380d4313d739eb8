"""Blind judging as HTML: one question with one clause; how far everybody has come; how far two agree."""

from collections.abc import Sequence

from policy.bench import Agreement, Card, PoolInfo
from web.bench_view import figure_table
from web.cite import notice, open_button, path_line, title_of
from web.library_view import progress_view
from web.markup import Safe, join, tag
from web.strings import Words

GRADES = (3, 2, 1, 0)


def card_view(card: Card, words: Words, again: bool = False) -> Safe:
    """What is to be judged now, with its buttons; nothing here says where the clause was found or how high it stood."""
    done = progress_view(card.graded + card.skipped, card.total, _far(card, words))
    about = {"data_of": card.pool, "data_judge": card.judge, "data_item": card.item, "data_again": "1" if again else "0"}
    if card.clause is None:
        look = tag("button", words("judge_again"), type="button", cls="tw-verdict", data_grade="again") if card.skipped else None
        text = words("judge_left", n=card.skipped) if card.skipped else words("judge_done_hint")
        end = join([notice("empty", words("judge_done"), text), tag("div", look, _undo(words), cls="tw-rate-row")])
        return tag("section", done, end, cls="tw-judge", **about)
    clause = card.clause
    grades = join(
        tag("button", tag("kbd", str(g)), words(f"grade_{g}"), type="button", cls=f"tw-grade tw-grade-{g}", data_grade=g) for g in GRADES
    )
    skip = tag("button", tag("kbd", "S"), words("judge_skip"), type="button", cls="tw-verdict", data_grade="skip")
    shown = tag(
        "article",
        tag("div", tag("h3", title_of(clause.title, clause.source)), cls="tw-head"),
        path_line(clause, words),
        tag("blockquote", clause.text.strip()),
        open_button(clause, words, clause.start, clause.end),
        cls="tw-card",
    )
    return tag(
        "section",
        done,
        tag("h3", card.question, cls="tw-asked"),
        shown,
        tag("div", grades, cls="tw-grades", role="group", aria_label=words("judge_grade")),
        tag("div", skip, _undo(words), tag("span", words("judge_keys"), cls="tw-sub"), cls="tw-rate-row"),
        cls="tw-judge",
        **about,
    )


def _undo(words: Words) -> Safe:
    return tag("button", tag("kbd", "U"), words("judge_undo"), type="button", cls="tw-verdict", data_undo="1")


def _far(card: Card, words: Words) -> str:
    return words("judge_far", judge=card.judge, done=card.graded + card.skipped, total=card.total, skipped=card.skipped)


def pool_view(pool: PoolInfo, agreements: Sequence[Agreement], words: Words) -> Safe:
    """A pool: what is in it, who judged how much, how far every two agree."""
    about = words("pool_about", questions=pool.questions, clauses=pool.clauses)
    gone = tag("p", words("pool_gone", n=pool.gone), cls="tw-sub") if pool.gone else None
    judges = [
        tag("tr", tag("th", t.judge, scope="row"), tag("td", str(t.graded), cls="tw-num"), tag("td", str(t.skipped), cls="tw-num"))
        for t in pool.judges
    ]
    parts = [tag("p", about, cls="tw-sub"), gone]
    if judges:
        parts.append(figure_table([words("judge_name"), words("judge_graded"), words("judge_skipped")], judges))
    else:
        parts.append(tag("p", words("pool_unjudged"), cls="tw-sub"))
    if agreements:
        rows = [_pair(a) for a in agreements]
        parts.append(figure_table([words("agree_judges"), words("agree_common"), words("agree_equal"), "κ", words("agree_weighted")], rows))
        parts.append(tag("p", words("agree_note"), cls="tw-sub"))
    return tag("section", tag("h3", pool.name, cls="tw-h"), *parts, cls="tw-pool")


def _pair(a: Agreement) -> Safe:
    def number(value: float | None) -> Safe:
        return tag("td", "–" if value is None else f"{value:.3f}", cls="tw-num")

    both = tag("th", f"{a.a} / {a.b}", scope="row")
    return tag("tr", both, tag("td", str(a.n), cls="tw-num"), number(a.equal if a.n else None), number(a.kappa), number(a.weighted))
