"""The cross-encoder that ships: what it puts first, and that a score depends on nothing but its question and its text."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from models import load_encoder
from models.cross import BODY, FOLDER, Cross, shipped
from models.layers import LAYERS
from policy import BadArtefact

FEE = ("停车管理办法", "第八条", "机动车停放服务费每小时五元,由停车人支付。")
SIZE = ("停车管理办法", "第六条", "每个停车位的面积不小于十二平方米。")
PHONE = ("停车管理办法", "第二十条", "投诉电话:12345,全天受理。")
OTHER = ("义务教育法", "第二条", "国家实行九年义务教育制度。")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("停一个小时车要多少钱？", FEE),
        ("车位得有多大？", SIZE),
        ("收费不合理打哪个电话投诉？", PHONE),
        ("机動車停放服務費每小時多少元？", FEE),
        ("小孩上学免费几年？", OTHER),
    ],
)
def test_the_sentence_that_speaks_of_what_is_asked_comes_first(question: str, first: tuple[str, str, str]) -> None:
    texts = [FEE, SIZE, PHONE, OTHER]
    assert texts[int(shipped().scores(question, texts).argmax())] == first


def test_a_score_is_the_same_beside_any_other_texts() -> None:
    texts = [FEE, ("", "", ""), ("", "", "停车"), ("很长的办法" * 20, "第一章", "停车位由街道划定。" * 60), *[SIZE, PHONE, OTHER] * 8]
    together = shipped().scores("停车位由谁划定？", texts)
    alone = np.concatenate([shipped().scores("停车位由谁划定？", [text]) for text in texts])
    assert together.dtype == np.float32 and together == pytest.approx(alone, abs=1e-4)


def test_what_goes_beyond_the_places_that_it_knows_is_cut_off() -> None:
    long = "停车位由街道划定。" * BODY
    assert shipped().scores("谁划停车位" * 30, [("办法", "", long), ("办法", "", long + "不得收费。")]).tolist() == pytest.approx(
        shipped().scores("谁划停车位" * 30, [("办法", "", long)] * 2).tolist(), abs=1e-5
    )


def test_nothing_asked_or_nothing_to_read_scores_nothing() -> None:
    assert shipped().scores("", [FEE, SIZE]).tolist() == [0.0, 0.0] and shipped().scores("停车", []).shape == (0,)


def test_an_encoder_reads_with_it() -> None:
    scores = load_encoder().crossed("停一个小时车要多少钱？", [FEE, SIZE])  # type: ignore[attr-defined]
    assert scores.tolist() == shipped().scores("停一个小时车要多少钱？", [FEE, SIZE]).tolist()


def test_an_encoder_reads_each_text_once_a_question_in_any_order() -> None:
    encoder, texts = load_encoder(), [("条例", "第五条", f"申请人应当在{n}日内提交材料。") for n in range(6)]
    first = encoder.crossed("多少日内提交材料？", texts[:4])
    again = encoder.crossed("多少日内提交材料？", [*texts[3::-1], *texts[4:], texts[0]])
    assert again[:4].tolist() == first[::-1].tolist() and again[-1] == first[0]
    assert again[4:6] == pytest.approx(shipped().scores("多少日内提交材料？", texts[4:]), abs=1e-4)
    assert encoder.crossed("由谁提交材料？", texts[:1])[0] != first[0]


def test_a_folder_that_lacks_a_file_or_holds_a_damaged_one_is_named(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "cross")
    (tmp_path / "cross" / LAYERS).write_bytes(b"\x10\0\0\0\0\0\0\0{")
    with pytest.raises(BadArtefact, match=LAYERS):
        Cross(tmp_path / "cross")
    (tmp_path / "cross" / LAYERS).unlink()
    with pytest.raises(BadArtefact, match=LAYERS):
        Cross(tmp_path / "cross")
