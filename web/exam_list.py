"""The papers that are kept, as a table."""

from collections.abc import Sequence

from policy.exam_desk import PaperInfo
from web.cite import notice
from web.exam_card import action, points
from web.markup import Safe, join, tag
from web.strings import Words
from web.times import local_time


def papers_view(papers: Sequence[PaperInfo], words: Words) -> Safe:
    """Newest first, each with what can be done with it."""
    if not papers:
        return notice("empty", words("papers_none"), words("papers_none_hint"))
    heads = ("title", "papers_items", "papers_points", "papers_flagged", "time_head", "actions")
    head = tag("thead", tag("tr", join(tag("th", words(key), scope="col") for key in heads)))
    return tag("table", head, tag("tbody", join(_row(paper, words) for paper in papers)), cls="tw-table tw-papers")


def _row(paper: PaperInfo, words: Words) -> Safe:
    verbs = [("open", "paper_open"), ("copy", "paper_copy"), ("delete", "remove")]
    buttons = join(action(verb, words(key), paper.title, data_exam_name=paper.name, data_title=paper.title) for verb, key in verbs)
    cells = [
        ("papers_items", str(paper.items)),
        ("papers_points", points(paper.points)),
        ("papers_flagged", str(paper.flagged) if paper.flagged else "–"),
        ("time_head", local_time(paper.changed)),
    ]
    return tag(
        "tr",
        tag("th", tag("span", paper.title, cls="tw-title"), scope="row"),
        join(tag("td", value, data_label=words(key)) for key, value in cells),
        tag("td", buttons, cls="tw-actions"),
    )
