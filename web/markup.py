"""HTML that is safe by construction: every piece is either `Safe`, or a string that is escaped on its way in."""

from html import escape

from policy.citing import plain

_VOID = {"br", "hr", "img", "input"}
_RESERVED = {"cls": "class", "for_": "for"}


class Safe(str):
    """HTML made by this module; never build one from a file's or a person's text."""

    __slots__ = ()


def esc(text: object) -> Safe:
    """Any value as HTML text, fit for element content and for a quoted attribute."""
    return text if isinstance(text, Safe) else Safe(escape(plain(str(text)), quote=True))


def join(pieces: object, between: str = "") -> Safe:
    """Pieces one after another, each escaped unless `Safe`; None and "" are left out."""
    return Safe(esc(between).join(esc(piece) for piece in pieces if piece is not None and piece != ""))  # type: ignore[attr-defined]


def tag(name: str, /, *children: object, **attributes: object) -> Safe:
    """An element. `cls` is class; `data_open` becomes data-open; an attribute of None or False is left out.

    >>> tag("p", "1 < 2", cls="note", hidden=True)
    '<p class="note" hidden>1 &lt; 2</p>'
    """
    written = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = _RESERVED.get(key, key.replace("_", "-"))
        written.append(f" {attribute}" if value is True else f' {attribute}="{esc(value)}"')
    opening = f"<{name}{''.join(written)}>"
    return Safe(opening) if name in _VOID else Safe(f"{opening}{join(children)}</{name}>")
