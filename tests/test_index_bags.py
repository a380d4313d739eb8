"""The tokens that an index keeps of its clauses: they change no ranking, follow every change, and an index without them is as good."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import Index, Writer, check
from index.bags import FILES
from index.heard import HEARD, Heard
from index.latest import Latest
from index.rebuild import rebuild
from models import load_encoder
from policy import Document
from tests.index_kit import document, original

A = document(
    "a.txt",
    "出庭应诉办法",
    "第一条 行政机关负责人应当出庭应诉。",
    "第二条 不能出庭的，应当委托工作人员出庭。",
    "第三条 出庭应诉率达到95%。",
)
B = document("b.txt", "便民条例", "第一条 办理户口不收费。", "第二条 窗口应当公布办理时限。")
C = document("c.txt", "消防办法", "第一条 消防通道不得占用。", "第二条 每年组织两次演练。")
SHORTER = document("b.txt", "便民条例", "第一条 办理户口不收费。")
QUESTIONS = ("负责人要出庭吗？", "出庭率是多少", "户口收费吗", "演练几次")


class Untold:
    """The shipped encoder as it was before it gave tokens."""

    def __init__(self) -> None:
        inner = load_encoder()
        self.name, self.fingerprint, self.dimension = inner.name, inner.fingerprint, inner.dimension
        self.encode, self.interactions = inner.encode, inner.interactions


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def write(folder: Path, encoder, put: Sequence[Document], removed: Sequence[str] = ()) -> None:
    with Writer(folder, encoder) as writer:
        for doc in put:
            writer.put(doc, original(folder.parent, doc))
        for source in removed:
            writer.remove(source)
        writer.commit()


def kept(folder: Path) -> list[np.ndarray]:
    place = folder / "generations" / Index(folder, None).generation
    return [np.load(place / name) for name in FILES if (place / name).exists()]


def hits(folder: Path, encoder) -> list[tuple[str, float]]:
    index = Index(folder, encoder)
    return [(hit.clause.clause_id, pytest.approx(hit.score, abs=1e-6)) for q in QUESTIONS for hit in index.search(q, 5)]


def test_an_index_without_tokens_finds_the_same_and_gains_them_when_it_is_rebuilt(tmp_path: Path, encoder) -> None:
    write(tmp_path / "with", encoder, (A, B, C))
    write(tmp_path / "without", Untold(), (A, B))
    write(tmp_path / "without", encoder, (C,))  # those of A and B are not known
    assert not kept(tmp_path / "without") and kept(tmp_path / "with")
    assert hits(tmp_path / "with", encoder) == hits(tmp_path / "without", encoder)
    rebuild(tmp_path / "without", encoder)
    for mine, fresh in zip(kept(tmp_path / "without"), kept(tmp_path / "with"), strict=True):
        assert np.array_equal(mine, fresh)


def test_tokens_follow_what_is_put_replaced_and_removed(tmp_path: Path, encoder) -> None:
    write(tmp_path / "changed", encoder, (B, C))
    write(tmp_path / "changed", encoder, (A,))
    write(tmp_path / "changed", encoder, (SHORTER,), removed=("c.txt",))
    write(tmp_path / "fresh", encoder, (A, SHORTER))
    for mine, fresh in zip(kept(tmp_path / "changed"), kept(tmp_path / "fresh"), strict=True):
        assert np.array_equal(mine, fresh)
    assert check(tmp_path / "changed")[1] == []


def test_a_removed_file_is_found_no_more_by_a_reader_that_found_it(tmp_path: Path, encoder) -> None:
    write(tmp_path / "index", encoder, (A, B))
    index = Index(tmp_path / "index", encoder)
    assert "a.txt" in {hit.clause.source for hit in index.search(QUESTIONS[0])}
    write(tmp_path / "index", encoder, (), removed=("a.txt",))
    assert {hit.clause.source for hit in index.search(QUESTIONS[0])} == {"b.txt"}


def test_the_latest_are_kept_and_the_oldest_forgotten() -> None:
    made: list[int] = []
    latest = Latest[int, int](2)
    for key in (1, 2, 1, 3, 1):
        assert latest.get(key, lambda key=key: made.append(key) or key) == key
    assert made == [1, 2, 3, 1]


def test_a_clause_is_looked_at_once_for_each_question() -> None:
    looked: list[list[int]] = []

    def look(rows: np.ndarray) -> np.ndarray:
        looked.append(rows.tolist())
        return np.repeat(rows[:, None], len(HEARD), axis=1).astype(np.float32)

    heard = Heard()
    for rows in ([7, 3, 5], [5, 9, 3], [9, 7]):
        assert heard.of(np.array(rows), look)[:, 0].tolist() == rows
    assert looked == [[7, 3, 5], [9]]
