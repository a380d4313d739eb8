"""What of the documents at hand no question changes: worked out once for as long as they are the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import is_

from answer.understand.question import short_name
from policy import DocumentInfo, fold, pairs_of

_KEPT = 2  # libraries: that of the index as it is, and that of it as it was for a question still being answered
_PLACES = 256  # places whose documents are remembered
_known: list["Library"] = []
# 岫政发〔2026〕11号, as folded: what it begins with may be more than the body's mark.
_NUMBER = re.compile("[\u4e00-\u9fff]{1,14}[(\\[〔【][12]\\d{3}[)\\]〕】]第?\\d{1,5}号?")
_BRACKETS = str.maketrans("〔【[〕】]第", "(((" + "))) ")


class Library:
    """The documents of a search, in its order, with their titles, places and editions as questions are held against them."""

    def __init__(self, documents: tuple[DocumentInfo, ...]) -> None:
        self.documents = documents

    @cached_property
    def by_source(self) -> dict[str, DocumentInfo]:
        """The documents by source."""
        return {d.source: d for d in self.documents}

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The places that documents are of, sorted."""
        return tuple(sorted({d.region for d in self.documents if d.region}))

    @cached_property
    def titles(self) -> dict[str, str]:
        """Folded titles by source."""
        return {d.source: fold(d.title) for d in self.documents}

    @cached_property
    def cores(self) -> dict[str, str]:
        """The cores of the titles by source."""
        return {d.source: title_core(d) for d in self.documents}

    @cached_property
    def _places(self) -> list[tuple[str, str, str, str]]:
        """Source, folded region, that without the word for its kind, folded title and issuer."""
        return [(d.source, fold(d.region), fold(short_name(d.region)), fold(d.title + d.issuer)) for d in self.documents]

    @cached_property
    def _holding(self) -> tuple[list[tuple[int, str]], dict[str, list[int]]]:
        """How many pairs the core of each title holds, beside that core, and the documents by pair."""
        sizes, holding = [], defaultdict(list)
        for n, core in enumerate(self.cores.values()):
            pairs = pairs_of(core)
            sizes.append((len(pairs), core))
            for pair in pairs:
                holding[pair].append(n)
        return sizes, dict(holding)

    def sharing(self, text: str, share: float, least: int) -> list[tuple[str, str]]:
        """The documents of whose title's core, of `least` pairs of characters or more, a text says that share: (source, core)."""
        sizes, holding = self._holding
        shared = Counter(n for pair in pairs_of(text) for n in holding.get(pair, ()))
        return [
            (self.documents[n].source, sizes[n][1]) for n in sorted(shared) if sizes[n][0] >= least and shared[n] >= share * sizes[n][0]
        ]

    @cached_property
    def _numbers(self) -> dict[str, str]:
        """Sources by plain number."""
        return {number: d.source for d in self.documents if (number := plain_number(d.number))}

    def issued_under(self, text: str) -> dict[str, str]:
        """The documents whose number (发文字号) a folded text gives: source → the number as given."""
        found: dict[str, str] = {}
        for given in _NUMBER.finditer(text):
            plain = plain_number(given.group())
            known = max((number for number in self._numbers if plain.endswith(number)), key=len, default="")
            if known:
                mark = known[: known.index("(")] if "(" in known else ""
                found[self._numbers[known]] = given.group()[given.group().rindex(mark) :] if mark else given.group()
        return found

    @cached_property
    def _of_places(self) -> dict[str, frozenset[str]]:
        """`of_place` of the places asked about so far."""
        return {}

    def of_place(self, place: str) -> frozenset[str]:
        """The documents of a place: by their region, their title or their issuer."""
        if len(self._of_places) > _PLACES:
            self._of_places.clear()
        if (found := self._of_places.get(place)) is None:
            found = self._of_places[place] = self._found_of(fold(place), fold(short_name(place)))
        return found

    def _found_of(self, name: str, short: str) -> frozenset[str]:
        return frozenset(
            source
            for source, region, short_region, said in self._places
            if region and (name in region or short_region == short or region.startswith(short)) or short in said
        )

    @cached_property
    def older(self) -> Mapping[str, DocumentInfo]:
        """The newest edition of each document that has a newer one: of the same place and title, whatever years the titles name."""
        newest: dict[tuple[str, str], DocumentInfo] = {}
        keys = {d.source: (d.region, self.cores[d.source]) for d in self.documents}
        for d in self.documents:
            key = keys[d.source]
            if len(key[1]) >= 5 and (key not in newest or _date(d) > _date(newest[key])):  # a shorter core (通知, 实施意见) tells no matter
                newest[key] = d
        return {d.source: new for d in self.documents if (new := newest.get(keys[d.source])) and _date(d) < _date(new)}

    @cached_property
    def every(self) -> frozenset[str]:
        """All sources."""
        return frozenset(self.titles)

    @cached_property
    def current(self) -> frozenset[str]:
        """The sources of which no newer edition is here."""
        return self.every.difference(self.older)  # a frozenset less a view of keys is a plain set


def library(documents: Iterable[DocumentInfo]) -> Library:
    """The library of documents; the very same documents have the very same library."""
    wanted = tuple(documents)
    for found in list(_known):
        if len(found.documents) == len(wanted) and all(map(is_, found.documents, wanted)):
            return found
    made = Library(wanted)
    _known.append(made)
    del _known[:-_KEPT]
    return made


def title_core(info: DocumentInfo) -> str:
    """A title without its place, issuer and years, folded: 青岚省政务服务便民条例 → 政务服务便民条例."""
    title = re.sub(r"\([^()]*\)|[\[【][^\]】]*[\]】]|《|》|\s", "", fold(info.title))
    title = re.sub("^.*关于(?:印发|公布|发布|转发)?", "", title)
    for part in (info.issuer, info.region, short_name(info.region) if info.region else ""):
        title = title.replace(fold(part), "") if part else title
    return re.sub(r"^(?:中华人民共和国|国务院|\d{4}年)+", "", title)


def plain_number(number: str) -> str:
    """A 发文字号 folded, without blanks and 第 and 号, all brackets round, as two ways to write it share it."""
    return re.sub(r"\s", "", fold(number).translate(_BRACKETS)).removesuffix("号")


def _date(info: DocumentInfo) -> str:
    return f"{info.years[0]}-00-00" if info.years and not info.issued else info.issued
