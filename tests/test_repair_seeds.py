"""The seed documents, read from the folder beside the project: what must be gone, what must be there, and that no sentence is lost."""

import re
from functools import cache
from pathlib import Path

import pytest

from ingest.raw import Repaired
from ingest.readers import read
from ingest.repair import repair
from ingest.repair.pinyin import turned_back, without_pinyin

SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SEEDS.is_dir(), reason="the folder ../shared is not there")]
NAMES = sorted(path.name for path in SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
SENTENCE = re.compile(r"[\u4e00-\u9fff][^。！？\n]{30,}。")


@cache
def seed(start: str) -> tuple[str, Repaired]:
    path = next(SEEDS.glob(f"{start}*"))
    raw = read(path, path.read_bytes())
    return raw.text, repair(raw)


@pytest.mark.parametrize("name", NAMES)
def test_no_furniture_pinyin_or_broken_bytes_are_left(name: str) -> None:
    _, result = seed(name)
    for rest in ("首页", "版权", "客服", "扫一扫", "查阅次数", "索引号", "来源:", "?", "▯"):
        assert rest not in result.text
    assert not re.search(r"[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùü]+\)", result.text)
    assert not re.search(r"^[ \t\u3000]|[ \t\u3000]$|\n\n", result.text, re.M)


@pytest.mark.parametrize("name", NAMES)
def test_every_long_sentence_of_the_body_survives(name: str) -> None:
    text, result = seed(name)
    kept = re.sub(r"\s", "", result.text)
    plain = turned_back(without_pinyin(text)[0]) if dict(result.repairs).get("拼音") else text
    lost = [s for s in SENTENCE.findall(re.sub(r"[ \t\u3000]", "", plain)) if s not in kept and "?" not in s]
    assert [s[:20] for s in lost if "版权" not in s and "作者" not in s and "本站" not in s] == []


@pytest.mark.parametrize(
    "place",
    ["《云南省法治政府建设实施纲要(2021—2025年)》全文如下", "效能。科学制定", "领域政府数据向", "德才兼备的高素质法治", "专家库,参与"],
)
def test_the_five_shifted_places_come_out_right(place: str) -> None:
    _, result = seed("002")
    assert place in result.text
    assert dict(result.repairs)["错位字节还原"] == 5


def test_the_newspaper_page_is_whole_again() -> None:
    _, result = seed("003")
    for place in (
        "(九)加强行政规范性文件制定监督管理。",
        "切身利益的重点领域",
        "(三十一)深入推进“互联网+监管”",
        "健全社会应急力量",
        "行政监督制度。",
    ):
        assert place in result.text
    assert dict(result.repairs) == {"断行": 5}
    assert "程序化法治化\n坚持" in result.text


def test_the_lying_page_title_is_gone_and_the_real_one_stays() -> None:
    _, result = seed("000")
    assert "营改增" not in result.text
    assert "\n浙江省法治政府建设实施纲要\n(2021—2025年)\n" in result.text


def test_headings_and_fields_of_the_plan_stay_lines() -> None:
    _, result = seed("004")
    lines = result.text.split("\n")
    assert "(一)指导思想" in lines
    assert sum(line.startswith("责任单位:") for line in lines) == 20
    assert len(lines) == 84
