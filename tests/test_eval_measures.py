"""Measures, tests and intervals against references: pytrec_eval, score by hand, exact p values."""

import random
from types import SimpleNamespace

import numpy as np
import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from eval.answers import char_f1, confidence, dates_in, figures_in, lcs, locate, rouge_l
from eval.measures import CLAUSE, mean, parse, per_question, within
from eval.risk import Outcome, area, refusal, risk_coverage
from eval.stats import holm, interval, paired, randomization
from eval.trec import escape, ordered, read_qrels, read_run, scored, tied, write_qrels, write_run
from policy import Answer, BadInput, Clause, Hit

TREC = {
    "R@1": "recall_1", "R@5": "recall_5", "R@10": "recall_10", "R@100": "recall_100", "P@1": "P_1", "P@5": "P_5", "P@10": "P_10",
    "nDCG@10": "ndcg_cut_10", "AP": "map", "Success@1": "success_1", "Success@5": "success_5", "Success@10": "success_10",
}  # fmt: skip


def made_up(seed: int = 5) -> tuple[dict, dict]:
    """Forty questions with graded judgements and rankings; some without a result, some results without a judgement."""
    luck = random.Random(seed)
    judged, ranked = {}, {}
    for n in range(40):
        documents = [f"法规#{i}" for i in range(150)]
        judged[f"问{n}"] = {d: luck.choice([0, 1, 1, 2]) for d in luck.sample(documents, luck.randint(1, 8))}
        if n % 7:
            ranked[f"问{n}"] = luck.sample(documents, luck.randint(1, 120))
    return judged, ranked


def test_figures_agree_with_pytrec_eval_and_a_question_without_result_counts_as_zero() -> None:
    judged, ranked = made_up()
    runs = {q: scored(ids) for q, ids in ranked.items()}
    ours = per_question(judged, runs, CLAUSE)
    assert ours.keys() == judged.keys()
    theirs = pytrec_eval.RelevanceEvaluator(judged, set(TREC.values())).evaluate(runs)
    short = {q: dict(list(of.items())[:10]) for q, of in runs.items()}
    ranks = pytrec_eval.RelevanceEvaluator(judged, {"recip_rank"}).evaluate(short)
    for query in judged:
        for name, reference in TREC.items():
            assert ours[query][name] == pytest.approx(theirs.get(query, {}).get(reference, 0.0), abs=5e-5), (query, name)
        assert ours[query]["RR@10"] == pytest.approx(ranks.get(query, {}).get("recip_rank", 0.0), abs=5e-5)


def test_ties_are_parted_as_trec_eval_does_whatever_the_measure() -> None:
    judged, ranked = made_up(7)
    luck = random.Random(3)
    runs = {q: {d: float(luck.randint(1, 5)) for d in ids} for q, ids in ranked.items()}
    runs["问1"] = {d: 1 + n * 1e-9 for n, d in enumerate(ranked["问1"])}  # apart in double precision, tied in trec_eval's single
    ours = per_question(judged, runs, CLAUSE)
    theirs = pytrec_eval.RelevanceEvaluator(judged, set(TREC.values())).evaluate(runs)
    cut = {q: {d: runs[q][d] for d in ordered(runs[q])[:10]} for q in runs}
    ranks = pytrec_eval.RelevanceEvaluator(judged, {"recip_rank"}).evaluate(cut)
    for query in runs:
        for name, reference in TREC.items():
            assert ours[query][name] == pytest.approx(theirs[query][reference], abs=5e-5), (query, name)
        assert ours[query]["RR@10"] == pytest.approx(ranks[query]["recip_rank"], abs=5e-5)
        best = sorted(runs[query], key=lambda d: (np.float32(runs[query][d]), d), reverse=True)[:10]
        assert ours[query]["Judged@10"] == pytest.approx(sum(d in judged[query] for d in best) / len(best))
    assert per_question(judged, runs, CLAUSE) == per_question(judged, {q: scored(ordered(of)) for q, of in runs.items()}, CLAUSE)
    assert tied(runs) == sum(len(of) > 5 or len(set(of.values())) < len(of) or q == "问1" for q, of in runs.items())
    assert tied({"甲": {"a": 2.0, "b": 1.0}, "乙": {"a": 1.0, "b": 1.0}}) == 1


def test_from_which_grade_a_document_is_relevant_is_chosen_and_gain_stays_graded() -> None:
    judged = {"q": {"a": 1, "b": 0, "c": 3, "d": 2}}
    ranked = {"q": scored(["a", "b", "c", "x", "d"])}
    names = ["RR@10", "P@5", "AP", "Success@1", "nDCG@10", "Judged@10", "RR(rel=3)@10"]
    one, two = per_question(judged, ranked, names)["q"], per_question(judged, ranked, names, 2)["q"]
    assert (one["RR@10"], one["P@5"], one["Success@1"]) == (1.0, 0.6, 1.0)
    assert (two["RR@10"], two["P@5"], two["Success@1"]) == (pytest.approx(1 / 3), 0.4, 0.0)
    assert one["AP"] == pytest.approx((1 + 2 / 3 + 3 / 5) / 3) and two["AP"] == pytest.approx((1 / 3 + 2 / 5) / 2)
    assert one["nDCG@10"] == two["nDCG@10"] and one["Judged@10"] == two["Judged@10"] == 0.8
    assert one["RR(rel=3)@10"] == two["RR(rel=3)@10"] == pytest.approx(1 / 3)
    assert mean([one["RR@10"], None]) == 1.0


QRELS = {
    "trec": "q1 0 d1 2\nq1 0 d2 0\n", "tabs": "q1\t0\td1\t2\r\nq1\t0\td2\t0\r\n",
    "beir": "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n",
    "float": "q1\td1\t2.0\nq1\td2\t0\n", "bom": "\ufeffq1 0 d1 2\nq1 0 d2 0\n", "twice": "q1 0 d1 2\nq1 0 d1 2\nq1 0 d2 0\n",
}  # fmt: skip


@pytest.mark.parametrize("form", QRELS)
def test_judgements_are_read_in_either_form(tmp_path, form: str) -> None:
    (tmp_path / "q").write_bytes(QRELS[form].encode())
    assert read_qrels(tmp_path / "q") == {"q1": {"d1": 2, "d2": 0}}
    (tmp_path / "blank").write_text("query-id\tcorpus-id\tscore\n一 号\t甲 乙\t1\n", "utf8")
    assert read_qrels(tmp_path / "blank") == {"一 号": {"甲 乙": 1}}


def test_trec_files_carry_the_order_and_any_id(tmp_path) -> None:
    judged, ranked = made_up()
    ranked["问1"] = ["甲 乙.txt#一", "50%.txt#二", "丙"]
    judged["问1"] = {"甲%20乙.txt#一": 1}
    ranked["问1"] = [escape(d) for d in ranked["问1"]]
    write_run(tmp_path / "run", ranked, "我 的")
    write_qrels(tmp_path / "qrels", judged)
    runs = read_run(tmp_path / "run")
    assert {q: sorted(of, key=lambda d: -of[d]) for q, of in runs.items()} == ranked
    assert read_qrels(tmp_path / "qrels") == judged
    assert per_question(judged, runs, ["RR@10"])["问1"]["RR@10"] == 1.0


@pytest.mark.parametrize(
    ("reader", "text", "said"),
    [
        (read_run, "q1 Q0 d1 1 0.5\n", ":1: 5 列"),
        (read_run, "q1 Q0 d1 1 高 我\n", "得分不是数"),
        (read_run, "q1 Q0 d1 1 2 我\nq1 Q0 d1 2 1 我\n", ":2: d1"),
        (read_qrels, "q1 0 d1 相关\n", "分级不是整数"),
        (read_qrels, "\n", "没有判断"),
        (read_qrels, "q1 0 d1 1\nq1 0 d1 0\n", ":2: .*前面已评为 1"),
        (read_qrels, "q1 0 d1 1\nq1 d2 0\n", ":2: 3 列，应为 4 列"),
        (read_qrels, "q1\td1\t0.5\n", "分级不是整数"),
        (read_run, "q1 Q0 d1 1 nan 我\n", "排不出次序"),
        (read_run, "\n", "没有结果"),
    ],
)
def test_a_bad_trec_line_is_named(tmp_path, reader, text: str, said: str) -> None:
    (tmp_path / "f").write_text(text, "utf8")
    with pytest.raises(BadInput, match=said) as caught:
        reader(tmp_path / "f")
    assert caught.value.remedy


def test_measures_have_names_and_depths() -> None:
    assert within(CLAUSE, 10) == ["AP@10" if n == "AP" else n for n in CLAUSE if n != "R@100"]
    assert "AP@100" in within(CLAUSE, 100) and "AP@100" in within(CLAUSE, 1000)
    assert [str(m) for m in parse(["nDCG@10", "RR@10"])] == ["nDCG@10", "RR@10"]
    with pytest.raises(BadInput, match="Recoll"):
        parse(["Recoll@3"])
    for theirs, ours in (("map", "AP"), ("ndcg_cut_10", "nDCG@10"), ("recall_100", "R@100")):
        with pytest.raises(BadInput) as caught:
            parse([theirs])
        assert caught.value.remedy == f"此处写作 {ours}"
    with pytest.raises(BadInput, match="RBP"):
        parse(["RBP"])
    with pytest.raises(BadInput, match="ERR@10"):  # a program that is not there, or fails
        per_question({"q": {"问": 1}}, {"q": {"问": 1.0}}, ["ERR@10"])


def test_a_folder_is_no_file(tmp_path) -> None:
    for reader in (read_run, read_qrels):
        with pytest.raises(BadInput, match="无法读取"):
            reader(tmp_path)


def brute_lcs(a: str, b: str) -> int:
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], before + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


@given(st.text("一二三四五", max_size=40), st.text("一二三四五", max_size=40))
def test_common_subsequence_is_that_of_the_table(a: str, b: str) -> None:
    assert lcs(a, b) == brute_lcs(a, b)


def test_nearness_to_a_reference() -> None:
    assert rouge_l("自三月一日起开放", "自 三月一日起开放") == char_f1("一二", "二一") == 1.0
    assert rouge_l("一二三四", "一三") == pytest.approx(2 * 2 / 6)
    assert rouge_l("一二", "") == char_f1("一二", "三四") == 0.0


def test_dates_and_figures_are_read_in_any_spelling() -> None:
    assert dates_in("二〇二六年三月一日前") == dates_in("2026年3月1日") == {"2026-3-1"}
    assert dates_in("到２０３０年") == {"2030"}
    assert figures_in("到2030年达到百分之九十八") == {"98"} == figures_in("98%")
    assert locate("３月 1日", "自3月1日起") == (1, 5)
    assert locate("四月", "自3月1日起") is None


def test_an_answer_that_says_how_sure_it_is_is_taken_at_its_word() -> None:
    clause = Clause("a#1", "a", "甲", (), "甲。", 0, 2)
    plain = Answer("问", (), (), (Hit(1, 0.7, clause),))
    assert confidence(plain).value == 0.7 and "best hit" in confidence(plain).origin
    sure = SimpleNamespace(confidence=0.3, hits=plain.hits)  # whether it answers or refuses
    assert (confidence(sure).value, confidence(sure).origin) == (0.3, "answer.confidence")


def test_refusing_and_risk() -> None:
    given_ = [Outcome(True, True, True, 0.9), Outcome(True, True, False, 0.5), Outcome(False, True, False, 0.5)]
    given_.append(Outcome(False, False, True, 0.0))
    silent = Outcome(True, False, False, 0.0)
    found = refusal([*given_, silent])
    assert (found["refusal_precision"], found["refusal_recall"]) == (0.5, 0.5)
    assert risk_coverage(given_) == [(0.25, 0.0), (0.75, pytest.approx(2 / 3))]
    assert area(risk_coverage(given_)) == pytest.approx((0.25 * 0 + 0.5 * 2 / 3) / 0.75)
    assert refusal([silent])["refusal_recall"] is None and area([]) is None


def test_randomization_is_exact_for_few_questions_and_takes_no_side() -> None:
    assert randomization([0] * 5, [1] * 5) == pytest.approx(2 / 32)
    assert randomization([1] * 5, [0] * 5, "less") == pytest.approx(1 / 32)
    assert randomization([0.3, 0.4], [0.3, 0.4]) == 1.0
    a, b = np.random.default_rng(1).random((2, 300))
    assert randomization(a, b) == randomization(a, b) == pytest.approx(randomization(b, a), abs=0.01)


def test_paired_counts_and_intervals() -> None:
    found = paired("RR@10", [0, 0.5, 1, 1], [1, 0.5, 0.5, 1])
    assert (found.wins, found.ties, found.losses) == (1, 2, 1)
    assert found.difference.mean == pytest.approx(0.125)
    assert found.difference.low < 0.125 < found.difference.high
    x = np.random.default_rng(2).normal(0.4, 0.1, 400).tolist()
    i = interval(x)
    assert i == interval(x) and i.low < i.mean < i.high
    assert i.high - i.low == pytest.approx(2 * 1.96 * 0.1 / 20, rel=0.15)
    assert interval([1.0, 1.0]).low == interval([1.0]).high == 1.0


def test_holm_as_in_the_paper() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
