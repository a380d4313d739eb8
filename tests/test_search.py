"""Search: order, filters, ranks, modes, ties, and the command line."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index import Index, Query, Writer
from index.filters import short_region
from index.fusion import FEATURES, Scorer, best, weights
from index.vectors import Vectors
from policy import BadInput
from tests.index_kit import BigramEncoder, document, original

DOCUMENTS = (
    document(
        "省/浙江.txt", "浙江省法治政府建设实施纲要", "一、总体要求。坚持依法行政,建设法治政府。", "(七)行政机关负责人出庭应诉率达到100%。",
        "(八)推进公共法律服务体系建设,每万人拥有律师5.2名。", region="浙江省", years=(2021, 2025),
    ),
    document(
        "省/云南.txt", "云南省法治政府建设规划", "(一)行政机关负责人出庭应诉率达到95%以上。", "(二)行政执法人员持证上岗。",
        region="云南省", issued="2021-11-30",
    ),
    document(
        "县/桐庐.txt", "桐庐县普法工作要点", "(一)推进宪法宣传教育。", "(二)每个村培育三名法律明白人。",
        region="浙江省杭州市桐庐县", issued="2022-03-01",
    ),
    document("通知/甲.txt", "关于粮食收购的通知", "本通知自公布之日起施行。", "粮食收购价格每斤一元二角。", region="吉林市"),
    document("通知/乙.txt", "关于棉花收购的通知", "本通知自公布之日起施行。", "棉花收购价格随行就市。"),
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("search")
    with Writer(root / "index", BigramEncoder()) as writer:
        for doc in DOCUMENTS:
            writer.put(doc, original(root, doc))
        writer.commit()
    return root / "index"


@pytest.fixture(scope="module")
def index(folder: Path) -> Index:
    return Index(folder, BigramEncoder())


def ids(index: Index, query: str, k: int = 10, **options: object) -> list[str]:
    return [h.clause.clause_id for h in index.search(query, k, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_the_clause_that_says_it_comes_first(index: Index, mode: str) -> None:
    assert ids(index, "每个村培育多少名法律明白人?", mode=mode)[0] == "县/桐庐.txt#2"


def test_of_several_values_one_must_fit(index: Index) -> None:
    assert {h.clause.source for h in index.search("粮食出庭宪法", region=["云南", "吉林市"])} == {"省/云南.txt", "通知/甲.txt"}
    assert {h.clause.source for h in index.search("收购", source=["乙.txt", "省/"])} <= {"通知/乙.txt", "省/浙江.txt", "省/云南.txt"}
    assert index.search("收购", source=["没有.txt"]) == [] == index.search("收购", level=["省"])
    assert [h.clause for h in index.search("收购", closer=1)] == [h.clause for h in index.search("收购", closer=99)]


def test_hits_count_from_one_and_say_their_ranks(index: Index) -> None:
    hits = index.search("棉花收购价格")
    assert [h.rank for h in hits] == list(range(1, len(hits) + 1))
    assert (hits[0].lexical_rank, hits[0].dense_rank) == (1, 1)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert all(h.dense_rank is None for h in index.search("棉花收购价格", mode="lexical"))
    lexical = {h.clause.clause_id: h.rank for h in index.search("棉花收购价格", mode="lexical")}
    assert {h.clause.clause_id: h.lexical_rank for h in hits if h.lexical_rank} == lexical


def test_what_has_no_term_in_common_is_no_lexical_hit(index: Index) -> None:
    assert ids(index, "zzz", mode="lexical") == []
    assert ids(index, "航天", mode="lexical") == []


@pytest.mark.parametrize(
    ("region", "sources"),
    [
        ("浙江", {"省/浙江.txt", "县/桐庐.txt"}), ("浙江省", {"省/浙江.txt", "县/桐庐.txt"}), ("雲南", {"省/云南.txt"}),
        ("桐庐", {"县/桐庐.txt"}), ("桐庐县", {"县/桐庐.txt"}), ("吉林", {"通知/甲.txt"}), ("吉林省", set()), ("海南", set()),
    ],
)  # fmt: skip
def test_region_is_matched_by_its_full_or_short_name(index: Index, region: str, sources: set[str]) -> None:
    assert {h.clause.source for h in index.search("行政机关负责人", region=region)} == sources


@pytest.mark.parametrize(
    ("year", "sources"),
    [(2023, {"省/浙江.txt"}), (2021, {"省/浙江.txt", "省/云南.txt"}), (2022, {"省/浙江.txt", "县/桐庐.txt"}), (1999, set())],
)
def test_year_is_in_force_else_of_issue(index: Index, year: int, sources: set[str]) -> None:
    assert {h.clause.source for h in index.search("行政机关负责人", year=year)} == sources


@pytest.mark.parametrize(("source", "found"), [("省/云南.txt", 2), ("云南.txt", 2), ("省/", 5), ("没有.txt", 0), ("云南", 0)])
def test_source_is_a_path_a_bare_name_or_a_folder(index: Index, source: str, found: int) -> None:
    assert len(index.search("行政机关负责人", source=source)) == found


def test_filters_come_before_ranking(index: Index) -> None:
    """As many hits come back as the filtered documents can give, however far down they stood."""
    assert ids(index, "出庭应诉率", 2, source="通知/") == ids(index, "出庭应诉率", 50, source="通知/")[:2]
    assert len(ids(index, "出庭应诉率", 4, source="通知/")) == 4


def test_ties_go_by_source_and_order(index: Index) -> None:
    got = [i for i in ids(index, "自公布之日起施行", mode="lexical") if i.endswith("#1") and i.startswith("通知")]
    assert got == ["通知/乙.txt#1", "通知/甲.txt#1"]
    assert best(np.array([1, 3, 2, 3, 0, 2, 2], np.float32), 4).tolist() == [1, 3, 2, 5]


def test_the_best_of_many_are_those_of_a_plain_sort() -> None:
    rng = np.random.default_rng(3)
    for share, kinds in ((0.0, 10**6), (0.0, 40), (0.9, 40), (0.999, 10**6)):
        scores = (rng.integers(1, kinds, 20_000) * (rng.random(20_000) >= share)).astype(np.float32)
        plain = np.argsort(-scores, kind="stable")[:100]
        assert best(scores, 100).tolist() == plain[scores[plain] > 0].tolist()


def test_numbers_and_traditional_characters_find_the_clause(index: Index) -> None:
    assert ids(index, "行政機關負責人出庭應訴率")[0] in ("省/浙江.txt#2", "省/云南.txt#1")
    assert ids(index, "百分之九十五", mode="lexical")[0] == "省/云南.txt#1"


def test_expansions_reach_what_the_question_does_not_say(folder: Path) -> None:
    def rewrite(question: str) -> Query:
        return Query(question, (("法律明白人", 0.5),))

    assert ids(Index(folder, None), "懂法带头人", mode="lexical") != ["县/桐庐.txt#2"]
    assert ids(Index(folder, None, rewrite=rewrite), "懂法带头人", mode="lexical")[0] == "县/桐庐.txt#2"


@pytest.mark.parametrize(("query", "options"), [(" ", {}), ("应诉", {"k": 0}), ("应诉", {"mode": "magic"})])
def test_bad_questions_are_refused_with_a_remedy(index: Index, query: str, options: dict) -> None:
    with pytest.raises(BadInput) as caught:
        index.search(query, **options)
    assert caught.value.remedy


def test_a_question_of_broken_bytes_or_of_asking_words_alone_finds_nothing_amiss(index: Index) -> None:
    assert ids(index, "出庭\udcff应诉率", 1)[0] in ("省/浙江.txt#2", "省/云南.txt#1")
    assert ids(index, "是多少?", mode="lexical") == []


def test_clause_ids_come_in_the_order_of_their_numbers(index: Index) -> None:
    ids = index._now().store.clause_ids()
    assert [index._now().store.clauses_at(index._now().places(np.array([n])))[0].clause_id for n in range(len(ids))] == ids


def test_without_an_encoder_only_the_lexical_mode_searches(folder: Path) -> None:
    assert ids(Index(folder, None), "出庭应诉率", mode="lexical")
    with pytest.raises(BadInput, match="encoder"):
        Index(folder, None).search("出庭应诉率")


def test_features_are_one_table_in_their_order(index: Index) -> None:
    generation = index._now()
    scorer = Scorer(generation, Query("出庭应诉率"), BigramEncoder().encode(["出庭应诉率"], query=True)[0], None)
    table = scorer.features(np.arange(11))
    assert table.shape == (11, len(FEATURES))
    by = dict(zip(FEATURES, table.T, strict=True))
    assert (
        (table[:, FEATURES.index("words") : FEATURES.index("words_max")] >= 0) & (table[:, : FEATURES.index("words_max")] <= 1.0001)
    ).all()
    assert by["bigrams_max"].max() == by["words_max"].max() == 1
    assert by["coverage"].max() == pytest.approx(1)
    assert set(weights()) == {"hybrid", "dense", "lexical"}


def test_dense_equals_its_brute_force_twin_masked_or_not() -> None:
    rng = np.random.default_rng(2)
    matrix = rng.standard_normal((300, 16)).astype(np.float16)
    rows = np.sort(rng.integers(0, 120, 300)).astype(np.uint32)
    known = rng.random(300) < 0.2
    vectors = Vectors.build(matrix, rows, np.zeros((300, 16), np.uint8), known)
    query = rng.standard_normal(16).astype(np.float32)
    products = matrix.astype(np.float32) @ query
    allowed = rng.random(120) < 0.3
    assert set(vectors.nearest(query, 10, None)) == set(np.argsort(-products)[:10])
    masked = np.where(allowed[rows], products, -np.inf)
    assert set(vectors.nearest(query, 10, allowed)) == set(np.argsort(-masked)[:10])
    asked = np.array([5, 0, 119, 60])
    for side, cosines in enumerate(vectors.cosines(query, asked)):
        places = zip(products, rows, known, strict=True)
        found = [(float(p), r) for p, r, k in places if k == side]
        assert cosines == pytest.approx([max((p for p, r in found if r == row), default=0.0) for row in asked], abs=1e-4)


@pytest.mark.parametrize(
    ("name", "short"), [("浙江省", "浙江"), ("桐庐县", "桐庐"), ("内蒙古自治区", "内蒙古"), ("广西壮族自治区", "广西"), ("叶县", "叶县")]
)
def test_short_names_of_places(name: str, short: str) -> None:
    assert short_region(name) == short


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "index", *arguments, "--index", str(folder)], capture_output=True, text=True)


def test_command_line_lists_documents_and_clauses(folder: Path) -> None:
    listed = [json.loads(line) for line in run("list", "--json", folder=folder).stdout.split("\n")[:-1]]
    assert [d["source"] for d in listed] == sorted(d.info.source for d in DOCUMENTS)
    assert listed[0]["clauses"] == 2
    clauses = [json.loads(line) for line in run("list", "--source", "桐庐.txt", "--json", folder=folder).stdout.split("\n")[:-1]]
    assert set(clauses[0]) == {"clause_id", "source", "title", "path", "text", "start", "end", "page"}
    assert "".join(c["text"] for c in clauses) == DOCUMENTS[2].text
    lost = run("list", "--source", "没有.txt", folder=folder)
    assert (lost.returncode, lost.stdout) == (1, "")
    assert "没有.txt" in lost.stderr


def test_command_line_searches_one_and_many_in_order(folder: Path, tmp_path: Path) -> None:
    one = run("search", "法律明白人", "-k", "2", "--mode", "lexical", "--json", folder=folder)
    assert {"rank", "score", "clause_id", "source", "title", "path", "text", "start", "end", "page"} <= set(
        json.loads(one.stdout)["hits"][0]
    )
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        '{"id": 7, "question": "棉花收购"}\n\n{"id": "b", "question": "持证\u2028上岗"}\n{"id": 9, "question": " "}\n', "utf8"
    )
    lines = [
        json.loads(x)
        for x in run("search", "--batch", str(questions), "--mode", "lexical", "--json", folder=folder).stdout.split("\n")[:-1]
    ]
    assert [x["id"] for x in lines] == [7, "b", 9]
    assert [x["hits"][0]["clause_id"] for x in lines[:2]] == ["通知/乙.txt#2", "省/云南.txt#2"]
    assert lines[2]["hits"] == []


def test_command_line_reports_all_bad_arguments_at_once_and_a_missing_index(folder: Path, tmp_path: Path) -> None:
    bad = run("search", " ", "-k", "x", "--mode", "magic", "--year", "21", folder=folder)
    assert bad.returncode == 2
    assert all(word in bad.stderr for word in ("QUERY", "-k", "--mode", "--year"))
    missing = run("search", "应诉", "--mode", "lexical", folder=tmp_path / "none")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "python -m ingest" in missing.stderr


def test_command_line_names_what_there_is_where_a_filter_fits_nothing(folder: Path) -> None:
    def told(*arguments: str) -> str:
        done = run("search", "应诉", "--mode", "lexical", *arguments, folder=folder)
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr

    assert "没有此地区的文件：火星" in (said := told("--region", "火星")) and "现有地区：" in said and "云南省" in said
    assert "没有此文件：没有.txt" in told("--source", "没有.txt", "--region", "云南")
    assert "没有此文种的文件：诗" in (said := told("--kind", "诗")) and "现有文种：" in said
    for fits in (("--region", "云南"), ("--source", "云南.txt"), ("--source", "省/")):
        assert run("search", "持证上岗", "--mode", "lexical", *fits, folder=folder).returncode == 0


def test_command_line_checks(folder: Path) -> None:
    done = run("check", folder=folder)
    assert done.returncode == 0
    assert "documents 5, clauses 11" in done.stdout
