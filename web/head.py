"""The style and the script of the pages, put inline at the head: nothing else needs to be fetched, and the first paint has its style."""

from collections.abc import Sequence
from pathlib import Path

from web.strings import GRADIO_LANG, HTML_LANG

_STATIC = Path(__file__).parent / "static"


def head(lang: str, tabs: Sequence[str], for_editors: Sequence[str]) -> str:
    """What goes first into the <head> of the pages in a language."""
    style = "\n".join(path.read_text("utf8") for path in _first("style.css"))
    script = "\n".join(path.read_text("utf8") for path in _first("app.js"))
    fields = {"lang": lang, "html_lang": HTML_LANG[lang], "gradio_lang": GRADIO_LANG[lang], "tabs": ",".join(tabs)}
    for name, value in fields.items():
        script = script.replace("{{" + name + "}}", value)
    hidden = "".join(_hidden(name) for name in for_editors)
    return f'<meta name="color-scheme" content="light dark"><style>{style}\n{hidden}</style><script>{script}</script>'


def _hidden(page: str) -> str:
    """A page that is for editors is not offered to readers; that they are refused there is settled in `web.roles`."""
    return f'html[data-role="reader"] button[data-tab-id="{page}"] {{ display: none !important; }}\n'


def colours() -> str:
    """The style variables alone."""
    return (_STATIC / "colours.css").read_text("utf8")


def appearance() -> str:
    """The script that settles light or dark, alone."""
    return (_STATIC / "appearance.js").read_text("utf8")


def _first(name: str) -> list[Path]:
    """A file that all pages share, then those of single pages with the same ending, by name."""
    shared = _STATIC / name
    return [shared, *sorted(p for p in _STATIC.glob(f"*{shared.suffix}") if p != shared)]
