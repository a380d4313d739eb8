"""The search page without a browser: what an address asks for, facets, order, pages, reasons, and the tables to take away."""

import csv
import io
from pathlib import Path

import pytest

from index.query import Reading
from policy import Clause, DocumentInfo, Hit
from web.facets import all_counted, counted, resolved, sources_of
from web.ports import Filters, Upload
from web.search_export import export
from web.search_pool import Pools, grouped, ordered
from web.search_state import FACETS, Asked, parsed
from web.search_view import Results, search_view
from web.search_why import why, why_line
from web.sheets import csv_text, workbook
from web.strings import words_in
from web.uploads import MOST_FILES, below, too_many

ZH, EN = words_in("zh"), words_in("en")
INFOS = {
    info.source: info
    for info in (
        DocumentInfo("浙.txt", "浙江纲要", issued="2021-05-01", region="浙江省", level="省", kind="纲要", years=(2021, 2025)),
        DocumentInfo("杭.txt", "杭州方案", issued="2022-01-01", region="杭州市", level="市", kind="方案"),
        DocumentInfo("云.txt", "云南纲要", region="云南省", level="省", kind="纲要"),
    )
}


def hit(rank: int, source: str, text: str = "出庭应诉率达到100%。", start: int = 0, **ranks: int | None) -> Hit:
    title = INFOS[source].title if source in INFOS else source
    clause = Clause(f"{source}#{rank}", source, title, ("一、目标",), text, start, start + len(text))
    return Hit(rank, 1 / rank, clause, **{"lexical_rank": rank, "dense_rank": rank, **ranks})  # type: ignore[arg-type]


HITS = [hit(1, "浙.txt", start=50), hit(2, "云.txt"), hit(3, "浙.txt"), hit(4, "杭.txt")]


def test_an_address_asks_for_a_search_and_nonsense_is_left_out() -> None:
    places = [("region", "浙江省"), ("region", "浙江省"), ("region", "")]
    asked = parsed([("q", " 应诉 "), *places, ("at", "3"), ("sort", "newest"), ("layout", "flat")])
    assert asked == Asked("应诉", "hybrid", "newest", True, 3, {"region": ("浙江省",)})
    assert parsed([("at", "-1"), ("mode", "x"), ("sort", "'"), ("layout", "?"), ("tab", "search"), ("doc", "a")]) == Asked()
    assert parsed([("at", "９")]).page == 1 == parsed([("at", "1" * 5000)]).page
    assert asked.address() == "region=%E6%B5%99%E6%B1%9F%E7%9C%81&sort=newest&layout=flat&at=3" and Asked().address() == ""
    assert len(parsed([("source", str(n)) for n in range(1000)]).chosen["source"]) == 50


def test_facets_count_hits_and_admit_documents_of_any_chosen_value() -> None:
    assert counted("region", HITS, INFOS, ()) == [("浙江省", 2), ("云南省", 1), ("杭州市", 1)]
    assert counted("level", HITS, INFOS, ()) == [("省", 3), ("市", 1)]
    assert counted("year", HITS, INFOS, ()) == [("2025", 2), ("2024", 2), ("2023", 2), ("2022", 3), ("2021", 2), ("-", 1)]
    assert counted("kind", [], INFOS, ("条例",)) == [("条例", 0)]
    assert sources_of(Asked(), INFOS) is None
    assert sources_of(Asked(chosen={"region": ("浙江省", "杭州市"), "kind": ("纲要",)}), INFOS) == {"浙.txt"}
    assert sources_of(Asked(chosen={"year": ("-",)}), INFOS) == {"云.txt"}
    assert sources_of(Asked(chosen={"region": ("火星",)}), INFOS) == frozenset()


def test_every_count_is_what_choosing_the_value_gives() -> None:
    """However many facets are chosen, in any combination: the count beside a value is how many hits are of its documents."""
    library = Fake()
    pools = Pools(library)  # type: ignore[arg-type]
    for chosen in ({}, {"region": ("浙江省",)}, {"kind": ("纲要",), "level": ("省",)}, {"year": ("2022",), "region": ("杭州市", "浙江省")}):
        asked = Asked("应诉", chosen=chosen)
        counts = all_counted(pools.by_facet(asked, INFOS), INFOS, asked)
        for facet in FACETS:
            for value, n in counts[facet]:
                alone = Asked("应诉", chosen={**asked.without(facet).chosen, facet: (value,)})
                assert len(pools.hits(alone, INFOS)) == n, (chosen, facet, value)


def test_a_place_in_short_means_the_places_that_hold_it() -> None:
    assert resolved(Asked(chosen={"region": ("浙江",)}), INFOS).chosen["region"] == ("浙江省",)
    assert resolved(Asked(chosen={"region": ("省",)}), INFOS).chosen["region"] == ("云南省", "浙江省")
    assert resolved(Asked(chosen={"region": ("火星", "-")}), INFOS).chosen["region"] == ("火星", "-")


def test_hits_are_ordered_and_grouped() -> None:
    assert [h.rank for h in ordered(HITS, "best", INFOS)] == [1, 2, 3, 4]
    assert [h.rank for h in ordered(HITS, "newest", INFOS)] == [4, 1, 3, 2]
    assert [h.rank for h in ordered(HITS, "order", INFOS)] == [2, 4, 3, 1]
    assert [(g.source, [h.rank for h in g.hits]) for g in grouped(HITS)] == [("浙.txt", [1, 3]), ("云.txt", [2]), ("杭.txt", [4])]


class Fake:
    """A library of a few hits that counts its searches."""

    def __init__(self) -> None:
        self.searched, self.now = 0, "1"

    def generation(self) -> str:
        return self.now

    def search(self, query: str, k: int, filters: Filters) -> list[Hit]:
        self.searched += 1
        return [h for h in HITS if filters.sources is None or h.clause.source in filters.sources]


def test_a_search_is_made_once_until_the_documents_change() -> None:
    library = Fake()
    pools = Pools(library)  # type: ignore[arg-type]
    for page in (1, 2):
        for sort in ("best", "newest"):
            pools.by_facet(Asked("应诉", sort=sort, page=page), INFOS)
    assert library.searched == 1
    pools.by_facet(Asked("应诉", chosen={"region": ("浙江省",)}), INFOS)
    assert library.searched == 2
    library.now = "2"
    pools.hits(Asked("应诉"), INFOS)
    assert library.searched == 3
    for n in range(200):
        pools.hits(Asked(str(n)), INFOS)
    assert len(pools._found) == 64


def view(asked: Asked, hits: list[Hit], infos: dict[str, DocumentInfo] = INFOS, newer: dict[str, DocumentInfo] | None = None) -> str:
    counts = {facet: counted(facet, hits, infos, asked.chosen.get(facet, ())) for facet in FACETS}
    return search_view(Results(asked, hits, counts, infos, newer or {}, Reading(asked.text), asked.text), lambda q, t: [0.0] * len(t), ZH)


def test_results_that_hold_no_word_of_the_query_are_not_passed_off_as_found() -> None:
    near = [hit(n, "浙.txt", lexical_rank=None) for n in (1, 2)]
    assert "没有一条含有所查的词" in view(Asked("嘟嘟"), near)
    assert "没有一条" not in view(Asked("应诉"), [*near, hit(3, "浙.txt")]) and "没有一条" not in view(Asked("应诉", mode="dense"), near)


def test_clauses_are_paged_twenty_at_a_time_and_documents_ten() -> None:
    many = [hit(n, f"{n % 25}.txt") for n in range(1, 46)]
    flat = view(Asked("应诉", flat=True, page=3), many)
    assert flat.count("tw-hit") - flat.count("tw-hits") == 5 and 'aria-current="page"' in flat and 'data-results="2"' in flat
    assert view(Asked("应诉", flat=True, page=999), many) == flat
    groups = view(Asked("应诉"), many)
    assert groups.count('class="tw-group"') == 10 and 'data-results="3"' in groups and 'data-results="4"' not in groups
    long = view(Asked("应诉"), [hit(n, "浙.txt") for n in range(1, 9)])
    assert long.count('tabindex="0"') == 3 and 'data-only="浙.txt"' in long and "只看这份文件的 8 条" in long and "tw-pager" not in long


def test_what_is_out_of_date_says_so() -> None:
    newer = DocumentInfo("浙新.txt", "浙江纲要（2026—2030年）", issued="2026-01-01")
    shown = view(Asked("应诉"), HITS, newer={"浙.txt": newer})
    assert "有更新的版本：浙江纲要（2026—2030年）（2026-01-01）" in shown and 'data-open="浙新.txt"' in shown
    assert "所定期限到 2025 年" in view(Asked("应诉", flat=True), HITS)


def test_chosen_values_are_chips_and_stay_where_nothing_is_left() -> None:
    shown = view(Asked("应诉", chosen={"region": ("浙江省",), "source": ("浙.txt",)}), [])
    assert 'data-unsift="region" data-value="浙江省"' in shown and "文件：浙江纲要" in shown and "全部清除" in shown
    assert "所选范围内没有符合的条款" in shown and "checked" in shown


def test_the_reason_is_told_in_plain_words() -> None:
    reading = Reading("老板出庭应诉率", (("老板", ("负责人", "企业")),))
    found = why(hit(1, "浙.txt", "负责人出庭应诉。", lexical_rank=3, dense_rank=1), "老板出庭应诉率", reading)
    assert why_line(found, ZH) == "词语第 3、语义第 1；含“出庭应诉”；“老板”按“负责人”查"
    none = why(hit(1, "浙.txt", "别的。", lexical_rank=None, dense_rank=9), "目标", Reading("目标"))
    assert why_line(none, ZH) == "词语没有命中、语义第 9；标题或题名含“目标”"
    english = why(hit(1, "浙.txt", "出庭应诉率"), "court appearance", Reading("出庭应诉", ()))
    assert "按中文“出庭应诉”查；含“出庭应诉”" in why_line(english, ZH) and "looked for as" in why_line(english, EN)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    return tmp_path


EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "\u202e=1", "a\x00b", "长" * 40_000]


def test_results_are_taken_away_whole_and_nothing_is_a_formula(room: Path) -> None:
    from openpyxl import load_workbook

    infos = {"=evil.txt": DocumentInfo("=evil.txt", "=1+1", number="=2", region="@x", issuer="+3")}
    hits = [hit(n, "=evil.txt", text) for n, text in enumerate(EVIL, 1)]
    sheet = load_workbook(export(hits, infos, "xlsx", ZH)).active
    assert sheet is not None and sheet.max_row == len(EVIL) + 1
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert sheet["C2"].value == "=1+1" and sheet["C2"].quotePrefix
    rows = list(csv.reader(io.StringIO(export(hits, infos, "csv", ZH).read_text("utf-8-sig"))))
    assert len(rows) == len(EVIL) + 1 and rows[0][1] == "出处"
    assert not [c for row in rows for c in row if c.startswith(("=", "+", "@", "\t", "\r")) or (c.startswith("-") and not c[1:].isdigit())]


def test_a_citation_names_document_number_and_place(room: Path) -> None:
    infos = {"浙.txt": DocumentInfo("浙.txt", "浙江纲要", number="浙委发〔2021〕1号", region="浙江省", level="省")}
    head, row = csv.reader(io.StringIO(export(HITS[:1], infos, "csv", ZH).read_text("utf-8-sig")))
    told = dict(zip(head, row, strict=True))
    assert told["出处"] == "《浙江纲要》（浙委发〔2021〕1号）一、目标" and told["条文"] == "出庭应诉率达到100%。"
    assert (told["地区"], told["得分"], told["词语名次"]) == ("浙江省", "1.0", "1")


def test_tables_hold_numbers_as_numbers() -> None:
    assert csv_text(["a", "b"], [[None, 1.5], ["x", 2]]).decode("utf-8-sig") == "a,b\r\n,1.5\r\nx,2\r\n"
    assert workbook("s", ["a"], [[1], [None]], [5])[:2] == b"PK"


def test_a_folder_gives_paths_below_it_and_leaves_out_what_is_hidden(tmp_path: Path) -> None:
    names = ["a.txt", "a.txt", ".hidden", "~$b.docx", "c.txt", "d.txt", "e.txt"]
    paths = '["政策/省/a.txt", "政策/市/a.txt", "政策/.hidden", "政策/~$b.docx", "../../etc/c.txt", "别的名.txt"]'
    found = below([Upload(tmp_path / n, n) for n in names], paths)
    assert [u.name for u in found] == ["省/a.txt", "市/a.txt", "c.txt", "d.txt", "e.txt"]
    assert [u.name for u in below([Upload(tmp_path, "x.txt")], "")] == ["x.txt"]


def test_a_batch_too_large_is_refused_as_a_whole(tmp_path: Path) -> None:
    small, large = tmp_path / "a", tmp_path / "b"
    small.write_text("x")
    with large.open("wb") as file:
        file.truncate(260 * 2**20)
    assert too_many([Upload(small, "a")] * MOST_FILES, ZH) is None
    many, heavy = too_many([Upload(small, "a")] * (MOST_FILES + 1), ZH), too_many([Upload(large, "b")] * 2, ZH)
    assert many and heavy and "501" in many[0] and "520 MB" in heavy[0] and many[1] == heavy[1]
