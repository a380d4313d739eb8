"""What the makers of choices share: the stem with a hole, and the item whose options stand in the text or in none of it."""

from exam.desk import HOLE, Desk, made, quoted, tail
from exam.facts import Fact
from exam.said import Said
from exam.sentences import exceptions
from policy.exam import Item, ItemKind, Option


def holed(fact: Fact, desk: Desk, start: int, end: int) -> str:
    """The fact's sentence with a hole for text[start:end], under the name of its document."""
    text = fact.said.text
    framed = desk.under(fact.clause) + text[:start] + HOLE + text[end:] + exceptions(fact.said)
    return framed + tail(framed)


def chosen(
    kind: ItemKind, fact: Fact, desk: Desk, stem: str, keys: tuple[str, ...], wrong: list[str], level: tuple[str, str], ability: str,
    more: tuple[Said, ...] = (),
) -> Item:  # fmt: skip
    """An item whose keys stand in the fact's sentence, or are the items `more` below it; the options in an order by chance."""
    options = [Option(k, True, "条文原文") for k in keys] + [Option(w, False, "条文未作此规定") for w in wrong]
    desk.rng.shuffle(options)
    key = tuple(o.text for o in options if o.right)
    proofs = (fact.said.proof(), *(m.proof() for m in more))
    text = f"{fact.said.text}：" + "；".join(m.text for m in more) if more else fact.said.text
    why = f"依据：{desk.cite(fact.clause)}：{quoted(text)}。"
    return made(kind, fact, stem, key, options=tuple(options), explanation=why, proofs=proofs, level=level, ability=ability)
