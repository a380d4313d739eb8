"""Comparing runs, checking question sets, sweeping settings, fitting weights, holding the gate."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval import checks
from eval.checks_text import lines
from eval.compare import compare, comparison_json, table_rows
from eval.compare_report import compare_report
from eval.gate import failures, frozen, guarded, refresh, verdict
from eval.judging import Resolver
from eval.opening import Desk
from eval.record import Record, Run
from eval.runs import perform
from eval.sets import read_set
from eval.sweep import fusion, main_names, parse, plot, rows, sweep, sweep_report
from index.fusion import FEATURES, weights
from index.ports import SIGNALS
from policy import BadArtefact, BadInput
from policy.bench import Shown
from tests.eval_kit import ABSENT, CLAUSES, LAW, NOTICE, OLD, PLACE, REFUSE, SEED, SPAN, STATUTE, WRITTEN, jsonl, library
from tests.index_kit import BigramEncoder


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    return library(tmp_path_factory.mktemp("library"))


def made_run(name: str, values: list[float], **about: object) -> Run:
    known = {"corpus": {"hash": "c"}, "questions": {"hash": "q"}, "encoder": None, "settings": {}, "program": "p"} | about
    records = tuple(
        Record(f"q{n}", f"问题{n}", {}, ("金",), True, None, {"RR@10": v, "R@10": float(v > 0), "Judged@10": 0.1}, ())
        for n, v in enumerate(values)
    )
    return Run(name, records, known, {})


def test_wins_losses_and_corrected_tests() -> None:
    a, b = made_run("甲", [0.5] * 8 + [1.0, 0.0]), made_run("乙", [1.0] * 8 + [0.5, 0.0])
    found = compare(a, b)
    test = next(t for t in found.tests if t.measure == "RR@10")
    assert (test.wins, test.ties, test.losses, test.n) == (8, 1, 1, 10)
    assert test.p_randomization < 0.05 and test.holm_randomization == pytest.approx(2 * test.p_randomization)
    assert [c.a.question_id for c in found.regressions] == ["q8"] and len(found.gains) == 8
    assert {t.measure for t in found.tests} == {"RR@10", "R@10"}
    assert table_rows(found)[9] == ["q8", "问题8", 1.0, 0.5, -0.5, 1.0, 1.0, 0.0]
    assert comparison_json(found)["differences"]["q0"] == 0.5


def test_runs_over_other_questions_are_not_compared() -> None:
    a = made_run("甲", [0.5, 1.0])
    with pytest.raises(BadInput, match="1 题只在一边，如 q2"):
        compare(a, made_run("乙", [0.5, 1.0, 1.0]))
    other = replace(a, records=(replace(a.records[0], gold=("别的",)), a.records[1]))
    with pytest.raises(BadInput, match="q0"):
        compare(a, other)
    with pytest.raises(BadInput, match="MAP"):
        compare(a, a, "MAP")


def test_what_differs_is_said_and_too_much_is_warned_of() -> None:
    b = made_run("乙", [1.0, 1.0], program="新", settings={"mode": "dense"}, corpus={"hash": "别"})
    found = compare(made_run("甲", [0.5, 1.0]), b)
    assert ("settings.mode", "–", "dense") in found.settings and len(found.warnings) == 2


def test_the_report_shows_the_hits_of_both_side_by_side(desk: Desk, tmp_path: Path) -> None:
    questions = read_set([jsonl(tmp_path / "q.jsonl", SEED, REFUSE, SPAN, STATUTE, WRITTEN)])
    a = perform(desk, questions, name="混合", k=10)
    b = perform(Desk(desk.folder, desk.encoder, "dense"), questions, name="<i>稠密</i>", k=10)
    html = compare_report(compare(a, b))
    assert "<i>" not in html and ('class="pair"' in html) == bool(compare(a, b).regressions or compare(a, b).gains)
    assert "&lt;i&gt;稠密" in html and "p 随机化" in html and "settings.mode" in html


def test_overlap_between_training_and_test(desk: Desk) -> None:
    train = [{**STATUTE, "id": "t1", "question": "晚上在路边停车收费吗"}, {**SEED, "id": "t2", "question": "完全不同的一句话"}]
    found = checks.question_overlap([STATUTE, SEED], train)
    assert [(o.question_id, o.train_id) for o in found] == [("4", "t1")]
    resolver = Resolver(desk)
    parts = checks.gold_overlap([resolver.question(r) for r in (STATUTE, SPAN)], [resolver.question(r) for r in train])
    assert parts == {"seen": ["4"], "partly seen": [], "unseen": ["q3"]}


def test_near_twins_of_gold_and_copied_wording_are_named(desk: Desk) -> None:
    resolver = Resolver(desk)
    report = checks.check([PLACE], [], resolver)
    assert [(t.gold, t.clause_id, t.likeness) for t in report.twins] == [(f"{LAW}#3", f"{OLD}#2", 1.0)]
    assert [c.run for c in report.copies] == ["路内停车泊位每日二十时至次日八时免费"]
    assert not checks.check([STATUTE], [], resolver).twins  # given by its text, either edition counts


def test_unjudged_hits_and_misses_that_are_none(desk: Desk, tmp_path: Path) -> None:
    run = perform(desk, read_set([jsonl(tmp_path / "q.jsonl", PLACE)]), k=10, answering=False)
    report = checks.check([PLACE], [], Resolver(desk), run.records)
    assert report.unjudged is not None and not report.unjudged.negatives
    assert report.unjudged.unjudged == report.unjudged.hits - 1
    first = run.records[0].hits[0]
    assert bool(report.misses) == (first.name == f"{OLD}#2")


def test_gold_that_is_a_document_is_looked_at_clause_by_clause(desk: Desk) -> None:
    cut = CLAUSES[NOTICE][1][:20]
    row = {"id": "d", "question": cut, "judgements": {NOTICE: 1, OLD: 0}}
    twin = {"id": "t", "question": "免费吗", "judgements": {"法规/停车条例(2024).md": 1}}
    report = checks.check([row, twin], [], Resolver(desk))
    assert (report.judged, report.compared) == (2, 2)
    assert [(c.question_id, c.clause_id) for c in report.copies] == [("d", f"{NOTICE}#2")]
    assert [(t.question_id, t.gold, t.clause_id) for t in report.twins] == [("t", f"{LAW}#3", f"{OLD}#2")]
    run = made_run("甲", [0.0])
    first = Shown(1, OLD, None, OLD, "", ""), Shown(2, LAW, 1, LAW, "", "")
    missed = replace(run.records[0], question_id="t", gold=(LAW,), hits=first)
    assert checks.counted_as_misses(report.twins, [missed]) == report.twins
    assert not checks.counted_as_misses(report.twins, [replace(missed, hits=first[::-1])])


def test_what_could_not_be_looked_at_is_said_and_not_counted_as_none(desk: Desk) -> None:
    report = checks.check([ABSENT], [], Resolver(desk))
    assert report.judged == 1 and report.compared == 0
    said = "\n".join(lines(report))
    assert said.count("未检查") == 3 and "照抄索引：0" not in said
    both = "\n".join(lines(checks.check([ABSENT, SEED], [], Resolver(desk))))
    assert "以下两项查了 1 题；1 题" in both and "照抄索引：0 题" in both


def test_a_short_cut_of_a_clause_is_a_copy_too() -> None:
    assert checks.copied("拒不驶离的可以拖移吗", "拒不驶离的可以拖移") and checks.copied("处二百元罚款", "处二百元罚款")
    assert not checks.copied("二百元罚款", "二百元罚款") and not checks.copied("在盲道上停车要处二百元罚款吗", "处二百元罚款")


def test_a_check_takes_the_run_of_its_own_questions_only(tmp_path: Path) -> None:
    run = made_run("甲", [1.0, 0.0])
    own = [{"id": r.question_id, "question": r.question} for r in run.records]
    assert checks.belonging(own, run.records, tmp_path) == run.records
    for other in (own[:1], [*own[:1], {"id": "q1", "question": "别的问题"}], [{"id": "x", "question": "问"}]):
        with pytest.raises(BadInput):
            checks.belonging(other, run.records, tmp_path)


class Late(BigramEncoder):
    """One that offers late interaction, so that a hybrid search ranks twice."""

    def interactions(self, query, texts, read=None):
        return np.ones((len(texts) if read is None else (len(read[1]) - 1) // 2, len(SIGNALS)), np.float32)


def test_a_weight_of_the_first_ranking_is_swept_without_the_second(desk: Desk, tmp_path: Path) -> None:
    questions = read_set([jsonl(tmp_path / "q.jsonl", SEED, SPAN, STATUTE)])
    late = Desk(desk.folder, Late(), "hybrid")
    steps, bare = (sweep(d, questions, parse("dense_share=0..1/3"), k=10) for d in (late, desk))
    assert [s.run.ranked for s in steps] == [s.run.ranked for s in bare]
    assert steps[0].notes and not bare[0].notes and steps[0].notes[0] in sweep_report(parse("dense_share=0..1/3"), steps)
    assert [s.run.provenance["settings"]["ranker"] for s in steps] == ["off"] * 3
    assert not sweep(late, questions, parse("mode=hybrid,lexical"), k=10)[0].notes


def test_every_step_says_its_value_and_what_it_cost(desk: Desk, tmp_path: Path) -> None:
    questions = read_set([jsonl(tmp_path / "q.jsonl", SEED, SPAN, STATUTE)])
    steps = sweep(desk, questions, parse("fusion.dense=0,0.5"), k=10)
    assert [s.run.provenance["settings"]["fusion.dense"] for s in steps] == ["0", "0.5"]
    page = sweep_report(parse("fusion.dense=0,0.5"), steps)
    assert "fusion.dense = 0.5" in page and "检索一题（中位数，毫秒）" in page
    assert rows(steps)[0][-1] == "peak_bytes" and all(row[-2] > 0 for row in rows(steps)[1:])


def test_a_depth_is_swept_at_that_depth(desk: Desk, tmp_path: Path) -> None:
    questions = read_set([jsonl(tmp_path / "q.jsonl", SEED, SPAN, STATUTE, ABSENT)])
    steps = sweep(desk, questions, parse("k=1,5"))
    assert main_names(steps) == ["R@k", "P@k", "nDCG@k", "Success@k"]
    assert [s.measures["R@k"].mean for s in steps] == [s.measures[f"R@{s.value}"].mean for s in steps]
    assert steps[1].measures["P@k"].mean == steps[1].measures["P@5"].mean < steps[0].measures["P@k"].mean
    assert plot(parse("k=1,5"), steps).count("<svg") == 2
    assert rows(steps)[1][rows(steps)[0].index("R@5")] is None  # not given at k = 1


def test_a_sweep_over_questions_without_gold_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有一题有标准条文"):
        sweep(desk, read_set([jsonl(tmp_path / "q.jsonl", {"id": 1, "question": "停车"})]), parse("mode=lexical,dense"), k=5)


def test_a_sweep_varies_one_setting_and_puts_it_back(desk: Desk, tmp_path: Path) -> None:
    questions = read_set([jsonl(tmp_path / "q.jsonl", SEED, SPAN, STATUTE)])
    before = {mode: w.copy() for mode, w in weights().items()}
    steps = sweep(desk, questions, parse("dense_share=0..1/3"), k=10)
    assert [s.value for s in steps] == ["0", "0.5", "1"]
    assert all(np.array_equal(before[mode], w) for mode, w in weights().items())
    pure = perform(Desk(desk.folder, desk.encoder, "dense"), questions, k=10, answering=False)
    assert steps[2].run.ranked["clause"]["q1"][:3] == pure.ranked["clause"]["q1"][:3]
    assert len(rows(steps)) == 4 and "<svg" in plot(parse("dense_share=0..1/3"), steps)
    modes = sweep(desk, questions, parse("mode=lexical,dense"), k=10)
    assert [s.run.provenance["settings"]["mode"] for s in modes] == ["lexical", "dense"]
    assert [s.run.provenance["settings"]["k"] for s in sweep(desk, questions, parse("k=1,3"))] == [1, 3]


def test_another_window_means_another_index(desk: Desk, tmp_path: Path) -> None:
    questions = read_set([jsonl(tmp_path / "q.jsonl", SEED)])
    steps = sweep(desk, questions, parse("window=20,300"), k=10)
    assert [s.run.provenance["corpus"]["hash"] for s in steps] == [steps[0].run.provenance["corpus"]["hash"]] * 2
    assert desk.generation == "000001"


def test_a_weight_is_set_by_its_name() -> None:
    with fusion("hybrid", "fusion.words", 0.77):
        assert weights()["hybrid"][FEATURES.index("words")] == pytest.approx(0.77)
    assert parse("fusion.words=0,0.5").values == ("0", "0.5")


BAD = [
    "fusion.none=0..1/3",
    "fusion.dense=nan,1",
    "fusion.dense=-1,1",
    "dense_share=nan,1",
    "fusion.words=inf",
    "window=big",
    "k=0",
    "mode=fast",
    "dense_share=0..2/3",
    "k",
    "speed=1,2",
    "k=1..5/1",
]


@pytest.mark.parametrize("text", BAD)
def test_a_setting_that_cannot_be_varied_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(text)
    assert caught.value.remedy


def gate_values(value: float, n: int = 60) -> dict:
    return {"hybrid": {"RR@10": {f"q{i}": value if i % 2 else 1.0 for i in range(n)}}}


def test_the_gate_holds_the_line(tmp_path: Path) -> None:
    refresh(gate_values(0.9), BigramEncoder(), tmp_path / "gate.json")
    before = frozen(tmp_path / "gate.json")
    assert not failures(verdict(before, gate_values(0.9)))
    assert not failures(verdict(before, gate_values(1.0)))
    assert not failures(verdict(before, gate_values(0.895)))  # sure, and too small to matter
    assert "显著下降" in failures(verdict(before, gate_values(0.85)))[0]
    assert "低于下限" in failures(verdict(before, gate_values(0.5)))[0]
    fewer = {"hybrid": {"RR@10": {q: v for q, v in gate_values(0.9)["hybrid"]["RR@10"].items() if q > "q3"}}}
    assert failures(verdict(before, fewer))  # a question that lost its result counts as zero
    other = {**before, "sample": {**before["sample"], "questions": "0" * 64}}
    assert "示例的题目或文件已改动" in failures(verdict(other, gate_values(0.9)))[0]
    (tmp_path / "gate.json").write_text("{}", "utf8")
    with pytest.raises(BadArtefact):
        frozen(tmp_path / "gate.json")


def answered(question_id: str, answerable: bool, status: str, **values: float) -> Record:
    measures = {name.replace("_", " ", 1): value for name, value in values.items()}
    return Record(question_id, "问", {}, (), True, answerable, measures, (), status=status)


def test_the_gate_guards_refusing_and_the_precision_of_citations(tmp_path: Path) -> None:
    def values(answers: int, precision: float, cited: int = 135) -> dict:
        statuses = ["answered" if n < answers else "not_found" for n in range(34)]
        refused = [answered(f"u{n}", False, s, answer_right=float(s != "answered")) for n, s in enumerate(statuses)]
        cites = [{"answer_citation_precision": precision} if n < cited else {} for n in range(135)]
        given = [answered(f"a{n}", True, "answered", answer_right=1.0, **of) for n, of in enumerate(cites)]
        return {"hybrid": guarded([*refused, *given])}

    assert values(3, 0.9)["hybrid"]["refused"]["u0"] == 0.0 and values(3, 0.9)["hybrid"]["answer citation_precision"]["a0"] == 0.9
    refresh(values(4, 0.9), BigramEncoder(), tmp_path / "gate.json")
    before = frozen(tmp_path / "gate.json")
    assert not failures(verdict(before, values(4, 0.9))) and not failures(verdict(before, values(7, 0.9)))
    assert any("refused" in line for line in failures(verdict(before, values(8, 0.9))))
    assert any("citation_precision" in line for line in failures(verdict(before, values(4, 0.8))))
    assert not failures(verdict(before, values(4, 0.9, cited=12)))  # who cites no more is judged by the answer
    older = {**before, "values": {"hybrid": {"answer right": before["values"]["hybrid"]["answer right"]}}}
    assert [line.failed for line in verdict(older, values(4, 0.9))] == [False, False] and "未冻结" in verdict(older, values(4, 0.9))[0].text
