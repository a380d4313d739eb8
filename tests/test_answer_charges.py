"""Who asks what a unit answers for gets all its tasks, as a table with the clause of each."""

import pytest

from answer import ask
from answer.compose.charges import same_unit
from index import Index
from tests.index_kit import indexed

PLAN = """石溪县数字政府建设工作方案

一、工作任务
（一）建设政务云。
建成全县统一的政务云平台。
责任单位：县数据局牵头，县财政局参加，各乡镇政府按职责分别负责。
进度安排：2027年6月底前完成。
（二）整合热线。
把各部门热线归并到便民热线。
责任单位：县行政服务中心牵头，县数据局参加。
进度安排：持续推进。
（三）清理证明。
取消没有依据的证明。
责任单位：县司法局、县数据局牵头。
进度安排：2026年底前完成。

（四）公开数据。
按季公开政务数据。
责任单位：县统计局牵头。

二、组织领导
干部培训由县委组织部负责。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("charges")
    files = folder / "files"
    files.mkdir()
    (files / "石溪.txt").write_text(PLAN, "utf8")
    return indexed(folder / "index", files)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("石溪县数据局牵头哪些工作？", ["政务云", "证明"], ["热线", "培训"]),
        ("县数据局参加哪些工作？", ["热线"], ["政务云", "证明"]),
        ("哪些任务由石溪县行政服务中心负责？", ["热线"], ["政务云", "证明"]),
        ("石溪县哪些事由县委组织部负责？", ["培训"], ["热线"]),
        ("县财政局配合的工作有哪些？", ["政务云"], ["热线"]),
        ("县财政局负责哪些工作？", ["政务云"], ["热线"]),  # it leads none: what it takes part in
        ("县数据局牵头或者参加了哪些任务？", ["政务云", "热线", "证明"], ["培训"]),
        ("石溪县财政局要配合干哪些活？", ["政务云"], ["热线"]),
        ("石溪县哪些事归县司法局管？", ["证明"], ["热线"]),
        ("石溪县在政务云方面，县数据局牵头哪些工作？", ["政务云"], ["证明"]),
        ("石溪县哪些任务要在2027年完成？", ["政务云"], ["热线", "证明"]),
        ("石溪县2026年底前完成的任务有哪些？", ["证明"], ["热线", "政务云"]),
        ("Which tasks does the Shixi county justice bureau lead?", ["证明"], ["政务云", "热线"]),
    ],
)
def test_all_tasks_of_the_unit_are_told(index: Index, question: str, said: list[str], unsaid: list[str]) -> None:
    answer = ask(index, question)
    assert answer.status == "answered" and answer.table is not None
    assert all(words in answer.text for words in said) and not any(words in answer.text for words in unsaid)
    assert all(claim.citations for claim in answer.claims)


@pytest.mark.parametrize("before", ["石溪县数据局牵头哪些工作？", "石溪县哪些任务由县数据局牵头？"])
def test_another_unit_is_asked_about_next(index: Index, before: str) -> None:
    answer = ask(index, "那县统计局呢？", before=[before])
    assert answer.status == "answered" and "公开数据" in answer.text and "热线" not in answer.text


def test_each_row_names_the_units_and_the_schedule_from_its_quotes(index: Index) -> None:
    answer = ask(index, "石溪县数据局牵头哪些工作？")
    assert answer.table is not None and answer.table.columns == ("任务", "牵头或负责", "参加", "进度安排")
    row = answer.table.rows[0]
    assert row[1].text == "县数据局" and "县财政局" in row[2].text and "2027年6月底前" in row[3].text
    quotes = {c.n: c.quote for c in answer.citations}
    assert all("县数据局牵头" in quotes[n] for n in row[1].citations)


@pytest.mark.parametrize("question", ["石溪县教育局牵头哪些工作？", "县财政局牵头哪些工作？"])
def test_a_unit_that_leads_nothing_is_not_given_what_others_lead(index: Index, question: str) -> None:
    assert ask(index, question).status == "not_found"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("发改局", "发展改革局", True),
        ("卫健局", "卫生健康局", True),
        ("政府", "乡镇政府", False),
        ("监管局", "市场监管局", False),
        ("司法局", "司法局", True),
    ],
)
def test_short_names_of_units(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same
