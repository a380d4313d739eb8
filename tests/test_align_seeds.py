"""Pairs of real documents aligned by hand, by labels: which clause of one answers to which of the other."""

from pathlib import Path

import pytest

from answer.align.documents import align
from index import Index
from tests.align_kit import aligned, rates
from tests.index_kit import indexed

SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared")]

DIGITS = "零一二三四五六七八九十"


def bracketed(number: int) -> str:
    tens, rest = divmod(number, 10)
    return f"({('' if tens < 2 else DIGITS[tens]) + ('十' if tens else '') + (DIGITS[rest] if rest else '')})"


def pairs(text: str) -> set[tuple[str, str]]:
    """ "6-9 34-38,39" → the clauses (六) and (九), (三十四) and (三十八), (三十四) and (三十九); 0 is the unnumbered lead;
    "1-一.2" is (一) and the (二) under 一, "4-1" with a number behind a slash an item: "13-/18" is (十三) and item 18."""
    found = set()
    for part in text.split():
        first, seconds = part.split("-")
        before = bracketed(int(first)) if first != "0" else ""
        for second in seconds.split(","):
            chapter, _, rest = second.rpartition(".")
            name = rest.removeprefix("/") if rest.startswith("/") else bracketed(int(rest))
            found.add((before, f"{chapter}/{name}" if chapter else name))
    return found


# (before, after): what answers to what, and what may be argued about: a clause that takes up a sentence or two of the other's.
ZHEJIANG = (
    "6-9 7-13 8-12 9-14 11-16 12-17 13-18 14-19 15-20 16-20 17-21 18-21 19-21 20-24 21-26 22-25 23-27 24-28 25-29 26-30 27-32 28-33"
    " 30-11 31-23 32-34 33-35 34-36",
    "0-8,9,11 10-15,16 11-15 13-23 14-31 27-31 29-11,32 30-32 31-9 35-36",
)
YUNNAN = (
    "0-7,8 6-10 7-11 8-12 9-13 10-14 11-15 12-16 13-17 14-18 15-19 16-20 17-21 18-22 19-23 20-24 21-25 22-26 23-27 24-28 25-29 26-30"
    " 27-31 28-32 29-33 30-34 31-35 32-36 33-37 34-38,39 35-40",
    "",
)
TONGLU = (
    "1-一.1 3-一.2 4-二.1 14-二.3 16-二.2 20-二.5 28-二.8 32-二.6 34-三.1,三.2 35-三.3 36-三.4",
    "2-一.3 3-一.3 5-二.7 6-二.6 11-二.6 12-二.3 15-二.2 16-二.4 17-二.2 18-二.5 19-二.5 20-三.5 23-二.5 24-二.7 25-二.7 27-二.7 29-二.8"
    " 30-二.5,二.8 31-二.6 33-二.4,二.8 35-三.1,三.2 36-二.5,三.2",
)
COUNTY = (
    "1-1 2-/1,/2,/3,/4,/5 3-2 4-二./1,/3 5-/4,/5 6-/6,/7,/8,/9 7-/10,/11 8-/12 10-/13,/15,/16 13-/18,/19,/20",
    "4-/2 8-/6,/17 10-/8,/14,/17 17-/2,/14 27-/14 36-/1,4 37-4",
)
NATION, Z, Y, T, X = (f"{n:03}" for n in (3, 0, 2, 1, 4))


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("seeds"), *sorted(SEEDS.glob("*.txt")))


def last(labels: set[tuple[str, str]], chapters: bool) -> set[tuple[str, str]]:
    """Labels without what stands before the last one (or two), as the lists above have them."""
    return {(a.split("/")[-1], "/".join(b.split("/")[-2 if chapters else -1 :])) for a, b in labels}


@pytest.mark.parametrize(
    ("first", "second", "lists", "least"),
    [(NATION, Z, ZHEJIANG, (0.95, 0.95)), (NATION, Y, YUNNAN, (0.95, 0.95)), (Z, T, TONGLU, (0.9, 0.9)), (Y, X, COUNTY, (0.9, 0.9))],
    ids=["nation-Zhejiang", "nation-Yunnan", "Zhejiang-Tonglu", "Yunnan-county"],
)
def test_counterparts_as_aligned_by_hand(seeds: Index, first: str, second: str, lists: tuple[str, str], least: tuple[float, float]) -> None:
    before, after = (next(d.source for d in seeds.documents() if d.source.startswith(n)) for n in (first, second))
    found = last(aligned(align(seeds, before, after), seeds.clauses(before), seeds.clauses(after)), second == T)
    wanted, arguable = pairs(lists[0]), pairs(lists[1])
    if second == X:  # items are numbered through, their sections too
        wanted, arguable = last(wanted, False), last(arguable, False)
    precision, recall = rates(found, wanted, arguable)
    print(
        f"{len(wanted)} pairs: precision {precision:.3f}, recall {recall:.3f}; wrong {found - wanted - arguable}, missed {wanted - found}"
    )
    assert precision >= least[0] and recall >= least[1]


def test_what_is_known_to_differ(seeds: Index) -> None:
    nation, yunnan = (next(d.source for d in seeds.documents() if d.source.startswith(n)) for n in (NATION, Y))
    alignment = align(seeds, nation, yunnan)
    shifts = {
        (s.aspect, s.direction, s.before and s.before.text, s.after and s.after.text)
        for p in alignment.pairs
        for s in p.difference.shifts
        if p.before and p.after
    }
    assert ("deadline", "loosened", "2021年底前", "到2022年年底前") in shifts  # when the system of reconsideration has to stand
    assert ("modality", "loosened", "推进区域", "探索区域") in shifts
    assert not [s for s in shifts if s[1] == "tightened" and s[0] == "value"]  # figures that both set are the same
    added = {s.after.text for p in alignment.pairs for s in p.difference.shifts if s.direction == "added" and s.after}
    assert "100%" in added


def test_every_span_stands_in_its_document_and_every_clause_is_told(seeds: Index) -> None:
    sources = [d.source for d in seeds.documents()]
    for first, second in zip(sources, sources[1:], strict=False):
        alignment = align(seeds, first, second)
        texts = {s: seeds.document(s).text for s in (first, second)}
        for n, source in enumerate((first, second)):
            told = {c.clause_id for p in alignment.pairs if (c := (p.before, p.after)[n])}
            assert told == {c.clause_id for c in seeds.clauses(source)}
        for pair in alignment.pairs:
            spans = [s for c in pair.difference.changes for s in (c.before, c.after, *c.removed, *c.inserted)]
            spans += [s for shift in pair.difference.shifts for s in (shift.before, shift.after)]
            for span in spans:
                assert span is None or texts[span.clause.source][span.start : span.end] == span.text
