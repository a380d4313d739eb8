"""多选 on what a headed clause asks for: its own sentences beside those of other chapters."""

import re
from collections.abc import Iterator

from exam.desk import HOLE, Desk, balanced_lengths, made, opening, quoted
from exam.facts import Fact
from exam.said import Said, heading
from exam.wording import cover, grams, norm
from policy.exam import Item, ItemKind, Option

# Headings whose sentences speak of everything.
_GENERAL = re.compile("目标|要求$|原则$|思想$|保障$")
_LOW, _HIGH = 14, 58
_TRIES = 3  # choices of sentences, of which the next may do where one tells another item's answer


def outlined(fact: Fact, desk: Desk) -> Iterator[Item]:
    """Which of four sentences stand under a heading: two or three of its own, the others from other chapters; a few such items."""
    for _ in range(_TRIES):
        yield from _outlined(fact, desk, desk.rng.choice((2, 3)))


def _outlined(fact: Fact, desk: Desk, most: int) -> Iterator[Item]:
    own = heading(fact.clause)
    # A sentence that repeats a word of the heading would tell itself.
    telling = grams(own) - desk.corpus.common(fact.clause.source)
    right = [s for s in fact.parts if _LOW <= len(s.text) <= _HIGH and not telling & grams(s.text)]
    if len(right) < 2:
        return
    right = desk.rng.sample(right, min(len(right), most))
    wrong = _wrong(fact, desk, telling, right, 4 - len(right))
    if any(grams(own) & grams(s.text) for s in right) and not any(grams(own) & grams(s.text) for s in wrong):
        return  # told by a word, though a common one
    if len(wrong) < 4 - len(right) or not balanced_lengths([s.text for s in right], [s.text for s in wrong]):
        return
    options = [Option(s.text, True, f"见{desk.cite(s.clause)}") for s in right]
    options += [Option(s.text, False, f"属于{quoted(heading(s.clause))}的要求") for s in wrong]
    desk.rng.shuffle(options)
    why = f"依据：{desk.basis(*right)}。" + "".join(f"{opening(s.text)}一项属于{quoted(heading(s.clause))}。" for s in wrong)
    yield made(
        ItemKind.MULTIPLE, fact, f"{desk.under(fact.clause)}下列各项中，属于{quoted(own)}方面要求的有{HOLE}。",
        tuple(o.text for o in options if o.right), options=tuple(options), explanation=why, proofs=tuple(s.proof() for s in right),
        level=("中", "须辨认各项要求归属何处"), ability="理解",
    )  # fmt: skip


def _wrong(fact: Fact, desk: Desk, telling: frozenset[str], right: list[Said], count: int) -> list[Said]:
    """Sentences of other chapters, where none of the same theme stands, that share nothing with the heading and little with one another."""
    pool = {
        f.fact: f.said
        for f in desk.corpus.facts
        if f.clause.source == fact.clause.source
        and len(f.clause.path) > 1
        and f.clause.path[:1] != fact.clause.path[:1]
        and not _GENERAL.search(heading(f.clause) or "目标")
        and not f.duty
        and not f.listed
    }
    low, high = min(len(s.text) for s in right) - 8, max(len(s.text) for s in right) + 8
    found: list[Said] = []
    nearby = list(pool.values())
    desk.rng.shuffle(nearby)
    for said in nearby:
        if len(found) == count:
            break
        near = any(cover(said.text, s.text) > 0.3 or cover(s.text, said.text) > 0.3 for s in [*right, *found])
        known = norm(said.text) in desk.used or norm(said.text) in norm(fact.clause.text)
        if low <= len(said.text) <= high and not near and not known and not telling & grams(said.text):
            found.append(said)
    return found
