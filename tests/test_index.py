"""The store: what is put comes back, changes leave no ghost, nothing is encoded twice."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from index import Index, Writer, check
from index.rebuild import rebuild
from policy import BadArtefact, BadInput, Document
from tests.index_kit import BigramEncoder, document, fill, original

ZHEJIANG = document(
    "省/浙江.txt", "浙江省法治政府建设实施纲要", "一、总体要求。坚持依法行政。", "(七)行政机关负责人出庭应诉率达到100%。",
    region="浙江省", level="省", years=(2021, 2025), number="浙委发〔2021〕1号", repairs=(("pinyin", 3),),
)  # fmt: skip
TONGLU = document(
    "县/桐庐.txt", "桐庐县普法工作要点", "(一)推进宪法宣传教育。", "(二)每个村培育三名法律明白人。", region="桐庐县", issued="2022-03-01"
)
YUNNAN = document("省/云南.txt", "云南省法治政府建设规划", "(一)行政执法人员持证上岗率达到95%。", region="云南省", issued="2021-11-30")


def answers(folder: Path, encoder: BigramEncoder) -> list[tuple[str, float]]:
    index = Index(folder / "index", encoder)
    return [(h.clause.clause_id, h.score) for q in ("出庭应诉率", "法律明白人", "持证上岗") for h in index.search(q)]


def test_what_is_put_comes_back(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG, TONGLU)
    index = Index(tmp_path / "index", BigramEncoder())
    assert [i.source for i in index.documents()] == ["县/桐庐.txt", "省/浙江.txt"]
    assert index.document("省/浙江.txt") == ZHEJIANG
    assert index.clauses("县/桐庐.txt") == list(TONGLU.clauses)
    assert index.clause("省/浙江.txt#2") == ZHEJIANG.clauses[1]
    assert index.original("县/桐庐.txt").read_text("utf8") == TONGLU.text
    assert check(tmp_path / "index")[1] == []


def test_unchanged_documents_cost_no_encoding_and_no_generation(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG, TONGLU)
    encoder = BigramEncoder()
    with Writer(tmp_path / "index", encoder) as writer:
        assert writer.digests() == {d.info.source: d.info.digest for d in (ZHEJIANG, TONGLU)}
        assert writer.put(ZHEJIANG, original(tmp_path, ZHEJIANG)) == "unchanged"
        assert writer.commit() == "000001"
    assert encoder.encoded == 0


def test_only_the_wording_that_changed_is_encoded(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG, TONGLU)
    changed = document("县/桐庐.txt", "桐庐县普法工作要点", "(一)推进宪法宣传教育。", "(二)每个村培育五名法律明白人。", region="桐庐县")
    encoder = BigramEncoder()
    with Writer(tmp_path / "index", encoder) as writer:
        assert writer.put(changed, original(tmp_path, changed)) == "updated"
        writer.commit()
    assert encoder.encoded == 1


def test_changes_leave_no_ghost_and_history_does_not_matter(tmp_path: Path) -> None:
    """Documents added, replaced and removed one by one give the answers and the arrays of one fresh build."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    ghost = document("县/桐庐.txt", "旧标题", "出庭应诉率幽灵条文。", "法律明白人幽灵。", "第三条。")
    encoder = BigramEncoder()
    for docs in ((YUNNAN,), (ghost,), (ZHEJIANG,), (TONGLU,)):
        fill(tmp_path / "a", *docs, encoder=encoder)
    with Writer(tmp_path / "a" / "index", encoder) as writer:
        assert writer.remove("省/云南.txt")
        assert not writer.remove("没有.txt")
        writer.commit()
    fill(tmp_path / "b", ZHEJIANG, TONGLU, encoder=encoder)
    assert answers(tmp_path / "a", encoder) == answers(tmp_path / "b", encoder)
    one, other = (f"{tmp_path}/{x}/index/generations/{g}" for x, g in (("a", "000005"), ("b", "000001")))
    for path in sorted(Path(other).glob("*.npy")):
        assert np.array_equal(np.load(path), np.load(Path(one) / path.name)), path.name
    assert Path(one, "vectors.faiss").read_bytes() == Path(other, "vectors.faiss").read_bytes()
    assert check(tmp_path / "a" / "index")[1] == []
    assert len(list((tmp_path / "a" / "index" / "originals").glob("*/*"))) == 2


def test_nothing_is_seen_before_the_commit_nor_after_leaving_without(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG)
    index = Index(tmp_path / "index", BigramEncoder())
    with Writer(tmp_path / "index", BigramEncoder()) as writer:
        writer.put(TONGLU, original(tmp_path, TONGLU))
        assert len(index.documents()) == 1
    assert len(index.documents()) == 1
    with Writer(tmp_path / "index", BigramEncoder()) as writer:
        assert writer.put(TONGLU, original(tmp_path, TONGLU)) == "added"
        writer.commit()
        assert len(index.documents()) == 2
    assert index.generation == "000002"


def test_a_reader_keeps_its_generation_and_the_writer_removes_it_afterwards(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG)
    code = (
        "import sys; sys.path.insert(0, 'tests')\nfrom index_kit import BigramEncoder\nfrom index.generation import load_current\n"
        "from index.folder import Folder\nfrom pathlib import Path\n"
        f"g = load_current(Folder(Path({str(tmp_path / 'index')!r})))\nprint('held', flush=True)\ninput()\n"
        "print(g.lexical.fields['words'].terms.size)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "held\n"
        fill(tmp_path, TONGLU)
        assert (tmp_path / "index/generations/000001").exists()
        out, _ = reader.communicate("\n")
        assert int(out) > 0
    fill(tmp_path, YUNNAN)
    assert [p.name for p in (tmp_path / "index/generations").iterdir()] == ["000003"]


def test_many_threads_search_while_a_writer_switches(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG)
    index, seen, faults, done = Index(tmp_path / "index", BigramEncoder()), set(), [], threading.Event()

    def read() -> None:
        while not done.is_set():
            hits = index.search("行政机关负责人出庭应诉率")
            seen.add(len(index.documents()))
            if hits[0].clause.clause_id != "省/浙江.txt#2" or index.clause(hits[0].clause.clause_id) != hits[0].clause:
                faults.append(hits)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(6):
        fill(tmp_path, document(f"{n}.txt", "别的文件", f"第{n}条 粮食收购办法。"))
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert max(seen) > 1


def test_one_writer_at_a_time_and_the_message_names_it(tmp_path: Path) -> None:
    with Writer(tmp_path / "index", BigramEncoder()):
        code = (
            "import sys; sys.path.insert(0, 'tests')\nfrom index_kit import BigramEncoder\nfrom index import Writer\n"
            f"with Writer({str(tmp_path / 'index')!r}, BigramEncoder()): pass"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert f"pid {os.getpid()}" in done.stderr


def test_a_writer_may_wait_for_another(tmp_path: Path) -> None:
    first = Writer(tmp_path / "index", BigramEncoder()).__enter__()
    threading.Timer(0.3, lambda: first.__exit__(None, None, None)).start()
    with Writer(tmp_path / "index", BigramEncoder(), wait=20) as second:
        second.put(ZHEJIANG, original(tmp_path, ZHEJIANG))
        second.commit()
    assert len(Index(tmp_path / "index", None).documents()) == 1


def test_an_index_is_refused_with_another_encoder_and_rebuilt_with_it(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG, TONGLU)
    other = BigramEncoder(32, "other")
    for use in (lambda: Index(tmp_path / "index", other), Writer(tmp_path / "index", other).__enter__):
        with pytest.raises(BadArtefact, match="bigrams.*other") as caught:
            use()
        assert "rebuild" in caught.value.remedy
    rebuild(tmp_path / "index", other)
    assert Index(tmp_path / "index", other).search("出庭应诉率")[0].clause == ZHEJIANG.clauses[1]
    assert check(tmp_path / "index")[1] == []


def test_another_cut_of_words_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, ZHEJIANG)
    monkeypatch.setattr("index.generation.cut_fingerprint", lambda: "another")
    with pytest.raises(BadArtefact, match="words were cut otherwise") as caught:
        Index(tmp_path / "index", BigramEncoder())
    assert "rebuild" in caught.value.remedy


def test_a_clause_id_that_is_taken_stops_that_document_alone(tmp_path: Path) -> None:
    twin = document("省/浙江.txt", "重复", "甲条文。", "乙条文。")
    clauses = (twin.clauses[0], twin.clauses[1].__class__(twin.clauses[0].clause_id, *_rest(twin)))
    bad = Document(twin.info, twin.text, clauses)
    fill(tmp_path, ZHEJIANG)
    with Writer(tmp_path / "index", BigramEncoder()) as writer:
        with pytest.raises(BadInput, match="taken"):
            writer.put(bad, original(tmp_path, twin))
        writer.put(TONGLU, original(tmp_path, TONGLU))
        writer.commit()
    assert Index(tmp_path / "index", None).document("省/浙江.txt") == ZHEJIANG


def _rest(doc: Document) -> tuple:
    c = doc.clauses[1]
    return c.source, c.title, c.path, c.text, c.start, c.end


def test_an_empty_index_answers_with_nothing(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG)
    with Writer(tmp_path / "index", BigramEncoder()) as writer:
        writer.remove("省/浙江.txt")
        writer.commit()
    index = Index(tmp_path / "index", BigramEncoder())
    assert index.search("出庭应诉率") == index.documents() == []
    assert check(tmp_path / "index")[1] == []


def test_a_full_disk_leaves_the_old_index(tmp_path: Path) -> None:
    """A limit on file size stands for the full disk: the write fails with an error, not with a signal."""
    fill(tmp_path, ZHEJIANG, TONGLU)
    before = answers(tmp_path, BigramEncoder())
    code = (
        "import sys, resource, signal; sys.path.insert(0, 'tests')\nfrom pathlib import Path\n"
        "from index_kit import BigramEncoder, document, original\nfrom index import Writer\nfrom policy import BadArtefact\n"
        f"folder = Path({str(tmp_path)!r})\nbig = document('大.txt', '大文件', *(f'第{{n}}条 ' + '粮食收购' * 60 for n in range(300)))\n"
        "path = original(folder, big)\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "limit = int(sys.argv[1])\nresource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))\n"
        "try:\n    with Writer(folder / 'index', BigramEncoder()) as w:\n        w.put(big, path)\n        w.commit()\n"
        "except BadArtefact as error:\n    print(error, error.remedy)"
    )
    for limit in (1_000, 30_000, 80_000, 150_000, 220_000):
        done = subprocess.run([sys.executable, "-c", code, str(limit)], capture_output=True, text=True)
        assert "cannot write" in done.stdout, (limit, done.stdout, done.stderr)
        assert answers(tmp_path, BigramEncoder()) == before
        assert not (tmp_path / "index/generations/.building").exists()


def test_the_manifest_says_how_the_index_was_made(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG)
    manifest = json.loads((tmp_path / "index/generations/000001/manifest.json").read_text("utf8"))
    assert manifest["encoder"] == {"name": "bigrams", "fingerprint": "bigrams-64", "dimension": 64}
    assert manifest["counts"]["clauses"] == 2
    assert "jieba" in manifest["terms"]["cut"]
    assert {"store.sqlite", "vectors.faiss"} <= set(manifest["files"])
