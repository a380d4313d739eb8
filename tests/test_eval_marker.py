"""What the marker learns from: written questions with marked answers, and the check of those."""

import json
from pathlib import Path

from eval.collections import FITTED, collections
from eval.fit_marker import ANSWERS, marked
from eval.gold import read_jsonl
from eval.questions.check import Question, answers, near_misses

LAW = "# 清河法\n<!-- INFO END -->\n## 第一章 总则\n第一条 泊位由街道办事处划定。\n第二条 违者处二百元罚款。\n"
POLICY = "清河市停车通知\n一、收费标准\n每小时五元,全天最高三十元。\n二、投诉渠道\n拨打12345投诉。\n"


def write(path: Path, rows: list[dict]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8")
    return path


def corpora(folder: Path, policy: str = "x.txt") -> Path:
    for name in ("laws", "policies"):
        (folder / name).mkdir(parents=True)
    (folder / "laws" / "清河法(2024-01-01).md").write_text(LAW, "utf8")
    (folder / "policies" / policy).write_text(POLICY, "utf8")
    return folder


def asked(folder: Path, policy: str = "x.txt") -> Path:
    rows = [
        {"id": "b1", "question": "乱停罚多少？", "source": "清河法(2024-01-01).md", "article": "第二条"},
        {"id": "a1", "question": "停一小时多少钱？", "source": policy, "article": ["一"]},
        {"id": "c1", "question": "没有标过的？", "source": policy, "article": ["二"]},
    ]
    return write(folder / "written_1.jsonl", rows)


def test_questions_come_with_what_answers_them_in_the_order_of_their_ids(tmp_path: Path) -> None:
    fine, fee = "违者处二百元罚款。", "一、收费标准每小时五元,全天最高三十元。"
    told = [{"id": "b1", "length": len(fine), "spans": [[3, 6]]}, {"id": "a1", "length": len(fee), "spans": [[9, 11]]}]
    file = write(tmp_path / "answers.jsonl", told)
    found = marked(corpora(tmp_path / "c"), [asked(tmp_path)], lambda q: f"<{q}>", file)
    assert [(m.question, m.head, [m.text[s:e] for s, e in m.spans]) for m in found] == [
        ("<停一小时多少钱？>", ("清河市停车通知", "一"), ["五元"]),
        ("<乱停罚多少？>", ("清河法", "第二条"), ["二百元"]),
    ]


def test_a_clause_that_reads_otherwise_now_is_left_out(tmp_path: Path) -> None:
    file = write(tmp_path / "answers.jsonl", [{"id": "b1", "length": 30, "spans": [[3, 6]]}])
    assert not marked(corpora(tmp_path / "c"), [asked(tmp_path)], str, file)


def test_documents_of_the_collections_are_left_out(tmp_path: Path) -> None:
    held = next(Path(f).name for files in collections(FITTED).values() for f in files if f.endswith(".txt"))
    fee = "一、收费标准每小时五元,全天最高三十元。"
    file = write(tmp_path / "answers.jsonl", [{"id": "a1", "length": len(fee), "spans": [[9, 11]]}])
    assert not marked(corpora(tmp_path / "c", held), [asked(tmp_path, held)], str, file)


def test_the_check_names_answers_that_cannot_be(tmp_path: Path) -> None:
    question = Question("a1", "几元？", "everyday", "x.txt", ("一",), (), "policies")
    rows = [
        {"id": "a1", "length": 10, "spans": [[2, 4], [6, 8]]},
        {"id": "a1", "length": 10, "spans": [[4, 2]]},
        {"id": "z9", "length": 10, "spans": [[8, 12]]},
    ]
    write(tmp_path / "answers.jsonl", rows)
    count, errors = answers(tmp_path, [question])
    assert count == 3
    assert [e.split(" ", 1)[1] for e in errors] == [
        "a1 comes twice",
        "z9 is no question",
        "a1 has spans [[4, 2]] of 10 characters",
        "z9 has spans [[8, 12]] of 10 characters",
    ]


def test_the_check_names_near_misses_that_cannot_be(tmp_path: Path) -> None:
    question = Question("a1", "几元？", "everyday", "x.txt", ("一",), (), "policies")
    write(tmp_path / "answers.jsonl", [{"id": "a1", "length": 10, "spans": [[2, 4]]}])
    rows = [
        {"id": "n1", "question": "几时？", "near": "a1"},
        {"id": "n1", "question": "几元", "near": "a1"},
        {"id": "n2", "question": "何处？", "near": "z9"},
        {"id": "n3", "question": "", "near": "a1"},
    ]
    write(tmp_path / "near_misses.jsonl", rows)
    assert near_misses(tmp_path, [question]) == (
        4,
        [
            "near misses: n1 comes twice",
            "near misses: n1 asks what a1 asks",
            "near misses: n2 is near z9, which has no marked answer",
            "near misses: n3 has fields ['id', 'near', 'question']",
        ],
    )


def test_what_is_kept_is_sound() -> None:
    rows = read_jsonl(ANSWERS)
    ids = {row["id"] for file in ANSWERS.parent.glob("written_*.jsonl") for row in read_jsonl(file)}
    assert len(rows) > 30_000 and len({row["id"] for row in rows}) == len(rows) and {row["id"] for row in rows} <= ids
    assert all(0 <= start < end <= row["length"] for row in rows for start, end in row["spans"])


def test_the_near_misses_that_are_kept_are_sound() -> None:
    rows, written = read_jsonl(ANSWERS.with_name("near_misses.jsonl")), {row["id"] for row in read_jsonl(ANSWERS)}
    assert len(rows) > 9_000 and len({row["id"] for row in rows}) == len({row["question"] for row in rows}) == len(rows)
    assert {row["near"] for row in rows} <= written and all(row.keys() == {"id", "question", "near"} for row in rows)
