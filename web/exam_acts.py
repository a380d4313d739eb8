"""出题 › what each button does: to the paper that is kept, and to what is shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from policy import BadInput, TiaowenError
from policy.exam import Item, ItemKind
from policy.exam_desk import OpenPaper, Stale, Step
from web.cite import notice, shorten
from web.copies import new_folder
from web.exam_form import Filled, blank, complete, field_list, field_text, filled, form_view, read_form
from web.exam_list import papers_view
from web.exam_settings import wish_of
from web.exam_view import OWN, TITLE, paper_view, step_view, title_form
from web.frame import Frame
from web.markup import Safe, tag
from web.strings import Words

_TOLD = count(1)  # numbers the messages, so that the same message twice is two changes
_LONGEST_TITLE, _MOST_MINUTES = 120, 600


@dataclass(frozen=True, slots=True)
class Act:
    """A button that was pressed: what it does, to which paper as it was at which revision, to which item, with what."""

    verb: str
    paper: str = ""
    revision: int = 0
    item: str = ""
    kind: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, data: object) -> "Act":
        """From what the browser sent, whatever that is."""
        given = data if isinstance(data, dict) else {}
        revision, fields = str(given.get("revision", "")), given.get("fields")
        texts = {name: str(given.get(name) or "") for name in ("verb", "paper", "item", "kind")}
        number = int(revision) if revision.isdecimal() and len(revision) < 10 else 0
        return cls(**texts, revision=number, fields=fields if isinstance(fields, dict) else {})


@dataclass(frozen=True, slots=True)
class Shown:
    """What becomes of each part of the page; None leaves it as it is."""

    told: Safe | None = None
    paper: Safe | None = None
    papers: Safe | None = None
    files: list[str] | None = None
    settings_open: bool | None = None
    list_open: bool | None = None


def making(frame: Frame, *given: Any) -> Iterator[Shown]:
    """Progress, then the paper."""
    try:
        wish = wish_of(frame, *given)
        for step in frame.trainer.make(wish):
            if isinstance(step, Step):
                yield Shown(step_view(step, frame.words))
            else:
                yield _open(frame, step, frame.words("paper_made", n=len(step.paper.items), wanted=wish.count))
    except TiaowenError as error:  # told in place of the progress bar, which would else stand still
        yield Shown(_told(notice("error", str(error), "", error.remedy)))


def acting(frame: Frame, act: Act) -> Iterator[Shown]:
    """What a button of a paper or of the list of papers leads to. Errors are told on the page, which stays as it is."""
    try:
        if act.verb in _WORKS:
            yield from _work(frame, act)
        elif do := _DOES.get(act.verb):
            yield do(frame, act)
        else:
            raise BadInput(frame.words("act_unknown"), frame.words("act_unknown_remedy"))
    except Stale as error:
        yield _stale(frame, act, error)
    except TiaowenError as error:
        yield Shown(_told(notice("error", str(error), "", error.remedy)))


def arrived(frame: Frame, name: str, papers: Any = None) -> Shown:
    """A page that opens on the paper that its address names; a paper that is gone is told."""
    if not name:
        return Shown(papers=papers)
    try:
        opened = frame.trainer.open(name)
    except TiaowenError as error:
        return Shown(_told(notice("error", str(error), "", error.remedy)), papers=papers)
    return Shown(None, _paper(frame, opened), papers, None, False)


def _work(frame: Frame, act: Act) -> Iterator[Shown]:
    """Replace, remake or check: what may take long."""
    trainer, at = frame.trainer, (act.paper, act.revision)
    works = {"replace": lambda: trainer.replace(*at, act.item), "remake": lambda: trainer.remake(*at), "check": lambda: trainer.check(*at)}
    for step in works[act.verb]():
        yield Shown(step_view(step, frame.words)) if isinstance(step, Step) else _changed(frame, step, _WORKS[act.verb])


_WORKS = {"replace": "did_replace", "remake": "did_remake", "check": "did_check"}


def _change(frame: Frame, act: Act) -> Shown:
    """Lock, move, remove, undo: done at once."""
    trainer, at = frame.trainer, (act.paper, act.revision)
    if act.verb in ("lock", "unlock"):
        opened = trainer.lock(*at, act.item, act.verb == "lock")
    elif act.verb in ("up", "down"):
        opened = trainer.move(*at, act.item, -1 if act.verb == "up" else 1)
    else:
        opened = trainer.remove(*at, act.item) if act.verb == "remove" else trainer.undo(*at)
    return _changed(frame, opened, f"did_{act.verb}")


def _edit(frame: Frame, act: Act) -> Shown:
    """The paper with the form of one question, or with that of an own one."""
    opened = frame.trainer.open(act.paper)
    if act.verb == "own":
        if act.kind not in set(ItemKind):
            raise BadInput(frame.words("act_unknown"), frame.words("act_unknown_remedy"))
        return Shown(_told(), _paper(frame, opened, OWN, blank(ItemKind(act.kind))))
    return Shown(_told(), _paper(frame, opened, act.item, filled(_item(opened, act.item, frame.words))))


def _rename(frame: Frame, act: Act) -> Shown:
    opened = frame.trainer.open(act.paper)
    return Shown(_told(), paper_view(opened, frame.trainer.formats(), frame.words, TITLE, title_form(opened.paper, frame.words)))


def _save(frame: Frame, act: Act) -> Shown:
    """Keep what a form holds."""
    words, trainer = frame.words, frame.trainer
    if act.item == TITLE:
        title, minutes = (field_text(act.fields, name).strip() for name in ("title", "minutes"))
        if not 0 < len(title) <= _LONGEST_TITLE or not minutes.isdecimal() or not 0 < int(minutes) <= _MOST_MINUTES:
            raise BadInput(words("title_wrong", most=_LONGEST_TITLE, minutes=_MOST_MINUTES))
        return _changed(frame, trainer.rename(act.paper, act.revision, title, int(minutes)), "did_rename")
    opened = trainer.open(act.paper)
    if opened.revision != act.revision:
        raise Stale(words("paper_stale"), words("paper_stale_remedy"))
    form = _form(frame, act, opened)
    opened = trainer.keep(act.paper, act.revision, complete(form.item, words), form.clause_id, form.quote)
    return _changed(frame, opened, "did_add" if act.item == OWN else "did_save")


def _cancel(frame: Frame, act: Act) -> Shown:
    return Shown(_told(), _paper(frame, frame.trainer.open(act.paper)))


def _open_kept(frame: Frame, act: Act) -> Shown:
    opened = frame.trainer.open(act.paper) if act.verb == "open" else frame.trainer.copy(act.paper)
    return _open(frame, opened, frame.words("did_open" if act.verb == "open" else "did_copy", title=opened.paper.title))


def _delete(frame: Frame, act: Act) -> Shown:
    gone = frame.trainer.delete(act.paper)
    shown = act.fields.get("shown") == act.paper
    told = _told(notice("info", frame.words("did_delete" if gone else "paper_gone")))
    return Shown(told, Safe("") if shown else None, papers_view(frame.trainer.papers(), frame.words), [] if shown else None)


def _close(frame: Frame, act: Act) -> Shown:
    return Shown(_told(), Safe(""), papers_view(frame.trainer.papers(), frame.words), [], True, True)


def _export(frame: Frame, act: Act) -> Shown:
    formats = [name for name in frame.trainer.formats() if name in field_list(act.fields, "format")]
    if not formats:
        raise BadInput(frame.words("export_none"))
    files = [str(path) for path in frame.trainer.export(act.paper, formats, new_folder())]
    return Shown(_told(notice("info", frame.words("did_export", n=len(files)))), files=files)


_DOES = {
    "lock": _change, "unlock": _change, "up": _change, "down": _change, "remove": _change, "undo": _change,
    "edit": _edit, "own": _edit, "save": _save, "cancel": _cancel, "rename": _rename,
    "open": _open_kept, "copy": _open_kept, "delete": _delete, "close": _close, "export": _export,
}  # fmt: skip


def _form(frame: Frame, act: Act, opened: OpenPaper) -> Filled:
    """What the form that was sent holds, over the question that it was made for."""
    if act.item == OWN:
        kind = ItemKind(act.kind) if act.kind in set(ItemKind) else ItemKind.SINGLE
        return read_form(blank(kind).item, act.fields, frame.words)
    return read_form(_item(opened, act.item, frame.words), act.fields, frame.words)


def _stale(frame: Frame, act: Act, error: Stale) -> Shown:
    """The paper as it is now; what was typed into a form stays in it, to be saved over what is there now."""
    told = _told(notice("error", str(error), "", error.remedy))
    opened = frame.trainer.open(act.paper)
    papers = papers_view(frame.trainer.papers(), frame.words)
    if act.verb != "save" or act.item == TITLE:
        return Shown(told, _paper(frame, opened), papers)
    there = act.item == OWN or any(item.item_id == act.item for item in opened.paper.items)
    kept = act if there else Act("save", act.paper, opened.revision, OWN, act.kind, act.fields)  # removed meanwhile: as an own one
    return Shown(told, _paper(frame, opened, kept.item, replace(_form(frame, kept, opened), unsaved=True)), papers)


def _item(opened: OpenPaper, item_id: str, words: Words) -> Item:
    found = next((item for item in opened.paper.items if item.item_id == item_id), None)
    if found is None:
        raise BadInput(words("item_gone"), words("item_gone_remedy"))
    return found


def _paper(frame: Frame, opened: OpenPaper, editing: str = "", form: Filled | None = None) -> Safe:
    shown = form_view(form, _places(opened, frame.words), frame.words) if form else None
    return paper_view(opened, frame.trainer.formats(), frame.words, editing, shown)


def _places(opened: OpenPaper, words: Words) -> Sequence[tuple[str, str]]:
    """The clauses in scope, as a form offers them."""
    return [(c.clause_id, " › ".join(shorten(step, 24) for step in c.path) or words("lead")) for c in opened.paper.coverage]


def _changed(frame: Frame, opened: OpenPaper, key: str) -> Shown:
    flagged = sum(bool(item.flags) for item in opened.paper.items)
    text = frame.words("did_flagged", n=flagged) if flagged else ""
    told = _told(notice("info", frame.words(key), text))
    return Shown(told, _paper(frame, opened), papers_view(frame.trainer.papers(), frame.words), [])


def _open(frame: Frame, opened: OpenPaper, text: str) -> Shown:
    papers = papers_view(frame.trainer.papers(), frame.words)
    return Shown(_told(notice("info", text)), _paper(frame, opened), papers, [], False, False)


def _told(message: Safe | None = None) -> Safe:
    return tag("div", message, data_n=next(_TOLD))
