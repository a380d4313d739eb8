"""The words that answer are shown bold where no figure or date is asked for."""

import pytest

from answer import ask
from index import Index
from tests.index_kit import indexed

TEXT = """清河市城市停车管理办法

第一条 停车泊位由街道办事处负责划定，市公安机关交通管理部门予以指导，任何单位不得在泊位上设置障碍物。
第二条 智能停车平台由市大数据管理局负责建设，建设费用列入财政预算，平台数据每年更新。
第三条 禁止在消防通道停放车辆，确需临时停放的，应当留有驾驶人员。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("bold")
    (folder / "办法.txt").write_text(TEXT, "utf8")
    return indexed(tmp_path_factory.mktemp("bold_index"), folder / "办法.txt")


@pytest.mark.parametrize(("question", "answer"), [("智能停车平台由哪个部门建设？", "市大数据管理局"), ("停车泊位由谁划定？", "街道办事处")])
def test_who_it_is_stands_out(desk: Index, question: str, answer: str) -> None:
    (claim,) = ask(desk, question).claims
    bold = [claim.text[start:end] for start, end in claim.marks]
    assert not bold or any(answer in words for words in bold) and sum(map(len, bold)) < len(claim.text)


def test_bold_words_are_whole_parts_of_the_quote(desk: Index) -> None:
    found = 0
    for question in ("智能停车平台由哪个部门建设？", "停车泊位由谁划定？", "消防通道能停车吗？", "谁指导停车泊位的划定？"):
        for claim in ask(desk, question).claims:
            for start, end in claim.marks:
                found += 1
                assert 0 <= start < end <= len(claim.text)
                assert start == 0 or claim.text[start - 1] in "，,；;：:、。（("
                assert end == len(claim.text) or claim.text[end] in "，,；;：:、。）)"
    assert found
