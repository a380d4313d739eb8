"""Question sets in every form: our JSONL, BEIR folders, TREC topics with judgements."""

from pathlib import Path

import pytest

from eval.__main__ import main
from eval.folder import read_run_folder
from eval.judging import Resolver, language
from eval.opening import Desk, take_in_corpus
from eval.record import Run
from eval.runs import perform
from eval.sets import read_set
from policy import BadInput
from tests.eval_kit import ABSENT, CLAUSES, LAW, NOTICE, OLD, REFUSE, SEED, SPAN, STATUTE, WRITTEN, jsonl, library
from tests.index_kit import BigramEncoder

ALL = (SEED, REFUSE, SPAN, STATUTE, WRITTEN, ABSENT)


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    return library(tmp_path_factory.mktemp("library"))


def record(run: Run, question_id: str):
    return next(r for r in run.records if r.question_id == question_id)


def test_every_form_finds_its_gold(desk: Desk) -> None:
    resolver = Resolver(desk)
    gold = {row["id"]: [sorted(u.clauses) for u in resolver.question(row).units] for row in ALL}
    assert gold == {
        "q1": [[f"{LAW}#2"]],
        "q2": [],
        "q3": [[f"{NOTICE}#1"]],
        4: [[f"{OLD}#2", f"{LAW}#3"]],  # the same article in two editions is one thing to find
        "w5": [[f"{LAW}#2"]],
        6: [[]],  # gold that the index does not hold stays wanted
    }
    by_text = {"id": 9, "question": "拖车", "articles": [{"text": CLAUSES[LAW][1]}]}
    assert resolver.question(WRITTEN).key == resolver.question(by_text).key


def test_trec_topics_with_qrels_by_clause_and_by_document(desk: Desk, tmp_path: Path) -> None:
    topics = "<top>\n<num> Number: 301\n<title> 占用盲道停放机动车怎么处罚\n</top>\n<top><num>302</num><title>停车场恢复开放</title></top>"
    (tmp_path / "topics.txt").write_text(topics, "utf8")
    (tmp_path / "qrels").write_text(f"301 0 {LAW}#2 2\n301 0 {LAW}#1 0\n302 0 {NOTICE} 1\n", "utf8")
    run = perform(desk, read_set([tmp_path / "topics.txt"], tmp_path / "qrels"), k=10, answering=False)
    assert [r.question for r in run.records] == ["占用盲道停放机动车怎么处罚", "停车场恢复开放"]
    assert [r.measures["Success@1"] for r in run.records] == [1.0, 1.0]
    assert len(run.ranked["clause"]["302"]) == 3  # documents are judged there, so documents are ranked
    assert record(run, "301").hits[0].grade == 2 and record(run, "301").gold == (f"{LAW}#2",)


def asked(*arguments: object) -> int:
    return main([str(a) for a in arguments])


def test_questions_and_judgements_that_do_not_meet_are_counted(desk: Desk, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("models.load_encoder", lambda name=None: BigramEncoder())
    (tmp_path / "t.tsv").write_text("1\t占用盲道\n2\t停车场\n3\t养犬\n", "utf8")
    (tmp_path / "q").write_text(f"1 0 {LAW}#2 1\n9 0 {LAW}#2 1\n", "utf8")
    questions = ["--questions", tmp_path / "t.tsv", "--qrels", tmp_path / "q"]
    assert asked("run", *questions, "--out", tmp_path / "a", "--index", desk.folder, "--mode", "lexical", "--no-answers") == 0
    said = capsys.readouterr().err
    assert "2 题没有判断" in said and "1 个有判断的编号没有对应的问题" in said
    about = read_run_folder(tmp_path / "a")[0].provenance["questions"]
    assert (about["count"], about["left out unjudged"], about["judged without a question"]) == (1, 2, 1)
    (tmp_path / "q").write_text(f"9 0 {LAW}#2 1\n", "utf8")
    with pytest.raises(BadInput, match="不在问题中"):
        read_set([tmp_path / "t.tsv"], tmp_path / "q")


def beir(folder: Path) -> Path:
    jsonl(folder / "corpus.jsonl", *({"_id": f"d{n}", "title": "停车", "text": t} for n, t in enumerate(CLAUSES[LAW])))
    jsonl(folder / "queries.jsonl", {"_id": "a", "text": "占用盲道停放机动车"}, {"_id": "b", "text": "没有判断的问题"})
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\na\td1\t1\na\td0\t0\n", "utf8")
    return folder


def test_a_beir_folder_is_taken_in_and_scored(tmp_path: Path) -> None:
    questions = read_set([beir(tmp_path)])
    assert questions.corpus is not None
    assert take_in_corpus(questions.corpus, tmp_path / "index", BigramEncoder()) == 3
    run = perform(Desk(tmp_path / "index", BigramEncoder(), "lexical"), questions, k=10, answering=False)
    assert [r.question_id for r in run.records] == ["a"]
    assert record(run, "a").measures["Success@1"] == 1.0
    with pytest.raises(BadInput, match="已有索引"):
        take_in_corpus(questions.corpus, tmp_path / "index", BigramEncoder())


def test_a_beir_folder_goes_with_judgements_in_trec_form(tmp_path: Path) -> None:
    folder = beir(tmp_path)
    (tmp_path / "q.trec").write_text("a 0 d1 1\na 0 d0 0\n", "utf8")
    assert read_set([folder], tmp_path / "q.trec").rows == read_set([folder]).rows
    assert read_set([folder]).unjudged == 1  # the query b
    (tmp_path / "q.trec").write_text("a 0 d1 1\nc 0 d0 0\n", "utf8")
    with pytest.raises(BadInput, match="如 c"):
        read_set([folder], tmp_path / "q.trec")


def test_passages_without_text_and_ids_that_come_twice(tmp_path: Path) -> None:
    rows = [{"_id": "a", "title": "只有标题", "text": ""}, {"_id": "b", "text": " "}, {"_id": "c", "title": "题", "text": "停车收费。"}]
    said: list[str] = []
    assert take_in_corpus(jsonl(tmp_path / "c.jsonl", *rows), tmp_path / "index", BigramEncoder(), said.append) == 2
    assert said == ["1 篇只有标题，以标题为正文；1 篇没有文字，未收录"]
    desk = Desk(tmp_path / "index", BigramEncoder(), "lexical")
    assert [c.text for s in ("a", "c") for c in desk.clauses(s)] == ["只有标题", "停车收费。"]
    with pytest.raises(BadInput, match=":4: 编号 a 出现两次"):
        take_in_corpus(jsonl(tmp_path / "c.jsonl", *rows, rows[0]), tmp_path / "other", BigramEncoder())
    assert not (tmp_path / "other").exists()


def test_topics_hold_what_they_ask_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("<top>\n<num> Number: 1\n<title> 应诉率 < 95% 的\n<desc> 说明\n</top>\n", "utf8")
    (tmp_path / "t.xml").write_text(
        '<?xml version="1.0"?><topics><topic number="1"><query>应诉率 &lt; 95% 的</query><narrative>无</narrative></topic></topics>', "utf8"
    )
    for name in ("t.txt", "t.xml"):
        assert [(r["id"], r["question"]) for r in read_set([tmp_path / name]).rows] == [("1", "应诉率 < 95% 的")]
    (tmp_path / "t.xml").write_text("<topics></topics>", "utf8")
    with pytest.raises(BadInput, match="<topic>"):
        read_set([tmp_path / "t.xml"])


def test_a_byte_order_mark_is_no_part_of_a_question(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "q.jsonl", SEED)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_set([path]).rows[0]["id"] == "q1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"id": 1, "question": "一"\n', r":1: "),
        ('{"id": 1, "question": "一"}\n\n{"id": 2, "question": "二", "must": "95"}\n', r":3: 问题 2 的 must 应为数组的数组"),
        ('{"id": 1, "question": "一", "must": ["95"]}\n', "must 应为数组的数组"),
        ('{"id": 1, "question": "一", "forbid": "95"}\n', "forbid 应为数组"),
        ('{"id": 1, "question": "一", "answerable": "no"}\n', "answerable 应为 true 或 false"),
        ('{"id": 1}\n', "缺少 id 或 question"),
        ("[1]\n", "不是 JSON 对象"),
        ('{"id": 1, "question": "一"}\n{"id": "1", "question": "二"}\n', "出现两次"),
        ("\n", "没有问题"),
    ],
)
def test_a_malformed_file_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "q.jsonl").write_text(text, "utf8")
    with pytest.raises(BadInput, match=said) as caught:
        read_set([tmp_path / "q.jsonl"])
    assert "q.jsonl" in str(caught.value) and caught.value.remedy


MALFORMED: list[dict] = [
    {"relevant": [{"source": "x"}]}, {"articles": ["x"]}, {"article": "第一条"}, {"judgements": ["d1"]}, {"judgements": {"d1": "高"}},
    {"must": "5"}, {"must": "95"}, {"must": ["5"]}, {"forbid": "5"},
]  # fmt: skip


@pytest.mark.parametrize("row", MALFORMED)
def test_a_question_whose_gold_is_malformed_is_named(desk: Desk, row: dict) -> None:
    with pytest.raises(BadInput, match="q9") as caught:
        Resolver(desk).question({"id": "q9", "question": "什么", **row})
    assert caught.value.remedy


def test_a_text_separator_inside_a_question_cuts_nothing(tmp_path: Path) -> None:
    assert read_set([jsonl(tmp_path / "q.jsonl", SEED | {"question": "盲道\u2028停车"})]).rows[0]["question"] == "盲道\u2028停车"


def test_languages() -> None:
    assert [language(t) for t in ("What is the fine?", "停車罰多少錢？", "停车罚多少钱？")] == ["en", "zh-Hant", "zh"]
