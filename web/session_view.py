"""What stands around an answer for the whole session: the list of what was asked, the box to ask on, the word that it is being looked up.

The list itself is kept by the browser, in the one tab, and written by static/ask.js: the site keeps nothing of it.
"""

from web.markup import Safe, join, tag
from web.strings import Words


def session_view(words: Words) -> Safe:
    """The bar with what was asked in this tab, empty and out of sight until something was."""
    asked = tag(
        "details",
        tag("summary", words("session_asked"), " ", tag("span", "0", cls="tw-count")),
        tag("ol", cls="tw-turns", data_none=words("session_none")),
        cls="tw-asked-list",
    )
    buttons = join(
        [
            tag("button", words("session_new"), type="button", title=words("session_new_title"), cls="tw-link", data_renew=True),
            tag("button", words("session_clear"), type="button", title=words("session_clear_title"), cls="tw-link", data_forget=True),
        ]
    )
    return tag("div", asked, tag("span", buttons, cls="tw-session-does"), cls="tw-session", hidden=True)


def wording_view(model: str, words: Words) -> Safe:
    """Seen while a language model words the answer that is shown."""
    return tag("div", tag("span", cls="tw-dots", aria_hidden="true"), words("wording", model=model), cls="tw-waiting")


def waiting_view(words: Words) -> Safe:
    """Seen only where an answer takes longer than a blink."""
    return tag("div", tag("span", cls="tw-dots", aria_hidden="true"), words("waiting"), cls="tw-waiting")
