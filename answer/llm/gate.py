"""What a language model wrote, held against the quotes that it was given: only what each quote cited says by itself, word by word, passes.

A sentence must be a shortening of every quote that it cites (`llm_match`), and then goes through the gate of every claim (`policy.nouns`).
What is dropped costs fluency only: the documents' own words are shown then.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from answer.llm.match import Reading
from answer.llm.units import RESPONSIBLE
from answer.llm.words import Said, too_long
from answer.text.amounts import amounts
from answer.text.sentences import CELL, unlabelled
from answer.understand.question import short_name
from policy import Answer, Citation, Claim, DocumentInfo, IllegalAnswer, fold, numbers_in

_NATION = ("国家", "全国")
_GOAL_OF_YEAR = re.compile(r"((?:19|20)\d\d年(?:底|末)?)(?:目标|指标)?值?")
_YEARS = re.compile(r"[(（](?:19|20)\d\d[^()（）]*[)）]$")


@dataclass(frozen=True, slots=True)
class Gate:
    """What sentences are held against: the question, the extractive answer with the citations that the model saw, the documents."""

    question: str
    answer: Answer
    citations: Mapping[int, Citation]
    documents: Mapping[str, DocumentInfo]

    def passed(self, sentence: Sequence[Said]) -> tuple[Claim, ...]:
        """The claims of a sentence, or () where one of its stretches is not borne out: half a sentence is not to be trusted."""
        claims = [self._claim(said) for said in sentence]
        whole = tuple(claim for claim in claims if claim)
        if not claims or len(whole) < len(claims):
            return ()
        try:
            Answer(self.question, whole, tuple(self.citations.values()))  # the gate of every claim
        except IllegalAnswer:
            return ()
        return whole

    def _claim(self, said: Said) -> Claim | None:
        if not said.citations or not set(said.citations) <= set(self.citations) or too_long(said.text):
            return None
        if not all(self._borne_out(said.text, self.citations[n]) for n in said.citations):
            return None
        said_of = [c for c in self.answer.claims if set(c.citations) & set(said.citations)]
        return Claim(said.text, self._cited(said.citations), _marks(said.text, said_of), self._scope(said.text, said_of))

    def _cited(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """The citations of these numbers; a row of a table brings the row of its headings, without which its figures have no name."""
        wanted = set(numbers)
        for n in numbers:
            if row := self._row(self.citations[n]):
                wanted |= {c.n for c in row}
        return tuple(sorted(wanted))

    def _row(self, citation: Citation) -> tuple[Citation, Citation] | None:
        """The head row and the row of a table that a citation belongs to."""
        if CELL not in citation.quote:
            return None
        for claim in self.answer.claims:
            of = sorted((self.citations[n] for n in claim.citations if n in self.citations), key=lambda c: c.start)
            if citation in of and len(of) == 2 and all(CELL in c.quote for c in of):
                return of[0], of[1]
        return None

    def _borne_out(self, text: str, citation: Citation) -> bool:
        """Whether a text is a shortening of a quote, or of a row under its headings."""
        info = self.documents.get(citation.clause.source)
        row = self._row(citation)
        clause = citation.clause
        reading = Reading(
            "",
            fold(text),
            _names(info),
            fold(_YEARS.sub("", clause.title)),
            unlabelled(fold(clause.path[-1])).rstrip("。") if clause.path and clause.text.count(RESPONSIBLE) == 1 else "",
            fold(self.question),
            _year(info),
        )
        quotes = _row_said(*row) if row else [fold(citation.quote)]
        behind = "" if row else fold(clause.text[citation.end - clause.start :])
        return any(replace(reading, quote=quote, behind=behind).holds() for quote in quotes)

    def _scope(self, text: str, said_of: Sequence[Claim]) -> str:
        """Whom the quotes bind, where the sentence does not say it itself."""
        scopes = dict.fromkeys(c.scope for c in said_of if c.scope)
        return "、".join(s for s in scopes if fold(short_name(s)) not in fold(text))


def _names(info: DocumentInfo | None) -> tuple[str, ...]:
    """What the place of a document is called, folded."""
    if not info or not info.region:
        return ()
    if info.region == "全国":
        return _NATION
    return tuple(dict.fromkeys(fold(name) for name in (info.region, short_name(info.region))))


def _year(info: DocumentInfo | None) -> int:
    """The year in which a document was issued, else the first that it is for; 0 where neither is known."""
    if info and info.issued:
        return int(info.issued[:4])
    return info.years[0] if info and info.years else 0


def _row_said(head: Citation, row: Citation) -> list[str]:
    """A row of a table as sentences, one a column under its heading, folded: 满意率2028年目标93%, and 2028年,满意率93%."""
    heads, cells = ([c.strip() for c in fold(of.quote).split(CELL)] for of in (head, row))
    said = []
    for name, cell in zip(heads[1:], cells[1:], strict=False):
        said.append(f"{cells[0]}{name}{cell}")
        if year := _GOAL_OF_YEAR.fullmatch(name):
            said.append(f"{year[1]},{cells[0]}{cell}")
    return said


def _marks(text: str, said_of: Sequence[Claim]) -> tuple[tuple[int, int], ...]:
    """The spans to show bold: what the claims of the same quotes show bold."""
    bold = {n for claim in said_of for start, end in claim.marks for n in numbers_in(claim.text[start:end])}
    spans: Iterator[tuple[int, int]] = ((a.start, a.end) for a in amounts(fold(text)))
    return tuple((s, e) for s, e in spans if (numbers := numbers_in(text[s:e])) and numbers <= bold)
