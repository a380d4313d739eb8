"""What is around every page: header, the bridge from the page's own buttons to Python, and what each page is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from policy import BadInput, DocumentInfo
from web.align_ports import Aligning
from web.bench_ports import Bench
from web.edge import guarded
from web.exam_ports import Trainer
from web.ledger_ports import Ledger
from web.markup import Safe, join, tag
from web.ports import Library
from web.strings import HTML_LANG, LANGUAGES, PATHS, Words

TABS = ("ask", "search", "ledger", "align", "documents", "exam", "bench")  # the pages as they stand; `?tab=` leads to one
EDITORS = ("exam", "bench")  # those of them that are for editors, where there is a login
# Names of the events that buttons inside our HTML send; gradio makes a listener for each name that it finds quoted here.
_EVENTS = (
    *("asked", "worded", "renewed", "opened", "removed", "rated", "graded", "undone", "looked", "pooled", "drafted"),
    *("ledgersorted", "ledgerturned", "ledgerlikened", "ledgerdue", "dutiesturned"),
    *("related", "sided", "paired"),
    *("searched", "taken", "listed", "detailed", "edited"),
    "stirred",
)
_LATEST = ("asked", "opened", "searched", "listed", "detailed", "sided")  # those of which only the last counts
_BRIDGE = f"window.tiaowen.bridge((name, detail) => trigger(name, detail), {list(_LATEST)}, {list(_EVENTS)});"
LONGEST = 1000  # characters of a question
READERS = 8  # questions, searches and documents read at once; the work is short and mostly outside the interpreter's lock
READ: dict[str, Any] = {"concurrency_id": "read", "concurrency_limit": READERS, "api_visibility": "private", "show_progress": "minimal"}
# One at a time: the index has one writer, and a second one would only be told to wait.
WRITE: dict[str, Any] = {"concurrency_id": "write", "concurrency_limit": 1, "api_visibility": "private", "show_progress": "hidden"}
# What evaluators do has places of its own, so that nobody who asks waits behind it. A run and a pool are worked on aside, one at a time;
# these places are for those who watch one, or are told that another is running.
WATCH: dict[str, Any] = {"concurrency_id": "watch", "concurrency_limit": 4, "api_visibility": "private", "show_progress": "hidden"}
# Comparing documents takes the processor for a second or so: few at once, in places of their own.
ALIGN: dict[str, Any] = {"concurrency_id": "align", "concurrency_limit": 2, "api_visibility": "private", "show_progress": "hidden"}
# A language model takes its time: who waits for one keeps nobody from an answer without it.
WORD: dict[str, Any] = {"concurrency_id": "word", "concurrency_limit": 4, "api_visibility": "private", "show_progress": "hidden"}
JUDGE: dict[str, Any] = {"concurrency_id": "judge", "concurrency_limit": 2, "api_visibility": "private", "show_progress": "hidden"}
# So does what trainers do; papers are made aside, and these places are for those who work on one or watch one being made.
EXAM: dict[str, Any] = {"concurrency_id": "exam", "concurrency_limit": 4, "api_visibility": "private", "show_progress": "hidden"}
MAKE: dict[str, Any] = {"concurrency_id": "make", "concurrency_limit": 4, "api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page is built from."""

    library: Library
    bench: Bench
    ledger: Ledger
    aligning: Aligning
    trainer: Trainer
    words: Words
    lang: str
    bridge: gr.HTML

    def guard(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        return guarded(handler, self.words)

    def latest(self, name: str, handler: Callable[..., Any], inputs: Any, outputs: Any, **options: Any) -> Any:
        """Listen to an event of the bridge of which only the last counts; the page holds back the next until this one has ended."""
        if name not in _LATEST:
            raise ValueError(name)
        heard = getattr(self.bridge, name)(self.guard(handler), inputs, outputs, trigger_mode="multiple", **options)
        for ended in (heard.success, heard.failure):
            ended(None, js=f"() => {{ tiaowen.done('{name}'); }}")
        return heard

    def question(self, text: str | None) -> str:
        """What was asked, trimmed. BadInput where it is far too long to be a question."""
        asked = (text or "").strip()
        if len(asked) > LONGEST:
            raise BadInput(self.words("too_long", n=len(asked), most=LONGEST), self.words("too_long_remedy"))
        return asked

    def infos(self) -> dict[str, DocumentInfo]:
        return {info.source: info for info in self.library.documents()}


def header_view(lang: str, words: Words) -> Safe:
    """Past everything to the content; name, what it is; the language, the appearance, and who is logged in."""
    here = PATHS[lang].count("/") - 1
    links = [
        tag(
            "a",
            name,
            href="../" * here + PATHS[code][1:] or "./",
            data_lang=code,
            lang=HTML_LANG[code],
            hreflang=HTML_LANG[code],
            aria_current="true" if code == lang else None,
        )
        for code, name in LANGUAGES.items()
    ]
    modes = [tag("option", words(f"theme_{mode}"), value=mode) for mode in ("system", "light", "dark")]
    leave = tag("form", tag("span", "", cls="tw-who"), tag("button", words("logout")), method="post", action="../" * here + "logout")
    controls = tag(
        "div",
        tag("nav", *links, aria_label=words("language"), cls="tw-languages"),
        tag("select", *modes, aria_label=words("theme"), cls="tw-theme"),
        tag("div", leave, cls="tw-leave"),
        cls="tw-controls",
    )
    return join(
        [
            tag("a", words("skip"), href="#tw-main", cls="tw-skip"),
            tag(
                "header",
                tag("span", "条", cls="tw-seal", aria_hidden="true"),
                tag("h1", words("brand")),
                tag("p", words("tagline"), cls="tw-tagline"),
                controls,
                cls="tw-header",
            ),
        ]
    )


def first_view(words: Words) -> Safe:
    """What is seen while the page is built; the style hides it as soon as the header is there."""
    return tag(
        "div", tag("span", "条", cls="tw-seal"), tag("b", words("brand")), tag("span", words("tagline")), cls="tw-first", aria_hidden="true"
    )


def panel(value: Safe | str = "", **options: Any) -> gr.HTML:
    """A gradio HTML component that looks as our style sheet says, without gradio's own styles for prose."""
    return gr.HTML(value, **{"apply_default_css": False, "js_on_load": None, **options})


def bridge() -> gr.HTML:
    """The component through which clicks inside our own HTML reach Python."""
    made = panel(js_on_load=_BRIDGE, elem_id="tw-bridge", visible="hidden")
    made.stirred(lambda: None, None, None, trigger_mode="multiple", **{**READ, "show_progress": "hidden"})
    return made


def theme() -> gr.themes.Base:
    """Gradio's plainest theme in our colours, with fonts that every system has: nothing is fetched."""
    sans = [
        "system-ui",
        "-apple-system",
        "Segoe UI",
        "PingFang SC",
        "Microsoft YaHei",
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "sans-serif",
    ]
    return gr.themes.Base(primary_hue="sky", neutral_hue="slate", font=sans, font_mono=["ui-monospace", "Consolas", "monospace"])
