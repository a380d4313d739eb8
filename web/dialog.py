"""The question that a page asks before something is gone for good."""

from web.markup import Safe, join, tag
from web.strings import Words


def confirm_dialog(words: Words, dialog: str, button: str, title: str, text: str) -> Safe:
    """A dialog of the id `dialog`, closed until a script opens it; its buttons say "no" or "yes" in the attribute `button`. `title` and
    `text` are keys of words; what is to go is filled in by the script."""
    buttons = join(
        [
            tag("button", words("remove_no"), type="button", **{button: "no"}),
            tag("button", words("remove_yes"), type="button", **{button: "yes"}, cls="tw-danger"),
        ]
    )
    return tag(
        "dialog",
        tag("h2", words(title), id=f"{dialog}-title"),
        tag("p", "", cls="tw-dialog-what"),
        tag("p", words(text)),
        tag("div", buttons, cls="tw-dialog-buttons"),
        id=dialog,
        aria_labelledby=f"{dialog}-title",
    )
