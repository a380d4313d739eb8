"""Whether a sentence is a shortening of a quote: pieces of the quote in their own order, whole parts left out, hardly anything put in.

A sentence is read as one or more runs. Each run follows one unit of the quote (what stands between semicolons or full stops), from one of
its parts between commas to another. What may be left out is what a reader does not miss: units and parts that stand by themselves, members
of a list that each begin with a figure. A condition, an exception, a date, a subject go with what they belong to. Few words may be put in:
the document's place or title, 规定 or 要求 behind it, 由 before who leads, 要 before what is still to be reached. A date may stand directly
before its figure. Whatever is not read so is no shortening, be it true or false.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from answer.llm.run import Run
from answer.llm.tokens import Token, tokens
from answer.llm.units import GENERAL, LEVELS, RESPONSIBLE, Unit, joined, units

_BY_RULE = re.compile("^(?:根据|按照|依照)")
_LABEL = re.compile("(?:明确)?(?:规定|要求|提出|明确)?[,:]?")
_PLANS = re.compile("(?:计划|拟|将)")
_LONGEST_LABEL = 40


@dataclass(frozen=True)
class Reading:
    """One quote and one sentence held against it, both folded. `places` are the names of the document's place, `title` and `heading` those
    of document and clause, `asked` is the question, `issued` the year of the document, 0 where unknown, `behind` what follows the quote in
    its clause."""

    quote: str
    sentence: str
    places: tuple[str, ...] = ()
    title: str = ""
    heading: str = ""
    asked: str = ""
    issued: int = 0
    behind: str = ""
    _seen: set[tuple[int, int, bool, str | None]] = field(default_factory=set, init=False, compare=False, repr=False)

    @cached_property
    def units(self) -> list[Unit]:
        return units(self.quote, self.places, self.behind)

    @cached_property
    def pieces(self) -> list[Token]:
        found = tokens(self.sentence, self.places)
        while found and found[-1].kind == ",":
            found.pop()
        return found

    def holds(self) -> bool:
        """Whether the whole sentence is read so."""
        return bool(self.pieces) and self._from(0, -1, False, None)

    def _from(self, at: int, last: int, whole: bool, subject: str | None) -> bool:
        """Whether the sentence is read from a piece on, behind a run of the unit `last` (-1 for none), `whole` where to its end, that
        names a subject."""
        if at >= len(self.pieces):
            return last < 0 or self.units[last].closed
        if (at, last, whole, subject) in self._seen:
            return False
        self._seen.add((at, last, whole, subject))
        for n, unit in enumerate(self.units):
            if not (unit.alone or whole and n == last + 1) or last >= 0 and not self._joins(last, n, at):
                continue
            for start, place in self._labels(unit, at):
                run = Run(unit, self.pieces, subject, place, self.asks_for, self.ahead)
                for end, to_end in run.ends(start):
                    if self._from(end, n, to_end, self._named(unit, joined(self.pieces[start:end]), subject)):
                        return True
        return False

    def _joins(self, last: int, n: int, at: int) -> bool:
        """Whether a run of unit `n` may stand behind one of another: no exception to that one is passed over, and neither its date nor its
        condition or ban may be read to go on."""
        before, unit = self.units[last], self.units[n]
        if n == last + 1 and (before.sentence == unit.sentence or self.pieces[at - 1].said == "。"):
            return True
        return (before.closed or n == last + 1) and before.dated <= unit.dated and (not before.reaches or self.pieces[at - 1].said == ";")

    def _named(self, unit: Unit, said: str, before: str | None) -> str | None:
        """The subject of which the sentence speaks behind a run: its own, the one before, None where only the question names it so far."""
        if unit.subject and unit.subject in said:
            return unit.subject
        known = unit.subject and (before == unit.subject or before is None and self.asks_for(unit.subject))
        return before if known else ""

    def _labels(self, unit: Unit, at: int) -> Iterator[tuple[int, str]]:
        """Where the matter may begin behind a label, with the place that it names ("" for none)."""
        yield at, ""
        text = ""
        for here in range(at, min(len(self.pieces) - 1, at + _LONGEST_LABEL)):
            text = _BY_RULE.sub("", text + self.pieces[here].said)
            place = next((p for p in self.places if text.startswith(p)), "")
            names = [*self.places, *([f"《{self.title}》"] if self.title else [])]
            if any(text.startswith(n) and self._labels_with(n, text[len(n) :], here + 1, unit) for n in names):
                yield here + 1, place
            if self.pieces[here + 1].said == "由" and self._is_heading(unit, text.removeprefix(place)):
                yield here + 1, place

    def _labels_with(self, name: str, behind: str, at: int, unit: Unit) -> bool:
        """Whether what stands behind a name, up to a piece, makes it a label. A name that does not say of what level it is would become
        part of the next word (国家机关)."""
        if not behind:
            return name[-1] in LEVELS or name[-1] != "》" and self.pieces[at].kind == "d"
        return _LABEL.fullmatch(behind) is not None or _PLANS.fullmatch(behind) is not None and self.ahead(unit)

    def _is_heading(self, unit: Unit, text: str) -> bool:
        """Whether a text names what the field 责任单位 is of: the clause's heading, its general verb aside."""
        return bool(text) and unit.text(0) == RESPONSIBLE and text in (self.heading, GENERAL.sub("", self.heading))

    def ahead(self, unit: Unit) -> bool:
        """Whether the dates of a unit lie ahead of the document, so that what it says of them is still to be reached."""
        years = [re.match(r"到?(?:\d{4}-)?(\d{4})年(.*底)?", p.said) for p in unit.pieces if p.kind == "d"]
        return bool(self.issued and years) and all(
            y is not None and (int(y[1]) > self.issued or int(y[1]) == self.issued and bool(y[2])) for y in years
        )

    def asks_for(self, subject: str) -> bool:
        """Whether the question names a subject word for word, and no longer one that ends in it."""
        before, found, _ = self.asked.partition(subject)
        for place in sorted(self.places, key=len, reverse=True):
            before = before.removesuffix(place)
        return bool(found) and (not before or before[-1] in "省市县区年的底,:和、")
