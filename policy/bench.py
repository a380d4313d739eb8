"""The nouns of measuring, judging and feedback, which the bench makes and the pages show. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from policy.nouns import Clause


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over n questions with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Paired:
    """B against A on one measure over the same questions: mean difference B − A with interval, p values as computed and corrected."""

    measure: str
    n: int
    mean_a: float
    mean_b: float
    difference: Interval
    wins: int
    ties: int
    losses: int
    p_randomization: float
    p_t: float
    holm_randomization: float = 1.0
    holm_t: float = 1.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as a report shows it; `grade` is None where it is not judged."""

    rank: int
    name: str
    grade: int | None
    source: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote [start, end) of a clause's document; `gold` of its characters lie in gold, of the `units` that it touches."""

    clause_id: str
    start: int
    end: int
    gold: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """[start, end) of a document that answers: a part or all of a clause, whose id `place` is; where documents are judged, the document."""

    unit: str
    place: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """What came of one question. `measures` holds None where a measure does not apply; `groups` are the parts it is reported in; `gold`
    are the names of what is relevant, `citations` what the answer quotes, `spans` where the gold stands."""

    question_id: str
    question: str
    groups: dict[str, str]
    gold: tuple[str, ...]
    located: bool
    answerable: bool | None
    measures: dict[str, float | None]
    hits: tuple[Shown, ...]
    answer: str | None = None
    status: str = ""
    confidence: float | None = None
    citations: tuple[Cited, ...] = ()
    spans: tuple[GoldSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One question under both runs, and the difference B − A on the leading measure; None where it does not apply."""

    a: Record
    b: Record
    difference: float | None


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A run that was kept: `run_id` is its folder's name, `date` an ISO time, `files` what can be taken away of it; `mode` is "run file"
    where it was read from one. `others` are its figures without an interval, by their own names: of refusing, of risk, time and memory."""

    run_id: str
    name: str
    date: str
    questions: str
    count: int
    mode: str
    k: int
    answers: bool
    generation: str
    measures: Mapping[str, Interval]
    files: tuple[Path, ...]
    others: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs side by side: tests, the settings that differ, and what changed most on the leading measure, worst and best first."""

    a: str
    b: str
    measure: str
    tests: tuple[Paired, ...]
    settings: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...]
    regressions: tuple[Change, ...]
    gains: tuple[Change, ...]
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work has come; `of` is 0 as long as that is not known."""

    what: str
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What a judge has done of a pool."""

    judge: str
    graded: int
    skipped: int


@dataclass(frozen=True, slots=True)
class PoolInfo:
    """A pool: how many questions and clauses it holds, how many of these have left the index, the settings pooled, the judges."""

    name: str
    questions: int
    clauses: int
    gone: int
    systems: tuple[str, ...]
    judges: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What a judge sees next: one question with one clause, and nothing of where it was found. `clause` is None at the end."""

    pool: str
    judge: str
    item: str
    question: str
    clause: Clause | None
    graded: int
    skipped: int
    total: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two judges over the `n` clauses that both graded: share of equal grades, Cohen's kappa, kappa with squared weights.

    A kappa is None where it is not defined: nothing in common, or one and the same grade throughout.
    """

    a: str
    b: str
    n: int
    equal: float
    kappa: float | None
    weighted: float | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said of an answer, and what stood there: nothing of who it was. `verdict` is useful or useless."""

    feedback_id: str
    time: str
    question: str
    status: str
    verdict: str
    reasons: tuple[str, ...]
    text: str
    cited: tuple[str, ...]
    hits: tuple[str, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which feedback is asked for; "" means any. `since` is an ISO date by the calendar of this machine;
    `text` stands in the question or in what was written."""

    verdict: str = ""
    status: str = ""
    reason: str = ""
    since: str = ""
    text: str = ""
