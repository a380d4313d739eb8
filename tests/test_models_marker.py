"""The marker: what ships marks the words that answer, numpy and torch agree, and training learns from marked answers."""

from pathlib import Path

import numpy as np
import pytest

from models import load_encoder
from models.cross import FOLDER as CROSS
from models.layers import LAYERS
from models.marker import FOLDER, PASSAGE, Marker, marks_of, shipped
from models.save import CARD, read_tensors, read_vectors
from policy import BadArtefact

FEE = ("停车管理办法", "第八条", "机动车停放服务费每小时五元,由停车人支付。违反规定收费的,由市场监督管理部门处二千元罚款。")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("停一个小时车要多少钱？", "每小时五元"),
        ("乱收停车费归谁管？", "市场监督管理部门"),
        ("違反規定收費由哪個部門處罰？", "市场监督管理部门"),
    ],
)
def test_the_words_that_answer_are_the_likeliest(question: str, answer: str) -> None:
    at, odds = shipped().odds(question, FEE)
    start = FEE[2].index(answer)
    inside = (at[:, 0] >= start) & (at[:, 1] <= start + len(answer))
    likely = 1 / (1 + np.exp(-odds))
    assert likely[inside].mean() > 2 * likely[~inside].mean()


def test_what_is_known_of_a_word_does_not_hang_on_other_questions() -> None:
    first = shipped().odds("停一个小时车要多少钱？", FEE)[1]
    shipped().odds("谁付钱？", ("", "", "张三付。"))
    assert shipped().odds("停一个小时车要多少钱？", FEE)[1].tolist() == first.tolist()


def test_every_word_has_its_place_and_blanks_have_none() -> None:
    at, odds = shipped().odds("几天？", ("办法", "", "自受理之日起 ５个工作日内 答复。"))
    text = "自受理之日起 ５个工作日内 答复。"
    assert "".join(text[s:e] for s, e in at.tolist()) == text.replace(" ", "")
    assert odds.dtype == np.float32 and len(odds) == len(at)


def test_what_goes_beyond_the_places_that_it_knows_is_not_read() -> None:
    at, _ = shipped().odds("谁划停车位？", ("办法", "", "停车位由街道划定。" * PASSAGE))
    assert len(at) == PASSAGE


def test_nothing_asked_or_nothing_to_read_marks_nothing() -> None:
    assert shipped().odds("", FEE)[0].shape == (0, 2) and shipped().odds("停车", ("", "", ""))[1].shape == (0,)


def test_an_encoder_marks_with_it() -> None:
    ((at, odds),) = load_encoder().marked("停一个小时车要多少钱？", [FEE])  # type: ignore[attr-defined]
    assert odds.tolist() == shipped().odds("停一个小时车要多少钱？", FEE)[1].tolist() and len(at) == len(odds)


def test_punctuation_is_told_apart() -> None:
    text = "费,是2元;甲〇。"
    ids = np.array([5, 0, 6, 7, 8, 0, 9, 0, 0])
    at = np.array([[n, n + 1] for n in range(len(text))])
    kinds = marks_of(text, ids, at)
    assert kinds[0] == 0 and len({kinds[1], kinds[5], kinds[8]}) == 3 and kinds[7] not in (0, kinds[1], kinds[5], kinds[8])


def test_a_missing_file_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadArtefact, match=LAYERS):
        Marker(tmp_path)


def test_numpy_reads_as_torch_does() -> None:
    torch = pytest.importorskip("torch")
    from tokenizers import Tokenizer

    from models.layers import HEADING, TITLE, VECTORS, units_of
    from models.marker_net import MarkerNet
    from models.reader import Reader
    from models.save import TOKENIZER

    net = MarkerNet(*units_of(read_vectors(CROSS / VECTORS)))
    net.load_state_dict({name: torch.from_numpy(np.asarray(t, np.float32)) for name, t in read_tensors(FOLDER / LAYERS).items()})
    net.eval()
    reader, question = Reader(Tokenizer.from_file(str(CROSS / TOKENIZER))), "停一个小时车要多少钱？"
    query, title, heading = (reader.recent_tokens([text])[0] for text in (question, *FEE[:2]))
    ids, at = reader.placed(FEE[2])
    rows = [
        torch.from_numpy(np.asarray(row)).long()[None]
        for row in (query, [*title[:TITLE], *heading[:HEADING]], ids, marks_of(FEE[2], ids, at))
    ]
    with torch.no_grad():
        expected = net(*rows)[0].numpy()
    assert shipped().odds(question, FEE)[1] == pytest.approx(expected, abs=2e-3)


def test_training_learns_what_is_marked_and_gives_one_result_for_one_seed(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from models.train_marker import Marked, MarkerSettings, marker_to

    fees = [("停车", "五元"), ("参观", "十元"), ("办证", "二十元"), ("复印", "一元"), ("查询", "三元"), ("寄存", "两元")]
    marked = []
    for what, price in fees:
        text = f"{what}费为{price}。投诉电话为12345,全天受理。"
        marked.append(Marked(f"{what}要多少钱？", ("收费办法", "第三条"), text, ((text.index(price), text.index(price) + len(price)),)))
        marked.append(Marked(f"{what}投诉打哪个电话？", ("收费办法", "第三条"), text, ((text.index("12345"), text.index("12345") + 5),)))
    settings = MarkerSettings(epochs=25, rate=2e-3, warm=5)
    said: list[str] = []
    for name in ("a", "b"):
        marker_to(tmp_path / name, CROSS, marked, settings, said.append)
    assert (tmp_path / "a" / LAYERS).read_bytes() == (tmp_path / "b" / LAYERS).read_bytes()
    assert '"questions": 12' in (tmp_path / "a" / CARD).read_text("utf8") and said[0] == "12 questions"
    at, odds = Marker(tmp_path / "a").odds("停车要多少钱？", ("收费办法", "第三条", "停车费为五元。投诉电话为12345,全天受理。"))
    inside = [start in (4, 5) for start, _ in at.tolist()]
    assert odds[inside].min() > odds[[not i for i in inside]].mean()


def test_nothing_to_learn_from_is_said(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from models.train_marker import Marked, MarkerSettings, marker_to

    with pytest.raises(ValueError, match="no question"):
        marker_to(tmp_path, CROSS, [Marked("多少？", ("", ""), "五元。", ())], MarkerSettings(), lambda _: None)
