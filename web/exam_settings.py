"""出题 › what a paper is to be made from and like: the form, and the wish that it holds."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from policy import BadInput, Document
from policy.exam import ItemKind
from policy.exam_desk import Share, Wish
from web.cite import shorten, title_of
from web.documents_page import named
from web.frame import EXAM, Frame, panel
from web.markup import plain, tag
from web.ports import Upload

KINDS = tuple(ItemKind)
_PLACES = 3000  # clauses that the list of chapters offers at most; more makes browsers slow
_MOST_ITEMS, _MOST_POINTS, _MOST_MINUTES = 300, 100, 600
_START = "quiz"  # the preset that the form opens with


@dataclass(frozen=True, slots=True)
class Settings:
    """The form's components; `fields` in the order of `wish_of`."""

    sources: gr.Dropdown
    places: gr.Dropdown
    fields: list[Any]
    start: gr.Button
    told: gr.HTML


def build(frame: Frame) -> Settings:
    """The components, and what presets, a blueprint and the choice of documents fill in."""
    words, presets = frame.words, frame.trainer.presets()
    first = presets.get(_START, Wish())
    panel(tag("p", words("exam_hint"), cls="tw-sub"))
    with gr.Row(elem_classes="tw-actions-row tw-presets"):
        buttons = {
            name: gr.Button(
                words(f"preset_{name}"), elem_id=f"tw-preset-{name}", size="md", scale=0, min_width=110, elem_classes="tw-quiet"
            )
            for name in presets
        }
        upload = gr.UploadButton(
            words("blueprint"), file_types=[".toml"], elem_id="tw-blueprint", size="md", scale=0, min_width=150, elem_classes="tw-quiet"
        )
        upload.preprocess = named  # type: ignore[method-assign, assignment]
    title = gr.Textbox(
        "", label=words("exam_title"), placeholder=words("exam_title_none"), elem_id="tw-exam-title", max_lines=1, max_length=120
    )
    with gr.Row(elem_classes="tw-filters tw-exam-scope"):
        sources = gr.Dropdown([], value=[], multiselect=True, label=words("exam_sources"), elem_id="tw-exam-sources", min_width=220)
        places = gr.Dropdown([], value=[], multiselect=True, label=words("exam_places"), elem_id="tw-exam-places", min_width=220)
    counts, each = _shares(words, first)
    mix, rest = _rest(words, first)
    model = frame.trainer.worded_by()
    reword = [gr.Checkbox(False, label=words("exam_reword", model=model), elem_id="tw-exam-reword")] if model else []
    told = panel(elem_id="tw-settings-told")
    with gr.Row(elem_classes="tw-actions-row"):
        start = gr.Button(words("exam_start"), variant="primary", elem_id="tw-exam-start", size="md", scale=0, min_width=110)
    more: gr.State = gr.State({})  # what a blueprint says beside what the form shows
    shown = [title, sources, places, *counts, *each, *mix, *rest, more]
    page = Settings(sources, places, [*shown, *reword], start, told)
    shape = [*counts, *each, *mix, rest[0], more, told]
    for name, button in buttons.items():
        button.click(_filler(presets[name]), None, shape, **EXAM)

    def offer(chosen: list[str] | None, narrowed: list[str] | None) -> dict:
        return place_choices(frame, chosen or [], narrowed or [])

    def take(uploads: list[Upload]) -> tuple[Any, ...]:
        return _taken(frame, uploads[0])

    sources.change(frame.guard(offer), [sources, places], places, trigger_mode="always_last", **EXAM)
    upload.upload(frame.guard(take), upload, [*shown, told], **EXAM)
    return page


def _shares(words: Any, first: Wish) -> tuple[list[gr.Number], list[gr.Number]]:
    """A row a kind: how many, and how many points each."""
    counts, each = [], []
    known = {share.kind: share for share in first.shares}
    with gr.Row(elem_classes="tw-shares"):
        for kind in KINDS:
            share = known.get(kind, Share(kind, 0, 1.0))
            name = words(f"kind_{kind}")
            with gr.Row(elem_classes="tw-share"):
                counts.append(
                    gr.Number(
                        share.count, label=words("share_count", kind=name), precision=0, minimum=0, maximum=_MOST_ITEMS,
                        elem_id=f"tw-count-{kind}", min_width=60,
                    )
                )  # fmt: skip
                each.append(
                    gr.Number(
                        share.points, label=words("share_points"), minimum=0, maximum=_MOST_POINTS, step=0.5,
                        elem_id=f"tw-points-{kind}", min_width=60,
                    )
                )  # fmt: skip
    return counts, each


def _rest(words: Any, first: Wish) -> tuple[list[gr.Number], list[Any]]:
    """Weights of the difficulties; minutes, seed, versions."""
    with gr.Row(elem_classes="tw-filters tw-rest"):
        mix = [
            gr.Number(
                weight, label=words("mix_of", level=words(f"level_{level}")), minimum=0, maximum=100, elem_id=f"tw-mix-{n}", min_width=70
            )
            for n, (level, weight) in enumerate(zip(("易", "中", "难"), first.mix, strict=True))
        ]
        minutes = gr.Number(
            first.minutes, label=words("exam_minutes"), precision=0, minimum=1, maximum=_MOST_MINUTES, elem_id="tw-minutes", min_width=80
        )
        seed = gr.Number(1, label=words("exam_seed"), precision=0, minimum=0, maximum=2**31 - 1, elem_id="tw-seed", min_width=80)
        versions = gr.Dropdown(
            _versions(words), value="", label=words("exam_versions"), elem_id="tw-versions", filterable=False, min_width=120,
        )  # fmt: skip
    return mix, [minutes, seed, versions]


def _filler(wish: Wish) -> Any:
    """What a preset fills in; what a blueprint said besides no longer holds."""
    return lambda: (*_shape(wish), {}, "")


def _versions(words: Any, *more: str) -> list[tuple[str, str]]:
    """One paper, A and B, and what else a blueprint names."""
    return [(words("versions_1"), ""), (words("versions_2"), "A B"), *((v, v) for v in more if v not in ("", "A B"))]


def _shape(wish: Wish) -> tuple[Any, ...]:
    """Counts, points, mix and minutes of a wish, for the form."""
    known = {share.kind: share for share in wish.shares}
    shares = [known.get(kind, Share(kind, 0, 1.0)) for kind in KINDS]
    return (*(share.count for share in shares), *(share.points for share in shares), *wish.mix, wish.minutes)


def _taken(frame: Frame, upload: Upload) -> tuple[Any, ...]:
    """A blueprint's wish, for the whole form, and a word that it was taken."""
    words, wish = frame.words, frame.trainer.read(upload.path)
    places = place_choices(frame, list(wish.sources), list(wish.clauses))
    besides = words("list_between").join(f"{key} = {value}" for key, value in wish.more.items())
    lines = [words("blueprint_taken", name=plain(upload.name), n=wish.count), words("blueprint_more", more=besides) if besides else ""]
    told = tag("p", " ".join(lines), cls="tw-sub", role="status")
    versions = " ".join(wish.versions)
    given = gr.update(choices=_versions(words, versions), value=versions)
    return wish.title, gr.update(value=list(wish.sources)), places, *_shape(wish), wish.seed, given, dict(wish.more), told


def source_choices(frame: Frame, chosen: list[str] | None) -> dict:
    """The documents at hand; what was chosen stays chosen where it is still there."""
    choices = sorted((title_of(d.title, d.source), d.source) for d in frame.library.documents())
    there = {source for _, source in choices}
    return gr.update(choices=choices, value=[source for source in chosen or [] if source in there])


def place_choices(frame: Frame, sources: list[str], narrowed: list[str]) -> dict:
    """Chapters and clauses of the chosen documents; what was chosen of them stays chosen."""
    known = frame.infos()
    choices = [choice for source in sources if source in known for choice in _places(frame.library.document(source), len(sources) > 1)]
    there = {place for _, place in choices}
    return gr.update(choices=choices[:_PLACES], value=[place for place in narrowed if place in there])


def _places(document: Document, several: bool) -> list[tuple[str, str]]:
    """A name and an id for everything that has a heading; the document's name before it where there are several."""
    before = f"《{shorten(title_of(document.info.title, document.info.source), 20)}》" if several else ""
    return [(before + plain(" › ".join(shorten(s, 22) for s in c.path[-2:])), c.clause_id) for c in document.clauses if c.path]


def wish_of(frame: Frame, *given: Any) -> Wish:
    """The wish that the form holds. BadInput where it asks for nothing."""
    n = len(KINDS)
    title, sources, places, rest = given[0], given[1], given[2], given[3:]
    counts, each, mix, (minutes, seed, versions, more, *reword) = rest[:n], rest[n : 2 * n], rest[2 * n : 2 * n + 3], rest[2 * n + 3 :]
    shares = tuple(Share(k, int(c), float(p or 0)) for k, c, p in zip(KINDS, counts, each, strict=True) if c)
    if not shares:
        raise BadInput(frame.words("exam_nothing"), frame.words("exam_nothing_remedy"))
    weights = tuple(float(w or 0) for w in mix)
    return Wish(
        (title or "").strip(),
        tuple(sources or ()),
        tuple(places or ()),
        shares,
        weights if any(weights) else Wish().mix,  # type: ignore[arg-type]
        int(minutes or Wish().minutes),
        int(seed or 0),
        tuple(str(versions or "").split()),
        {**(more or {}), **({"reword": True} if any(reword) else {})},
    )
