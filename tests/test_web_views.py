"""What the pages say about answers, hits, documents and files, without a browser."""

import re
import string
from pathlib import Path

import pytest

from index.query import Reading
from policy import Answer, Cell, Citation, Claim, Clause, Document, DocumentInfo, Hit, Table
from web.answer_view import answer_view, examples_view, welcome_view
from web.detail_view import Detail, detail_view
from web.hant import traditional
from web.hant.__main__ import made
from web.library_view import list_view, matching, report_view, sorted_by, turned
from web.ports import Example, Report, Upload
from web.reader_view import Place, reader_view
from web.repairs import repairs_line
from web.search_state import FACETS, Asked
from web.search_view import Results, search_view
from web.strings import TABLE, words_in
from web.uploads import sift

ZH, EN = words_in("zh"), words_in("en")
LEAD, TEXT = "青岚省出庭工作意见\n", "（一）到2027年，负责人出庭应诉率达到95%以上。\n"
BAD = '<img src=x onerror=alert(1)>"\u202e'


def clauses(title: str = "青岚省出庭工作意见", source: str = "意见.txt") -> tuple[Clause, Clause]:
    lead = Clause(f"{source}#", source, title, (), LEAD, 0, len(LEAD))
    return lead, Clause(f"{source}#(一)", source, title, ("（一）负责人出庭",), TEXT, len(LEAD), len(LEAD) + len(TEXT), 3)


def answered(clause: Clause) -> Answer:
    quote = TEXT.strip()[3:]
    at = clause.start + 3
    mark = quote.index("95%")
    return Answer(
        "应诉率是多少？",
        (Claim(quote, (1,), ((mark, mark + 5),)),),
        (Citation(1, clause, at, at + len(quote)),),
        (Hit(1, 1.0, clause, 1, 2),),
    )


def searched(query: str, *hits: Hit, infos: dict[str, DocumentInfo] | None = None, near: float = 0.9, **asked: object) -> str:
    """A page of results whose sentences are all as near in meaning as `near`."""
    found = Asked(query, **asked)  # type: ignore[arg-type]
    reading = Reading(query)
    results = Results(found, hits, dict.fromkeys(FACETS, ()), infos or {}, {}, reading, query)
    return search_view(results, lambda q, texts: [near] * len(texts), ZH)


def test_the_answer_comes_first_with_its_figure_then_the_clause() -> None:
    clause = clauses()[1]
    shown = answer_view(
        answered(clause), "应诉率", {"意见.txt": DocumentInfo("意见.txt", "青岚省出庭工作意见", number="岚政发〔2026〕1号")}, ZH
    )
    assert shown.index('class="tw-figure">95%以上') < shown.index('id="cite-1"')
    for piece in ("岚政发〔2026〕1号", "（一）负责人出庭", "第 3 页", 'data-cite="1"', '<mark class="figure quote">95%以上</mark>'):
        assert piece in shown
    assert f'data-start="{clause.start + 3}"' in shown


@pytest.mark.parametrize("rows, folded", [(2, False), (6, True)])
def test_below_a_long_table_the_passages_are_folded(rows: int, folded: bool) -> None:
    _, clause = clauses()
    quote = TEXT.strip()[3:]
    claims = tuple(Claim(quote, (n,)) for n in range(1, rows + 1))
    cited = tuple(Citation(n, clause, clause.start + 3, clause.start + 3 + len(quote)) for n in range(1, rows + 1))
    table = Table(("指标", "要求"), tuple((Cell("应诉率", (n,)), Cell("95%", (n,))) for n in range(1, rows + 1)))
    page = str(answer_view(Answer("有哪些量化指标？", claims, cited, (), table=table), "指标", {}, ZH))
    assert page.count("</tr>") == rows + 1 and page.index("<table") < page.index("tw-claims")
    assert (ZH("passages", n=rows) in page) is folded


def test_a_term_as_headline_does_not_begin_in_the_middle_of_its_phrase() -> None:
    text = "养犬人应当自取得犬只之日起三十日内办理登记。"
    clause, mark = Clause("a#1", "a.txt", "甲", (), text, 0, len(text)), text.index("之日起")
    claim = Claim(text, (1,), ((mark, mark + 7),))
    shown = answer_view(
        Answer("几天内登记？", (claim,), (Citation(1, clause, 0, len(text)),), (Hit(1, 1.0, clause, 1, 1),)), "登记", {}, ZH
    )
    assert 'class="tw-figure">三十日内<' in shown


def test_not_found_is_said_and_the_nearest_clauses_shown() -> None:
    hit = Hit(1, 0.2, clauses()[1], 1, None)
    shown = answer_view(Answer("午餐补贴多少？", (), (), (hit,), "没有载明"), "补贴", {}, ZH)
    assert "没有找到答案" in shown and "最接近的条款" in shown and "tw-figure" not in shown and "没有载明" in shown
    assert "do not answer" in answer_view(Answer("?", (), ()), "", {}, EN)


def test_nothing_of_a_file_reaches_the_page_as_markup() -> None:
    lead, clause = clauses(BAD, BAD)
    info = DocumentInfo(BAD, BAD, BAD, BAD, BAD, BAD, clauses=2, repairs=((BAD, 1),))
    document = Document(info, LEAD + TEXT, (lead, clause))
    pages = [
        answer_view(answered(clause), BAD, {BAD: info}, ZH),
        searched(BAD, Hit(1, 1.0, clause, 1, 1), infos={BAD: info}, chosen={"region": (BAD,), "source": (BAD,)}),
        searched(BAD, Hit(1, 1.0, clause, 1, 1), infos={BAD: info}, flat=True),
        detail_view(Detail(document, info, "1", {"region": [BAD], "kind": [BAD]}, {"region": BAD}, BAD, BAD), ZH),
        reader_view(document, Place(clause.clause_id, clause.start + 3, clause.end - 1), ZH),
        list_view([info], ZH),
        report_view([Report(BAD, "added", info), Report(BAD, "failed", None, BAD, BAD)], ZH),
        examples_view([Example(BAD, "zh")], ZH),
    ]
    for page in pages:
        assert "<img" not in page and "\u202e" not in page and '>"' not in page and "&lt;img" in page


def test_words_and_meaning_are_marked_differently_and_ranks_told() -> None:
    clause = clauses()[1]
    for flat in (False, True):
        both = searched("出庭应诉率", Hit(1, 1.0, clause, 4, 7), flat=flat)
        assert "词语第 4" in both and "语义第 7" in both and 'class="meaning word"' in both
        meant = searched("出庭应诉率", Hit(1, 1.0, clause, None, 7), flat=flat)
        assert 'class="meaning"' in meant and "词语第" not in meant and 'class="meaning word"' not in meant
    assert "没有符合条件的条款" in searched("x")


def test_the_reader_shows_the_whole_text_its_outline_and_the_place() -> None:
    lead, clause = clauses()
    document = Document(DocumentInfo("意见.txt", "青岚省出庭工作意见", clauses=2), LEAD + TEXT, (lead, clause))
    shown = reader_view(document, Place(clause.clause_id, clause.start + 3, clause.end - 1), ZH)
    assert LEAD.strip() in shown and 'aria-current="true"' in shown and "tw-target" in shown
    assert f'<mark class="quote">{TEXT.strip()[3:]}</mark>' in shown
    assert "<mark" not in reader_view(document, Place(clause.clause_id, clause.start, clause.end), ZH)


def test_the_list_is_filtered_by_every_word_and_cut_with_a_word_about_it() -> None:
    infos = [DocumentInfo(f"{i}.txt", f"青岚省第{i}号文件", region="青岚省" if i % 2 else "云岫市") for i in range(300)]
    assert [d.source for d in matching(infos, "云岫 第8號")] == ["8.txt"]
    assert "列出前 200 份，共 300 份" in list_view(infos, ZH) and "共 2 份" in list_view(infos[:2], ZH)


def test_the_list_is_sorted_by_any_column_and_the_untold_come_last() -> None:
    infos = [
        DocumentInfo("1.txt", "乙", issued="2024-01-01", level="县", clauses=9),
        DocumentInfo("2.txt", "甲", issued="", level="", clauses=100),
        DocumentInfo("3.txt", "丙", issued="2026-01-01", level="国家", clauses=10),
    ]

    def by(column: str, down: bool = False) -> list[str]:
        return [d.source[0] for d in sorted_by(infos, (column, down))]

    assert by("issued") == ["1", "3", "2"] and by("issued", down=True) == ["3", "1", "2"]
    assert by("level") == ["3", "1", "2"] and by("clauses_head", down=True) == ["2", "3", "1"]
    assert turned(("title", False), "issued") == ("issued", False) and turned(("issued", False), "issued") == ("issued", True)
    assert turned(("issued", True), "issued") == ("issued", False) == turned(("issued", False), "<b>")
    assert 'aria-sort="descending"' in list_view(infos, ZH, ("issued", True))


def test_files_too_large_or_twice_are_named_with_a_remedy(tmp_path: Path) -> None:
    small, large = tmp_path / "a", tmp_path / "b"
    small.write_text("x")
    with large.open("wb") as file:
        file.truncate(51 * 2**20)
    good, bad = sift([Upload(small, "甲.txt"), Upload(large, "乙.pdf"), Upload(small, "甲.txt")], ZH)
    assert [u.name for u in good] == ["甲.txt"]
    assert [(r.source, r.status) for r in bad] == [("乙.pdf", "failed"), ("甲.txt", "failed")]
    assert all(r.error and r.remedy for r in bad) and "51 MB" in bad[0].error


def test_repairs_are_told_in_plain_words() -> None:
    assert repairs_line([("断行", 3), ("拼音", 2)], ZH) == "接好被拆断的行 3 处；去掉夹注的拼音 2 处"
    assert repairs_line([("别的", 1)], EN) == "别的 × 1"


@pytest.mark.parametrize("key", TABLE)
def test_every_string_is_there_in_every_language_with_the_same_fields(key: str) -> None:
    fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in TABLE[key]]
    assert len(TABLE[key]) == 2 and all(text.strip() for text in TABLE[key])
    own = key.startswith("repair") or key == "ordinal"  # a Chinese numeral here, a figure there
    assert own or all(f == fields[0] for f in fields)


def test_the_traditional_words_are_all_there_and_made_of_the_simplified_ones() -> None:
    """Where this fails: python -m web.hant"""
    assert traditional() == made()
    assert words_in("hant")("welcome_2") == "點「原文」，在文件中看到這一條，答案處已標出。"


def test_every_string_is_used() -> None:
    code = "\n".join(p.read_text("utf8") for p in (Path(__file__).parents[1] / "web").glob("*.py") if not p.name.endswith("strings.py"))
    made = (
        "welcome_",
        "tab_",
        "mode_",
        "rank_",
        "status_",
        "set_",
        "theme_",
        "verdict_",
        "reason_",
        "answer_",
        "grade_",
        "measure_",
        "compare_",
        "al_",
        "heat_",
        "facet_",
        "sort_",
        "view_",
        "take_",
        "column_",
        "kind_",
        "level_",
        "ability_",
        "origin_",
        "preset_",
        "did_",
        "format_",
    )
    assert [key for key in TABLE if f'"{key}"' not in code and f"'{key}'" not in code and not key.startswith(made)] == []


def test_a_first_visit_explains_itself_in_three_lines() -> None:
    assert welcome_view(9, ZH).count("<li>") == 3
    assert "上传" in welcome_view(0, ZH)


def test_no_two_scripts_give_one_button_name_another_meaning() -> None:
    """All scripts put what a [data-…] button does into one table: a second script with the same name would take it from the first."""
    homes: dict[str, list[str]] = {}
    for path in sorted((Path(__file__).parents[1] / "web" / "static").glob("*.js")):
        script = path.read_text("utf8")
        table = re.search(r"(?:const clicks = |Object\.assign\(clicks, )\{(.*?)\n  \}", script, re.S)
        names = set(re.findall(r"clicks\.(\w+) =", script))
        names |= set(re.findall(r"^    (\w+): ", table[1], re.M)) if table else set()
        for name in names:
            homes.setdefault(name, []).append(path.name)
    assert len(homes) > 20 and {name: files for name, files in homes.items() if len(files) > 1} == {}
