"""Lists within items, enclosures, documents within a document, signatures."""

from ingest.outline import outline
from policy import Clause

BODY = "各乡镇、各部门应当按照职责分工，落实责任，加强协作，确保各项任务按期完成。"


def clauses(text: str) -> tuple[Clause, ...]:
    found = outline("文.txt", "文", text)
    assert "".join(c.text for c in found) == text
    assert len({c.clause_id for c in found}) == len(found)
    return found


def keys(text: str) -> list[str]:
    return [c.clause_id.split("#")[1] for c in clauses(text)]


def test_items_within_an_item_of_their_own_style_are_its_own() -> None:
    inner = "\n".join(f"{n}.建设第{n}类站点。{BODY}" for n in (1, 2, 3))
    text = f"一、重点任务\n1.建设站点。\n{BODY}\n{inner}\n2.改造管网。{BODY}\n3.更换水表。{BODY}\n二、保障\n{BODY}"
    assert keys(text) == ["一", "一/1", "一/1/1", "一/1/2", "一/1/3", "一/2", "一/3", "二"]


def test_a_short_list_within_an_item_of_its_own_style_stays_in_it() -> None:
    text = f"一、甲\n{BODY}\n二、乙\n应当做到：\n一、节约用水；\n二、按期缴费；\n三、爱护设施。\n三、丙\n{BODY}\n四、丁\n{BODY}"
    assert keys(text) == ["一", "二", "三", "四"]


def test_numbering_that_starts_over_under_plain_headings_is_no_list_within_an_item() -> None:
    part = "\n".join(f"{n}.完成第{n}项。{BODY}" for n in (1, 2, 3))
    assert keys(f"{part}\n保障任务\n{part}") == ["1", "2", "3", "1~2", "2~2", "3~2"]


def test_a_list_of_enclosures_is_one_clause() -> None:
    text = f"一、目标\n{BODY}\n附件：1.任务表\n　　　2.云岫市水表更换联络员名单\n云岫市水利局\n2026年5月6日"
    assert keys(text) == ["一", "附件", "end"]
    assert clauses(text)[1].text.strip().endswith("联络员名单")


def test_enclosures_announced_above_a_line_of_copies_are_those_that_follow() -> None:
    text = (
        f"一、目标\n{BODY}\n附件：云岫市水表更换任务表\n云岫市水利局\n2026年5月6日\n抄送：市委办公室，市政府办公室。\n"
        f"附件\n云岫市水表更换任务表\n1.东城。{BODY}\n2.西城。{BODY}"
    )
    assert [key for key in keys(text) if "附件" in key] == ["附件", "附件/1", "附件/2"]


def test_a_document_within_a_document_holds_its_clauses() -> None:
    plan = f"云岫市水表更换方案\n为更换水表，制定本方案。\n一、对象\n{BODY}\n二、标准\n{BODY}\n三、期限\n{BODY}"
    rules = f"云岫市水表更换细则\n第一章 总则\n第一条 {BODY}\n第二条 {BODY}\n第三条 {BODY}\n第四条 {BODY}\n第五条 {BODY}"
    text = f"一、印发方案。{BODY}\n二、印发细则。{BODY}\n{plan}\n{rules}"
    assert keys(text) == ["一", "二", "附文", "附文/一", "附文/二", "附文/三", "附文~2", "附文/第一章"] + [
        f"附文/第{n}条" for n in "一二三四五"
    ]


def test_a_signature_stays_outside_the_last_clause_whatever_is_copied_to_whom() -> None:
    copies = "抄送：" + "，".join(f"市直第{n}单位" for n in range(12)) + "。"
    signed = f"云岫市水利局 云岫市财政局\n2026年5月6日\n（此件公开发布）\n{copies}\n云岫市水利局办公室 2026年5月7日印发\n共印50份"
    text = f"一、目标\n{BODY}\n二、要求\n{BODY}\n{signed}"
    *_, last, end = clauses(text)
    assert last.text.strip().endswith("按期完成。")
    assert end.text.startswith("云岫市水利局 云岫市财政局")


def test_numerals_set_apart_by_spaces() -> None:
    text = "\n".join(f"第 {n} 条 {BODY}" for n in ("九", "十", "十 一", "一 百 零 二", "一 千 二 百 六 十"))
    assert keys(text) == ["第九条", "第十条", "第十一条", "第一百零二条", "第一千二百六十条"]
