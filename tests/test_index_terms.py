"""Term codes, BM25 and the word cut."""

import math
import random
from collections import Counter
from zlib import crc32

import jieba
import numpy as np
import pytest
import rjieba

from index.lexical import Terms
from index.passages import WINDOW, passages
from index.ports import Query
from index.postings import Postings
from index.terms import bigrams, plain_tokens, unasked, words
from policy import Clause

CLAUSES = (
    "(七)依法有效化解社会矛盾纠纷。到2025年,行政机关负责人出庭应诉率达到100%。",
    "第二十三条 县级以上人民政府应当加强公共法律服务体系建设,每万人拥有律师5.2名。",
    "(二十)全面推行“双随机、一公开”监管,推进“互联网+监管”,杭州西湖区、乐清市等地试点。",
    "責任單位:省司法廳;進度安排:二〇二五年底前完成。",
    "工信处女干事每月经过下属科室都要亲口交代24口交换机等技术性器件的安装工作,结婚的和尚未结婚的",
)


def codes(text: str) -> set[int]:
    return set(bigrams([text])[0].tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("二十日", "20日"),
        ("２０％", "百分之二十"),
        ("5.20", "5.2"),
        ("3万元", "三万元"),
        ("第三条", "第3条"),
        ("1,000人", "一千人"),
        ("ＷＴＯ", "wto"),
    ],
)
def test_numbers_match_however_they_are_written(one: str, other: str) -> None:
    assert codes(one) & codes(other)
    assert set(words([one])[0].tolist()) & set(words([other])[0].tolist())


def test_numbers_that_differ_do_not_match() -> None:
    assert plain_tokens("5.2") != plain_tokens("52")
    assert plain_tokens("20,30") == ["20", "30"]
    assert plain_tokens("第十条") == ["10"]


def test_traditional_and_simplified_give_the_same_terms() -> None:
    assert codes("行政機關負責人出庭應訴率") == codes("行政机关负责人出庭应诉率")


def test_words_that_only_ask_leave_no_terms() -> None:
    assert codes(unasked("律师万人比的目标是多少?")) == codes("律师万人比的目标是")
    assert unasked("吗啡怎么管理呢") == "吗啡,管理,"


def test_bigrams_do_not_cross_texts_and_blanks_do_not_part_them() -> None:
    found, rows = bigrams(["法治", "政府", "", "建\n设"])
    assert rows.tolist() == [0, 1, 3]
    assert {chr(c >> 16) + chr(c & 0xFFFF) for c in found.tolist()} == {"法治", "政府", "建设"}


def test_rjieba_and_jieba_give_the_same_chinese_words() -> None:
    jieba.setLogLevel(60)
    random.seed(5)
    shuffled = ["".join(random.sample("".join(CLAUSES), 60)) for _ in range(200)]
    for text in (*CLAUSES, *shuffled):
        fast, slow = rjieba.cut(text, False), jieba.lcut(text, HMM=False)
        assert [w for w in fast if w[0] >= "\u3400"] == [w for w in slow if w[0] >= "\u3400"], text


def brute_bm25(texts: list[list[int]], query: dict[int, float], k1: float, b: float) -> list[float]:
    n, average = len(texts), sum(map(len, texts)) / len(texts)
    df = Counter(code for text in texts for code in set(text))
    scores = []
    for text in texts:
        tf, total = Counter(text), 0.0
        for code, weight in query.items():
            idf = math.log(1 + (n - df[code] + 0.5) / (df[code] + 0.5))
            total += weight * idf * tf[code] * (k1 + 1) / (tf[code] + k1 * (1 - b + b * len(text) / average))
        scores.append(total)
    return scores


def test_bm25_equals_its_brute_force_twin_after_building_and_merging() -> None:
    random.seed(3)
    texts = [[random.randrange(60) for _ in range(random.randrange(0, 40))] for _ in range(80)]
    query = {3: 1.0, 7: 2.0, 59: 0.5, 999: 1.0}

    def build(pairs: list[tuple[int, list[int]]]) -> Postings:
        found = np.array([c for _, t in pairs for c in t], np.uint32)
        return Postings.build(found, np.array([r for r, t in pairs for _ in t], np.uint32), 80, 1.2, 0.6)

    whole = build(list(enumerate(texts)))
    gone = [random.randrange(1000) for _ in range(5)]
    before = Postings.build(
        np.array([c for t in [*texts[:40], gone] for c in t], np.uint32),
        np.array([r for r, t in enumerate([*texts[:40], gone]) for _ in t], np.uint32), 41, 1.2, 0.6,
    )  # fmt: skip
    moved = before.moved(np.array([*range(0, 80, 2), -1]), build([(2 * i + 1, t) for i, t in enumerate(texts[40:])]))
    order = [texts[i // 2] if i % 2 == 0 else texts[40 + i // 2] for i in range(80)]
    wanted, weight = np.array(list(query), np.uint32), np.array(list(query.values()), np.float32)
    assert whole.scores(wanted, weight) == pytest.approx(brute_bm25(texts, query, 1.2, 0.6), abs=1e-4)
    assert moved.scores(wanted, weight) == pytest.approx(brute_bm25(order, query, 1.2, 0.6), abs=1e-4)
    fresh = build(list(enumerate(order)))
    for name in ("terms", "starts", "rows", "counts", "lengths"):
        assert np.array_equal(getattr(fresh, name), getattr(moved, name)), name
    assert fresh.holds(wanted, np.arange(80)).tolist() == [[c in t for c in query] for t in order]


def test_expansions_count_once_at_their_weight_and_never_lower_the_question() -> None:
    terms = Terms.of(Query("民告官", (("行政诉讼", 0.5), ("民告", 0.3))))
    got = dict(zip(*(a.tolist() for a in terms.bigrams), strict=True))
    assert got[(ord("民") << 16) | ord("告")] == 1.0
    assert got[(ord("诉") << 16) | ord("讼")] == 0.5


@pytest.mark.parametrize("window", [60, 120, WINDOW])
def test_a_long_clause_is_encoded_in_windows_of_whole_sentences(window: int) -> None:
    text = "".join(f"第{i}项工作由责任单位按照年度计划推进,并于每年年底以前报送进展情况。" for i in range(30))
    clause = Clause("a#1", "a.txt", "实施方案", ("三、保障措施", "(七)组织实施"), text, 100, 100 + len(text))
    windows = passages(clause, window)
    assert windows[0].start == 100
    assert windows[-1].end == clause.end
    assert all(a.start < b.start <= a.end < b.end for a, b in zip(windows, windows[1:], strict=False))
    assert all(w.end - w.start <= window and text[w.end - 101] == "。" for w in windows)
    assert all(w.embed_text.startswith("实施方案\n三、保障措施\n(七)组织实施\n") for w in windows)


def test_text_without_sentence_ends_is_cut_and_blank_text_gives_nothing() -> None:
    text = "青" * (3 * WINDOW + 5)
    assert [w.end - w.start for w in passages(Clause("a#1", "a", "t", (), text, 0, len(text)))] == [WINDOW] * 3 + [5]
    assert passages(Clause("a#1", "a", "t", (), " \n", 0, 2)) == []


def test_word_codes_leave_marks_and_blanks_out() -> None:
    assert len(words(["，。 \n"])[0]) == 0
    assert crc32("律师".encode()) | 1 << 29 in words(["每万人拥有律师"])[0].tolist()
