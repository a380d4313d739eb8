"""The store of the evaluators' work, pools, and blind judging."""

import threading
from pathlib import Path

import pytest

from eval import blind, exports
from eval import pool as pooling
from eval.opening import Desk
from eval.state import Journal, State, state_of
from eval.trec import read_run
from index import Writer
from policy import BadArtefact, BadInput
from tests.eval_kit import LAW, NOTICE, desk_judges, filled, judge_all, library
from tests.index_kit import BigramEncoder, document, original

QUESTIONS = ("占用盲道停车罚多少钱？", "路边停车晚上收费吗", "<script>alert(1)</script>停车场")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return library(tmp_path)


@pytest.fixture
def state(desk: Desk) -> State:
    return state_of(desk.folder)


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
