"""单选 and 多选: which makers serve a fact of a type, the best first."""

from collections.abc import Callable, Iterator

from exam.desk import Desk
from exam.facts import Fact
from exam.make_duty import duty_multiple, duty_single
from exam.make_figure import figure
from exam.make_list import members, numbered
from exam.make_name import agent, definition, term
from exam.make_order import order
from exam.make_outline import outlined
from exam.make_scope import scope
from exam.make_statements import statement, statements
from exam.make_turned import turned
from policy.exam import Item


def single(fact: Fact, desk: Desk) -> Iterator[Item]:
    """The 单选 items of a fact, the best first."""
    maker = _SINGLE.get(fact.type)
    if maker:
        yield from maker(fact, desk)


def multiple(fact: Fact, desk: Desk) -> Iterator[Item]:
    """The 多选 items of a fact, the best first."""
    maker = _MULTIPLE.get(fact.type)
    if maker:
        yield from maker(fact, desk)


def _turned_or_statement(fact: Fact, desk: Desk) -> Iterator[Item]:
    yield from turned(fact, desk)
    yield from statement(fact, desk)


def _members_or_statements(fact: Fact, desk: Desk) -> Iterator[Item]:
    yield from members(fact, desk)
    yield from statements(fact, desk)


_SINGLE: dict[str, Callable[[Fact, Desk], Iterator[Item]]] = {
    "target": figure,
    "figure": figure,
    "date": figure,
    "liability": figure,
    "term": term,
    "organ": agent,
    "phrase": agent,
    "duty": duty_single,
    "definition": definition,
    "modality": _turned_or_statement,
    "plain": turned,
    "members": statement,
    "order": order,
    "scope": scope,
}
_MULTIPLE: dict[str, Callable[[Fact, Desk], Iterator[Item]]] = {
    "members": _members_or_statements,
    "modality": statements,
    "phrase": statements,
    "plain": statements,
    "term": statements,
    "list": numbered,
    "duty": duty_multiple,
    "outline": outlined,
    "headed": outlined,
}
