"""The nouns of the ledgers: duties, targets as rows that can be filtered and compared, and what is wanted of them."""

from dataclasses import dataclass

from policy.nouns import Clause, Proved, Target

KINDS = ("比例", "数量", "期限", "频次", "数额")


@dataclass(frozen=True, slots=True)
class Duty(Proved):
    """One duty of a clause: the task, the units that lead or answer for it, those that take part, and when, proved by [start, end)."""

    clause: Clause
    task: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    schedule: str
    start: int
    end: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A target as a row of the ledger: `place` its document's place, `topic` the indicator under which places are compared, `year` the
    last year that its deadline names, `amount` its value as a number in the basic unit (5 万元 is 50000), of a range the lower end."""

    target: Target
    place: str
    topic: str
    year: int | None = None
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show of a ledger; "" and None mean all. `text` is looked for in the indicator and its condition (in task and
    units of a duty); `topic` is met exactly."""

    place: str = ""
    source: str = ""
    kind: str = ""
    text: str = ""
    year: int | None = None
    topic: str = ""


ALL = Wanted()
