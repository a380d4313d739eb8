"""The second ranking, questions known beforehand, and editions of one text."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from answer.evidence import inquiry
from answer.search import HEARD
from eval.fit import Case
from eval.fit_ranker import fit_ranker
from eval.split import part_of, split
from index import Index, Writer, asked, bags
from index.fusion import FEATURES
from index.ports import SIGNALS
from index.rerank import HEAD, RERANKED, Ranker, ranker
from index.trees import Trees
from models.late import SIGNALS as OFFERED
from models.rank import DEPTH, train_trees
from policy import BadArtefact
from tests.index_kit import BigramEncoder, document, original

LAW = "第一条 用人单位拖欠劳动报酬的，由劳动行政部门责令限期支付。"
OTHER = "第二条 森林防火期内，禁止在森林防火区野外用火。"


def build(folder: Path, known: dict[str, list[str]], *documents: object) -> Index:
    with Writer(folder / "index", BigramEncoder(), asked=known) as writer:
        for doc in documents:
            writer.put(doc, original(folder, doc))  # type: ignore[arg-type]
        writer.commit()
    return Index(folder / "index", BigramEncoder())


def test_a_question_known_for_a_clause_finds_it_and_its_text_is_never_shown(tmp_path: Path) -> None:
    question = "老板跑了谁来发薪水"
    law = document("法.txt", "工资条例", LAW, OTHER)
    scores = []
    for name, known in (("without", {}), ("with", {asked.key(LAW): [question]})):
        (tmp_path / name).mkdir()
        index = build(tmp_path / name, known, law)
        hits = index.search("老板跑了，薪水谁发", mode="lexical")
        scores.append(max((h.score for h in hits if h.clause.clause_id == "法.txt#1"), default=0.0))
    assert scores[1] > 1.05 * scores[0]
    assert [h.clause.clause_id for h in index.search("老板跑了，薪水谁发", mode="dense") if h.dense_rank == 1] == ["法.txt#1"]
    assert all(question not in h.clause.text for h in index.search(question))
    assert "".join(c.text for c in index.clauses("法.txt")) == law.text


def test_a_known_question_goes_with_its_clause_when_the_document_does(tmp_path: Path) -> None:
    known = {asked.key(LAW): ["老板跑了谁来发薪水"]}
    law, other = document("法.txt", "工资条例", LAW), document("林.txt", "防火条例", OTHER)
    build(tmp_path, known, law, other)
    with Writer(tmp_path / "index", BigramEncoder(), asked=known) as writer:
        writer.remove("法.txt")
        writer.commit()
    hits = Index(tmp_path / "index", BigramEncoder()).search("老板跑了谁来发薪水", mode="dense")
    assert {h.clause.source for h in hits} <= {"林.txt"}
    with Writer(tmp_path / "index", BigramEncoder(), asked=known) as writer:
        writer.put(law, original(tmp_path, law))
        writer.commit()
    hits = Index(tmp_path / "index", BigramEncoder()).search("老板跑了谁来发薪水", mode="dense")
    assert [h.clause.source for h in hits if h.dense_rank == 1] == ["法.txt"]


def test_the_key_of_a_clause_is_that_of_its_wording() -> None:
    assert asked.key("第三条　用人单位拖欠劳动报酬的，由劳动行政部门责令限期支付。") == asked.key(LAW)
    assert asked.key(LAW.replace("责令", "命令")) != asked.key(LAW)
    assert asked.key("第九条 略。") == ""


def test_a_table_is_read_as_it_was_written_and_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows = {"b" * 16: ["二问", "又问"], "a" * 16: ["一问"]}
    for name in ("one", "two"):
        asked.write(dict(sorted(rows.items(), reverse=name == "two")), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert asked.table(tmp_path / "one") == {key: tuple(of) for key, of in rows.items()}
    assert asked.table(tmp_path / "none") == {}


def test_the_table_that_ships_holds_questions_by_key() -> None:
    found = asked.table()
    assert len(found) > 5000
    assert all(len(key) == 16 and set(key) <= set("0123456789abcdef") and of and all(of) for key, of in found.items())


def test_an_article_that_editions_share_word_for_word_is_found_once_in_the_newest(tmp_path: Path) -> None:
    old = document("旧.txt", "工资条例", LAW, OTHER, issued="2009-01-01")
    new = document("新.txt", "工资条例", LAW, OTHER.replace("禁止", "严禁"), issued="2021-01-01")
    index = build(tmp_path, {}, old, new)
    for mode in ("hybrid", "lexical", "dense"):
        found = [h.clause.clause_id for h in index.search("拖欠劳动报酬 森林防火区野外用火", mode=mode)]
        assert "新.txt#1" in found and "旧.txt#1" not in found, mode
        assert {"新.txt#2", "旧.txt#2"} <= set(found), mode  # these two say different things
    assert [h.clause.clause_id for h in index.search("拖欠劳动报酬", source="旧.txt")][0] == "旧.txt#1"


def test_what_is_offered_is_what_the_index_reads() -> None:
    assert OFFERED == SIGNALS == HEARD
    assert inquiry._BEGINNING == bags._CHARACTERS, "of a clause, the answer hears as much as the second ranking"
    assert max(ranker().trees.feature.max(), ranker().deeper.feature.max()) < len(RERANKED)


def test_trees_of_arrays_say_what_lightgbm_says() -> None:
    lightgbm = pytest.importorskip("lightgbm")
    rng = np.random.default_rng(0)
    x = rng.random((2000, 7), np.float32)
    gold = x[:, 2] + 0.5 * x[:, 5] + 0.2 * rng.random(2000) > 1.2
    start = x[:, 0]
    trees = train_trees(x, gold, start, [20] * 100, np.ones(2000), seed=0, threads=1)
    from models.rank import SETTINGS, TREES

    table = lightgbm.Dataset(x, gold.astype(int), group=[20] * 100, weight=np.ones(2000), init_score=start)
    model = lightgbm.train(SETTINGS | {"seed": 0, "num_threads": 1}, table, TREES)
    assert trees[0].shape == (TREES, 2**DEPTH - 1)
    assert Trees(*trees).sums(x) == pytest.approx(model.predict(x), abs=1e-4)


def test_the_second_ranking_learns_what_tells_gold_apart_and_gives_probabilities(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    cases = []
    for n in range(300):
        features = rng.random((30, len(RERANKED))).astype(np.float32)
        gold = np.zeros(30, bool)
        gold[int(np.argmax(features[:, 3] + features[:, 8]))] = True
        cases.append(Case(features, gold, n % 4 == 0, False))
    fitted = fit_ranker(cases, np.zeros(len(FEATURES)), threads=1)
    held = [c for c in cases if c.held]
    first = [bool(c.gold[int(np.argmax(fitted.scores(c.features)))]) for c in held]
    assert np.mean(first) > 0.7
    mean = np.concatenate([fitted.scores(c.features) for c in held]).mean()
    assert mean == pytest.approx(1 / 30, rel=0.3)
    fitted.save(tmp_path / "ranker.npz")
    again = ranker(tmp_path / "ranker.npz")
    assert np.array_equal(again.scores(held[0].features), fitted.scores(held[0].features))


def _on_feature(n: int) -> Trees:
    """One tree of one split: 1 where feature `n` is above a half."""
    return Trees(np.array([[n]], np.int16), np.array([[0.5]], np.float32), np.array([[0, 1]], np.float32))


def test_behind_the_first_places_of_a_deep_search_other_trees_count_as_well() -> None:
    trees, deeper = _on_feature(0), _on_feature(1)
    found = Ranker(trees, deeper, np.zeros(len(FEATURES), np.float32), np.array([2.0, -1.0], np.float32))
    features = np.zeros((80, len(RERANKED)), np.float32)
    features[20:34, 0] = 1  # what the trees put first
    features[30:34, 1] = features[70:75, 1] = 1  # what the others put before the rest
    rows = np.arange(100, 180)
    assert [row for row, _ in found.ranked(features, rows, 20)] == [*range(120, 134), *range(100, 106)]
    deep = found.ranked(features, rows, 70)
    assert [row for row, _ in deep] == [*range(120, 120 + HEAD), *range(130, 134), *range(170, 175), *range(100, 120), *range(134, 165)]
    scores = [score for _, score in deep]
    assert scores == sorted(scores, reverse=True) and scores[0] == scores[HEAD] == pytest.approx(1 / (1 + np.exp(-1)))
    assert len(found.ranked(features, rows, 200)) == 80
    assert found.ranked(features[:4], rows[:4], 100) == found.ranked(features[:4], rows[:4], 10)


def test_trees_for_deep_searches_are_fitted_on_public_questions_and_change_no_score() -> None:
    rng = np.random.default_rng(2)
    cases = []
    for n in range(400):
        features = rng.random((30, len(RERANKED))).astype(np.float32)
        gold = np.zeros(30, bool)
        gold[int(np.argmax(features[:, 3 if n < 200 else 8]))] = True
        cases.append(Case(features, gold, n % 4 == 0, False))
    own, public = cases[:200], cases[200:]
    plain, fitted = (fit_ranker(own, np.zeros(len(FEATURES)), of, threads=1) for of in ((), public))
    assert len(plain.deeper.feature) == 0
    x = public[0].features
    assert np.array_equal(plain.scores(x), fitted.scores(x))
    first = [bool(c.gold[int(np.argmax(fitted.deeper.sums(c.features)))]) for c in public]
    assert np.mean(first) > 0.5


def test_a_ranker_for_other_features_is_refused_with_its_remedy(tmp_path: Path) -> None:
    ranker().save(tmp_path / "right.npz")
    with np.load(tmp_path / "right.npz") as right:
        np.savez(tmp_path / "ranker.npz", **{**right, "features": np.array(["other"])})
    with pytest.raises(BadArtefact) as refused:
        ranker(tmp_path / "ranker.npz")
    assert "eval retrain" in refused.value.remedy
    (tmp_path / "broken.npz").write_bytes(b"no zip")
    with pytest.raises(BadArtefact):
        ranker(tmp_path / "broken.npz")


def test_parts_keep_the_questions_on_one_clause_together_where_the_clause_decides(tmp_path: Path) -> None:
    rows = [
        {"id": f"w{c}-{q}", "question": f"第{c}题的第{q}种问法", "kind": "everyday", "source": f"{c}.md", "article": "第一条"}
        for c in range(600)
        for q in range(3)
    ]
    rows += [{"id": n, "question": f"公开题{n}", "articles": [{"name": "法", "text": "略"}]} for n in range(500)]
    parts = {row["id"]: part_of(row) for row in rows}
    measured = {name.split("-")[0] for name, part in parts.items() if part == "measure" and isinstance(name, str)}
    assert all(parts[f"{name}-{q}"] == "measure" for name in measured for q in range(3))
    assert 0.04 < len(measured) / 600 < 0.10
    policies = [{"id": f"p{n}", "question": f"问{n}", "source": f"{n % 300}.txt", "article": ["一", f"({n})"]} for n in range(900)]
    of_document = {row["source"]: part_of(row) for row in policies}
    assert all(part_of(row) == of_document[row["source"]] for row in policies)
    assert set(of_document.values()) == {"train", "rank", "measure"}
    assert 0.15 < sum(parts[n] == "measure" for n in range(500)) / 500 < 0.25
    file = tmp_path / "q.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8")
    written = split([file], tmp_path / "split")
    counts = {part: path.read_text("utf8").count("\n") for part, path in written.items()}
    assert sum(counts.values()) == len(rows) and min(counts.values()) > 0


def test_on_half_of_the_clauses_kept_apart_what_the_last_writer_asked_stays_known(tmp_path: Path) -> None:
    def asked(writer: str, n: int) -> dict[str, str]:
        return {"id": f"{writer}{n}", "question": f"{writer}的第{n}问", "kind": "everyday", "source": f"{n}.md", "article": "第一条"}

    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for file, numbers in zip(files, (range(2000), range(1000)), strict=True):
        file.write_text("".join(json.dumps(asked(file.stem, n), ensure_ascii=False) + "\n" for n in numbers), "utf8")
    parts = {
        row["id"]: part
        for part, path in split(files, tmp_path / "split").items()
        for row in map(json.loads, path.read_text("utf8").splitlines())
    }
    apart = [n for n in range(2000) if part_of(asked("", n)) == "measure"]
    both, alone = [n for n in apart if n < 1000], [n for n in apart if n >= 1000]
    assert all(parts[f"a{n}"] == "measure" for n in apart) and both and alone
    known = [n for n in both if parts[f"b{n}"] == "train"]
    assert all(parts[f"b{n}"] in ("train", "measure") for n in both) and 0.25 < len(known) / len(both) < 0.75


def test_nothing_to_fit_on_is_refused() -> None:
    from policy import BadInput

    with pytest.raises(BadInput):
        fit_ranker([SimpleNamespace(held=False, missed=True)], np.zeros(3))  # type: ignore[list-item]
