"""The counterparts of one clause in the other documents of an index."""

from pathlib import Path

import pytest

from answer.align.related import related
from index import Index
from policy import Clause
from tests.align_kit import label
from tests.index_kit import SAMPLE, indexed

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("sample"), SAMPLE)


def at(search: Index, source: str, name: str) -> Clause:
    return next(c for c in search.clauses(source) if label(c).split("/")[-1] == name)


def test_each_edition_city_and_county_of_one_duty(sample: Index) -> None:
    clause = at(sample, "青岚省法治政府建设纲要2026.txt", "(十三)")
    found = related(sample, clause)
    assert all(p.before == clause and p.after and p.after.source != clause.source for p in found)
    assert {p.after.source for p in found if p.after} == {
        "青岚省法治政府建设纲要2021.txt",
        "云岫市法治政府建设实施意见.docx",
        "石溪县法治政府建设分工方案.txt",
    }
    city = next(p for p in found if p.after and p.after.source.startswith("云岫市"))
    assert [s.direction for s in city.difference.shifts if s.after and s.after.text == "100%"] == ["tightened"]


def test_nearest_first_at_most_k(sample: Index) -> None:
    clause = at(sample, "青岚省法治政府建设纲要2026.txt", "(十三)")
    every = related(sample, clause)
    assert [p.score for p in every] == sorted((p.score for p in every), reverse=True)
    assert related(sample, clause, k=1) == every[:1]


def test_a_matter_of_one_document_alone_has_no_counterpart(sample: Index) -> None:
    assert related(sample, at(sample, "青岚省法治政府建设纲要2026.txt", "(七)")) == ()


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared")
def test_the_national_clause_on_adjudication_in_each_province(tmp_path: Path) -> None:
    seeds = indexed(tmp_path / "index", *sorted(SEEDS.glob("*.txt")))
    national = next(d.source for d in seeds.documents() if d.source.startswith("003"))
    found = related(seeds, at(seeds, national, "(二十一)"))
    assert [(p.after.source[:3], label(p.after)) for p in found if p.after] == [("002", "七/(二十五)"), ("000", "七/(二十六)")]
