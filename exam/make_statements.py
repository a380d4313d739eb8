"""下列说法正确的是（有）: sentences of a document as they stand, beside others with one point changed."""

import re
from collections.abc import Iterator

from exam.desk import HOLE, Desk, balanced_lengths, made, opening
from exam.facts import Fact
from exam.false import Change, changes
from exam.said import Said, is_statute
from exam.wording import cover, norm, shown
from policy.exam import Item, ItemKind, Option


def statement(fact: Fact, desk: Desk) -> Iterator[Item]:
    """下列说法正确的是, one sentence as it stands and three with one point changed, or 下列说法错误的是, the other way round."""
    # Fewer sentences can be made false than can stand, and 说法正确的是 takes three of them.
    often = _WRONG_FIRST if is_statute(fact.clause) else _WRONG_FIRST_OF_POLICY
    makers = [_wrong_one, _right_one] if desk.rng.random() < often else [_right_one, _wrong_one]
    for maker in makers:
        yield from maker(fact, desk)


def _right_one(fact: Fact, desk: Desk) -> Iterator[Item]:
    yield from _statements(fact, desk, ItemKind.SINGLE, 0, 3)


def _wrong_one(fact: Fact, desk: Desk) -> Iterator[Item]:
    """One sentence with one point changed among three of the same document as they stand."""
    change = next((c for c in changes(fact, desk) if c.sort in _PLAIN), None)
    if change is None or not _asked(fact):
        return
    right: list[Said] = []
    for other in _peers(fact, desk):
        if len(right) < 3 and _unlike(other.said.text, [change.text, *(s.text for s in right)]) and _spared(other, fact):
            right.append(other.said)
    if len(right) < 3 or not balanced_lengths([change.text], [s.text for s in right]):
        return
    options = [Option(change.text, True, _mended(change, desk)), *(Option(s.text, False, f"见{desk.cite(s.clause)}") for s in right)]
    desk.rng.shuffle(options)
    stem = f"{desk.under(fact.clause)}{_about(fact, [*right, change.said])}说法错误的是{HOLE}。"
    why = f"依据：{desk.basis(fact.said)}。{_told(change, desk)}"
    yield made(
        ItemKind.SINGLE, fact, stem, (change.text,), options=tuple(options), explanation=why,
        proofs=(fact.said.proof(), *(s.proof() for s in right)), level=("难", "各项出自不同条文，须逐项辨析"), ability="理解",
    )  # fmt: skip


def statements(fact: Fact, desk: Desk) -> Iterator[Item]:
    """下列说法正确的有: two or three sentences as they stand, one or two changed."""
    for more in desk.rng.choice(((1, 2), (2, 1))):
        yield from _statements(fact, desk, ItemKind.MULTIPLE, more, 3 - more)


def _statements(fact: Fact, desk: Desk, kind: ItemKind, more: int, false: int) -> Iterator[Item]:
    """The statements with as few words of duty turned as will do."""
    if not _asked(fact):
        return
    peers = list(_peers(fact, desk))
    for most in range(1, false + 1 if false < 3 else 3):
        right, wrong = _chosen(fact, peers, desk, more, false, most)
        if len(wrong) == false and len(right) > more and balanced_lengths([s.text for s in right], [w.text for w in wrong]):
            yield _written(fact, desk, kind, right, wrong)
            return


def _chosen(fact: Fact, peers: list[Fact], desk: Desk, more: int, false: int, most: int) -> tuple[list[Said], list[Change]]:
    """The fact's sentence with so many others as they stand, and so many changed; at most `most` of those by their word of duty."""
    wrong: list[Change] = []
    right = [fact.said]
    for other in peers:
        told = [s.text for s in right] + [c.text for c in wrong]
        if not _unlike(other.said.text, told):
            continue
        if len(wrong) < false:
            turned = sum(c.sort == "modality" for c in wrong)
            pairs, names = [c.pair for c in wrong], [c.new for c in wrong if c.sort in _NAMES]
            found = (c for c in changes(other, desk) if c.sort in _PLAIN and c.pair not in pairs and c.new not in names)
            change = next((c for c in found if c.sort != "modality" or turned < most), None)
            wrong += [change] if change else []
        elif len(right) <= more:
            right += [other.said] if _spared(other, fact) else []
        else:
            break
    return right, wrong


def _written(fact: Fact, desk: Desk, kind: ItemKind, right: list[Said], wrong: list[Change]) -> Item:
    about = _about(fact, [*right, *(c.said for c in wrong)])
    stem = f"{desk.under(fact.clause)}{about}说法正确的{'是' if kind == ItemKind.SINGLE else '有'}{HOLE}。"
    options = [Option(s.text, True, f"见{desk.cite(s.clause)}") for s in right]
    options += [Option(c.text, False, _mended(c, desk)) for c in wrong]
    desk.rng.shuffle(options)
    why = f"依据：{desk.basis(*right)}。" + "".join(_told(c, desk) for c in wrong)
    return made(
        kind, fact, stem, tuple(o.text for o in options if o.right), options=tuple(options), explanation=why,
        proofs=(*(s.proof() for s in right), *(c.said.proof() for c in wrong)),
        level=("难", "各项出自不同条文，须逐项辨析"), ability="理解",
    )  # fmt: skip


def _asked(fact: Fact) -> bool:
    """Whether a fact's sentence is of a length for an option, and the whole truth."""
    return 14 <= len(fact.said.text) <= 66 and not fact.said.limited


def _unlike(text: str, told: list[str]) -> bool:
    """Whether a statement is about something else than those told."""
    return not any(cover(text, t) > 0.4 or cover(t, text) > 0.4 for t in told)


def _spared(other: Fact, fact: Fact) -> bool:
    """Whether a fact may be spent as a statement that stands."""
    return other.type not in _SCARCE or is_statute(fact.clause)


def _mended(change: Change, desk: Desk) -> str:
    return f"应为“{change.pair[0]}”而非“{change.pair[1]}”，见{desk.cite(change.said.clause)}"


def _told(change: Change, desk: Desk) -> str:
    return f"{opening(change.text)}一项错在“{change.pair[1]}”，应为“{change.pair[0]}”（{desk.cite(change.said.clause)}）。"


_WRONG_FIRST, _WRONG_FIRST_OF_POLICY = 0.7, 0.95
# What 单选 and 填空 live on in policies is not spent as a statement that stands.
_SCARCE = ("figure", "target")
_NAMES = ("agent", "organ")  # of which no two false statements have the same
_PLAIN = (
    "modality", "figure", "agent", "organ", "date", "compare", "consequence", "subject", "frequency", "unit", "extent", "form", "time",
    "basis",
)  # fmt: skip


def _peers(fact: Fact, desk: Desk) -> Iterator[Fact]:
    """Facts of the same document that make statements of about the same length, those of the same chapter first."""
    pool = [
        f
        for f in desk.corpus.facts
        if f.type in ("modality", "figure", "target", "phrase", "members", "term", "plain")
        and f.clause.source == fact.clause.source
        and f.fact != fact.fact
        and not f.said.limited
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
