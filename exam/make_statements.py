"""下列说法正确的是（有）: sentences of a document as they stand, beside others with one point changed."""

import re
from collections.abc import Iterator

from exam.desk import HOLE, Desk, balanced_lengths, made
from exam.facts import Fact
from exam.false import Change, changes
from exam.said import Said, is_statute
from exam.wording import cover, norm, shown
from policy.exam import Item, ItemKind, Option


def statement(fact: Fact, desk: Desk) -> Iterator[Item]:
    """下列说法正确的是: one sentence as it stands, three of the same document each with one point changed."""
    yield from _statements(fact, desk, ItemKind.SINGLE, 0, 3)


def statements(fact: Fact, desk: Desk) -> Iterator[Item]:
    """下列说法正确的有: two or three sentences as they stand, one or two changed."""
    for more in desk.rng.choice(((1, 2), (2, 1))):
        yield from _statements(fact, desk, ItemKind.MULTIPLE, more, 3 - more)


def _statements(fact: Fact, desk: Desk, kind: ItemKind, more: int, false: int) -> Iterator[Item]:
    if not 14 <= len(fact.said.text) <= 66:
        return
    wrong: list[Change] = []
    right = [fact.said]
    for other in _peers(fact, desk):
        told = [s.text for s in right] + [c.text for c in wrong]
        if any(cover(other.said.text, t) > 0.4 or cover(t, other.said.text) > 0.4 for t in told):
            continue
        if len(wrong) < false:
            # No more than two may be wrong in the same way where the right one lacks their word: it would be told by its words.
            pairs = [c.pair for c in wrong]
            worn = [p for p in pairs if pairs.count(p) > 1 and p[1] not in fact.said.text]
            change = next((c for c in changes(other, desk) if c.sort in _PLAIN and c.pair not in worn and _false(c, desk)), None)
            wrong += [change] if change else []
        elif len(right) <= more:
            right += [other.said] if other.type not in _SCARCE or is_statute(fact.clause) else []
        else:
            break
    if len(wrong) < false or len(right) <= more or not balanced_lengths([s.text for s in right], [w.text for w in wrong]):
        return
    about = _about(fact, [*right, *(c.said for c in wrong)])
    stem = f"{desk.under(fact.clause)}{about}说法正确的{'是' if kind == ItemKind.SINGLE else '有'}{HOLE}。"
    options = [Option(s.text, True, f"见{desk.cite(s.clause)}") for s in right]
    options += [Option(c.text, False, f"应为“{c.pair[0]}”而非“{c.pair[1]}”，见{desk.cite(c.said.clause)}") for c in wrong]
    desk.rng.shuffle(options)
    why = f"依据：{desk.basis(*right)}。" + "".join(
        f"“{c.text[:14]}……”一项错在“{c.pair[1]}”，应为“{c.pair[0]}”（{desk.cite(c.said.clause)}）。" for c in wrong
    )
    yield made(
        kind, fact, stem, tuple(o.text for o in options if o.right), options=tuple(options), explanation=why,
        proofs=(*(s.proof() for s in right), *(c.said.proof() for c in wrong)),
        level=("难", "各项出自不同条文，须逐项辨析"), ability="理解",
    )  # fmt: skip


def _false(change: Change, desk: Desk) -> bool:
    """Whether no clause says nearly what the changed sentence says, as the check of the options will ask."""
    return desk.evidence.says((change.said.clause.source,), change.text) is None


# What 单选 and 填空 live on in policies is not spent as a statement that stands.
_SCARCE = ("figure", "target")
_PLAIN = ("modality", "figure", "word", "agent", "date", "compare")


def _peers(fact: Fact, desk: Desk) -> Iterator[Fact]:
    """Facts of the same document that make statements of about the same length, those of the same chapter first."""
    pool = [
        f
        for f in desk.corpus.facts
        if f.type in ("modality", "figure", "target", "phrase", "members", "term", "plain")
        and f.clause.source == fact.clause.source
        and f.fact != fact.fact
        and f.fact not in desk.used
        and norm(f.said.text) not in desk.used
        and 14 <= len(f.said.text) <= 70
        and abs(len(f.said.text) - len(fact.said.text)) <= 20
    ]
    pool = list({f.fact: f for f in pool}.values())
    desk.rng.shuffle(pool)
    pool.sort(key=lambda f: f.clause.path[:1] != fact.clause.path[:1])
    return iter(pool[:120])


def _about(fact: Fact, used: list[Said]) -> str:
    """下列关于“…”的, where all statements stand under one heading of a statute; else 下列."""
    top = {s.clause.path[:1] for s in used}
    head = shown(fact.clause.path[0]) if fact.clause.path else ""
    m = re.match("第.{1,4}章(.{3,16})$", head)
    if len(top) == 1 and is_statute(fact.clause) and m and not re.search("总则|附则|法律责任|一般规定", m[1]):
        return f"下列关于“{m[1]}”的"
    return "下列"
