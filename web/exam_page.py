"""出题: settings, the papers that are kept, and the one that is open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from web import exam_settings
from web.dialog import confirm_dialog
from web.exam_acts import Act, Shown, acting, arrived, making
from web.exam_list import papers_view
from web.frame import EXAM, MAKE, Frame, panel

_TOLD = "watch('value', () => window.tiaowen.exam.told());"
_PAPER = "watch('value', () => window.tiaowen.exam.shown(element));"


@dataclass(frozen=True, slots=True)
class _Page:
    """The components that acts write to, in the order of `Shown`."""

    told: gr.HTML
    paper: gr.HTML
    papers: gr.HTML
    files: gr.File
    settings: gr.Accordion
    listing: gr.Accordion

    @property
    def all(self) -> list[Any]:
        return [self.told, self.paper, self.papers, self.files, self.settings, self.listing]


def build(frame: Frame, blocks: gr.Blocks, tab: gr.Tab) -> None:
    """The page's components, and what its buttons do."""
    words = frame.words
    with gr.Accordion(words("exam_new"), open=True, elem_id="tw-exam-new", elem_classes="tw-fold") as settings_box:
        settings = exam_settings.build(frame)
    with gr.Accordion(words("papers"), open=False, elem_id="tw-exam-kept", elem_classes="tw-fold") as list_box:
        papers = panel(elem_id="tw-papers")
    paper = panel(elem_id="tw-paper", js_on_load=_PAPER)
    told = panel(elem_id="tw-exam-told", js_on_load=_TOLD)
    files = gr.File(label=words("export_files"), file_count="multiple", interactive=False, visible=False, elem_id="tw-exam-files")
    panel(confirm_dialog(words, "tw-exam-dialog", "data_exam", "paper_delete", "paper_delete_text"))
    page = _Page(told, paper, papers, files, settings_box, list_box)

    def make(*given: Any) -> Iterator[tuple[Any, ...]]:
        for shown in making(frame, *given):
            yield _written(shown)

    def act(event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        for shown in acting(frame, Act.of(event._data)):
            yield _written(shown)

    def refresh(chosen: list[str] | None) -> tuple[Any, Any]:
        return exam_settings.source_choices(frame, chosen), papers_view(frame.trainer.papers(), words)

    def arrive(request: gr.Request) -> tuple[Any, ...]:
        """Only for who follows a link to this page: others need not wait for lists that they do not see."""
        query: Mapping[str, str] = dict(request.query_params)
        lists = refresh([]) if query.get("tab") == "exam" else (gr.skip(), gr.skip())
        return lists[0], *_written(arrived(frame, query.get("paper", ""), lists[1]))

    settings.start.click(frame.guard(make), settings.fields, page.all, **MAKE)
    frame.bridge.drafted(frame.guard(act), None, page.all, **EXAM)
    tab.select(frame.guard(refresh), settings.sources, [settings.sources, papers], **EXAM)
    blocks.load(frame.guard(arrive), None, [settings.sources, *page.all], **EXAM)


def _written(shown: Shown) -> tuple[Any, ...]:
    """What each component is given; None leaves it as it is."""

    def kept(value: Any) -> Any:
        return gr.skip() if value is None else value

    files = gr.skip() if shown.files is None else gr.update(value=shown.files or None, visible=bool(shown.files))
    boxes = [gr.skip() if is_open is None else gr.update(open=is_open) for is_open in (shown.settings_open, shown.list_open)]
    return kept(shown.told), kept(shown.paper), kept(shown.papers), files, *boxes
