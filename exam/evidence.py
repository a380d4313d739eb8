"""What the documents say to a statement: whether some sentence in scope supports it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from exam.ports import Library
from exam.wording import Names, contrasts, cover, modals, norm, shown
from policy import BadInput, Clause, numbers_in

NEAR = 0.6  # the share of a statement's pairs of characters that a sentence must hold to be about the same thing
_BODY = re.compile("^(?:判断[:：])?(?:根据|依据|按照|依照)?[^《》，。]{0,14}《[^》]+》(?:（[^（）]*）)?[^，。：《]{0,16}?[，：]")
_NUMERAL = re.compile("百分之[零〇一二三四五六七八九十百点]+|[0-9.]+%?|[一二两三四五六七八九十百千万]+")
_BLANK = re.compile("（[\\s　]*）|_{2,}|＿{2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a clause in the form in which sentences are compared."""

    clause: Clause
    plain: str


class Evidence:
    """The sentences of a library's documents, read once each."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known = {info.source for info in library.documents()}
        self._pieces: dict[str, list[Piece]] = {}
        self._clauses: dict[str, dict[str, Clause]] = {}
        self._texts: dict[str, str] = {}
        self.names = Names(library.documents())

    def has(self, source: str) -> bool:
        return source in self._known

    def clause(self, source: str, clause_id: str) -> Clause | None:
        """The clause as it stands now, None where it is gone."""
        if source not in self._known:
            return None
        if source not in self._clauses:
            self._clauses[source] = {c.clause_id: c for c in self._library.clauses(source)}
        return self._clauses[source].get(clause_id)

    def clauses(self, source: str) -> list[Clause]:
        """The clauses of a document that is there."""
        self.clause(source, "")
        return list(self._clauses.get(source, {}).values())

    def text(self, source: str) -> str:
        """The normalised text of a document."""
        if source not in self._texts:
            self.pieces(source)
            self._texts[source] = "\n".join(p.plain for p in self._pieces[source])
        return self._texts[source]

    def pieces(self, source: str) -> list[Piece]:
        """The sentences of a document; the items of a list each with the sentence that opens it.

        BadInput where there is no such document.
        """
        if source not in self._known:
            raise BadInput(f"索引中没有文档 (no such document): {source}", "python -m index list 列出全部文档")
        if source not in self._pieces:
            found = []
            for clause in self._library.clauses(source):
                found += [Piece(clause, plain) for part in _parts(clause.text) if len(plain := norm(part)) >= 4]
            self._pieces[source] = found
        return self._pieces[source]

    def holding(self, sources: Iterable[str], wording: str) -> list[Piece]:
        """The sentences that hold a wording."""
        plain = norm(wording)
        if not plain:
            return []
        # 5日 does not stand in 15日, nor 十日 in 三十日.
        whole = re.compile(
            f"(?<![0-9.]){re.escape(plain)}" if plain[0].isdigit() else f"(?<![一二三四五六七八九十百千万]){re.escape(plain)}"
        )
        known = [s for s in sources if s in self._known and plain in self.text(s)]
        return [p for s in known for p in self.pieces(s) if plain in p.plain and (not numbers_in(plain) or whole.search(p.plain))]

    def supports(self, sources: Iterable[str], option: str, context: str) -> Clause | None:
        """A clause that says `option` of what `context` is about."""
        for piece in self.holding(sources, option):
            if cover(context, piece.plain) >= NEAR:
                return piece.clause
        return None

    def other_order(self, sources: Iterable[str], steps: tuple[str, ...], context: str = "") -> Clause | None:
        """A clause that names all the steps in another order, of what `context` is about where that is given."""
        plain = [norm(step) for step in steps]
        for source in sources:
            if source not in self._known or not all(p in self.text(source) for p in plain):
                continue
            for piece in self.pieces(source):
                places = [piece.plain.find(p) for p in plain]
                if min(places) >= 0 and places != sorted(places) and cover(context or piece.plain, piece.plain) >= NEAR:
                    return piece.clause
        return None

    def says(self, sources: Iterable[str], statement: str, changed: str = "") -> Clause | None:
        """A clause that says what the statement says, word for word but for marks, or in nearly the same words with the same numbers
        and words of duty. `changed` is the part of the statement that has to stand there, with what is around it."""
        plain = norm(statement)
        window = _window(plain, norm(changed)) if changed else ""
        for source in sources:
            if source not in self._known or window and window not in self.text(source):
                continue
            for piece in self.pieces(source):
                if plain in piece.plain:
                    return piece.clause
                if window:
                    if window in piece.plain and cover(plain, piece.plain) >= 0.85:
                        return piece.clause
                elif alike(plain, piece.plain):
                    return piece.clause
        return None


def alike(statement: str, said: str) -> bool:
    """Whether a sentence says nearly word for word what a statement says, with all its numbers and words of duty."""
    return (
        cover(_NUMERAL.sub("#", statement), _NUMERAL.sub("#", said)) >= 0.9
        and numbers_in(statement) <= numbers_in(said)
        and modals(statement) <= modals(said)
        and contrasts(statement) <= contrasts(said)
    )


def _window(plain: str, changed: str) -> str:
    at = plain.find(changed)
    return plain[max(0, at - 5) : at + len(changed) + 5] if at >= 0 else changed


def _parts(text: str) -> list[str]:
    """The sentences of a text, whole ones: a list and what opens it in one piece, and each of its items in one of its own."""
    found = []
    for line in re.split("(?<=[。！？；])|\n", text):
        if line and line.strip():
            found.append(line)
    lead = re.match("[^。]*?[:：]", text)
    return found + ([text] if lead and len(found) > 2 and len(text) < 1500 else [])


@lru_cache(maxsize=20_000)
def body(stem: str) -> str:
    """What a stem says, without the document's name before it and without its blanks."""
    return _BLANK.sub("", _BODY.sub("", shown(stem), count=1))


def around(stem: str, reach: int = 8) -> str:
    """What stands next to the blanks of a stem, "" where it has none."""
    text = _BODY.sub("", shown(stem), count=1)
    return "".join(text[max(0, m.start() - reach) : m.start()] + text[m.end() : m.end() + reach] for m in _BLANK.finditer(text))


def blanks(stem: str) -> int:
    """How many blanks 「____」 a stem has."""
    return len(re.findall("_{2,}|＿{2,}", stem))
