"""The nouns of exam material, which exam/ makes and checks, and the pages show. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ItemKind(StrEnum):
    """The kinds of exam questions: 单选, 多选, 判断, 填空, 简答, 案例分析."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    BLANK = "blank"
    SHORT = "short"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Proof:
    """A place in a document that a key rests on: [start, end) into the document's text, which reads `quote` there.

    `wording` is the hash of the clause's text when the item was made (`Clause.wording`).
    """

    clause_id: str
    source: str
    title: str
    path: tuple[str, ...]
    quote: str
    start: int
    end: int
    page: int | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a 单选 or 多选; `why` says why it is right or wrong."""

    text: str
    right: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One exam question.

    `key` holds, by kind: SINGLE and MULTIPLE the texts of the right options; TRUE_FALSE "对" or "错"; BLANK one text a blank, in the
    order of the blanks 「____」 in the stem; SHORT and CASE the points of the answer, one text each. `also` holds for each blank the other
    spellings that count as right. `change` is, for a false statement, (what the clause says, what the statement says in its place).
    `fact` names what is asked, so that no two items of a paper ask the same. `difficulty` is 易, 中 or 难, `rests_on` says on what;
    `ability` is 识记, 理解 or 应用. `origin` is made, edited or own; `locked` items stay when others are replaced; `flags` are the
    faults that the last check found.
    """

    item_id: str
    kind: ItemKind
    stem: str
    key: tuple[str, ...]
    options: tuple[Option, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    explanation: str = ""
    proofs: tuple[Proof, ...] = ()
    points: float = 1.0
    difficulty: str = "中"
    rests_on: str = ""
    ability: str = "识记"
    tags: tuple[str, ...] = ()
    fact: str = ""
    change: tuple[str, str] | None = None
    origin: str = "made"
    locked: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a blueprint asked for and could not be made, and why."""

    what: str
    wanted: int
    made: int
    why: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """A clause in scope, and the items that ask about it."""

    clause_id: str
    title: str
    path: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """An exam paper. `version` is "" or A, B …; `blueprint` is what it was made by; `generation` names the index it was made from;
    `notes` tell the trainer what was left out of the documents."""

    title: str
    items: tuple[Item, ...]
    version: str = ""
    seed: int = 0
    minutes: int = 90
    generation: str = ""
    blueprint: Mapping[str, object] = field(default_factory=dict)
    lacking: tuple[Lacking, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """The points of all items together."""
        return sum(item.points for item in self.items)


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found wrong with an item of a paper; `code` is stable, `text` is for people, `remedy` says what to do."""

    item_id: str
    code: str
    text: str
    remedy: str = ""
