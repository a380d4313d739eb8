"""The tokens that an index keeps of the questions known for its clauses: they follow every change, and late interaction reads them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import Index, Writer, check
from index.asked import key
from index.check import verify_built
from index.heard import HEARD
from index.known import FILES, KNOWN, Known
from index.ports import SIGNALS
from index.rerank import FILE, PLAIN, ranker
from models import load_encoder
from policy import BadArtefact, Document
from tests.index_kit import document, original

A = document(
    "a.txt",
    "市容管理办法",
    "第一条 临街经营者应当按照规定设置店招，不得擅自占用人行道从事经营活动。",
    "第二条 违反本办法规定的，由城市管理部门责令限期改正，处五百元以下罚款。",
)
B = document("b.txt", "供水条例", "第一条 供水单位因施工需要停止供水的，应当提前二十四小时通知用户。", "第二条 本条例自公布之日起施行。")
WIDER = document("b.txt", "供水条例", "第一条 供水单位应当公布服务电话，并且按照规定的期限答复用户。", *[c.text for c in B.clauses[1:]])
ASKED = {
    key(A.clauses[0].text): ("摆摊能摆到店门口外头吗", "Can a shop put its goods out on the pavement?"),
    key(B.clauses[0].text): ("停水要不要先打招呼",),
    key(WIDER.clauses[0].text): ("自来水公司多久回话",),
}


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def write(folder: Path, encoder, put: Sequence[Document], removed: Sequence[str] = (), asked=ASKED) -> Index:
    with Writer(folder, encoder, asked=asked) as writer:
        for doc in put:
            writer.put(doc, original(folder.parent, doc))
        for source in removed:
            writer.remove(source)
        writer.commit()
    return Index(folder, encoder)


def kept(index: Index) -> list[list[int]]:
    known = index._now().known
    assert known
    return [known.ids[known.starts[n] : known.starts[n + 1]].tolist() for n in range(len(known))]


def tokens(encoder, *questions: str) -> list[list[int]]:
    ids, starts = encoder.tokens(questions)
    return [ids[starts[n] : starts[n + 1]].tolist() for n in range(len(questions))]


def test_questions_stand_in_the_order_of_their_clauses_and_follow_every_change(tmp_path: Path, encoder) -> None:
    of_a, of_b, of_wider = ASKED.values()
    assert kept(write(tmp_path / "index", encoder, (B, A))) == tokens(encoder, *of_a, *of_b)
    assert kept(write(tmp_path / "index", encoder, (WIDER,))) == tokens(encoder, *of_a, *of_wider)
    assert kept(write(tmp_path / "index", encoder, (), removed=("a.txt",))) == tokens(encoder, *of_wider)
    assert kept(write(tmp_path / "index", encoder, (A,))) == tokens(encoder, *of_a, *of_wider)
    assert check(tmp_path / "index")[1] == []


def test_a_clause_hears_the_nearest_of_its_questions(tmp_path: Path, encoder) -> None:
    generation = write(tmp_path / "index", encoder, (A, B))._now()
    asked = "停水要不要先打招呼"
    heard = generation.heard(np.arange(4), asked, encoder.interactions)
    known = dict(zip(HEARD, heard.T, strict=True))
    assert heard.shape == (4, len(SIGNALS) + len(KNOWN))
    assert known["known_late"].argmax() == 2 and known["known_late"][2] == pytest.approx(1, abs=0.01)
    assert known["known_back"][2] == pytest.approx(1, abs=0.01) and known["known_best"][2] == pytest.approx(1, abs=0.01)
    assert not heard[[1, 3], len(SIGNALS) :].any()  # nothing is known for these
    alone = encoder.interactions(asked, [("", question) for question in ASKED[key(A.clauses[0].text)]])
    late, back = alone[:, SIGNALS.index("late")], alone[:, SIGNALS.index("late_back")]
    nearest = int((late + back).argmax())
    assert known["known_late"][0] == pytest.approx(late[nearest]) and known["known_back"][0] == pytest.approx(back[nearest])
    assert known["known_best"][0] == pytest.approx(late.max())


def test_people_s_words_find_their_clause(tmp_path: Path, encoder) -> None:
    found = write(tmp_path / "known", encoder, (A, B)).search("摆摊能不能摆出门口", 3)
    assert found[0].clause.clause_id == A.clauses[0].clause_id


def test_documents_that_no_question_is_known_of_are_ranked_by_trees_of_their_own(tmp_path: Path, encoder, monkeypatch) -> None:
    used: list[Path] = []
    monkeypatch.setattr("index.reader.ranker", lambda path: used.append(path) or ranker(path))
    write(tmp_path / "known", encoder, (A,)).search("摆摊", 1)
    write(tmp_path / "unknown", encoder, (A,), asked={}).search("摆摊", 1)
    assert used == [FILE, PLAIN]


def test_an_index_without_them_is_searched_as_before(tmp_path: Path, encoder) -> None:
    index = write(tmp_path / "index", encoder, (A,))
    generation = index._now().path
    manifest = index._now().manifest
    assert set(FILES) <= set(manifest["files"])
    without = {name: entry for name, entry in manifest["files"].items() if name not in FILES}
    assert Known.load(generation, without) is None
    index._now().known = None  # as one written before there were such files: ranked as it was then
    assert not index._now().asks
    assert index.search("摆摊能摆到店门口外头吗", 1)[0].clause.source == "a.txt"


def test_tokens_that_do_not_fit_the_passages_are_found(tmp_path: Path, encoder) -> None:
    generation = write(tmp_path / "index", encoder, (A, B))._now()
    starts = np.load(generation.path / FILES[1])
    np.save(generation.path / FILES[1], starts[:-1])
    with pytest.raises(BadArtefact, match="已知问题"):
        verify_built(generation.path, generation.manifest)


def test_of_some_questions_the_tokens_are_those_of_these(encoder) -> None:
    known = Known.read(("停水", "", "修路要多久", "谁来管"), encoder.tokens)
    some = known.of(np.array([2, 0, 1]))
    assert [some.ids[some.starts[n] : some.starts[n + 1]].tolist() for n in range(3)] == tokens(encoder, "修路要多久", "停水", "")
    turned = Known.joined((known.of(np.array([0, 1])), known.of(np.array([2, 3]))), np.array([3, 2, 1, 0]))
    assert len(turned) == 4 and turned.ids[: turned.starts[1]].tolist() == tokens(encoder, "谁来管")[0]
