"""Training end to end on a few invented regulations, and the measures that choose between runs."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models import load_encoder
from models.corpus import laws, policies
from models.load import is_static
from models.measure import measures, top
from models.questions import Question, matches, read_questions
from models.reader import Reader
from models.vocabulary import build_tokenizer, count_words
from policy import BadInput, bare

DUTIES = ["许可", "处罚", "检查", "公示", "备案", "调解", "复议", "培训"]
PLACES = ["公园", "食堂", "码头", "集市", "校车", "电梯", "温泉", "驿站"]


def write_corpus(folder: Path) -> tuple[Path, Path, Path]:
    law_folder, policy_folder = folder / "laws" / "行政法", folder / "policies"
    law_folder.mkdir(parents=True)
    policy_folder.mkdir()
    for n, place in enumerate(PLACES):
        for year in (2019, 2023):
            lines = [f"# 青岚省{place}管理条例", "", f"{year}年通过", "<!-- INFO END -->", "", "## 第一章 总则", ""]
            for m, duty in enumerate(DUTIES, 1):
                number = "一二三四五六七八"[m - 1]
                lines += [
                    f"第{number}条 {place}的{duty}由县级部门负责。办理{duty}的期限为{n + m}日。",
                    "",
                    f"（一）{place}{duty}不收费用；",
                    "",
                ]
            (law_folder / f"{place}管理条例({year}-01-01).md").write_text("\n".join(lines), "utf8")
    (policy_folder / "0001.txt").write_text(
        "青岚省便民行动方案\n一、总体要求\n坚持便民利民，减少跑动次数。\n二、主要任务\n（一）推进一网通办。年底前实现全部事项网上办理。\n1.清理证明材料。各部门于六月前完成清理。\n",
        "utf8",
    )
    rows = [
        {
            "question": f"{place}{duty}要等几天？",
            "source": f"行政法/{place}管理条例(2023-01-01).md",
            "article": f"第{'一二三四五六七八'[m]}条",
            "kind": "everyday",
        }
        for place in PLACES
        for m, duty in enumerate(DUTIES)
    ]
    rows.append({"question": "一網通辦什麼時候完成？", "source": "0001.txt", "article": ["二", "（一）"], "kind": "traditional"})
    questions = folder / "q.jsonl"
    questions.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf8")
    return folder / "laws", policy_folder, questions


def test_laws_are_read_by_article_with_their_headings(tmp_path):
    law_folder, _, _ = write_corpus(tmp_path)
    newest = list(laws(law_folder))
    assert len(newest) == 64 and len(list(laws(law_folder, newest=False))) == 128
    first = next(s for s in newest if "公园" in s.title)
    assert (first.title, first.headings, first.label) == ("青岚省公园管理条例", ("第一章总则",), "第一条")
    assert first.text.endswith("（一）公园许可不收费用；")


def test_policies_are_read_by_label_path(tmp_path):
    _, policy_folder, _ = write_corpus(tmp_path)
    found = {s.label: s for s in policies(policy_folder)}
    assert list(found) == ["一", "二/(一)", "二/(一)/1"]
    assert found["二/(一)/1"].headings == ("二、主要任务", "（一）推进一网通办")


def test_questions_find_their_clauses_by_place(tmp_path):
    law_folder, policy_folder, file = write_corpus(tmp_path)
    questions = read_questions([file], [*laws(law_folder, newest=False), *policies(policy_folder)])
    assert len(questions) == 65
    assert questions[0].gold[0].startswith("公园的许可由县级部门负责") and questions[-1].kind == "traditional"
    file.write_text('{"question": "甲"}', "utf8")
    with pytest.raises(BadInput, match="q.jsonl:1"):
        read_questions([file], [])


def test_matching_follows_the_benchmark():
    text = bare("第十条之一 经营者应当提供真实信息，不得作虚假宣传。" + "消费者有权查询。" * 4)
    assert text.startswith("经营者") and matches(text, text)
    assert matches(text, text[:-3]) and matches(text[5:], text)
    assert not matches(text, text[:20]) and not matches(text, "")


def test_measures_average_over_questions_and_gold():
    questions = [Question("甲", ("一", "二")), Question("乙", ("三",)), Question("丙", ("不在",))]
    got = measures(questions, np.array([[0, 2, 1], [0, 1, 2], [0, 1, 2]]), ["一", "二", "三"])
    assert got["recall@1"] == round(0.5 / 3, 4)
    assert got["recall@5"] == round(2 / 3, 4)
    assert got["mrr@10"] == round((1 + 1 / 3) / 3, 4)


def test_top_is_a_full_sort():
    rng = np.random.default_rng(1)
    queries, clauses = rng.standard_normal((200, 8)), rng.standard_normal((300, 8)).round(1)
    assert np.array_equal(top(queries, clauses, 10), np.argsort(-(queries @ clauses.T), axis=1, kind="stable")[:, :10])


def test_pairs_read_alike_by_lookup_and_by_the_plain_tokenizer():
    texts = ["办理营业执照的期限为三日", "营业执照不得出租，𠮷字号除外", "照的办理"]
    counts = count_words(texts, lambda text: ["办理", "营业执照", "期限"])
    tokenizer = build_tokenizer(counts, words=100, pairs=30)
    reader = Reader(tokenizer)
    for text in [*texts, "", "甲", "營業執照\ue000", "𠮷营业"]:
        plain = [i for i in tokenizer.encode(reader.prepare(text)).ids if i]
        assert sorted(plain) == sorted(reader.tokens([text])[0].tolist())
    assert any(len(t) == 3 for t in tokenizer.get_vocab() if t.startswith("\ue000"))
    assert [len(reader.tokens(texts)[i]) for i in range(3)] == [len(reader.tokens([t])[0]) for t in texts]


@pytest.mark.slow
def test_one_command_trains_measures_and_repeats_itself(tmp_path):
    law_folder, policy_folder, questions = write_corpus(tmp_path)
    command = [sys.executable, "-m", "models", "train", "--laws", law_folder, "--policies", policy_folder, "--questions", questions]
    cards = []
    for name in ("a", "b"):
        options = ["--out", tmp_path / name, "--steps", "40", "--hold-out", "0.3", "--threads", "1"]
        done = subprocess.run([*command, *options], check=True, capture_output=True, cwd=Path(__file__).parents[1])
        cards.append(json.loads(done.stdout))
    assert cards[0] == cards[1]
    assert cards[0]["measures"]["laws everyday"]["recall@10"] > 0.8
    assert is_static(tmp_path / "a")
    assert load_encoder(str(tmp_path / "a")).fingerprint == load_encoder(str(tmp_path / "b")).fingerprint
