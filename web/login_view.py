"""The login page: plain HTML that works without a script."""

from urllib.parse import quote

from web.markup import Safe, tag
from web.head import appearance, colours
from web.strings import HTML_LANG, LANGUAGES, PATHS, Words

_META = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
_STYLE = """
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--tw-paper); color: var(--tw-ink); font: 16px/1.6 var(--tw-sans); }
main { width: min(360px, calc(100vw - 32px)); }
h1 { font-size: 24px; letter-spacing: .06em; margin: 0 0 4px; } .tagline { color: var(--tw-soft); margin: 0 0 20px; }
form { background: var(--tw-card); border: 1px solid var(--tw-line); border-radius: 14px; padding: 24px; box-shadow: var(--tw-shadow); display: grid; gap: 6px; }
input { font: inherit; padding: 8px 12px; border: 1px solid var(--tw-control); border-radius: 9px; background: var(--tw-card); color: var(--tw-ink); margin-bottom: 10px; }
button { font: inherit; font-weight: 600; padding: 9px; border: 1px solid transparent; border-radius: 9px; background: var(--tw-blue); color: var(--tw-on-blue); cursor: pointer; }
:focus-visible { outline: 2px solid var(--tw-blue); outline-offset: 2px; }
.told { color: var(--tw-bad); margin: 0 0 8px; font-weight: 600; } .help, nav { color: var(--tw-soft); font-size: 14px; } nav { display: flex; gap: 16px; margin-top: 16px; }
a { color: var(--tw-blue); } a[aria-current] { color: var(--tw-ink); text-decoration: none; font-weight: 600; }
"""


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
    head = f"{_META}{tag('title', title)}<style>{colours()}{_STYLE}</style><script>{appearance()}</script>"
    return f'<!doctype html><html lang="{HTML_LANG[lang]}"><head>{head}</head><body>{main}</body></html>'


def _languages(lang: str, words: Words) -> Safe:
    links = [
        tag(
            "a", name, href=f"login?next={quote(PATHS[code], safe='')}", lang=HTML_LANG[code], aria_current="true" if code == lang else None
        )
        for code, name in LANGUAGES.items()
    ]
    return tag("nav", *links, aria_label=words("language"))
