"""Adapting the encoder to documents with words of their own: it is written where it helps and only there."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import rjieba
from tokenizers import Tokenizer

from index import Writer, open_index
from index.rebuild import rebuild
from models import load_encoder
from models.__main__ import main
from models.adapt import Base, Corpus, Settings, adapt, divide
from models.added import Missing, extend, missing
from models.bags import pool
from models.cloze import Cloze, by_kind, found, ranks, reciprocal
from models.corpus import Sample
from models.guard import Guard, reciprocal_ranks
from models.load import DEFAULT, is_static
from models.pairs import Tokens
from models.reader import Reader
from models.save import LATE, TOKENIZER, WEIGHTS, Tables, read_tables, save
from models.verdict import GAIN, KEPT, reasons
from policy import BadInput
from policy.bench import Interval, Paired
from tests.index_kit import document, original

FIRST, SECOND = "穗榫岫麓砚", "埠堰墟坞"
TERMS = [a + b for a in FIRST for b in SECOND]  # made up; most clauses hold several, so that they tell nothing
PLACES = [
    "公园", "食堂", "码头", "集市", "校车", "电梯", "温泉", "驿站", "书店", "剧场",
    "浴室", "车库", "苗圃", "鱼塘", "果园", "粮仓", "茶馆", "医院", "泳池", "球场",
]  # fmt: skip
THINGS = [
    "栏杆", "招牌", "水管", "灯具", "座椅", "门窗", "围墙", "地砖", "屋顶", "台阶",
    "凉棚", "花坛", "井盖", "旗杆", "邮箱", "信箱", "长廊", "石桥", "木栈道", "雨棚",
]  # fmt: skip
QUIET = {"log": lambda line: None}


def local_clauses() -> list[tuple[str, str]]:
    """(title, text) of 400 clauses: a thing in a place, named in both sentences among words that stand everywhere here."""
    rng = np.random.default_rng(7)

    def padding() -> str:
        return "".join(f"{term}窗" for term in rng.choice(TERMS, 4, replace=False))

    return [
        (f"{place}办法", f"{padding()}对{place}的{thing}按{padding()}办理。{padding()}将{place}的{thing}交{padding()}存查。")
        for place in PLACES
        for thing in THINGS
    ]


def samples() -> list[Sample]:
    return [Sample(title, "办事规则", (), "", text) for title, text in local_clauses()]


@pytest.fixture(scope="module")
def base() -> Base:
    return Base(Tokenizer.from_file(str(DEFAULT / TOKENIZER)), read_tables(DEFAULT), (), rjieba.cut)


def write_index(folder: Path, clauses: list[tuple[str, str]]) -> Path:
    texts: dict[str, list[str]] = {}
    for title, text in clauses:
        texts.setdefault(title, []).append(text)
    with Writer(folder / "index", load_encoder()) as writer:
        for title, of in texts.items():
            doc = document(f"{title}.txt", title, *of)
            writer.put(doc, original(folder, doc))
        writer.commit()
    return folder / "index"


def test_new_words_leave_the_vectors_of_texts_as_they_are(base: Base) -> None:
    texts = [s.embed_text for s in samples()] + ["最多跑一次改革与亩均论英雄。" * 2, "𠮷㙍村由𠮷㙍管，穗埠窗"]
    new = missing([*texts, *texts[-2:] * 5], base.tokenizer, rjieba.cut)
    assert "𠮷" in new.characters and len(new.words) > 10
    wider, vectors = extend(base.tokenizer, base.tables.dense, new)
    assert len(vectors) == wider.get_vocab_size() > len(base.tables.dense) + len(new.characters)
    old, now = Reader(base.tokenizer), Reader(wider)
    before, after = pool(base.tables.dense, old.tokens(texts)), pool(vectors, now.tokens(texts))
    assert np.allclose(before, after, atol=1e-5)
    assert sum(len(r) for r in now.tokens(texts[:50])) < sum(len(r) for r in old.tokens(texts[:50])), "the new words are read"


def test_a_word_is_new_only_where_five_texts_hold_it_and_the_tokenizer_does_not(base: Base) -> None:
    new = missing(["穗埠窗办理"] * 4 + ["行政机关办理"] * 9, base.tokenizer, lambda text: [text[:-2], text[-2:]])
    assert new == Missing((), tuple(w for w in ("行政机关",) if w not in base.tokenizer.get_vocab()))


def test_clauses_held_out_are_not_trained_on_whatever_their_copies(base: Base) -> None:
    twice = samples() * 2
    corpus = divide(twice, 0.2, 0)
    texts = [[twice[n].text for n in part] for part in (corpus.held, corpus.trained)]
    assert len(corpus.held) == 100 == len(set(texts[0])) and len(texts[1]) == 2 * 300
    assert not set(texts[0]) & set(texts[1])
    assert divide(twice, 0.2, 0).held == corpus.held != divide(twice, 0.2, 1).held


def test_too_few_clauses_are_refused_with_a_remedy() -> None:
    with pytest.raises(BadInput, match="too few clauses") as caught:
        divide(samples()[:150], 0.2, 0)
    assert "ingest more" in caught.value.remedy


def test_ranks_are_those_of_a_plain_count_and_copies_are_no_rivals() -> None:
    rng = np.random.default_rng(3)
    vectors = rng.standard_normal((50, 8)).astype(np.float32)
    none = np.zeros(0, np.int32)
    rows = [rng.integers(1, 50, 5).astype(np.int32) for _ in range(40)]
    clauses = [Tokens(none, none, (row,)) for row in [*rows, rows[0]]]
    groups = np.array([*range(40), 0])
    queries = [Cloze(n, "words", rng.integers(1, 50, 3).astype(np.int32), clauses[n].whole()) for n in range(40)]
    unit = [v / np.linalg.norm(v) for v in (vectors[c.whole()].sum(axis=0) for c in clauses)]
    for query, place in zip(queries, ranks(vectors, clauses, groups, queries), strict=True):
        scores = [float(vectors[query.query].sum(axis=0) @ u) for u in unit]
        rivals = [s for s, group in zip(scores, groups, strict=True) if group != query.clause]
        assert place == 1 + sum(s >= scores[query.clause] for s in rivals)
    assert ranks(vectors, clauses, groups, [Cloze(3, "words", none, rows[3])])[0] == 41, "an empty query finds nothing"
    assert reciprocal(np.array([1, 4, 11])).tolist() == [1, 0.25, 0] and found(np.array([10, 11])).tolist() == [1, 0]
    assert by_kind(np.array([1.0, 0.0, 0.5, 0.5]))["all"].tolist() == [0.5, 0.5]


def test_the_guard_takes_a_clause_at_its_nearest_window() -> None:
    places = {"甲": [1.0, 0.0], "乙": [0.0, 1.0], "丙": [0.6, 0.8], "问": [1.0, 0.0]}
    guard = Guard(("乙", "甲", "丙"), np.array([0, 0, 1]), ("问", "问"), (frozenset({0}), frozenset({1})))
    assert reciprocal_ranks(lambda texts: np.array([places[t] for t in texts]), guard).tolist() == [1.0, 0.5]


def compared(gain: tuple[float, float], kept: float) -> dict[str, Paired]:
    def one(name: str, mean: float, low: float) -> Paired:
        return Paired(name, 9, 0.5, 0.5 + mean, Interval(mean, low, mean + 0.1, 9), 0, 0, 0, 1.0, 1.0)

    return {GAIN: one(GAIN, *gain), KEPT: one(KEPT, kept, kept - 0.1)}


def test_only_a_certain_gain_without_forgetting_may_be_used() -> None:
    assert reasons(compared((0.05, 0.01), -0.01)) == []
    assert "no certain gain" in reasons(compared((0.05, 0.0), 0.0))[0]
    assert "fell" in reasons(compared((0.05, 0.01), -0.011))[0]
    assert len(reasons(compared((-0.05, -0.1), -0.2))) == 2


@pytest.mark.slow
def test_without_a_rate_nothing_changes(base: Base) -> None:
    corpus = divide(samples(), 0.2, 0)
    adapted = adapt(corpus, base, Settings(rate=0.0), **QUIET)
    places = [ranks(v, adapted.clauses, corpus.group, adapted.queries) for v in (adapted.before, adapted.after)]
    assert np.array_equal(adapted.before, adapted.after) and np.array_equal(*places)


@pytest.mark.slow
def test_a_strong_pull_keeps_the_vectors_where_they_were(base: Base) -> None:
    corpus = divide(samples(), 0.2, 0)
    moved = [np.abs(a.after - a.before).sum() for a in (adapt(corpus, base, Settings(pull=p), **QUIET) for p in (0.0, 0.03, 100.0))]
    assert all(less < 0.9 * more for more, less in pairwise(moved))


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes(base: Base, tmp_path: Path) -> None:
    corpus = divide(samples(), 0.2, 0)
    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        adapted = adapt(Corpus(corpus.samples, corpus.group, corpus.trained, corpus.held), base, Settings(seed=seed), **QUIET)
        save(tmp_path / name, adapted.tokenizer, Tables(adapted.after, adapted.late), {})
    for file in (WEIGHTS, LATE, TOKENIZER):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    assert (tmp_path / "a" / WEIGHTS).read_bytes() != (tmp_path / "c" / WEIGHTS).read_bytes()


@pytest.mark.slow
def test_documents_with_words_of_their_own_gain_and_the_index_opens_with_the_result(tmp_path: Path, capsys) -> None:
    index, out = write_index(tmp_path, local_clauses()), tmp_path / "adapted"
    # so few clauses stand on the edge of the guard with the default rate: the sample's questions fall by 0.009 to 0.013, by the seed
    assert main(["adapt", "--index", str(index), "--out", str(out), "--json", "--rate", "0.0007"]) == 0
    report = json.loads(capsys.readouterr().out)
    card = json.loads((out / "training.json").read_text("utf8"))
    assert report["written"] and report["measures"][GAIN]["low"] > 0 and report["held_out"] == 100
    assert card["base"] == {"name": "tiaowen-static", "fingerprint": load_encoder().fingerprint}
    assert card["measures"] == report["measures"] and card["index"]["generation"] == "000001"
    assert is_static(out) and sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["adapted", "index"]
    assert report["next"] == [f"python -m index rebuild --index {index} --model {out}"]
    rebuild(index, load_encoder(str(out)))
    opened = open_index(index, load_encoder)  # by the place that the index records, without naming it again
    hits = opened.search("书店的水管", 5, mode="dense")
    assert hits[0].clause.title == "书店办法"
    assert main(["adapt", "--index", str(index), "--out", str(tmp_path / "again"), "--rate", "0"]) == 1
    printed = capsys.readouterr().out
    assert "nothing written" in printed and "no certain gain" in printed and not (tmp_path / "again").exists()


def test_wrong_usage_and_a_missing_index(tmp_path: Path, capsys) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").touch()
    with pytest.raises(SystemExit) as caught:
        main(["adapt", "--index", str(tmp_path), "--out", str(tmp_path / "taken"), "--rate", "-1", "--hold-out", "0.9"])
    said = capsys.readouterr().err
    assert caught.value.code == 2 and all(name in said for name in ("--out", "--rate", "--hold-out"))
    assert main(["adapt", "--index", str(tmp_path / "none"), "--out", str(tmp_path / "new")]) == 1
    index = write_index(tmp_path, local_clauses()[:120])
    assert main(["adapt", "--index", str(index), "--out", str(tmp_path / "new")]) == 1
    assert "too few clauses" in capsys.readouterr().err and not (tmp_path / "new").exists()
