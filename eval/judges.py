"""Pools and their judges as the page 评测 works with them."""

from collections.abc import Callable, Sequence

from eval import blind, exports
from eval import pool as pooling
from eval.agreement import agreements
from eval.pool import Find, Pool
from eval.state import Journal, State
from policy import Clause
from policy.bench import Agreement, Card, PoolInfo

_MODES = ("hybrid", "dense", "lexical")


class Judges:
    """`clause` gives a clause of the index by id, `find` searches it, `generation` names what it holds now."""

    def __init__(self, state: State, clause: Callable[[str], Clause], find: Find, generation: Callable[[], str]) -> None:
        self._state, self._clause, self._find, self._generation = state, clause, find, generation

    def opened(self, name: str) -> tuple[Pool, Journal, dict[str, Clause]]:
        """A pool, its judgements, and its clauses as they are in the index now. BadInput where there is none of that name."""
        pool = pooling.read_pool(self._state, name)
        return pool, self._state.judgements(name), blind.clauses_of(pool, self._clause)

    def pools(self) -> list[PoolInfo]:
        return [blind.info(*self.opened(name)) for name in pooling.names(self._state)]

    def card(self, name: str, judge: str, again: bool = False) -> Card:
        pool, journal, clauses = self.opened(name)
        return blind.card(pool, journal, judge, clauses, again)

    def grade(self, name: str, judge: str, item: str, grade: int | None, again: bool = False) -> Card:
        """Add a judgement (None skips); what comes next."""
        pool, journal, clauses = self.opened(name)
        blind.judge_item(pool, journal, judge, item, grade, clauses)
        return blind.card(pool, journal, judge, clauses, again)

    def undo(self, name: str, judge: str) -> Card:
        """Take back what the judge did last; that very item."""
        pool, journal, clauses = self.opened(name)
        back = blind.undo(journal, judge)
        return blind.card(pool, journal, judge, clauses, first=back)

    def add_question(self, name: str, question: str) -> int:
        """Pool a question under all modes; how many clauses were new."""
        row = pooling.typed_row(question)
        finders = {f"mode={mode}": pooling.by_mode(self._find, mode) for mode in _MODES}
        items = pooling.pooled([row], finders, pooling.DEPTH)
        about = {"systems": [*finders], "depth": pooling.DEPTH, "seed": pooling.SEED, "generation": self._generation()}
        return pooling.add(self._state, name, items, **about)

    def agreement(self, name: str) -> list[Agreement]:
        return agreements(exports.judged(*self.opened(name)).by_judge)

    def export(self, name: str, judges: Sequence[str] = ()) -> dict[str, str]:
        """The judgements in every form: text by file name. BadInput where nothing has been graded."""
        found = exports.judged(*self.opened(name), judges)
        ends = {"qrels": ".qrels.txt", "topics": ".topics.tsv", "jsonl": ".jsonl"}
        return {f"{name}{ends[form]}": exports.export(found, form) for form in exports.FORMS}
