"""What stands under an answer: was it of use, and if not, why. And the list of what was said, for evaluators."""

from collections.abc import Callable, Sequence

from policy import Answer
from policy.bench import Feedback
from web.answer_cards import uncited
from web.cite import notice
from web.markup import Safe, join, tag
from web.strings import Words
from web.times import local_time

LONGEST = 500  # characters of free text, as many as are kept
SHOWN = 200


def unsaid(answer: Answer, feedback_id: str, generation: str) -> Feedback:
    """What would be kept of an answer once somebody says something of it."""
    cited = tuple(dict.fromkeys(c.clause.clause_id for c in answer.cited))
    hits = tuple(h.clause.clause_id for h in uncited(answer))
    return Feedback(feedback_id, "", answer.question, answer.status, "", (), "", cited, hits, generation)


def rate_view(said: Feedback, reasons: Sequence[str], words: Words) -> Safe:
    """The question whether the answer was of use; once that is said, room for reasons."""
    buttons = join(
        tag(
            "button",
            words(f"verdict_{verdict}"),
            type="button",
            cls="tw-verdict",
            data_rate=verdict,
            aria_pressed="true" if said.verdict == verdict else "false",
        )
        for verdict in ("useful", "useless")
    )
    head = tag("div", tag("span", words("rate_ask"), cls="tw-sub"), buttons, cls="tw-rate-row", role="group", aria_label=words("rate_ask"))
    thanks = tag("p", words("rate_thanks"), cls="tw-sub", role="status") if said.verdict else None
    return tag("section", head, thanks, _why(said, reasons, words) if said.verdict else None, cls="tw-rate", aria_label=words("rate_ask"))


def _why(said: Feedback, reasons: Sequence[str], words: Words) -> Safe:
    boxes = None
    if said.verdict == "useless":
        labels = join(
            tag("label", tag("input", type="checkbox", value=reason, checked=reason in said.reasons), words(f"reason_{reason}"))
            for reason in reasons
        )
        boxes = tag("div", labels, cls="tw-reasons", role="group", aria_label=words("rate_why"))
    text = tag("textarea", said.text, rows=2, maxlength=LONGEST, placeholder=words("rate_text"), aria_label=words("rate_text"))
    send = tag("button", words("rate_send"), type="button", cls="tw-verdict", data_rate=said.verdict)
    return tag("div", boxes, text, tag("div", send, tag("span", words("rate_private"), cls="tw-sub"), cls="tw-rate-row"), cls="tw-why-box")


def feedback_table(entries: Sequence[Feedback], words: Words, place: Callable[[str], str] = str) -> Safe:
    """What was said, newest first, each with a button that puts its question into a pool; `place` names a cited clause by its id."""
    if not entries:
        return notice("empty", words("feedback_none"))
    n = len(entries)
    count = words("feedback_count", n=n) if n <= SHOWN else words("feedback_shown", shown=SHOWN, n=n)
    heads = ("question_head", "verdict_head", "reason_head", "cited_head", "time_head", "actions")
    head = tag("thead", tag("tr", join(tag("th", words(key), scope="col") for key in heads)))
    body = tag("tbody", join(_row(entry, words, place) for entry in entries[:SHOWN]))
    return join([tag("p", count, cls="tw-sub", role="status"), tag("table", head, body, cls="tw-table tw-feedback-table")])


def _row(entry: Feedback, words: Words, place: Callable[[str], str]) -> Safe:
    reasons = words("list_between").join(words(f"reason_{r}") for r in entry.reasons)
    said = join([tag("span", reasons) if reasons else None, tag("span", entry.text, cls="tw-said") if entry.text else None])
    button = tag(
        "button", words("feedback_pool"), type="button", cls="tw-open", data_pool=entry.feedback_id, aria_label=words("feedback_pool_title")
    )
    return tag(
        "tr",
        tag("th", tag("span", entry.question, cls="tw-title"), tag("span", words(f"answer_{entry.status}"), cls="tw-file"), scope="row"),
        tag("td", words(f"verdict_{entry.verdict}"), cls=f"tw-is-{entry.verdict}", data_label=words("verdict_head")),
        tag("td", said, cls="tw-wrap" if said else "tw-blank", data_label=words("reason_head")),
        tag(
            "td",
            join(tag("span", place(c), cls="tw-file") for c in entry.cited),
            cls="tw-wrap" if entry.cited else "tw-blank",
            data_label=words("cited_head"),
        ),
        tag("td", local_time(entry.time), data_label=words("time_head")),
        tag("td", button, cls="tw-actions"),
    )
