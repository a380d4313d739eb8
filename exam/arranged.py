"""Items once they are chosen: where their right options stand, and which clauses they ask about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from exam.corpus import Corpus
from policy.exam import Coverage, Item, ItemKind, Option


def balanced(item: Item, before: Iterable[Item]) -> Item:
    """The item with its right option where the fewest right options of the items before stand (单选 only)."""
    if item.kind != ItemKind.SINGLE:
        return item
    places = Counter(n for i in before if i.kind == ItemKind.SINGLE for n, o in enumerate(i.options) if o.right)
    rest = [o for o in item.options if not o.right]
    right = next(o for o in item.options if o.right)
    at = min(range(len(item.options)), key=lambda n: (places[n], Random(f"{item.item_id}/{n}").random()))
    return replace(item, options=(*rest[:at], right, *rest[at:]))


def coverage(corpus: Corpus, items: Sequence[Item]) -> tuple[Coverage, ...]:
    """Each clause in scope with the items that ask about it."""
    asked: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for clause_id in dict.fromkeys(p.clause_id for p in item.proofs):
            asked[clause_id].append(item.item_id)
    return tuple(Coverage(c.clause_id, c.title, c.path, tuple(asked[c.clause_id])) for c in corpus.clauses)


def turned(item: Item, rng: Random) -> Item:
    """The item with its options in another order."""
    options: list[Option] = list(item.options)
    rng.shuffle(options)
    key = tuple(o.text for o in options if o.right) if options else item.key
    return replace(item, options=tuple(options), key=key)
