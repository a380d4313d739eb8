"""The ledger as rows: filters, topics that hold over places, years, amounts, and a book that reads each document once."""

from threading import Thread

import pytest

from answer.ledger.book import Book
from answer.ledger.rows import amount, due_year, entries, ledger, matching, matching_duties
from answer.ledger.topics import core, topics
from policy import Clause, DocumentInfo, Target
from policy.ledger import ALL, Entry, Wanted

TEXTS = {
    "甲.txt": ("甲省", "到2027年，行政执法案卷合格率达到95%。到2028年，新建60个调解室。"),
    "乙.txt": ("乙市", "到2028年底，全市行政执法案卷评查合格率不低于96%。由乙市司法局牵头，市财政局配合做好案卷评查工作。"),
    "丙.txt": ("", "许可机关应当自受理之日起十日内作出决定。"),
}


class Shelf:
    """Documents at hand; counts how often each is read."""

    def __init__(self, texts: dict[str, tuple[str, str]]) -> None:
        self.texts, self.read = dict(texts), dict.fromkeys(texts, 0)
        self.number = 1

    def documents(self) -> list[DocumentInfo]:
        return [DocumentInfo(s, f"{s}方案", region=region, clauses=1, digest=text) for s, (region, text) in self.texts.items()]

    def clauses(self, source: str) -> list[Clause]:
        self.read[source] = self.read.get(source, 0) + 1
        text = self.texts[source][1]
        return [Clause(f"{source}#一", source, f"{source}方案", ("一、总则",), text, 0, len(text))]

    def generation(self) -> str:
        return str(self.number)


def rows(texts: dict[str, tuple[str, str]] = TEXTS) -> list[Entry]:
    shelf = Shelf(texts)
    places = {d.source: d.region for d in shelf.documents()}
    return entries((t, places[t.clause.source]) for t in ledger(shelf))


def test_the_same_indicator_of_two_places_has_one_topic() -> None:
    found = [(r.place, r.topic) for r in rows() if r.target.unit == "%"]
    assert found == [("甲省", "行政执法案卷合格率"), ("乙市", "行政执法案卷合格率")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("全省各级行政机关负责人出庭应诉率", "行政机关负责人出庭应诉率", True),
        ("建成示范县", "培育示范县", True),
        ("首套房最高贷款额度", "二套房最高贷款额度", False),
        ("公共法律服务知晓率", "公共法律服务满意率", False),
        ("政务服务事项网上可办率", "政务服务事项掌上可办率", False),
        ("双方缴存最高贷款额度", "单方缴存最高贷款额度", False),
    ],
)
def test_alike_names_are_one_and_opposites_are_not(one: str, other: str, same: bool) -> None:
    named = topics([one, other])
    assert (named[one] == named[other]) is same


def test_a_core_is_never_empty() -> None:
    assert core("培育") == "培育" and core("全省各级行政机关负责人出庭应诉率") == "行政机关负责人出庭应诉率"


@pytest.mark.parametrize(
    ("deadline", "year"),
    [("2026年至2028年", 2028), ("到２０２７年底", 2027), ("“十五五”期间", 2030), ("“十四五”末", 2025), ("每年", None), ("", None)],
)
def test_the_year_by_which(deadline: str, year: int | None) -> None:
    assert due_year(deadline) == year


@pytest.mark.parametrize(
    ("value", "unit", "number"),
    [("95", "%", 95), ("5", "‰", 0.5), ("9.5", "成", 95), ("2/3", "", 66.67), ("5", "万元", 50000), ("2.2", "万亿元", 2.2e12),
     ("200-2000", "元", 200), ("全覆盖", "", 100), ("翻一番", "", None), ("15", "工作日", 15)],
)  # fmt: skip
def test_amounts_are_comparable(value: str, unit: str, number: float | None) -> None:
    clause = Clause("a#", "a", "", (), "文", 0, 1)
    assert amount(Target(clause, "指标", "=", value, unit, "", "", 0, 1)) == number


def test_filters_of_every_kind_are_met_together() -> None:
    found = rows()
    assert {r.place for r in matching(found, Wanted(place="乙市"))} == {"乙市"}
    assert [r.target.clause.source for r in matching(found, Wanted(source="丙.txt"))] == ["丙.txt"]
    assert [r.target.kind for r in matching(found, Wanted(kind="期限"))] == ["期限"]
    assert {r.year for r in matching(found, Wanted(year=2028))} == {2028} and len(matching(found, Wanted(year=2028))) == 2
    assert len(matching(found, Wanted(text="案卷 合格率"))) == 2 and len(matching(found, Wanted(text="案卷", year=2027))) == 1
    assert matching(found, Wanted(place="乙市", kind="期限")) == [] and matching(found, ALL) == found


def test_a_book_reads_each_document_once_and_only_what_changed_again() -> None:
    shelf = Shelf(TEXTS)
    book = Book(shelf, shelf.generation)
    told = list(book.prepare())
    assert all(at.done <= at.of for at in told) and list(book.prepare()) == []
    assert len(book.entries()) == 4 and [d.lead for d in book.duties()] == [("乙市司法局",)]
    assert [d.place for d in matching_duties(book.duties(), Wanted(text="财政局"))] == ["乙市"]
    once = dict(shelf.read)
    shelf.texts["丁.txt"] = ("丁县", "2026年底前，新建3个窗口。")
    assert len(book.entries()) == 4  # as long as the generation is the same
    del shelf.texts["甲.txt"]
    shelf.number += 1
    assert {r.place for r in book.entries()} == {"乙市", "", "丁县"}
    assert {s: n for s, n in shelf.read.items() if s != "丁.txt"} == once


def test_many_who_wait_share_the_work() -> None:
    shelf = Shelf(TEXTS)
    book = Book(shelf, shelf.generation)
    found: list[int] = []
    threads = [Thread(target=lambda: found.append(len(book.entries()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [4] * 8 and set(shelf.read.values()) == {2}  # once for targets, once for duties
