"""One question of a paper as a card: what it asks, its key, what the key rests on, and what can be done with it."""

from collections.abc import Sequence

from policy.exam import Fault, Item, ItemKind, Proof
from web.cite import open_button, path_line, title_of
from web.markup import Safe, esc, join, tag
from web.strings import Words

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(n: int) -> str:
    """The letter of the nth option, from 0."""
    return _LETTERS[n] if n < len(_LETTERS) else str(n + 1)


def points(value: float) -> str:
    """Points without needless zeros.

    >>> points(2.0), points(1.5)
    ('2', '1.5')
    """
    return f"{value:g}"


def item_card(
    n: int, item: Item, words: Words, faults: Sequence[Fault] = (), form: Safe | None = None, ends: tuple[bool, bool] = (False, False)
) -> Safe:
    """Question n; `ends` says whether it is the first and the last of its kind. With a `form` it shows that in place of the question."""
    body = [form] if form else [tag("p", item.stem, cls="tw-stem"), _options(item, words), _key(item, words), _proofs(item, words)]
    return tag(
        "article",
        tag("div", tag("h4", words("item_n", n=n), cls="tw-no"), _chips(item, words), cls="tw-item-head"),
        _flags(faults, words),
        *body,
        None if form else _actions(n, item, words, ends),
        cls="tw-card tw-item tw-locked" if item.locked else "tw-card tw-item",
        data_exam_item=item.item_id,
        tabindex="-1",
        aria_label=words("item_label", n=n, kind=words(f"kind_{item.kind}")),
    )


def _chips(item: Item, words: Words) -> Safe:
    level = tag("span", words("difficulty_of", level=words(f"level_{item.difficulty}")), tag("small", item.rests_on), cls="tw-tag")
    return tag(
        "p",
        tag("span", words("points_of", n=points(item.points)), cls="tw-tag"),
        level,
        tag("span", words(f"ability_{item.ability}"), cls="tw-tag"),
        None if item.origin == "made" else tag("span", words(f"origin_{item.origin}"), cls="tw-tag tw-tag-own"),
        tag("span", words("locked"), cls="tw-tag tw-tag-lock") if item.locked else None,
        cls="tw-tags",
    )


def _flags(faults: Sequence[Fault], words: Words) -> Safe | None:
    if not faults:
        return None
    lines = join(tag("li", f.text, tag("span", words("remedy"), f.remedy, cls="tw-fault-remedy") if f.remedy else None) for f in faults)
    return tag("div", tag("strong", words("item_flagged")), tag("ul", lines), cls="tw-flags", role="alert")


def _options(item: Item, words: Words) -> Safe | None:
    if not item.options:
        return None
    return tag("ol", join(_option(n, option.text, option.right, words) for n, option in enumerate(item.options)), cls="tw-options")


def _option(n: int, text: str, right: bool, words: Words) -> Safe:
    mark = tag("span", "✓", tag("span", words("key_is"), cls="tw-sr"), cls="tw-key tw-tick") if right else None
    return tag("li", tag("b", f"{letter(n)}."), tag("span", text), mark, cls="tw-right" if right else None)


def _key(item: Item, words: Words) -> Safe:
    """The key in words, and why it is the key."""
    lines = [tag("p", tag("b", words("key")), _key_text(item, words))]
    whys: dict[str, str] = {}
    for n, option in enumerate(item.options):
        if option.why and option.why != item.explanation:
            whys[option.why] = whys.get(option.why, "") + letter(n)
    if item.change:
        lines.append(tag("p", words("changed_from", was=item.change[0], now=item.change[1])))
    if item.explanation:
        lines.append(tag("p", tag("b", words("explanation")), item.explanation))
    if whys:
        lines.append(tag("ul", join(tag("li", tag("b", letters), why) for why, letters in whys.items()), cls="tw-whys"))
    return tag("div", *lines, cls="tw-key tw-answer-key")


def _key_text(item: Item, words: Words) -> Safe:
    if item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE):
        return esc("".join(letter(n) for n, option in enumerate(item.options) if option.right) or "–")
    if item.kind == ItemKind.TRUE_FALSE:
        return esc(words("true") if item.key == ("对",) else words("false"))
    if item.kind == ItemKind.BLANK:
        also = [*item.also, *((),) * (len(item.key) - len(item.also))]
        blanks = [words("also", text=k, also=" / ".join(a)) if a else k for k, a in zip(item.key, also, strict=False)]
        return esc("；".join(blanks))
    return tag("ol", join(tag("li", text) for text in item.key))


def _proofs(item: Item, words: Words) -> Safe:
    if not item.proofs:
        return tag("p", words("no_proof"), cls="tw-sub tw-key")
    return tag("div", join(_proof(proof, item.explanation, words) for proof in item.proofs), cls="tw-key tw-proofs")


def _proof(proof: Proof, explanation: str, words: Words) -> Safe:
    """Where a key stands; its words only where the explanation does not hold them already."""
    return tag(
        "div",
        tag("p", tag("b", words("proof")), title_of(proof.title, proof.source), cls="tw-proof-title"),
        path_line(proof, words),
        None if proof.quote.strip() in explanation else tag("blockquote", proof.quote.strip()),
        open_button(proof, words, proof.start, proof.end),
        cls="tw-proof",
    )


def _actions(n: int, item: Item, words: Words, ends: tuple[bool, bool]) -> Safe:
    """What can be done with this question; a locked one is neither replaced nor removed."""
    verbs = [
        ("replace", "item_replace", item.locked or item.origin == "own"),
        ("edit", "item_edit", False),
        ("unlock" if item.locked else "lock", "item_unlock" if item.locked else "item_lock", False),
        ("up", "item_up", ends[0]),
        ("down", "item_down", ends[1]),
        ("remove", "item_remove", item.locked),
    ]
    return tag(
        "div",
        join(action(verb, words(key), words("item_n", n=n), disabled=off) for verb, key, off in verbs),
        cls="tw-item-actions",
        role="group",
        aria_label=words("item_actions", n=n),
    )


def action(verb: str, text: str, about: str = "", **more: object) -> Safe:
    """A button that says to the page what is to be done."""
    label = f"{text}：{about}" if about else None
    cls = "tw-exam-act tw-exam-act-bad" if verb in ("remove", "delete") else "tw-exam-act"
    return tag("button", text, type="button", cls=cls, data_exam=verb, aria_label=label, **more)
