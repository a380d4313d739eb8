"""The cross-encoder is tuned on the scopes that an answer is looked for in, and no collection is read by a network that has seen it."""

import json
import shutil
from pathlib import Path

import pytest

from answer.evidence.inquiry import Inquiry
from eval.fit_crossed import ALL, HALVES, Apart, scopes, tuned
from eval.opening import open_desk, take_in
from models import load_encoder
from models.cross import FOLDER, Cross
from models.save import CARD
from models.tune_cross import TuneSettings
from policy import BadInput

ROW = {
    "id": "q1",
    "question": "云岫市行政机关负责人出庭应诉率的目标是多少？",
    "answerable": True,
    "relevant": [{"source": "云岫市法治政府建设实施意见.docx", "path": ["1"]}],
    "must": [["100%"]],
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crossed") / "index"
    take_in(Path(__file__).parents[1] / "sample" / "documents", folder, load_encoder())
    return folder


def test_a_scope_holds_what_an_answer_reads(index: Path) -> None:
    desk = open_desk(index)
    found = list(scopes(desk, [ROW, {**ROW, "id": "q2", "answerable": False}], "sample"))
    assert [s.question_id for s in found] == ["q1", "q2"]
    assert found[0].answerable and any("100%" in text for (*_, text), right in zip(found[0].texts, found[0].right, strict=True) if right)
    assert not found[1].answerable and not any(found[1].right) and found[1].texts == found[0].texts


def test_each_group_is_read_by_the_network_that_has_not_seen_it(index: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="first, second"):
        Apart(tmp_path)
    for half, seen in zip(HALVES, ("a", "b"), strict=True):
        shutil.copytree(FOLDER, tmp_path / half)
        card = json.loads((FOLDER / CARD).read_text("utf8"))
        (tmp_path / half / CARD).write_text(json.dumps({**card, "tuned": {"groups": [seen]}}), "utf8")
    (tmp_path / "second" / "layers.safetensors").write_bytes((FOLDER / "base.safetensors").read_bytes())
    desk, apart = open_desk(index), Apart(tmp_path)
    texts, tuned, base = [("办法", "第一条", "出庭应诉率达到100%。")], Cross(FOLDER), Cross(tmp_path / "second")
    asked = desk.rewrite("出庭应诉率").text
    assert apart.desk(desk, "b").crossed("出庭应诉率", texts) == pytest.approx(tuned.scores(asked, texts).tolist())
    assert apart.desk(desk, "a").crossed("出庭应诉率", texts) == pytest.approx(base.scores(asked, texts).tolist())
    assert Inquiry.of(apart.desk(desk, "a"), ROW["question"]).parts()[0].evidence  # type: ignore[arg-type]


def test_tuned_on_all_and_on_each_half(index: Path, tmp_path: Path) -> None:
    desk, told = open_desk(index), list[str]()
    found = [
        s for group in ("a", "b", "c") for answerable in (True, False) for s in scopes(desk, [{**ROW, "answerable": answerable}], group)
    ]
    tuned(tmp_path, found, TuneSettings(epochs=1, scopes=2, warm=1), told.append)
    seen = {name: json.loads((tmp_path / name / CARD).read_text("utf8"))["tuned"]["groups"] for name in (*HALVES, ALL)}
    assert seen == {"first": ["a", "c"], "second": ["b"], "all": ["a", "b", "c"]}
    assert Apart(tmp_path).desk(desk, "b").crossed(ROW["question"], found[0].texts)
    told.clear()
    tuned(tmp_path, found, TuneSettings(), told.append)
    assert not told, "what is there is not made again"
