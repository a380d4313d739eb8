"""A writer killed at any moment leaves the old index answering the same, and the next writer works."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import Index, Writer, check
from tests.index_kit import BigramEncoder, document, original

ROUNDS = 20
QUESTIONS = ("出庭应诉率", "法律明白人", "粮食收购价格")
WRITER = """
import sys
from pathlib import Path
from tests.index_kit import BigramEncoder, document, original
from index import Writer
folder, number = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
with Writer(folder / "index", BigramEncoder()) as writer:
    for n in range(12):
        texts = (f"第{i}条 粮食收购价格每斤{i + number}元,由{n}部门核定。" for i in range(60))
        doc = document(f"{number}/{n}.txt", f"第{number}批文件", *texts)
        writer.put(doc, original(folder, doc))
    writer.remove("桐庐.txt")
    writer.commit()
print("done", flush=True)
"""


def answers(folder: Path) -> list[tuple[str, float, str]]:
    index = Index(folder / "index", BigramEncoder())
    return [(h.clause.clause_id, h.score, h.clause.text) for q in QUESTIONS for h in index.search(q)]


def start(folder: Path, number: int) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(number)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
def test_kill_at_random_moments(tmp_path: Path) -> None:
    docs = (
        document("浙江.txt", "浙江省法治政府建设实施纲要", "(七)行政机关负责人出庭应诉率达到100%。"),
        document("桐庐.txt", "桐庐县普法工作要点", "(二)每个村培育三名法律明白人。"),
    )
    with Writer(tmp_path / "index", BigramEncoder()) as writer:
        for doc in docs:
            writer.put(doc, original(tmp_path, doc))
        writer.commit()
    (tmp_path / "trial").mkdir()
    trial = start(tmp_path / "trial", 0)
    begun = time.perf_counter()
    assert trial.wait() == 0
    whole = time.perf_counter() - begun
    before, rng, killed = answers(tmp_path), random.Random(11), 0
    for number in range(ROUNDS):
        generation = Index(tmp_path / "index", None).generation
        process = start(tmp_path, number)
        time.sleep(rng.uniform(0, whole))
        process.send_signal(signal.SIGKILL)
        process.wait()
        index = Index(tmp_path / "index", BigramEncoder())
        if index.generation == generation:
            killed += 1
            assert answers(tmp_path) == before
        else:  # it was quicker than usual and had switched: whole, or not at all
            assert len([i for i in index.documents() if i.source.startswith(f"{number}/")]) == 12
            before = answers(tmp_path)
        del index  # it would hold its generation
        assert check(tmp_path / "index")[1] == []
    assert killed >= ROUNDS // 2
    assert start(tmp_path, 99).wait() == 0
    assert check(tmp_path / "index")[1] == []
    assert len([i for i in Index(tmp_path / "index", None).documents() if i.source.startswith("99/")]) == 12
    assert [p.name for p in (tmp_path / "index/generations").iterdir()] == [Index(tmp_path / "index", None).generation]
