"""Passages whose wording looks damaged: which are told apart, that they are not asked, and that the trainer is told of them."""

import json

import pytest

from exam import check, make, parse
from exam.doubt import Passage, contested, damaged, damaged_heading, mistaken
from exam.papers import paper_json, read_paper
from policy import Document
from policy.exam import ItemKind
from tests.exam_kit import LAW, PLAN, Shelf, document, law, sources

SAME = "各窗口单位要{}服务热线和网上留言，及时回应群众关切"
KINDS = {"单选": 4, "多选": 4, "判断": 4, "填空": 2, "简答": 2}


@pytest.mark.parametrize(
    "text",
    [
        "支持居民开展河道巡查工作和河道巡查，及时报告险情",
        "修改河道管理条例、采砂许可办法、修改防汛应急预案，完善配套制度",
        "把是否按时办结作为对窗口开展考核和督导、服务质量显著提高，切实避免拖延",
        "到2027年建成全覆盖的比较好的服务体系",
        "窗口单位应当公开收费清单收费清单并接受监督",
    ],
)
def test_what_cannot_have_been_meant_is_damaged(text: str) -> None:
    assert damaged(text)


@pytest.mark.parametrize(
    "text",
    [
        "规范窗口设置、规范服务用语、规范办理流程",
        "完善首问负责、一次告知、限时办结等制度，提高办理质量和办理效率",
        "把群众满意度作为考核的重要内容，持续提高服务质量",
        "坚持谁审批谁监管、谁主管谁监管，以不再使用为目的的处置应当报批",
    ],
)
def test_what_reads_well_is_not(text: str) -> None:
    assert not damaged(text)


def test_a_heading_says_no_word_twice() -> None:
    assert damaged_heading("深入推进“互联网+监管”监管服务") and not damaged("落实“谁审批谁监管”监管责任制")


def passages(*texts: str) -> list[Passage]:
    return [Passage(f"p{n}", f"{n}.txt", text) for n, text in enumerate(texts)]


def test_two_documents_that_differ_by_a_word_within_a_sentence_are_both_in_doubt() -> None:
    assert contested(passages(SAME.format("畅通"), SAME.format("损毁"))) == {"p0", "p1"}


def test_the_reading_of_more_documents_stands() -> None:
    assert contested(passages(SAME.format("畅通"), SAME.format("损毁"), SAME.format("畅通"))) == {"p1"}


def test_a_character_left_out_is_a_contest() -> None:
    whole = "推进信息共享机制化、案件移送标准化和程序规范化建设"
    assert contested(passages(whole, whole.replace("标准化", "标准"))) == {"p0", "p1"}


def test_a_character_taken_for_another_is_told_by_what_the_others_write() -> None:
    usual = ["推进证照的互认通用和结果互认", "建立部门间的互认机制", "落实跨省的互认办法", "做好学分互认和证照的互认工作"]
    assert mistaken(passages(*usual, "加强证明材料的相认共享")) == {"p4"}
    assert mistaken(passages(*usual, "加强证明材料的互认共享")) == set() == mistaken(passages("加强证明材料的相认共享"))


@pytest.mark.parametrize(("one", "other"), [("完善", "健全"), ("全省", "全县"), ("2026年", "2027年"), ("和", "与")])
def test_places_figures_and_words_that_say_the_same_are_no_contest(one: str, other: str) -> None:
    assert contested(passages(SAME.format(one), SAME.format(other))) == set()


def plans(*words: str) -> list[Document]:
    head = "四、畅通渠道"
    return [
        document(
            f"{n}.txt", f"第{n}号政务服务行动计划", [*PLAN, (head, f"{head}\n{SAME.format(word)}。窗口人员每人每年培训不少于48学时。")]
        )
        for n, word in enumerate(words)
    ]


def test_a_damaged_passage_is_not_asked_and_is_told() -> None:
    documents = plans("畅通", "损毁")
    paper = make(sources(*documents), parse({"kinds": KINDS}))
    told = "\n".join(i.stem + "".join(o.text for o in i.options) + "".join(i.key) for i in paper.items)
    assert paper.items and "损毁" not in told and "畅通服务" not in told
    assert len(paper.notes) == 1 and "2 处" in paper.notes[0] and "损毁" in paper.notes[0]
    assert read_paper(json.loads(json.dumps(paper_json(paper)))).notes == paper.notes
    assert check(Shelf(documents), paper) == []


def test_a_library_without_damage_has_nothing_to_tell() -> None:
    assert make(sources(), parse({"kinds": {"判断": 2}})).notes == ()


def test_articles_of_different_statutes_may_word_the_same_duty_in_their_own_way() -> None:
    other = document(
        "other.md", "云岫市湖泊管理条例", [(h, t.replace("采砂", "捕捞").replace("河道", "湖泊")) for h, t in LAW], kind="条例"
    )
    paper = make(sources(law(), other), parse({"kinds": {ItemKind.TRUE_FALSE.value: 2}}))
    assert paper.notes == ()
