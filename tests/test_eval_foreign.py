"""Run files of any system: scored as trec_eval scores them, and compared with runs made here."""

import json
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.compare import compare
from eval.folder import read_run_folder
from eval.opening import Desk, take_in_corpus
from eval.record import Run
from policy import BadInput
from tests.eval_kit import CLAUSES, LAW, NOTICE, OLD, REFUSE, SEED, SPAN, STATUTE, WRITTEN, jsonl, library
from tests.index_kit import BigramEncoder

ALL = (SEED, REFUSE, SPAN, STATUTE, WRITTEN)


@pytest.fixture(autouse=True)
def bigrams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.load_encoder", lambda name=None: BigramEncoder())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return library(tmp_path_factory.mktemp("library"))


def asked(*arguments: object) -> int:
    return main([str(a) for a in arguments])


def kept(folder: Path) -> Run:
    return read_run_folder(folder)[0]


def measures(run: Run, name: str) -> dict[str, float | None]:
    return {r.question_id: r.measures.get(name) for r in run.records}


def trec(path: Path, ranked: dict[str, list[str]]) -> Path:
    lines = [f"{q} Q0 {d} {n} {100 - n} 别家\n" for q, ids in ranked.items() for n, d in enumerate(ids, 1)]
    path.write_text("".join(lines), "utf8")
    return path


@pytest.fixture
def own(desk: Desk, tmp_path: Path) -> Path:
    """A run of ours, without answers, and its question file."""
    jsonl(tmp_path / "q.jsonl", *ALL)
    given = ["--questions", tmp_path / "q.jsonl", "--index", desk.folder, "--mode", "lexical", "--no-answers"]
    assert asked("run", *given, "--out", tmp_path / "own") == 0
    return tmp_path / "own"


@pytest.mark.parametrize("file", ["run.trec", "clauses.trec"])
def test_what_a_run_wrote_is_read_back_as_it_was(desk: Desk, own: Path, tmp_path: Path, file: str) -> None:
    given = ["--questions", tmp_path / "q.jsonl", "--index", desk.folder, "--out", tmp_path / "back"]
    assert asked("score", "--run", own / file, *given) == 0
    a, b = kept(own), kept(tmp_path / "back")
    found = compare(a, b)
    assert found.tests and all(t.difference.mean == 0 and t.ties == t.n for t in found.tests)
    assert [r.gold for r in a.records] == [r.gold for r in b.records]
    assert [[h.text for h in r.hits] for r in a.records] == [[h.text for h in r.hits] for r in b.records]
    assert all("结果文件" in w for w in found.warnings) and len(found.warnings) == 1


def test_another_system_is_compared_question_by_question(desk: Desk, own: Path, tmp_path: Path, capsys) -> None:
    theirs = trec(tmp_path / "theirs", {"q1": [f"{NOTICE}#1", f"{LAW}#2"], "q3": [f"{NOTICE}#1"], "zz": [f"{LAW}#1"]})
    given = ["--questions", tmp_path / "q.jsonl", "--index", desk.folder]
    assert asked("score", "--run", theirs, *given, "--out", tmp_path / "b", "--name", "别家") == 0
    said = capsys.readouterr()
    assert "1 个问题没有标准，未计入，如 zz" in said.err and "3 题在结果中没有" in said.err
    assert measures(kept(tmp_path / "b"), "RR@10") == {"q1": 0.5, "q2": None, "q3": 1.0, "4": 0.0, "w5": 0.0}
    assert asked("compare", own, tmp_path / "b", "--out", tmp_path / "c") == 0
    assert "t=" in capsys.readouterr().out
    found = json.loads((tmp_path / "c" / "comparison.json").read_text("utf8"))
    mine = measures(kept(own), "RR@10")
    assert found["differences"]["q1"] == 0.5 - mine["q1"] and found["differences"]["q2"] is None
    assert found["provenance"]["b"]["settings"]["file"] == "theirs" and len(found["provenance"]["b"]["settings"]["file hash"]) == 64
    assert CLAUSES[NOTICE][0] in (tmp_path / "c" / "report.html").read_text("utf8")  # hits are shown with their text


def test_an_id_that_stands_for_nothing_is_named(desk: Desk, own: Path, tmp_path: Path, capsys) -> None:
    given = ["--questions", tmp_path / "q.jsonl", "--index", desk.folder, "--out", tmp_path / "b"]
    for name in ("没有.txt#9", LAW):  # a document is no answer where clauses are the gold
        assert asked("score", "--run", trec(tmp_path / "x", {"q1": [name]}), *given) == 1
        said = capsys.readouterr().err
        assert name in said and "→" in said and not (tmp_path / "b").exists()


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    texts = [*CLAUSES[LAW], CLAUSES[OLD][0]]
    jsonl(folder / "corpus.jsonl", *({"_id": f"d{n}", "title": "停车", "text": t} for n, t in enumerate(texts)))
    jsonl(folder / "queries.jsonl", {"_id": "甲 一", "text": "占用盲道停放机动车"}, {"_id": "b", "text": "路内停车泊位免费"})
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n甲 一\td1\t2\n甲 一\td0\t1\nb\td2\t1\n", "utf8")
    take_in_corpus(folder / "corpus.jsonl", tmp_path / "index", BigramEncoder())
    return folder


def test_documents_are_ids_where_documents_are_judged(beir: Path, tmp_path: Path, capsys) -> None:
    index = ["--index", tmp_path / "index"]
    assert asked("run", "--questions", beir, *index, "--mode", "lexical", "--no-answers", "--out", tmp_path / "own") == 0
    assert asked("score", "--run", tmp_path / "own" / "run.trec", "--questions", beir, *index, "--out", tmp_path / "back") == 0
    assert all(t.ties == t.n for t in compare(kept(tmp_path / "own"), kept(tmp_path / "back")).tests)
    theirs = trec(tmp_path / "theirs", {"甲%20一": ["d3", "d0", "d1"], "b": ["d9", "d2"]})
    capsys.readouterr()
    for name, gold in (("texts", ["--questions", beir, *index]), ("bare", ["--qrels", beir / "qrels" / "test.tsv"])):
        assert asked("score", "--run", theirs, *gold, "--out", tmp_path / name) == 0
        assert measures(kept(tmp_path / name), "RR@10") == {"甲 一": 0.5, "b": 0.5}
        found = compare(kept(tmp_path / "own"), kept(tmp_path / name))
        assert (found.measure, found.tests[0].n) == ("RR@10", 2)
    texts, bare = compare(kept(tmp_path / "own"), kept(tmp_path / "texts")), compare(kept(tmp_path / "own"), kept(tmp_path / "bare"))
    assert [t.difference for t in texts.tests] == [t.difference for t in bare.tests]
    assert any("第二条" in h.text for h in kept(tmp_path / "texts").records[0].hits)


def test_the_least_relevant_grade_must_be_the_same(beir: Path, tmp_path: Path) -> None:
    theirs = trec(tmp_path / "theirs", {"甲%20一": ["d0", "d1"], "b": ["d2"]})
    for least in ("1", "2"):
        gold = ["--qrels", beir / "qrels" / "test.tsv", "--relevant", least]
        assert asked("score", "--run", theirs, *gold, "--out", tmp_path / least) == 0
    assert measures(kept(tmp_path / "1"), "RR@10") == {"甲 一": 1.0, "b": 1.0}
    assert measures(kept(tmp_path / "2"), "RR@10") == {"甲 一": 0.5, "b": 0.0}
    assert measures(kept(tmp_path / "1"), "nDCG@10") == measures(kept(tmp_path / "2"), "nDCG@10")
    with pytest.raises(BadInput, match="相关门槛"):
        compare(kept(tmp_path / "1"), kept(tmp_path / "2"))


def test_a_run_of_other_ids_and_ties_are_told(beir: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "other").write_text("b Q0 x1 1 1 x\nb Q0 x2 2 1 x\n", "utf8")
    assert asked("score", "--run", tmp_path / "other", "--qrels", beir / "qrels" / "test.tsv", "--json") == 0
    said = capsys.readouterr()
    assert "没有一个文档被判断过" in said.err and "1 题前十条中有同分" in said.err
    data = json.loads(said.out)
    assert data["measures"]["RR@10"]["mean"] == 0 and data["provenance"]["settings"]["ties in the first ten"] == 1
    with pytest.raises(SystemExit) as caught:
        asked("score", "--run", tmp_path / "other")
    assert caught.value.code == 2
