"""Outlines of small texts: what is a heading, what is none, and how clauses tile a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.outline import outline
from policy import Clause


def clauses(text: str) -> tuple[Clause, ...]:
    found = outline("文.txt", "文", text, ())
    assert "".join(c.text for c in found) == text
    assert [c.start for c in found] == [sum(len(d.text) for d in found[:i]) for i in range(len(found))]
    assert len({c.clause_id for c in found}) == len(found)
    return found


def keys(text: str) -> list[str]:
    return [c.clause_id.split("#")[1] for c in clauses(text)]


def paths(text: str) -> list[tuple[str, ...]]:
    return [c.path for c in clauses(text)]


BODY = "各乡镇、各部门应当按照职责分工，落实责任，加强协作，确保各项任务按期完成。"


def test_three_levels_with_their_paths() -> None:
    lead = "某县实施方案\n为落实要求，制定本方案。"
    text = f"{lead}\n一、总体要求\n（一）指导思想\n{BODY}\n（二）主要目标\n1.提高效能。{BODY}\n2.改进作风。{BODY}\n二、保障措施\n{BODY}"
    assert keys(text) == ["0", "一", "一/(一)", "一/(二)", "一/(二)/1", "一/(二)/2", "二"]
    assert paths(text)[4] == ("一、总体要求", "（二）主要目标", "1.提高效能")
    assert paths(text)[0] == ()


def test_numbering_that_restarts_under_each_heading() -> None:
    text = "\n".join(f"{n}、第{n}个任务\n（一）甲项工作。{BODY}\n（二）乙项工作。{BODY}" for n in "一二三")
    assert keys(text) == [f"{n}{rest}" for n in "一二三" for rest in ("", "/(一)", "/(二)")]


def test_numbering_that_runs_on_across_headings() -> None:
    text = f"（一）甲\n1.开展普查。{BODY}\n2.建立台账。{BODY}\n（二）乙\n3.严格执法。{BODY}\n4.加强宣传。{BODY}"
    assert keys(text) == ["(一)", "(一)/1", "(一)/2", "(二)", "(二)/3", "(二)/4"]


def test_fields_stay_in_their_clause() -> None:
    text = (
        f"一、任务\n目标：{BODY}\n1.开展普查。{BODY}\n责任单位：县司法局牵头。\n进度安排：持续推进。\n"
        f"2.建立台账。{BODY}\n责任单位：县财政局。\n进度安排：2025年底前完成。"
    )
    found = clauses(text)
    assert [c.clause_id.split("#")[1] for c in found] == ["一", "一/1", "一/2"]
    assert "目标：" in found[0].text and "持续推进" in found[1].text and "2025年底前" in found[2].text


def test_an_article_holds_its_items() -> None:
    text = (
        "某条例\n第一章　总则\n第一条　为了规范管理，制定本条例。\n"
        "第二条　下列事项公开：\n（一）依据；\n（二）期限。\n前款规定的事项\n第二章　罚则\n第三条之一　罚款。"
    )
    assert keys(text) == ["0", "第一章", "第一条", "第二条", "第二章", "第三条之一"]
    assert paths(text)[3] == ("第一章 总则", "第二条")
    assert "（二）期限。" in clauses(text)[3].text


@pytest.mark.parametrize("label", ["第一千二百六十条", "第一二六〇条", "第 12 条", "第12条", "第十条", "第三百零一條"])
def test_article_numerals(label: str) -> None:
    assert paths(f"{label} 民事主体的合法权益受法律保护。")[0] == (label,)


def test_part_subpart_chapter_section() -> None:
    text = "第一编 总则\n第一分编 通则\n第一章 一般规定\n第一节 范围\n第一条 甲。\n第二节 期间\n第二条 乙。\n第二编 物权\n第三条 丙。"
    assert keys(text) == [
        "第一编",
        "第一编/第一分编",
        "第一编/第一分编/第一章",
        "第一编/第一分编/第一章/第一节",
        "第一条",
        "第一编/第一分编/第一章/第二节",
        "第二条",
        "第二编",
        "第三条",
    ]


def test_references_are_no_headings() -> None:
    text = (
        "某规定\n第一条 申请人应当提交材料。\n第二条 办理期限为十日。\n第一条规定的材料不齐的，一次告知。\n"
        "按照（一）的规定办理。\n第三条 第一条所称材料包括证明。\n第二条第一款修改后适用。\n第四条 附则。"
    )
    assert keys(text) == ["0", "第一条", "第二条", "第三条", "第四条"]


def test_figures_are_no_headings() -> None:
    text = f"一、目标\n{BODY}\n1.2亿元资金到位。\n2021.5完成。\n3.5%的增长。\n一、二级医院参加。\n（2021）年度计划。\n二、措施\n{BODY}"
    assert keys(text) == ["一", "二"]


def test_an_enumeration_inside_a_sentence_stays() -> None:
    text = f"一、范围\n补贴包括：（一）购房补贴；（二）租房补贴；（三）装修补贴，具体标准按照有关规定执行。{BODY * 3}\n二、标准\n{BODY}"
    assert keys(text) == ["一", "二"]


def test_a_list_ending_in_semicolons_stays() -> None:
    text = f"一、条件\n申请人应当符合下列条件：\n1.具有本市户籍；\n2.年满十八周岁；\n3.无住房。\n二、程序\n{BODY}"
    assert keys(text) == ["一", "二"]


def test_a_document_on_one_line() -> None:
    parts = [f"{n}、完善体系,推动工作 ({m})指导思想。{BODY * 3} ({k})主要目标。{BODY * 3} " for n, m, k in ("一一二", "二三四", "三五六")]
    text = f"为了落实要求,制定本纲要。 {''.join(parts)}各地区要贯彻本纲要,狠抓落实。"
    assert keys(text) == ["0", "一", "一/(一)", "一/(二)", "二", "二/(三)", "二/(四)", "三", "三/(五)", "三/(六)", "end"]
    assert paths(text)[2] == ("一、完善体系,推动工作", "(一)指导思想")


def test_a_document_that_begins_in_the_middle() -> None:
    text = f"（上接第一版）\n{BODY}\n(六)优化环境。{BODY}\n三、健全制度\n(七)加强立法。{BODY}\n(八)完善机制。{BODY}"
    assert keys(text) == ["0", "(六)", "三", "三/(七)", "三/(八)"]


def test_gaps_and_repeats_lose_nothing() -> None:
    text = f"一、甲\n{BODY}\n三、乙\n{BODY}\n三、丙\n{BODY}\n四、丁\n{BODY}"
    assert keys(text) == ["一", "三", "三~2", "四"]


def test_attachments_start_over() -> None:
    text = f"通知\n一、事项\n{BODY}\n二、要求\n{BODY}\n附件1\n任务清单\n一、甲类\n{BODY}\n附件：2\n分工\n一、乙类\n{BODY}"
    assert keys(text) == ["0", "一", "二", "附件1", "附件1/一", "附件", "附件/一"]
    assert paths(text)[3] == ("附件1 任务清单",)


def test_a_document_inside_a_document_is_a_part() -> None:
    notice = f"关于印发办法的通知\n一、高度重视\n{BODY}\n二、抓好落实\n{BODY}\n某县人民政府\n"
    text = f"{notice}某县财政补贴管理办法\n第一条 为了规范补贴，制定本办法。\n第二条 补贴按年发放。"
    assert keys(text) == ["0", "一", "二", "附文", "附文/第一条", "附文/第二条"]


def test_list_chapters_over_articles() -> None:
    text = "某解释\n一、一般规定\n第一条 甲。\n第二条 乙。\n二、效力\n第三条 丙。"
    assert keys(text) == ["0", "一", "第一条", "第二条", "二", "第三条"]


def test_a_coarse_style_inside_a_finer_one() -> None:
    text = "\n".join(f"{n}.第{n}项工作\n（一）甲。{BODY}\n（二）乙。{BODY}" for n in range(1, 4))
    assert keys(text) == [f"{n}{rest}" for n in range(1, 4) for rest in ("", "/(一)", "/(二)")]


def test_an_amount_at_the_head_of_a_wrapped_line_is_no_label() -> None:
    text = f"一、补贴\n租房提取按最高每年\n2.4 万元执行，购车补助最高\n2.5 万元，税率按\n2.6 %执行。\n二、其他\n{BODY}"
    assert keys(text) == ["一", "二"]


def test_circled_bracketed_and_decimal_numbers() -> None:
    assert keys(f"1.工作\n（1）甲事项。{BODY}\n①做法一。{BODY}\n②做法二。{BODY}\n（2）乙事项。{BODY}") == [
        "1",
        "1/(1)",
        "1/(1)/①",
        "1/(1)/②",
        "1/(2)",
    ]
    assert keys(f"1 总则\n1.1 编制目的\n{BODY}\n1.2 编制依据\n{BODY}\n2 组织体系\n2.1 指挥机构\n{BODY}") == [
        "1",
        "1/1.1",
        "1/1.2",
        "2",
        "2/2.1",
    ]


def test_numbers_that_are_one_character_and_a_misread_one() -> None:
    text = f"一、任务\n㈠甲事项。{BODY}\n⒈做法。{BODY}\n⑴步骤。{BODY}\n⑵步骤。{BODY}\n⒉做法。{BODY}\n㈡乙事项。{BODY}"
    assert keys(text) == ["一", "一/(一)", "一/(一)/1", "一/(一)/1/(1)", "一/(一)/1/(2)", "一/(一)/2", "一/(二)"]
    assert keys(f"一、任务\n(—)甲事项。{BODY}\n(二)乙事项。{BODY}") == ["一", "一/(一)", "一/(二)"]


def test_markdown_marks_do_not_hide_headings() -> None:
    assert keys("# 某法\n## 第一章 总 则\n第一条 甲。\n### 第一节 乙\n**第二条** 丙。")[1:3] == ["第一章", "第一条"]


def test_contents_are_no_headings() -> None:
    text = f"某纲要\n目录\n一、总体要求........1\n二、重点任务........3\n一、总体要求\n{BODY}\n二、重点任务\n{BODY}"
    assert keys(text) == ["0", "一", "二"]
    text = "某办法\n目　录\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。"
    assert keys(text) == ["0", "第一章", "第一条", "第二章", "第二条"]


def test_closing_words_and_signature_belong_to_no_clause() -> None:
    text = f"一、任务\n（一）甲。{BODY}\n（二）乙。{BODY}\n各地区、各部门要认真贯彻本方案，狠抓落实。"
    assert keys(text)[-1] == "end"
    text = f"一、任务\n{BODY}\n二、附则\n本通知自印发之日起施行。\n石溪县人民政府办公室\n2026年3月2日"
    assert clauses(text)[-1].text == "石溪县人民政府办公室\n2026年3月2日"


def test_no_numbering_gives_paragraphs() -> None:
    paragraphs = [f"{BODY}{BODY}\n"] * 4
    found = clauses("".join(paragraphs))
    assert [c.text for c in found] == paragraphs
    assert [c.clause_id for c in found][:2] == ["文.txt#p1", "文.txt#p2"]


def test_one_long_paragraph_is_cut_at_sentence_ends() -> None:
    found = clauses(BODY * 450)
    assert len(BODY * 450) > 16_000
    assert all(len(c.text) <= 400 and c.text.endswith("。") for c in found)


def test_a_long_text_without_any_sentence_end_is_cut_too() -> None:
    assert max(len(c.text) for c in clauses("字" * 2_000)) == 400


def test_a_long_lead_is_given_out_by_paragraphs() -> None:
    lead = "\n".join([BODY * 4] * 5)
    assert keys(f"{lead}\n一、任务\n{BODY}") == ["0", "p1", "p2", "p3", "p4", "一"]


def test_pages_count_from_one() -> None:
    text = f"一、甲\n{BODY}\n二、乙\n{BODY}"
    found = outline("文.pdf", "文", text, (0, text.index("二、")))
    assert [c.page for c in found] == [1, 2]


def test_an_edit_elsewhere_keeps_ids_and_wording() -> None:
    text = f"一、甲\n（一）子。{BODY}\n（二）丑。{BODY}\n二、乙\n（一）寅。{BODY}"
    before = {c.clause_id: c.wording for c in clauses(text)}
    after = {c.clause_id: c.wording for c in clauses(text.replace("丑。", "丑改。"))}
    assert before.keys() == after.keys()
    assert [k for k in before if before[k] != after[k]] == ["文.txt#一/(二)"]


def test_heading_text_has_at_most_forty_characters() -> None:
    assert paths("一、" + "长" * 90)[0] == ("一、" + "长" * 38,)
    assert paths("三、加大支持力度(市住房城乡建设局、市财政局、各区人民政府、经开区管委会、高新区管委会按职责分工负责)\n" + BODY)[0] == (
        "三、加大支持力度",
    )


def test_a_heading_line_is_whole_and_a_run_in_one_ends_at_a_mark() -> None:
    line = "统筹黄河流域生态保护和高质量发展战略、南水北调后续工程高质量发展与城市更新"
    assert paths(f"（一）{line}\n{BODY}")[0] == (f"（一）{line}",)
    text = "一、缴存职工家庭购买自住住房并且符合下列情形的,住房公积金贷款额度可以按照规定上浮一定比例计算并且不超过限额。"
    assert paths(text)[0] == ("一、缴存职工家庭购买自住住房并且符合下列情形的",)


def test_a_heading_is_not_its_text_said_again() -> None:
    assert paths(f"（三）装备推广工程实施装备推广工程，加强验证。{BODY}")[0] == ("（三）装备推广工程",)
    assert paths(f"第七章 病死动物和病死动物产品处理\n第一条 甲。\n{BODY}")[0] == ("第七章 病死动物和病死动物产品处理",)


@pytest.mark.parametrize("mark", ["﹒", "▯", "．"])
def test_marks_of_numbers(mark: str) -> None:
    text = "一、任务\n" + "\n".join(f"{n}{mark}做好工作。{BODY}" for n in (1, 2, 3))
    assert keys(text) == ["一", "一/1", "一/2", "一/3"]


def test_numbers_without_a_mark() -> None:
    text = "某措施\n" + "\n".join(f"0{n}做好工作\n{BODY}" for n in (1, 2, 3))
    assert keys(text) == ["0", "1", "2", "3"]
    assert keys(f"一、任务\n1.普查。{BODY}\n2.登记。{BODY}\n2人以上的家庭另行规定。\n3个月内完成。")[-1] == "一/2"


def test_labels_fused_with_the_text_before_them() -> None:
    items = [f"{n}.做好第{n}项工作。{BODY}" for n in range(1, 6)]
    text = f"一、统筹谋划{items[0]}\n{items[1]}\n{items[2][:-1]}二、加速建设\n{items[3]}\n{items[4]}\n三、保障\n{BODY}"
    assert keys(text) == ["一", "一/1", "一/2", "一/3", "二", "二/4", "二/5", "三"]


def test_pieces_end_at_sentences_and_are_alike() -> None:
    paragraph = BODY * 12
    sizes = [len(c.text) for c in clauses(f"{BODY}{BODY}\n{paragraph}")]
    assert sizes[0] == 2 * len(BODY) + 1 and max(sizes[1:]) - min(sizes[1:]) <= len(BODY)


PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "（1）",
        "①",
        "第一条",
        "第二章 总则",
        "附件1",
        "目录",
        "\n",
        "\n\n",
        "。",
        "；",
        "：",
        " ",
        "\u3000",
        "甲乙丙",
        BODY,
        "2021年",
        "“",
        "”",
        "##",
        "二、",
        "（二）",
        "2、",
        "第二条 ",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_is_tiled(text: str) -> None:
    assert all(c.text for c in clauses(text))


@given(st.text(max_size=300))
def test_any_characters_are_tiled(text: str) -> None:
    clauses(text)
