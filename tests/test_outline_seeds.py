"""Outlines of the seed documents and of the corpora: counts, first, tenth and last clause; nothing of their text is held here."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ingest import load
from ingest.outline import outline
from policy import Document

SHARED = Path(__file__).parents[1].parent / "shared"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="needs ../shared")]


@cache
def seed(prefix: str) -> Document:
    path = next((SHARED / "seeds").glob(f"{prefix}_*.txt"))
    return load(path, path.name)


def labelled(document: Document) -> list[str]:
    """The ids of the second-level clauses, those labelled (一), (二) …, without the document."""
    return [c.clause_id.split("#")[1] for c in document.clauses if c.path and re.match(r"[（(][一二三四五六七八九十]", c.path[-1])]


@pytest.mark.parametrize(
    ("prefix", "count", "first", "tenth", "last"),
    [
        ("000", 36, "一/(一)", "三/(十)", "九/(三十六)"),
        ("001", 16, "一/(一)", "二/(七)", "三/(五)"),
        ("002", 40, "一/(一)", "二/(十)", "十/(四十)"),
        ("003", 30, "(六)", "五/(十五)", "十/(三十五)"),
        ("004", 8, "一/(一)", "", "三/(八)"),
    ],
)
def test_second_level_clauses(prefix: str, count: int, first: str, tenth: str, last: str) -> None:
    ids = labelled(seed(prefix))
    assert (len(ids), ids[0], ids[9] if len(ids) > 9 else "", ids[-1]) == (count, first, tenth, last)


@pytest.mark.parametrize(
    ("prefix", "at", "heading"),
    [
        ("000", 0, "(一)指导思想"),
        ("000", 9, "(十)提高公共法律服务供给水平"),
        ("000", -1, "(三十六)加强人才队伍保障"),
        ("001", 0, "(一)指导思想"),
        ("001", 9, "(七)依法有效化解社会矛盾"),
        ("001", -1, "(五)强化法治宣传教育"),
        ("002", 0, "(一)指导思想"),
        ("002", 9, "(十)持续优化法治化营商环境"),
        ("002", -1, "(四十)加强理论研究和舆论宣传"),
        ("003", 0, "(六)持续优化法治化营商环境"),
        ("003", 9, "(十五)完善行政执法程序"),
        ("003", -1, "(三十五)加强理论研究和舆论宣传"),
        ("004", 0, "(一)指导思想"),
        ("004", -1, "(八)加强行政规范性文件制定监督管理"),
    ],
)
def test_headings(prefix: str, at: int, heading: str) -> None:
    document = seed(prefix)
    key = labelled(document)[at]
    assert next(c.path[-1] for c in document.clauses if c.clause_id.endswith("#" + key)) == heading


def test_a_clause_holds_its_whole_text() -> None:
    """First and last characters of clauses in five documents, among them the document on one line and the one begun midway."""
    for prefix, key, start, end in [
        ("000", "七/(二十七)", "(二十七)", "反馈工作。"),
        ("001", "二/(八)", "(八)", "衔接活动。"),
        ("002", "七/(二十七)", "(二十七)", "成效考核。"),
        ("003", "(六)", "(六)", "市场体系。"),
        ("004", "二/(六)/12", "12.", "“一网通办”。"),
    ]:
        clause = next(c for c in seed(prefix).clauses if c.clause_id.endswith("#" + key))
        assert clause.text.startswith(start) and clause.text.rstrip().endswith(end), (prefix, key)


def test_twenty_items_with_their_fields() -> None:
    items = [c for c in seed("004").clauses if len(c.path) == 3 and "(三)" not in c.path[1]]
    assert [re.match(r"\d+", c.path[2]).group() for c in items] == [str(n) for n in range(1, 21)]  # type: ignore[union-attr]
    assert all("责任单位:" in c.text and "进度安排:" in c.text for c in items)
    assert items[11].path[1:] == ("(六)深入推进“放管服”改革", "12.加快建设服务型政府,全面提升政务服务水平")
    assert sum("(三)" in c.path[1] for c in seed("004").clauses if len(c.path) == 3) == 5


def test_three_restarts() -> None:
    assert [i.split("/")[0] for i in labelled(seed("001")) if i.endswith("/(一)")] == ["一", "二", "三"]


def test_the_lead_comes_first_and_the_closing_last() -> None:
    for prefix in ("000", "001", "002", "003", "004"):
        clauses = seed(prefix).clauses
        assert clauses[0].clause_id.endswith("#0") and clauses[0].path == ()
    assert [seed(p).clauses[-1].clause_id.split("#")[1] for p in ("000", "002", "003")] == ["end"] * 3


def law_texts() -> Iterator[tuple[Path, str]]:
    for path in sorted((SHARED / "corpora/laws").rglob("*.md")):
        lines = re.sub(r"<!--.*?-->", "", path.read_text("utf8"), flags=re.S).split("\n")
        yield path, "\n".join(line for line in (x.strip().lstrip("#").strip() for x in lines) if line)


@pytest.mark.slow
def test_all_laws_outline_with_their_articles() -> None:
    """Near the 147,284 lines of the corpus that begin with 第X条; more are found inside lines."""
    articles = 0
    for path, text in law_texts():
        clauses = outline(path.name, path.stem, text, ())
        assert "".join(c.text for c in clauses) == text, path
        assert len({c.clause_id for c in clauses}) == len(clauses), path
        articles += sum(bool(re.match(r"第[^/]{1,9}条", c.clause_id.split("#")[1].split("/")[-1])) for c in clauses)
    assert 147_000 < articles < 148_000


@pytest.mark.slow
def test_all_policies_outline() -> None:
    for path in sorted((SHARED / "corpora/policies").glob("*.txt")):
        text = "\n".join(line.strip() for line in path.read_text("utf8").split("\n") if line.strip())
        clauses = outline(path.name, path.stem, text, ())
        assert "".join(c.text for c in clauses) == text, path
        assert max((len(c.text) for c in clauses), default=0) < 3_000, path
