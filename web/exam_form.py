"""The form in which a question is edited or written, and the question that comes back from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from policy import BadInput
from policy.exam import Item, ItemKind, Option
from web.exam_card import action, letter, points
from web.exam_view import LEVELS
from web.markup import Safe, join, tag
from web.strings import Words

CHOICES = (ItemKind.SINGLE, ItemKind.MULTIPLE)
_OPTIONS = 4  # empty ones in the form of an own question
MOST_OPTIONS = 10
_LONGEST = {"stem": 4000, "option": 500, "key": 4000, "explanation": 4000, "quote": 4000, "clause": 500}
_MOST_POINTS = 1000


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form holds: the item, and what its key is said to rest on; `unsaved` where that was typed and is not kept yet."""

    item: Item
    clause_id: str = ""
    quote: str = ""
    unsaved: bool = False


def blank(kind: ItemKind) -> Filled:
    """The form of an own question, with nothing in it yet."""
    return Filled(Item("", kind, "", ("对",) if kind == ItemKind.TRUE_FALSE else (), origin="own", explanation=""))


def filled(item: Item) -> Filled:
    """The form of a question as it stands."""
    proof = next(iter(item.proofs), None)
    return Filled(item, proof.clause_id, proof.quote) if proof else Filled(item)


def form_view(form: Filled, places: Sequence[tuple[str, str]], words: Words) -> Safe:
    """All that can be changed of a question. `places` are the clauses that it may rest on: id and name."""
    item = form.item
    fields = [
        _area("stem", words("stem"), item.stem, 3, words("stem_blanks") if item.kind == ItemKind.BLANK else ""),
        _key_field(item, words),
        _area("explanation", words("explanation_label"), item.explanation, 2),
        tag("div", _points(item, words), _level(item, words), cls="tw-exam-form-row"),
        _proof_fields(form, places, words),
    ]
    buttons = join([action("save", words("save"), data_main="1"), action("cancel", words("cancel"))])
    heading = words("own_of", kind=words(f"kind_{item.kind}")) if not item.item_id else words("editing_of", kind=words(f"kind_{item.kind}"))
    return tag(
        "form",
        tag("h4", heading),
        *fields,
        tag("div", buttons, cls="tw-item-actions"),
        cls="tw-exam-form",
        data_exam_kind=item.kind,
        data_exam_unsaved="1" if form.unsaved else None,
        novalidate=True,
        autocomplete="off",
    )


def _area(name: str, label: str, text: str, rows: int, hint: str = "") -> Safe:
    return tag(
        "label",
        tag("span", label),
        tag("small", hint) if hint else None,
        tag("textarea", "\n" + text if text.startswith("\n") else text, name=name, rows=rows, maxlength=_LONGEST[name]),
        cls="tw-field",
    )


def _key_field(item: Item, words: Words) -> Safe:
    if item.kind in CHOICES:
        return _option_fields(item, words)
    if item.kind == ItemKind.TRUE_FALSE:
        radios = join(
            tag("label", tag("input", type="radio", name="key", value=value, checked=item.key == (value,)), words(name))
            for value, name in (("对", "true"), ("错", "false"))
        )
        return tag("fieldset", tag("legend", words("key_label")), radios, cls="tw-reasons")
    if item.kind == ItemKind.BLANK:
        lines = [" | ".join((k, *a)) for k, a in zip_longest(item.key, item.also, fillvalue=()) if isinstance(k, str)]
        return _area("key", words("key_label"), "\n".join(lines), 2, words("key_blanks"))
    return _area("key", words("key_points"), "\n".join(item.key), 4, words("key_points_hint"))


def _option_fields(item: Item, words: Words) -> Safe:
    kind = "radio" if item.kind == ItemKind.SINGLE else "checkbox"
    options = item.options or (Option("", False),) * _OPTIONS
    rows = join(_option_row(n, option, kind, words) for n, option in enumerate(options))
    hint = tag("small", words("option_hint_one" if kind == "radio" else "option_hint_more"))
    more = action("more", words("option_more"))
    return tag("fieldset", tag("legend", words("options_label"), " ", hint), tag("ol", rows, cls="tw-option-fields"), more)


def _option_row(n: int, option: Option, kind: str, words: Words) -> Safe:
    at, most = letter(n), _LONGEST["option"]
    drop = words("option_drop", letter=at)
    return tag(
        "li",
        tag("input", type=kind, name="right", value=str(n), checked=option.right, aria_label=words("option_right", letter=at)),
        tag("b", at, aria_hidden="true"),
        tag("input", type="text", name="option", value=option.text, maxlength=most, aria_label=words("option", letter=at)),
        tag("button", "×", type="button", cls="tw-exam-act tw-option-drop", data_exam="drop", aria_label=drop),
    )


def _points(item: Item, words: Words) -> Safe:
    field = tag("input", type="number", name="points", value=points(item.points), min="0", max=str(_MOST_POINTS), step="0.5")
    return tag("label", tag("span", words("points_label")), field, cls="tw-field")


def _level(item: Item, words: Words) -> Safe:
    options = join(tag("option", words(f"level_{x}"), value=x, selected=x == item.difficulty) for x in LEVELS)
    return tag("label", tag("span", words("difficulty_label")), tag("select", options, name="difficulty"), cls="tw-field")


def _proof_fields(form: Filled, places: Sequence[tuple[str, str]], words: Words) -> Safe:
    """The clause by a list that narrows down while typing, and the words of it that carry the key."""
    named = f"tw-places-{form.item.item_id or 'own'}"
    clause = tag("input", type="text", name="clause", value=form.clause_id, list=named, maxlength=_LONGEST["clause"])
    known = tag("datalist", join(tag("option", label, value=value) for value, label in places), id=named)
    return tag(
        "div",
        tag("label", tag("span", words("proof_clause")), tag("small", words("proof_clause_hint")), clause, known, cls="tw-field"),
        _area("quote", words("proof_quote"), form.quote, 2, words("proof_quote_hint")),
    )


def read_form(old: Item, fields: Mapping[str, object], words: Words) -> Filled:
    """The question as the form has it, over `old`. BadInput says which field cannot be used as it is."""
    text = {name: _text(fields, name, words) for name in ("stem", "explanation", "clause", "quote")}
    changes: dict[str, object] = {
        "stem": text["stem"],
        "explanation": text["explanation"],
        "points": _number(fields.get("points"), words),
        "difficulty": level if (level := str(fields.get("difficulty"))) in LEVELS else old.difficulty,
    }
    item = replace(old, **changes, **_answer(old, fields, words))  # type: ignore[arg-type]
    return Filled(item, text["clause"], text["quote"])


def complete(item: Item, words: Words) -> Item:
    """The item, where it says all that a question of its kind must; else BadInput."""
    if not item.stem:
        raise BadInput(words("form_no_stem"))
    if item.kind in CHOICES:
        _complete_options(item, words)
    elif not item.key:
        raise BadInput(words("form_no_key"))
    if item.kind == ItemKind.BLANK and item.stem.count("____") != len(item.key):
        raise BadInput(words("form_blanks", blanks=item.stem.count("____"), keys=len(item.key)), words("form_blanks_remedy"))
    return item


def _complete_options(item: Item, words: Words) -> None:
    texts = [option.text for option in item.options]
    if len(texts) < 2:
        raise BadInput(words("form_few_options"))
    if twice := next((t for n, t in enumerate(texts) if t in texts[:n]), None):
        raise BadInput(words("form_twice", text=twice))
    if item.kind == ItemKind.SINGLE and len(item.key) != 1:
        raise BadInput(words("form_one_right"))
    if item.kind == ItemKind.MULTIPLE and len(item.key) < 2:
        raise BadInput(words("form_more_right"))


def _answer(old: Item, fields: Mapping[str, object], words: Words) -> dict[str, object]:
    """Options and key, as their kind has them."""
    if old.kind in CHOICES:
        right, why = set(field_list(fields, "right")), {(o.text, o.right): o.why for o in old.options}
        texts = [_fit("option", t, words) for t in field_list(fields, "option")[:MOST_OPTIONS]]
        options = tuple(Option(t, str(n) in right, why.get((t, str(n) in right), "")) for n, t in enumerate(texts) if t)
        return {"options": options, "key": tuple(option.text for option in options if option.right)}
    lines = [line for raw in field_list(fields, "key") for line in _fit("key", raw, words).split("\n") if line.strip()]
    if old.kind == ItemKind.TRUE_FALSE:
        return {"key": ("对",) if lines == ["对"] else ("错",)}
    if old.kind == ItemKind.BLANK:
        blanks = [[part.strip() for part in line.replace("｜", "|").split("|") if part.strip()] for line in lines]
        blanks = [parts for parts in blanks if parts]
        return {"key": tuple(parts[0] for parts in blanks), "also": tuple(tuple(parts[1:]) for parts in blanks)}
    return {"key": tuple(line.strip() for line in lines)}


def field_list(fields: Mapping[str, object], name: str) -> list[str]:
    """All values of a field, as a browser sends them."""
    value = fields.get(name)
    return [str(one) for one in value] if isinstance(value, list) else [] if value is None else [str(value)]


def field_text(fields: Mapping[str, object], name: str) -> str:
    """The first value of a field, "" where it has none."""
    return next(iter(field_list(fields, name)), "")


def _text(fields: Mapping[str, object], name: str, words: Words) -> str:
    return _fit(name, field_text(fields, name), words)


def _fit(name: str, text: str, words: Words) -> str:
    """A text that can be kept: half a surrogate pair has no UTF-8, and nothing is without end."""
    kept = text.replace("\r\n", "\n").encode("utf8", "replace").decode().strip()
    if len(kept) > _LONGEST[name]:
        raise BadInput(words("form_long", n=len(kept), most=_LONGEST[name]))
    return kept


def _number(value: object, words: Words) -> float:
    given = value[0] if isinstance(value, list) and value else value
    try:
        number = float(str(given))
    except ValueError as error:
        raise BadInput(words("form_points")) from error
    if not 0 <= number <= _MOST_POINTS:
        raise BadInput(words("form_points"))
    return number
