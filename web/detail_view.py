"""One document in a sheet over the page: what is known of it, what was repaired, its outline; and the form that corrects it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policy import LEVELS, Clause, Document, DocumentInfo
from web.cite import shorten, title_of
from web.markup import Safe, join, tag
from web.repairs import repair_lines
from web.strings import Words

FIELDS = {
    "title": "title",
    "number": "number",
    "issuer": "issuer",
    "issued": "issued",
    "region": "place",
    "level": "level",
    "kind": "kind",
    "years": "force",
}
"""The fields that can be set by hand, each with the key of its name in the table of strings."""
_OUTLINED = 40


@dataclass(frozen=True, slots=True)
class Detail:
    """What a sheet shows. `token` tells one showing from the next; `tried` are the values that could not be saved, with the
    `error` and its `remedy`; `known` are places and kinds to choose from."""

    document: Document
    read: DocumentInfo
    token: str
    known: Mapping[str, Sequence[str]]
    tried: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    remedy: str = ""
    saved: bool = False


def shown(info: DocumentInfo, name: str) -> str:
    """A field as text: years as 2021-2025."""
    value = getattr(info, name)
    if name == "years":
        return "-".join(map(str, dict.fromkeys(value))) if value else ""
    return str(value)


def detail_view(detail: Detail, words: Words) -> Safe:
    """The sheet, its form open where something could not be saved."""
    info = detail.document.info
    title = title_of(info.title, info.source)
    told = None
    if detail.error:
        remedy = tag("p", words("remedy"), detail.remedy, cls="tw-remedy") if detail.remedy else None
        told = tag("div", tag("strong", detail.error), remedy, cls="tw-notice tw-error", role="alert")
    elif detail.saved:
        told = tag("p", words("edit_saved"), cls="tw-saved", role="status")
    fold = words("sheet_close")
    close = tag("button", "×", type="button", cls="tw-close", data_details="close", aria_label=fold, title=fold)
    body = [told, _facts(detail, words), _actions(info, title, words), _form(detail, words), _repairs(info, words), _outline(detail, words)]
    return tag(
        "dialog",
        tag("header", close, tag("h2", title, id="tw-sheet-title"), cls="tw-sheet-head"),
        tag("div", *body, cls="tw-sheet-body"),
        cls="tw-sheet" + (" tw-editing" if detail.error else ""),
        aria_labelledby="tw-sheet-title",
        data_token=detail.token,
        data_source=info.source,
    )


def _facts(detail: Detail, words: Words) -> Safe:
    info = detail.document.info
    rows = [_fact(words(key), shown(info, name), _read_note(detail, name, words), words) for name, key in FIELDS.items()]
    rows += [_fact(words("file_name"), info.source, None, words), _fact(words("clauses_head"), str(info.clauses), None, words)]
    return tag("dl", join(rows), cls="tw-known")


def _fact(name: str, value: str, note: Safe | None, words: Words) -> Safe:
    told = tag("span", value) if value else tag("span", words("unknown"), cls="tw-sub")
    return tag("div", tag("dt", name), tag("dd", told, note))


def _read_note(detail: Detail, name: str, words: Words) -> Safe | None:
    """That a field was set by hand, and what was read."""
    if name not in detail.document.info.edited:
        return None
    read = words("as_read", value=shown(detail.read, name) or words("blank"))
    return join([tag("span", words("by_hand"), cls="tw-by-hand"), tag("span", read, cls="tw-sub tw-read")])


def _actions(info: DocumentInfo, title: str, words: Words) -> Safe:
    return tag(
        "div",
        tag("button", words("view"), type="button", cls="tw-open", data_open=info.source),
        tag("button", words("edit"), type="button", cls="tw-open", data_details="edit"),
        tag("button", words("replace"), type="button", cls="tw-open", data_replace=info.source),
        tag("button", words("remove"), type="button", cls="tw-remove", data_remove=info.source, data_title=title),
        cls="tw-sheet-actions",
    )


def _form(detail: Detail, words: Words) -> Safe:
    fields = join(_field(detail, name, words(key), words) for name, key in FIELDS.items())
    lists = join(_choices(name, values) for name, values in detail.known.items())
    reset = tag("button", words("edit_reset"), type="button", cls="tw-link", data_details="reset") if detail.document.info.edited else None
    buttons = tag(
        "div",
        reset,
        tag("button", words("edit_cancel"), type="button", data_details="leave"),
        tag("button", words("edit_save"), type="submit", cls="tw-primary", data_saving=words("edit_saving")),
        cls="tw-form-buttons",
    )
    return tag("form", tag("p", words("edit_hint"), cls="tw-sub"), fields, lists, buttons, cls="tw-form", novalidate=True)


def _choices(name: str, values: Sequence[str]) -> Safe:
    return tag("datalist", join(tag("option", value=value) for value in values), id=f"tw-known-{name}")


def _field(detail: Detail, name: str, label: str, words: Words) -> Safe:
    now, read = shown(detail.document.info, name), shown(detail.read, name)
    value = detail.tried.get(name, now)
    given = {"name": name, "data_now": now, "maxlength": 200, "autocomplete": "off"}
    if name == "level":
        choices = [("", words("level_none")), *((level, level) for level in LEVELS)]
        box = tag("select", join(tag("option", text, value=v, selected=v == value) for v, text in choices), name=name, data_now=now)
    elif name in detail.known:
        box = tag("input", value=value, list=f"tw-known-{name}", **given)
    else:
        hint = words("edit_years") if name == "years" else "2026-03-01" if name == "issued" else None
        box = tag("input", value=value, placeholder=hint, **given)
    restore = None
    if read != value:
        note = tag("span", words("as_read", value=read or words("blank")), cls="tw-sub tw-read")
        restore = join([note, tag("button", words("restore"), type="button", cls="tw-link", data_restore=name, data_value=read)])
    return tag("label", tag("span", label), box, tag("span", restore, cls="tw-restore") if restore else None)


def _repairs(info: DocumentInfo, words: Words) -> Safe | None:
    if not info.repairs:
        return None
    lines = join(tag("li", line) for line in repair_lines(info.repairs, words))
    return tag("section", tag("h3", words("repairs_head"), cls="tw-h"), tag("ul", lines, cls="tw-lines"))


def _outline(detail: Detail, words: Words) -> Safe:
    """The first headings, each a way into the document."""
    headed = [clause for clause in detail.document.clauses if clause.path]
    steps = join(_step(clause) for clause in headed[:_OUTLINED])
    more = len(headed) - _OUTLINED
    rest = tag("p", words("outline_rest", n=more), cls="tw-sub") if more > 0 else None
    heading = tag("h3", words("outline_head", n=len(detail.document.clauses)), cls="tw-h")
    return tag("section", heading, tag("ol", steps, cls="tw-preview"), rest)


def _step(clause: Clause) -> Safe:
    place = {"data_open": clause.source, "data_clause": clause.clause_id, "data_start": clause.start, "data_end": clause.end}
    button = tag("button", shorten(clause.path[-1], 40), type="button", **place)
    return tag("li", button, cls=f"tw-depth-{min(len(clause.path), 4)}")
