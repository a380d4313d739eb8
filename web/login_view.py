"""The login page: plain HTML that works without a script."""

from pathlib import Path
from urllib.parse import quote

from web.head import appearance, colours
from web.markup import Safe, tag
from web.strings import HTML_LANG, LANGUAGES, PATHS, Words

_STYLE = Path(__file__).parent / "login.css"
_META = """<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">"""


def login_view(lang: str, words: Words, after: str, told: str) -> str:
    """The page; `after` is the page it leads to, `told` what went wrong before."""
    form = tag(
        "form",
        tag("p", told, cls="told", role="alert") if told else None,
        tag("label", words("login_name"), for_="name"),
        tag("input", id="name", name="name", autocomplete="username", required=True, autofocus=True, maxlength=64),
        tag("label", words("login_password"), for_="password"),
        tag("input", id="password", name="password", type="password", autocomplete="current-password", required=True, maxlength=1000),
        tag("button", words("login"), type="submit"),
        method="post",
        action=f"login?next={quote(after, safe='')}",
    )
    main = tag(
        "main",
        tag("h1", words("brand")),
        tag("p", words("tagline"), cls="tagline"),
        form,
        tag("p", words("login_help"), cls="help"),
        _languages(lang, words),
    )
    title = f"{words('login')} · {words('brand')}"
    head = f"{_META}{tag('title', title)}<style>{colours()}{_STYLE.read_text('utf8')}</style><script>{appearance()}</script>"
    return f'<!doctype html><html lang="{HTML_LANG[lang]}"><head>{head}</head><body>{main}</body></html>'


def _languages(lang: str, words: Words) -> Safe:
    links = []
    for code, name in LANGUAGES.items():
        current = "true" if code == lang else None
        links.append(tag("a", name, href=f"login?next={quote(PATHS[code], safe='')}", lang=HTML_LANG[code], aria_current=current))
    return tag("nav", *links, aria_label=words("language"))
