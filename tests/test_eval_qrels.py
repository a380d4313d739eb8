"""What comes out of judging: agreement, qrels, question sets; from `python -m eval pool` to `run`, `compare` and back."""

import json
from pathlib import Path

import pytest

from eval import exports
from eval.__main__ import main
from eval.agreement import agreements, kappa
from eval.compare import canonical
from eval.folder import read_run_folder
from eval.opening import Desk, take_in
from eval.runs import perform
from eval.sets import read_set
from eval.state import State, state_of
from eval.trec import escape, read_qrels
from index import Writer
from models import load_encoder
from policy import BadInput
from tests.eval_kit import desk_judges, filled, jsonl, judge_all, library
from tests.index_kit import BigramEncoder, document, original

SAMPLE = Path(__file__).parents[1] / "sample" / "documents"
QUESTION = "占用盲道停车罚多少钱？"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return library(tmp_path)


@pytest.fixture
def state(desk: Desk) -> State:
    return state_of(desk.folder)


def test_kappa_of_textbook_tables() -> None:
    both, a_only, b_only, none = 20, 5, 10, 15
    a = [1] * (both + a_only) + [0] * (b_only + none)
    b = [1] * both + [0] * a_only + [1] * b_only + [0] * none
    assert kappa(a, b) == pytest.approx(0.4)
    # Cohen (1968), three grades: weights by squared distance, checked against the definition over all pairs
    x, y = [0, 1, 2, 2, 1, 0, 0, 2, 1, 3], [0, 1, 1, 2, 2, 0, 1, 0, 1, 3]
    seen = sum((i - j) ** 2 for i, j in zip(x, y, strict=True)) / 10
    chance = sum((i - j) ** 2 for i in x for j in y) / 100
    assert kappa(x, y, squared=True) == pytest.approx(1 - seen / chance)
    assert kappa([], []) is None and kappa([1, 1], [1, 1]) is None
    assert kappa([0, 3], [0, 3]) == 1 and kappa([0, 1], [1, 0]) == -1


def test_agreement_is_over_what_both_graded() -> None:
    grades = {"甲": {("q", "a"): 1, ("q", "b"): 0, ("q", "c"): 3}, "乙": {("q", "a"): 1, ("q", "b"): 1}, "丙": {}}
    found = {(a.a, a.b): a for a in agreements(grades)}
    assert len(found) == 3
    pair = found["乙", "甲"]
    assert (pair.n, pair.equal, pair.kappa) == (2, 0.5, 0.0)
    assert found["丙", "甲"].n == 0 and found["丙", "甲"].kappa is None


def test_several_judges_are_put_together_by_the_lower_median(desk: Desk, state: State) -> None:
    filled(state, desk, QUESTION, depth=2)
    judges = desk_judges(desk, state)
    for who, grade in (("甲", 3), ("乙", 1)):
        judge_all(judges, who, lambda q, c, given=grade: given)
    assert {g for of in exports.judged(*judges.opened("池")).grades.values() for g in of.values()} == {1}
    judge_all(judges, "丙", lambda q, c: 3)
    assert {g for of in exports.judged(*judges.opened("池")).grades.values() for g in of.values()} == {3}
    assert {g for of in exports.judged(*judges.opened("池"), ["乙"]).grades.values() for g in of.values()} == {1}
    with pytest.raises(BadInput, match="丁"):
        exports.judged(*judges.opened("池"), ["丁"])


def test_ids_with_blanks_come_back_from_qrels(tmp_path: Path, desk: Desk, state: State) -> None:
    with Writer(desk.folder, BigramEncoder()) as writer:
        spaced = document("带 空格 100%.txt", "带空格", "一、占用盲道停车的另有规定。")
        writer.put(spaced, original(tmp_path, spaced))
        writer.commit()
    filled(state, desk, QUESTION, depth=8)
    judges = desk_judges(desk, state)
    judge_all(judges, "甲", lambda q, c: 2 if "空格" in c else 0)
    for name, text in judges.export("池").items():
        (tmp_path / name).write_text(text, "utf8")
    assert {len(line.split()) for line in (tmp_path / "池.qrels.txt").read_text("utf8").splitlines()} == {4}
    run = perform(desk, read_set([tmp_path / "池.topics.tsv"], tmp_path / "池.qrels.txt"), k=10, answering=False)
    record = run.records[0]
    assert record.located and len(record.gold) == 1 and any(h.grade == 2 and "空格" in h.source for h in record.hits)


def test_grades_of_nothing_but_zero_do_not_make_a_question_answerable(desk: Desk, state: State) -> None:
    filled(state, desk, QUESTION, depth=2)
    judges = desk_judges(desk, state)
    judge_all(judges, "甲", lambda q, c: 0)
    path = state.root / "q.jsonl"
    path.write_text(judges.export("池")["池.jsonl"], "utf8")
    record = perform(desk, read_set([path]), k=5).records[0]
    assert record.answerable is None and record.measures["RR@10" if "RR@10" in record.measures else "R@5"] == 0.0
    assert record.measures["answer right"] is None


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "index"
    take_in(SAMPLE, folder, load_encoder())
    return folder


def test_the_command_line_from_pool_to_the_same_figures_as_ir_measures(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import ir_measures

    index = ["--index", str(sample)]
    asked = ["行政机关负责人出庭应诉率的目标是多少", "<script>alert(1)</script>石溪县减少重复检查由谁牵头"]
    rows = [{"id": "一 号", "question": "容缺受理的材料几天内补齐"}]
    pool = ["pool", "试", "--questions", str(jsonl(tmp_path / "q.jsonl", *rows)), "--ask", asked[0], f"--ask={asked[1]}"]
    assert main([*pool, *index, "--depth", "5", "--json"]) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert told["questions"] == 3 and told["new"] == told["clauses"] and "入池 3/3" in said.err
    assert main(["qrels", "试", *index]) == 1 and "→" in capsys.readouterr().err
    assert main(["qrels", "没有", *index]) == 1 and "没有题池" in capsys.readouterr().err

    desk = Desk(sample, load_encoder())
    theirs = tmp_path / "theirs.trec"
    theirs.write_text(f"一%20号 Q0 {escape(desk.search('普法', 1)[0].clause.clause_id)} 1 1 x\n", "utf8")
    assert main(["pool", "旁", "--questions", str(tmp_path / "q.jsonl"), "--run", str(theirs), *index, "--json"]) == 0
    told_theirs = json.loads(capsys.readouterr().out)
    assert (told_theirs["clauses"], told_theirs["systems"]) == (1, ["run=theirs.trec"])
    judges = desk_judges(desk, state_of(sample))
    judge_all(judges, "甲", lambda q, c: len(q + c) % 4, "试")
    judge_all(judges, "乙", lambda q, c: len(q + c) % 3, "试")
    assert main(["pool", *index]) == 0 and "甲 " in capsys.readouterr().out
    for form, name in (("qrels", "j.qrels"), ("topics", "j.tsv"), ("jsonl", "j.jsonl")):
        assert main(["qrels", "试", *index, "--judge", "甲", "--form", form, "--out", str(tmp_path / name)]) == 0
        assert capsys.readouterr().out == ""
    assert main(["qrels", "试", *index, "--judge", "甲"]) == 0
    assert capsys.readouterr().out == (tmp_path / "j.qrels").read_text("utf8")
    assert main(["qrels", "试", *index, "--agreement", "--json"]) == 0
    agreement = json.loads(capsys.readouterr().out)
    assert agreement["n"] == told["clauses"] and -1 < agreement["kappa"] < 1

    given = {"trec": [str(tmp_path / "j.tsv"), "--qrels", str(tmp_path / "j.qrels")], "jsonl": [str(tmp_path / "j.jsonl")]}
    for name, questions in given.items():
        out = ["--out", str(tmp_path / name), "-k", "20", "--no-answers", "--json"]
        assert main(["run", "--questions", *questions, *index, *out]) == 0
    capsys.readouterr()
    names = ["nDCG@10", "RR@10", "AP@20", "P@5", "R@10", "Judged@10"]
    judged = read_qrels(tmp_path / "j.qrels")
    run = {
        escape(row["id"]): {h.clause.clause_id.replace(" ", "%20"): -float(h.rank) for h in desk.search(row["question"], 20)}
        for row in map(json.loads, (tmp_path / "j.jsonl").read_text("utf8").splitlines())
    }
    two = ["nDCG@10", "RR(rel=2)@10", "AP(rel=2)@20", "P(rel=2)@5", "R(rel=2)@10", "Judged@10"]
    of_two = [str(tmp_path / "j.tsv"), "--qrels", str(tmp_path / "j.qrels"), "--relevant", "2"]
    assert main(["run", "--questions", *of_two, *index, "--out", str(tmp_path / "two"), "-k", "20", "--no-answers"]) == 0
    # a qrels file does not say where its grades come from; our own form does: 1 is related, and no answer
    for name, theirs, least in (("trec", names, 1), ("jsonl", two, 2), ("two", two, 2)):
        done, summary = read_run_folder(tmp_path / name)
        reference = ir_measures.calc_aggregate([ir_measures.parse_measure(n) for n in theirs], judged, run)
        wanted = {n: round(reference[ir_measures.parse_measure(t)], 6) for n, t in zip(names, theirs, strict=True)}
        assert wanted == {n: round(summary["measures"][n]["mean"], 6) for n in names}
        assert done.provenance["settings"]["relevant"] == least
        gold = {r.question_id: len(r.gold) for r in done.records}
        assert gold == {r.question_id: sum(g >= least for g in judged[canonical(r.question_id)].values()) for r in done.records}
        assert len(done.records) == 3 and all(r.located for r in done.records)
    ours = [str(tmp_path / "q.jsonl"), "--qrels", str(tmp_path / "j.qrels")]  # our own file with its blank in an id goes with the qrels too
    assert main(["run", "--questions", *ours, *index, "--out", str(tmp_path / "ours"), "--no-answers"]) == 0
    assert [r.question_id for r in read_run_folder(tmp_path / "ours")[0].records] == ["一 号"]
    again = ["--questions", str(tmp_path / "j.jsonl"), *index, "--out", str(tmp_path / "lexical"), "--no-answers"]
    assert main(["run", *again, "--mode", "lexical", "-k", "20"]) == 0
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "jsonl"), str(tmp_path / "lexical"), "--json"]) == 0
    assert {t["n"] for t in json.loads(capsys.readouterr().out)["tests"]} == {3}
    assert main(["compare", str(tmp_path / "trec"), str(tmp_path / "lexical")]) == 1 and "相关门槛不同" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["pool", "试", "--mode", "fuzzy"], 2),
        (["pool", "试"], 1),
        (["pool", "a/b", "--ask", "停车"], 1),
        (["pool", "试", "--ask", "停车", "--depth", "0"], 1),
        (["pool", "试", "--ask", "停车", "--run", "没有.trec"], 1),
        (["qrels"], 2),
        (["qrels", "试", "--form", "xml"], 2),
    ],
)
def test_what_cannot_be_used_is_named_with_a_remedy(
    sample: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int
) -> None:
    try:
        found = main([*arguments, "--index", str(sample)])
    except SystemExit as stopped:
        found = int(stopped.code or 0)
    said = capsys.readouterr()
    assert found == status and said.out == "" and said.err
    assert status == 2 or "→" in said.err


def test_a_name_that_cannot_be_one_is_refused_before_the_work(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pool", "a/b", "--ask", "停车", "--index", str(sample)]) == 1
    assert "入池" not in capsys.readouterr().err


def test_a_line_that_is_no_json_is_shown(tmp_path: Path, sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "q.jsonl").write_text('{"id": "1", "question": "停车"}\n{坏的\n', "utf8")
    assert main(["run", "--questions", str(tmp_path / "q.jsonl"), "--index", str(sample), "--out", str(tmp_path / "out")]) == 1
    assert "q.jsonl:2: 不是 JSON (no JSON): {坏的" in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_what_retraining_lacks_is_named_all_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lacking = ["--laws", str(tmp_path / "法律"), "--policies", str(tmp_path), "--questions", str(tmp_path / "题.jsonl")]
    assert main(["retrain", *lacking, "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "法律、" in said and "题.jsonl" in said and "→" in said and not (tmp_path / "out").exists()


def test_without_an_index_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["pool"], ["qrels", "试"], ["feedback"]):
        assert main([*arguments, "--index", str(tmp_path / "none")]) == 1
        assert "没有索引" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
