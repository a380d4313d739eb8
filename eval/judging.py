"""What a question wants found, and which hits find it.

A unit is one thing to find: an article in any of its editions, a place in a document, the clause that holds the answer, a judged
document. The first hit that finds a unit takes its name in the run; a further hit on the same unit keeps its own and counts as
nothing new, so that figures are those of the ranking that a reader sees.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from eval.gold import GoldFinder, fold_label
from eval.sets import Row
from eval.trec import escape, unescape
from models.questions import matches
from policy import BadInput, Clause, DocumentInfo, bare, is_traditional

SHOWN = 800  # characters of a clause that may hold the answer: who needs more has not been shown the spot
_PIECE, _PART = 30, 20  # characters from which a piece of an article (as in `models.questions.matches`), of an answer, stands for the whole


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to find: any of `clauses`, any clause of `source` where that is set, or a clause with the bare `text`."""

    name: str
    grade: int = 1
    clauses: frozenset[str] = frozenset()
    source: str = ""
    text: str = ""

    def found_by(self, clause: Clause) -> bool:
        if clause.clause_id in self.clauses or (self.source and clause.source == self.source):
            return True
        return bool(self.text) and matches(self.text, bare(clause.text))


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold: the units of a grade from `relevant` up. `answerable` is None where the set does not say; `key` names the
    gold across sets."""

    question_id: str
    text: str
    kind: str
    lang: str
    units: tuple[Unit, ...]
    documents: frozenset[str] = frozenset()
    answerable: bool | None = None
    must: tuple[tuple[str, ...], ...] = ()
    forbid: tuple[str, ...] = ()
    reference: str = ""
    key: frozenset[str] = frozenset()
    relevant: int = 1

    @property
    def judged(self) -> bool:
        return bool(self.units)

    @property
    def gold(self) -> tuple[Unit, ...]:
        return tuple(u for u in self.units if u.grade >= self.relevant)

    @property
    def located(self) -> bool:
        """Whether every gold unit stands in the index at all."""
        return all(u.clauses or u.source for u in self.gold)

    @property
    def by_document(self) -> bool:
        """Whether documents are judged, not clauses."""
        return any(u.source for u in self.units) and not any(u.clauses for u in self.units)


class Library(Protocol):
    """What resolving needs of an index."""

    def documents(self) -> list[DocumentInfo]: ...
    def clauses(self, source: str) -> list[Clause]: ...


def language(text: str) -> str:
    """en, zh-Hant or zh, by the characters."""
    if not re.search("[\u4e00-\u9fff]", text):
        return "en"
    return "zh-Hant" if is_traditional(text) else "zh"


class Resolver:
    """Turns rows of question files into questions with gold in an index."""

    def __init__(self, library: Library, relevant: int = 1) -> None:
        """`relevant` is the least grade that makes a unit gold."""
        self._library, self._relevant = library, relevant
        self.sources = [d.source for d in library.documents()]
        self._names: dict[str, list[str]] = {}
        for source in self.sources:
            name = source.rsplit("/", 1)[-1]
            for alias in {source, name, name.rsplit(".", 1)[0]}:
                self._names.setdefault(alias, []).append(source)

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """All clauses of the index by id, in index order."""
        return {c.clause_id: c for source in self.sources for c in self._library.clauses(source)}

    def document(self, name: str) -> str:
        """The source that a name stands for, "" where none does, or several."""
        sources = self._names.get(name, ())
        return sources[0] if len(sources) == 1 else ""

    def held(self, unit: Unit) -> list[str]:
        """The ids of the clauses of the index that are a unit, or that its document holds."""
        if not unit.source:
            return [i for i in sorted(unit.clauses) if i in self.clauses]
        return [c.clause_id for c in self.document_clauses(unit.source)]

    def document_clauses(self, source: str) -> list[Clause]:
        """The clauses of a document of the index, in order."""
        return self._library.clauses(source)

    @cached_property
    def _finder(self) -> GoldFinder:
        return GoldFinder(self.clauses.values())

    def question(self, row: Row) -> Question:
        """BadInput names a row whose gold is not as its form wants it."""
        try:
            return self._question(row)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"问题 {row['id']} 的标准答案不合格式：{type(error).__name__} {error}"
            raise BadInput(message, "各种形式所需的字段见 eval/README.md。") from error

    def _question(self, row: Row) -> Question:
        text = row["question"]
        units = _distinct(self._units(row))
        places = [r["source"] for r in row.get("relevant", ())] + ([row["source"]] if "source" in row else [])
        documents = frozenset(s for p in places for s in self._names.get(p, [f"?{p}"])[:1])
        must = tuple(_texts(alternatives) for alternatives in _listed(row.get("must", [])))
        gold = [u for u in units if u.grade >= self._relevant]
        answerable = row.get("answerable", True if gold else None)
        names = (str(row["id"]), text, str(row.get("kind", "")), str(row.get("lang") or language(text)))
        key = frozenset(k for u in gold for k in ([u.text] if u.text else u.clauses or [u.name]))
        if answerable is False:
            units, documents = (), frozenset()
        elif isinstance(row.get("article"), str):  # an article of a law stands in each of its editions, and any of them will do
            documents = frozenset()
        said = (must, _texts(row.get("forbid", [])), str(row.get("answer", "")))
        return Question(*names, units, documents, answerable, *said, key, self._relevant)

    def _units(self, row: Row) -> Iterable[Unit]:
        for name, grade in row.get("judgements", {}).items():
            yield self._judgement(str(name), int(grade))
        for article in row.get("articles", ()):
            found = self._finder.of({**_plain(row), "articles": [article]})
            text = found.texts[0]
            yield Unit(escape(str(article.get("name") or text[:40])), clauses=found.clause_ids, text=text)
        for place in row.get("relevant", ()):
            found = self._finder.of({**_plain(row), "relevant": [place]})
            yield Unit(escape(f"{place['source']}§{'/'.join(place['path'])}"), clauses=found.clause_ids)
        if "article" in row:
            label = row["article"] if isinstance(row["article"], str) else "/".join(row["article"])
            asked = {**_plain(row), "source": row["source"], "article": row["article"], "also": row.get("also", ())}
            yield self._with_twins(Unit(escape(f"{row['source']}§{label}"), clauses=self._finder.of(asked).clause_ids))
        elif row.get("answer") and "source" in row:
            yield Unit(escape(f"{row['source']}§答案"), clauses=frozenset(self._holding(row["source"], row["answer"])))

    def _with_twins(self, unit: Unit) -> Unit:
        """An article counts wherever its wording stands: an older edition of a law says the same."""
        wordings = {self.clauses[i].text for i in unit.clauses}
        if len(wordings) != 1 or len(text := bare(wording := wordings.pop())) <= _PIECE:
            return unit
        twins = self._finder.of({"id": "", "question": "", "articles": [{"text": wording}]})
        return Unit(unit.name, unit.grade, unit.clauses | twins.clause_ids, text=text)

    def _judgement(self, name: str, grade: int) -> Unit:
        for clause_id in (name, unescape(name)):  # a judgement file has no blanks in its ids
            if clause_id in self.clauses:
                return Unit(escape(clause_id), grade, clauses=frozenset([clause_id]))
        return Unit(escape(name), grade, source=self.document(name))

    def _holding(self, source: str, answer: str) -> Iterable[str]:
        """The clauses of a document that hold an answer in their first SHOWN characters, or are a part of it."""
        gold = fold_label(answer)
        for name in self._names.get(source, ())[:1]:
            for clause in self._library.clauses(name):
                text = fold_label(clause.text)[:SHOWN]
                if gold in text or (len(text) > _PART and text in gold):
                    yield clause.clause_id


def _listed(value: object) -> list:
    if not isinstance(value, list):
        raise TypeError(f"must、forbid: {value}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise TypeError(f"must、forbid: {value}")
    return tuple(value)


def _plain(row: Row) -> Row:
    return {"id": row["id"], "question": row["question"]}


def _distinct(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Units of one wording are one; two of one name and other wordings keep apart by a number."""
    kept: list[Unit] = []
    for unit in units:
        if unit.text and any(unit.text == k.text for k in kept):
            continue
        same = sum(k.name == unit.name or k.name.startswith(f"{unit.name}~") for k in kept)
        name = f"{unit.name}~{same + 1}" if same else unit.name
        kept.append(Unit(name, unit.grade, unit.clauses, unit.source, unit.text))
    return tuple(kept)


def ranking(question: Question, found: Sequence[Clause | str]) -> dict[str, int]:
    """The names of what was found, best first, each with its place in `found`.

    A clause that is the first to find a unit has the unit's name, any other its own. Where documents are judged, documents are
    ranked, each at its first clause. What is a name already, in a run file of names, keeps it.
    """
    names: dict[str, int] = {}
    if question.by_document:
        judged = {u.source: u.name for u in question.units}
        for place, one in enumerate(found):
            names.setdefault(one if isinstance(one, str) else judged.get(one.source, escape(one.source)), place)
        return names
    left = list(question.units)
    for place, one in enumerate(found):
        unit = next((u for u in left if (u.name == one if isinstance(one, str) else u.found_by(one))), None)
        if unit:
            left.remove(unit)
        own = one if isinstance(one, str) else escape(one.clause_id)
        names.setdefault(unit.name if unit else own, place)
    return names


def qrels(questions: Iterable[Question]) -> dict[str, dict[str, int]]:
    """Judgements by question; questions without any, and those that must be refused, are not in it."""
    return {q.question_id: {u.name: u.grade for u in q.units} for q in questions if q.units}


def document_qrels(questions: Iterable[Question]) -> dict[str, dict[str, int]]:
    return {q.question_id: {escape(d): 1 for d in sorted(q.documents)} for q in questions if q.documents}
