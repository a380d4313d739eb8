"""Pools, blind judging, agreement, and what comes out of them, from the store to `python -m eval run` and back."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from eval import blind, exports
from eval import pool as pooling
from eval.__main__ import main
from eval.agreement import agreements, kappa
from eval.folder import read_run_folder
from eval.judges import Judges
from eval.opening import Desk, take_in
from eval.runs import perform
from eval.sets import read_set
from eval.state import Journal, State, state_of
from eval.trec import escape, read_qrels, read_run
from index import Writer
from models import load_encoder
from policy import BadArtefact, BadInput
from tests.eval_kit import LAW, NOTICE, jsonl, library
from tests.index_kit import BigramEncoder, document, original

SAMPLE = Path(__file__).parents[1] / "sample" / "documents"
QUESTIONS = ("占用盲道停车罚多少钱？", "路边停车晚上收费吗", "<script>alert(1)</script>停车场")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return library(tmp_path)


@pytest.fixture
def state(desk: Desk) -> State:
    return state_of(desk.folder)


def filled(state: State, desk: Desk, *questions: str, depth: int = 3, seed: int = 1, name: str = "池") -> pooling.Pool:
    finders = {f"mode={m}": pooling.by_mode(lambda q, mode, k: desk.in_mode(mode).search(q, k), m) for m in ("hybrid", "lexical")}
    items = pooling.pooled([pooling.typed_row(q) for q in questions], finders, depth)
    pooling.add(state, name, items, systems=[*finders], depth=depth, seed=seed, generation=desk.generation)
    return pooling.read_pool(state, name)


def judge_all(judges: Judges, who: str, grade: Callable[[str, str], int], name: str = "池") -> list[str]:
    """Judge until nothing is left; the clauses in the order shown."""
    seen, card = [], judges.card(name, who)
    while card.clause:
        seen.append(card.clause.clause_id)
        card = judges.grade(name, who, card.item, grade(card.question, card.clause.clause_id))
    return seen


def desk_judges(desk: Desk, state: State) -> Judges:
    return Judges(state, desk.clause, lambda q, mode, k: desk.in_mode(mode).search(q, k), lambda: desk.generation)


# the store


def test_a_journal_keeps_rows_whole_with_several_writers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a" / "j.jsonl"

    def write(who: int) -> None:
        for n in range(25):
            Journal(path).append([{"who": who, "n": n, "text": "行\u2028终" * 50}])

    threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = Journal(path).rows()
    assert sorted((r["who"], r["n"]) for r in rows) == [(who, n) for who in range(4) for n in range(25)]
    assert [r["n"] for r in rows if r["who"] == 2] == list(range(25))


def test_what_a_killed_writer_left_is_no_row_and_the_next_one_goes_on(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl")
    journal.append([{"n": 1}])
    with journal.path.open("ab") as file:
        file.write('{"n": 2, "text": "半'.encode()[:-1])
    assert journal.rows() == [{"n": 1}]
    journal.append([{"n": 3}])
    assert journal.rows() == [{"n": 1}, {"n": 3}]


def test_a_damaged_row_is_named_with_its_line(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j.jsonl")
    journal.append([{"n": 1}])
    with journal.path.open("ab") as file:
        file.write(b"rubbish\n")
    with pytest.raises(BadArtefact, match="j.jsonl:2") as caught:
        journal.rows()
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["", "../外", "a/b", ".hidden", "x" * 61, "-rf", "a\nb"])
def test_a_pool_name_that_could_leave_its_folder_is_refused(state: State, name: str) -> None:
    with pytest.raises(BadInput):
        state.pool(name)


def test_ingest_and_rebuild_leave_the_work_of_evaluators_alone(tmp_path: Path, desk: Desk, state: State) -> None:
    filled(state, desk, *QUESTIONS)
    (state.runs / "一次").mkdir(parents=True)
    before = {p.relative_to(state.root): p.read_bytes() for p in state.root.rglob("*") if p.is_file()}
    new = document("新.txt", "新文件", "一、新的条文，说的是停车。")
    for fresh in (False, True):
        with Writer(desk.folder, BigramEncoder(), fresh=fresh) as writer:
            writer.put(new, original(tmp_path, new))
            writer.commit()
    with Writer(desk.folder, BigramEncoder()) as writer:
        writer.remove("新.txt")
        writer.commit()
    assert {p.relative_to(state.root): p.read_bytes() for p in state.root.rglob("*") if p.is_file()} == before
    assert (state.runs / "一次").is_dir()


# the pool


def test_a_pool_holds_what_any_setting_had_among_its_first_and_not_where(desk: Desk, state: State) -> None:
    pool = filled(state, desk, QUESTIONS[0], depth=2)
    wanted = {h.clause.clause_id for mode in ("hybrid", "lexical") for h in desk.in_mode(mode).search(QUESTIONS[0], 2)}
    assert {i.clause_id for i in pool.items} == wanted and len(pool.items) == len(wanted)
    items = [row for row in state.pool("池").rows() if row["kind"] == "item"]
    assert all(row.keys() == {"kind", "question_id", "question", "clause_id"} for row in items)


def test_the_same_question_again_adds_only_what_is_new_and_keeps_the_seed(desk: Desk, state: State) -> None:
    first = filled(state, desk, QUESTIONS[0], depth=1, seed=7)
    more = filled(state, desk, QUESTIONS[0], depth=5, seed=9)
    assert {i.key for i in first.items} < {i.key for i in more.items} and more.seed == 7
    assert len({i.key for i in more.items}) == len(more.items) and len(more.questions) == 1


def test_an_id_that_means_another_question_is_refused(desk: Desk, state: State) -> None:
    def add(question: str) -> None:
        items = pooling.pooled([{"id": "1", "question": question}], {"x": lambda row, depth: [f"{LAW}#2"]}, 5)
        pooling.add(state, "池", items, systems=["x"], depth=5, seed=1, generation="1")

    add("甲")
    with pytest.raises(BadInput, match="另一个问题"):
        add("乙")
    assert pooling.read_pool(state, "池").questions == {"1": "甲"}


def test_a_run_file_is_pooled_by_its_scores_and_unknown_ids_are_named(desk: Desk, state: State, tmp_path: Path) -> None:
    row = {"id": "q 1", "question": "停车"}
    (tmp_path / "r.trec").write_text(f"q%201 Q0 {LAW}#1 1 0.1 x\nq%201 Q0 {NOTICE}#1 2 0.9 x\n", "utf8")
    find = pooling.by_run(tmp_path / "r.trec", read_run(tmp_path / "r.trec"), [row], desk.clause)
    assert find(row, 1) == [f"{NOTICE}#1"]
    (tmp_path / "bad.trec").write_text("q%201 Q0 没有的#9 1 1 x\n", "utf8")
    with pytest.raises(BadInput, match="没有的#9") as caught:
        pooling.by_run(tmp_path / "bad.trec", read_run(tmp_path / "bad.trec"), [row], desk.clause)(row, 5)
    assert caught.value.remedy
    with pytest.raises(BadInput, match="没有排这些问题"):
        pooling.by_run(tmp_path / "r.trec", {"别的": {}}, [row], desk.clause)


# judging


def test_the_order_is_of_chance_the_same_on_return_and_another_for_another_judge(desk: Desk, state: State) -> None:
    pool, judges = filled(state, desk, *QUESTIONS, depth=8), desk_judges(desk, state)
    assert pool.order("甲") == pooling.read_pool(state, "池").order("甲") != pool.order("乙")
    assert [i.key for i in pool.order("甲")] != [i.key for i in pool.items]
    asked = [i.question_id for i in pool.order("甲")]
    assert len(list(dict.fromkeys(asked))) == sum(a != b for a, b in zip(asked, asked[1:], strict=False)) + 1  # question by question
    expected = [i.clause_id for i in pool.order("甲")]
    assert judge_all(judges, "甲", lambda q, c: 1) == expected


def test_judging_goes_on_where_it_was_left_and_undo_brings_the_last_one_back(desk: Desk, state: State) -> None:
    filled(state, desk, *QUESTIONS)
    first = desk_judges(desk, state).card("池", " 甲 ")
    assert (first.graded, first.skipped) == (0, 0) and first.judge == "甲"
    second = desk_judges(desk, state).grade("池", "甲", first.item, 3)
    again = desk_judges(desk, state).card("池", "甲")  # as after closing the page
    assert again == second and again.item != first.item and again.graded == 1
    third = desk_judges(desk, state).grade("池", "甲", again.item, None)
    assert (third.graded, third.skipped) == (1, 1)
    back = desk_judges(desk, state).undo("池", "甲")
    assert back.item == again.item and (back.graded, back.skipped) == (1, 0)
    assert desk_judges(desk, state).undo("池", "甲").item == first.item
    assert desk_judges(desk, state).undo("池", "甲").item == first.item  # nothing left to take back


def test_a_key_pressed_twice_is_one_judgement(desk: Desk, state: State) -> None:
    filled(state, desk, *QUESTIONS)
    judges = desk_judges(desk, state)
    item = judges.card("池", "甲").item
    for _ in range(2):
        judges.grade("池", "甲", item, 2)
    assert len(state.judgements("池").rows()) == 1


def test_what_was_skipped_comes_again_when_asked_for(desk: Desk, state: State) -> None:
    filled(state, desk, QUESTIONS[0], depth=2)
    judges = desk_judges(desk, state)
    card = judges.card("池", "甲")
    skipped = []
    while card.clause:
        skipped.append(card.item)
        card = judges.grade("池", "甲", card.item, None)
    again = judges.card("池", "甲", again=True)
    assert again.item == skipped[0] and again.skipped == len(skipped)
    assert judges.grade("池", "甲", again.item, 1, again=True).item == skipped[1]


def test_a_reworded_clause_comes_again_and_one_that_is_gone_does_not(tmp_path: Path, desk: Desk, state: State) -> None:
    filled(state, desk, *QUESTIONS, depth=8)
    judges = desk_judges(desk, state)
    judge_all(judges, "甲", lambda q, c: 3)
    with Writer(desk.folder, BigramEncoder()) as writer:
        changed = document(NOTICE, "通告", "一、东湖路临时停车场继续关闭。", "二、咨询电话停用。")
        writer.put(changed, original(tmp_path, changed))
        writer.remove(LAW)
        writer.commit()
    card, info = judges.card("池", "甲"), judges.pools()[0]
    assert card.clause is not None and card.clause.source == NOTICE
    assert info.gone > 0 and card.total == info.clauses - info.gone
    assert all(c.startswith(("法规/停车条例(2010)",)) for of in exports.judged(*judges.opened("池")).grades.values() for c in of)


@pytest.mark.parametrize(("judge", "grade"), [("", 1), ("x" * 41, 1), ("甲\n乙", 1), ("甲", 4), ("甲", -1)])
def test_bad_judgements_are_refused(desk: Desk, state: State, judge: str, grade: int) -> None:
    filled(state, desk, *QUESTIONS)
    judges = desk_judges(desk, state)
    item = judges.card("池", "甲").item
    with pytest.raises(BadInput):
        judges.grade("池", judge, item, grade)
    with pytest.raises(BadInput, match="已不在"):
        judges.grade("池", "甲", "0" * 20, 1)
    assert state.judgements("池").rows() == []


def test_two_judges_at_once_lose_nothing(desk: Desk, state: State) -> None:
    pool = filled(state, desk, *QUESTIONS, depth=8)
    threads = [threading.Thread(target=judge_all, args=(desk_judges(desk, state), who, lambda q, c: 2)) for who in "甲乙丙"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = blind.standing(state.judgements("池"))
    assert {who: len(of) for who, of in done.items()} == dict.fromkeys("甲乙丙", len(pool.items))


# agreement


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


# what comes out


def test_several_judges_are_put_together_by_the_lower_median(desk: Desk, state: State) -> None:
    filled(state, desk, QUESTIONS[0], depth=2)
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
    filled(state, desk, QUESTIONS[0], depth=8)
    judges = desk_judges(desk, state)
    judge_all(judges, "甲", lambda q, c: 2 if "空格" in c else 0)
    for name, text in judges.export("池").items():
        (tmp_path / name).write_text(text, "utf8")
    assert {len(line.split()) for line in (tmp_path / "池.qrels.txt").read_text("utf8").splitlines()} == {4}
    run = perform(desk, read_set([tmp_path / "池.topics.tsv"], tmp_path / "池.qrels.txt"), k=10, answering=False)
    record = run.records[0]
    assert record.located and len(record.gold) == 1 and any(h.grade == 2 and "空格" in h.source for h in record.hits)


def test_grades_of_nothing_but_zero_do_not_make_a_question_answerable(desk: Desk, state: State) -> None:
    filled(state, desk, QUESTIONS[0], depth=2)
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

    encoder = load_encoder()
    desk = Desk(sample, encoder)
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
    names = ["nDCG@10", "RR@10", "AP", "P@5", "R@10", "Judged@10"]
    judged = read_qrels(tmp_path / "j.qrels")
    run = {
        escape(row["id"]): {h.clause.clause_id.replace(" ", "%20"): -float(h.rank) for h in desk.search(row["question"], 20)}
        for row in map(json.loads, (tmp_path / "j.jsonl").read_text("utf8").splitlines())
    }
    reference = ir_measures.calc_aggregate([ir_measures.parse_measure(n) for n in names], judged, run)
    for name in given:
        done, summary = read_run_folder(tmp_path / name)
        assert {str(m): round(v, 6) for m, v in reference.items()} == {n: round(summary["measures"][n]["mean"], 6) for n in names}
        assert len(done.records) == 3 and all(r.located for r in done.records)
    ours = [str(tmp_path / "q.jsonl"), "--qrels", str(tmp_path / "j.qrels")]  # our own file with its blank in an id goes with the qrels too
    assert main(["run", "--questions", *ours, *index, "--out", str(tmp_path / "ours"), "--no-answers"]) == 0
    assert [r.question_id for r in read_run_folder(tmp_path / "ours")[0].records] == ["一 号"]
    again = ["--questions", str(tmp_path / "j.jsonl"), *index, "--out", str(tmp_path / "lexical"), "--no-answers"]
    assert main(["run", *again, "--mode", "lexical", "-k", "20"]) == 0
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "jsonl"), str(tmp_path / "lexical"), "--json"]) == 0
    assert {t["n"] for t in json.loads(capsys.readouterr().out)["tests"]} == {3}


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


def test_without_an_index_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["pool"], ["qrels", "试"], ["feedback"]):
        assert main([*arguments, "--index", str(tmp_path / "none")]) == 1
        assert "没有索引" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
