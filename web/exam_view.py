"""A paper as HTML: what it is, what is lacking, its questions by kind, what they cover, and the ways out of it."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from policy.exam import Coverage, Item, ItemKind, Lacking, Paper
from policy.exam_desk import OpenPaper, Step
from web.cite import notice, shorten, title_of
from web.exam_card import action, item_card, letter, points
from web.library_view import progress_view
from web.markup import Safe, esc, join, tag
from web.strings import Words

LEVELS = ("易", "中", "难")
_STEPS = {"读条文": "step_read", "出题": "step_make", "核验": "step_check"}  # as the makers of papers name what they are at
_NUMERALS = "一二三四五六七八九十"
OWN, TITLE = "+", "="  # stand for the item_id of an own question that is being written, and for the paper's own title


def paper_view(opened: OpenPaper, formats: Sequence[str], words: Words, editing: str = "", form: Safe | None = None) -> Safe:
    """The whole paper; `form` stands in for the item `editing`, or below the last one for an own question."""
    paper = opened.paper
    parts = [
        _head(opened, words, form if editing == TITLE else None),
        _lacking(paper.lacking, words),
        *(tag("p", note, cls="tw-notice", data_exam_note="") for note in paper.notes),
        _items(opened, words, editing, form),
        tag("div", form, cls="tw-card tw-item tw-new", data_exam_item=OWN, tabindex="-1") if form and editing == OWN else None,
        _adding(words),
        _coverage(paper, words),
        _exporting(formats, words),
    ]
    return tag(
        "section",
        *parts,
        cls="tw-paper",
        data_exam_paper=opened.name,
        data_exam_revision=opened.revision,
        aria_label=words("paper_label", title=paper.title),
    )


def _head(opened: OpenPaper, words: Words, form: Safe | None) -> Safe:
    paper = opened.paper
    flagged = len({fault.item_id for fault in opened.faults} & {item.item_id for item in paper.items})
    facts = words("paper_facts", n=len(paper.items), points=points(paper.points), minutes=paper.minutes, seed=paper.seed)
    state = tag("strong", words("paper_flagged", n=flagged), cls="tw-flagged") if flagged else tag("span", words("paper_sound"))
    versions = tag("span", words("paper_versions", names=words("list_between").join(opened.versions))) if opened.versions else None
    buttons = [
        tag(
            "button",
            words("keys_hide"),
            type="button",
            cls="tw-exam-act",
            data_exam="keys",
            aria_pressed="false",
            data_other=words("keys_show"),
        ),
        action("check", words("check_all")),
        action("remake", words("remake")),
        action("undo", words("undo"), disabled=not opened.can_undo),
        action("rename", words("rename")),
        action("close", words("paper_close")),
    ]
    return tag(
        "header",
        tag("h2", paper.title, tabindex="-1"),
        tag("div", form, data_exam_item=TITLE, cls="tw-item", tabindex="-1") if form else None,
        tag("p", tag("span", facts), versions, state, cls="tw-meta"),
        tag("p", balance(paper, words), cls="tw-meta tw-balance"),
        tag("div", join(buttons), cls="tw-item-actions"),
        cls="tw-paper-head",
    )


def title_form(paper: Paper, words: Words) -> Safe:
    """The form for title and minutes."""
    title = tag("input", type="text", name="title", value=paper.title, maxlength="120")
    minutes = tag("input", type="number", name="minutes", value=str(paper.minutes), min="1", max="600")
    return tag(
        "form",
        tag("label", tag("span", words("exam_title")), title, cls="tw-field"),
        tag("label", tag("span", words("exam_minutes")), minutes, cls="tw-field"),
        tag("div", action("save", words("save"), data_main="1"), action("cancel", words("cancel")), cls="tw-item-actions"),
        cls="tw-exam-form",
        novalidate=True,
        autocomplete="off",
    )


def balance(paper: Paper, words: Words) -> Safe:
    """How the keys and the difficulty are spread, in one line."""
    levels = Counter(item.difficulty for item in paper.items)
    parts = [words("balance_levels", spread=_spread((words(f"level_{name}"), levels[name]) for name in LEVELS))]
    single = [i for i in paper.items if i.kind == ItemKind.SINGLE and i.options]
    if single:
        places = Counter(letter(n) for i in single for n, option in enumerate(i.options) if option.right)
        longest = max(len(i.options) for i in single)
        parts.append(words("balance_single", spread=_spread((letter(n), places[letter(n)]) for n in range(longest))))
    if judged := Counter(i.key for i in paper.items if i.kind == ItemKind.TRUE_FALSE):
        parts.append(words("balance_true", spread=_spread(((words("true"), judged[("对",)]), (words("false"), judged[("错",)])))))
    asked = sum(1 for place in paper.coverage if place.items)
    if paper.coverage:
        parts.append(words("balance_covered", n=asked, of=len(paper.coverage)))
    return join(tag("span", part) for part in parts)


def _spread(counts: object) -> str:
    return " ".join(f"{name} {n}" for name, n in counts)  # type: ignore[attr-defined]


def _lacking(lacking: Sequence[Lacking], words: Words) -> Safe | None:
    if not lacking:
        return None
    lines = join(tag("li", words("lacking_line", what=_what(x.what, words), wanted=x.wanted, made=x.made), " ", x.why) for x in lacking)
    return tag("div", tag("strong", words("lacking")), tag("ul", lines), cls="tw-notice tw-lacking", role="status")


def _what(what: str, words: Words) -> str:
    """A kind by its name in the interface's language; anything else as it is."""
    return words(f"kind_{what}") if what in set(ItemKind) else what


def _items(opened: OpenPaper, words: Words, editing: str, form: Safe | None) -> Safe:
    paper = opened.paper
    if not paper.items:
        return notice("empty", words("paper_empty"), words("paper_empty_hint"))
    sections, n = [], 0
    for number, (kind, group) in enumerate(groupby(paper.items, lambda item: item.kind)):
        cards, own = [], list(group)
        for item in own:
            n += 1
            ends = item is own[0], item is own[-1]
            faults = [f for f in opened.faults if f.item_id == item.item_id]
            cards.append(tag("li", item_card(n, item, words, faults, form if item.item_id == editing else None, ends)))
        sections.append(tag("section", _kind_head(number, kind, own, words), tag("ol", join(cards), cls="tw-items"), cls="tw-exam-kind"))
    return join(sections)


def _kind_head(number: int, kind: ItemKind, items: list[Item], words: Words) -> Safe:
    ordinal = words("ordinal", zh=_NUMERALS[number] if number < len(_NUMERALS) else str(number + 1), n=number + 1)
    total = points(sum(item.points for item in items))
    return tag("h3", words("kind_head", ordinal=ordinal, kind=words(f"kind_{kind}"), n=len(items), points=total), cls="tw-h")


def _adding(words: Words) -> Safe:
    """The ways to an own question, a button a kind."""
    buttons = join(action("own", words(f"kind_{kind}"), words("own"), data_exam_kind=kind) for kind in ItemKind)
    return tag(
        "div", tag("h3", words("own"), cls="tw-h"), tag("div", buttons, cls="tw-item-actions"), tag("p", words("own_hint"), cls="tw-sub")
    )


def _coverage(paper: Paper, words: Words) -> Safe | None:
    """Clause by clause, the questions that ask about it."""
    if not paper.coverage:
        return None
    numbers = {item.item_id: n for n, item in enumerate(paper.items, 1)}
    rows = join(_covered(place, numbers, words) for place in paper.coverage)
    head = tag("thead", tag("tr", join(tag("th", words(key), scope="col") for key in ("covered_clause", "covered_items"))))
    asked = sum(1 for place in paper.coverage if any(i in numbers for i in place.items))
    table = tag("div", tag("table", head, tag("tbody", rows), cls="tw-figures tw-covered"), cls="tw-wide", tabindex="0")
    return tag("details", tag("summary", words("coverage", n=asked, of=len(paper.coverage))), table, cls="tw-related", data_kept="coverage")


def _covered(place: Coverage, numbers: dict[str, int], words: Words) -> Safe:
    where = " › ".join(shorten(step, 24) for step in place.path) or words("lead")
    found = [tag("a", str(numbers[i]), href="#", data_exam="goto", data_to=i) for i in place.items if i in numbers]
    title = tag("span", title_of(place.title, place.clause_id), cls="tw-file")
    return tag("tr", tag("th", esc(where), title, scope="row"), tag("td", join(found, "、") if found else "–"))


def _exporting(formats: Sequence[str], words: Words) -> Safe:
    boxes = join(
        tag("label", tag("input", type="checkbox", name="format", value=name, checked=n == 0), words(f"format_{name}"))
        for n, name in enumerate(formats)
    )
    return tag(
        "form",
        tag("h3", words("export"), cls="tw-h"),
        tag("fieldset", tag("legend", words("export_formats"), cls="tw-sr"), boxes, cls="tw-reasons"),
        tag("div", action("export", words("export")), cls="tw-item-actions"),
        cls="tw-export",
    )


def step_view(step: Step, words: Words) -> Safe:
    """How far making or checking has come."""
    known = next((key for begins, key in _STEPS.items() if step.what.startswith(begins)), "")
    what = words(known) if known else step.what
    text = words("step_of", what=what, done=step.done, total=step.of) if step.of else words("step_open", what=what)
    return progress_view(step.done, step.of, text)
