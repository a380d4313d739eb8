"""Repair: what is put right, and above all what is left alone."""

import re

import opencc
import pytest

from ingest.raw import MARK, Raw, Repaired
from ingest.repair import repair
from ingest.repair.pinyin import turned_back


def repaired(text: str, kind: str = "txt") -> Repaired:
    return repair(Raw(text, kind))


def lines(text: str) -> list[str]:
    return repaired(text).text.split("\n")


BODY = [
    "青岚省水利厅关于加强农村供水管理的意见",
    "各市、县水利局：",
    "为加强农村供水管理，保障农村居民饮水安全，根据有关法律法规，结合我省实际，提出以下意见。",
    "一、总体要求",
    "(一)指导思想。坚持以人民为中心，落实管护责任，提高供水质量，让农村居民喝上放心水。",
    "(二)主要目标。到2025年，农村自来水普及率达到92%以上，水质达标率稳步提高。",
    "(三)基本原则。坚持政府主导、部门协同，坚持因地制宜、分类指导，坚持建管并重。",
    "二、主要任务",
    "(四)落实管护责任。县级人民政府应当明确管护主体，落实管护经费，建立管护台账。",
    "青岚省水利厅",
    "2022年3月8日",
]


def test_a_clean_document_is_left_alone() -> None:
    result = repaired("\n".join(BODY))
    assert result == Repaired("\n".join(BODY))


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\n", "\r\n", "\n　　", "\n\xa0\xa0\xa0 ", "\u2028"])
def test_blank_lines_indents_and_odd_line_ends_are_no_text(gap: str) -> None:
    assert lines(gap.join(BODY)) == BODY


def test_invisible_characters_go_and_visible_ones_stay() -> None:
    assert lines("第\u200b一条\ufeff　为了节水，\x07制定本办法（２０２５年）。①②") == ["第一条　为了节水，制定本办法（２０２５年）。①②"]


def test_half_a_surrogate_pair_is_marked_as_lost() -> None:
    assert lines("第一条\ud83d补贴。\udfff") == ["第一条▯补贴。▯"]


def test_radicals_become_the_characters_they_show() -> None:
    result = repaired("⼀、⾏政机关应当⾃觉接受⼈⺠监督，⻓期坚持。")
    assert result.text == "一、行政机关应当自觉接受人民监督，长期坚持。"
    assert dict(result.repairs)["部首字形"] == 6


class TestLines:
    def test_a_sentence_broken_in_the_middle_is_joined(self) -> None:
        broken = [*BODY]
        broken[4:5] = ["(一)指导思想。坚持以人民为中心，落实管护责任，提高供水质量，让农村居", "民喝上放心水。"]
        result = repaired("\n\n".join(broken))
        assert result.text.split("\n") == BODY
        assert dict(result.repairs) == {"断行": 1}

    def test_a_heading_broken_before_its_text_is_joined_where_its_siblings_run_into_theirs(self) -> None:
        broken = [*BODY]
        broken[8:9] = ["(四)落实管护", "责任。县级人民政府应当明确管护主体，落实管护经费，建立管护台账。"]
        assert lines("\n\n".join(broken)) == BODY

    def test_an_open_quote_joins(self) -> None:
        broken = [*BODY, "(五)推进“互", "联网+供水”服务。各县应当开通网上报装，缩短办理时间。"]
        assert lines("\n".join(broken))[-1] == "(五)推进“互联网+供水”服务。各县应当开通网上报装，缩短办理时间。"

    def test_headings_lists_fields_and_signatures_are_not_joined(self) -> None:
        paper = [
            "县供水工作方案",
            "(一)指导思想",
            "坚持以人民为中心，落实管护责任，提高供水质量，让农村居民喝上放心水。",
            "(二)主要任务",
            "1.健全制度，明确责任，加强监督，确保工程长期发挥效益",
            "责任单位：县水利局牵头，各乡镇人民政府配合",
            "进度安排：持续推进",
            "2.加强水质检测，公开检测结果",
            "附件：任务清单",
            "县水利局",
            "2022年3月8日",
        ]
        assert lines("\n".join(paper)) == paper

    def test_a_poem_and_a_list_of_names_are_not_joined(self) -> None:
        poem = ["青山绿水绕村流，", "碧草连天映小楼，", "春雨润泽千亩地，", "秋风吹送万家收。", "张三", "李四", "王五"]
        assert lines("\n".join(poem)) == poem

    def test_table_rows_are_not_joined(self) -> None:
        rows = [
            "序号 | 任务，目标和时限 | 单位",
            "1 | 完成管网改造，建立管护台账，落实管护经费 | 水利局",
            "2 | 开展水质检测，公布检测结果，接受群众监督 | 卫健局",
        ]
        assert lines("\n".join(rows)) == rows

    def test_text_wrapped_at_a_fixed_width_is_joined_by_its_indents(self) -> None:
        paragraphs = [line for line in BODY[2:9] for _ in range(1)] * 2
        wrapped = []
        for paragraph in paragraphs:
            whole = "　　" + paragraph
            wrapped += [whole[i : i + 26] for i in range(0, len(whole), 26)]
        assert lines("\n".join(wrapped)) == paragraphs

    def test_text_wrapped_at_a_fixed_width_without_indents_is_joined_too(self) -> None:
        paragraphs = BODY[2:9] * 2
        wrapped = [p[i : i + 26] for p in paragraphs for i in range(0, len(p), 26)]
        assert lines("\n".join(wrapped)) == paragraphs

    def test_page_numbers_and_running_titles_in_text_go(self) -> None:
        pages = [f"第{n}条　各县应当按照职责做好第{n}项供水管理工作，并按时报告结果。" for n in "一二三四五六七八九"]
        text = [*pages[:3], "青岚省供水规程", "— 1 —", *pages[3:6], "青岚省供水规程", "— 2 —", *pages[6:], "青岚省供水规程", "— 3 —"]
        assert lines("\n".join(text)) == pages

    def test_row_numbers_of_a_table_are_no_page_numbers(self) -> None:
        cells = ["序号", "任务", "1", "管网改造", "2", "水质检测", "3", "台账管理", "4", "公开公示"]
        assert lines("\n".join(cells)) == cells


class TestFurniture:
    HEAD = [
        "您现在的位置：首页 > 政务公开 > 政策文件",
        "索引号：A0012 发布日期：2022-03-10",
        "发文字号：青水农〔2022〕5号 发布机构：省水利厅",
        "浏览次数：120 字体：【大 中 小】 【打印】 【关闭】",
    ]
    TAIL = [
        "来源：省水利厅",
        "责任编辑：张三",
        "扫一扫在手机打开当前页",
        "上一篇：关于防汛工作的通知",
        "下一篇：关于抗旱工作的通知",
        "主办：青岚省人民政府办公厅 承办：省信息中心 版权所有",
        "青ICP备12345678号 网站标识码：1234567890",
        "联系我们",
    ]

    def test_head_and_tail_go_and_are_kept_for_the_metadata(self) -> None:
        result = repaired("\n".join(self.HEAD + BODY + self.TAIL))
        assert result.text.split("\n") == BODY
        assert list(result.furniture) == self.HEAD + self.TAIL
        assert dict(result.repairs) == {"网页杂项": 12}

    def test_a_title_between_breadcrumb_and_fields_stays(self) -> None:
        assert lines("\n".join([self.HEAD[0], BODY[0], *self.HEAD[1:], *BODY[1:]])) == BODY

    def test_a_page_heading_of_another_document_goes(self) -> None:
        page = ["首页 > 资质代办", "建筑资质延期办理指南(建发(2019)92号)", *BODY[1:]]
        result = repaired("\n".join(page))
        assert result.text.split("\n") == BODY[1:]
        assert dict(result.repairs)["页面标题"] == 1

    def test_the_same_words_inside_the_body_stay(self) -> None:
        body = [*BODY[:5], "来源：地表水", "联系我们", "版权所有", *BODY[5:]]
        assert lines("\n".join(body)) == body

    @pytest.mark.parametrize(
        "last",
        [
            "网站运营者收到删除侵权内容的通知后，应当及时删除，并将通知转送发布者。",
            "侵权人故意侵犯他人版权且情节严重的，权利人有权请求惩罚性赔偿。",
            "联系人：李四，联系电话：0000-1234567，邮箱：a@b.gov.cn",
            "附件：1.供水管护台账 2.考核办法",
            "抄送：省委办公厅，省人大常委会办公厅。",
            "本办法自2022年5月1日起施行，有效期五年。",
            "未经许可擅自取水的，由水行政主管部门责令停止违法行为。",
            "2022年3月8日印发",
            "（此件公开发布）",
        ],
    )
    def test_a_body_that_ends_in_such_words_stays(self, last: str) -> None:
        assert lines("\n".join([*BODY, last])) == [*BODY, last]

    def test_a_source_note_behind_the_last_sentence_goes(self) -> None:
        result = repaired("一、总则 坚持节约用水。 二、附则 本办法自印发之日起施行。 来源：青岚发布 |")
        assert result.text.endswith("施行。")
        assert result.furniture == ("来源：青岚发布",)

    def test_a_file_of_furniture_only_keeps_its_text(self) -> None:
        assert repaired("首页\n联系我们").text == "首页\n联系我们"


CONVERTED = {
    "发": "發(fā)",
    "设": "設(shè)",
    "务": "務(wù)",
    "当": "當(dāng)",
    "实": "實(shí)",
    "规": "規(guī)",
    "农": "農(nóng)",
    "质": "質(zhì)",
}


def converted(text: str) -> str:
    """As the converting program leaves a text: Traditional, pinyin behind some of the changed characters."""
    for c, annotated in CONVERTED.items():
        text = text.replace(c, annotated)
    return opencc.OpenCC("s2t").convert(text)


class TestConverted:
    def test_pinyin_goes_and_the_text_is_simplified_again(self) -> None:
        text = "\n".join(BODY)
        result = repaired(converted(text))
        assert result.text == text
        assert dict(result.repairs)["拼音"] == len(re.findall(r"\(\w+\)", converted(text))) - text.count("(")
        assert dict(result.repairs)["机转繁体还原"] == 1

    def test_a_traditional_document_keeps_its_characters(self) -> None:
        text = "青嵐縣供水管理辦法\n第一條　為加強供水管理，保障飲水安全，制定本辦法。"
        assert repaired(text) == Repaired(text)

    def test_a_gloss_on_a_rare_name_stays(self) -> None:
        text = "亳(bó)州路工程由县水利局负责，郫(pí)河治理由县住建局负责。"
        assert repaired(text).text == text

    def test_turning_back_knows_zhe(self) -> None:
        assert turned_back("著力實現著名品牌的質量提升，為農村服務") == "着力实现著名品牌的质量提升，为农村服务"


def lost_byte(text: str, at: int) -> str:
    """What is left of a text whose character at `at` loses its first byte on the way through GBK: the byte shows as "?", what
    makes no character is dropped, an ASCII byte falls into step again."""
    data = text[at:].encode("gbk")[1:]
    out, i = "", 0
    while i < len(data):
        if data[i] < 0x80:
            return text[:at] + "?" + out + data[i:].decode("gbk", "ignore")
        out += data[i : i + 2].decode("gbk", "ignore")
        i += 2
    return text[:at] + "?" + out


CONTEXT = (
    "青岚省农村供水条例由省水利厅负责实施。农村供水条例对水质检测、管护责任和经费保障作出规定，县级人民政府应当落实管护责任，加强水质检测。"
)


class TestShiftedBytes:
    def put_back(self, text: str) -> str:
        return repaired(text).text

    @pytest.mark.parametrize("at", [2, 8, 15, 22])
    def test_a_run_read_one_byte_off_is_put_back(self, at: int) -> None:
        sentence = "县级人民政府应当落实管护责任，加强水质检测、管护责任和经费保障(每年一次)。"
        shifted = CONTEXT + "\n" + lost_byte(sentence, at)
        assert self.put_back(shifted) == CONTEXT + "\n" + sentence

    def test_a_character_that_nothing_proves_is_marked_not_made_up(self) -> None:
        sentence = "县级人民政府应当落实管护责任，加强水质检测，颁授旗帜(每年一次)。"
        text = self.put_back(CONTEXT + "\n" + lost_byte(sentence, 15))
        assert MARK in text
        assert "加强水质检测" in text.split("\n")[1]
        assert text.endswith("(每年一次)。")

    def test_questions_stay_questions(self) -> None:
        text = CONTEXT + "\n水价怎么定?由发改部门定。水质谁来管?卫健部门负责。真的吗??是的!"
        assert self.put_back(text) == text

    def test_what_cannot_be_put_back_is_marked_and_counted(self) -> None:
        text = converted("\n".join(BODY)) + "\n乐?qǐ)驢魎，"
        result = repaired(text)
        assert MARK in result.text
        assert dict(result.repairs)["无法还原（▯）"] == 1


def test_a_printed_table_of_contents_is_furniture() -> None:
    contents = ["目　录", "一、总体要求..............1", "二、主要任务..............2", "（四）落实管护责任........... 3"]
    assert lines("\n".join([*contents, *BODY])) == BODY


def test_a_library_s_licence_and_links_are_furniture() -> None:
    licence = ["本作品是中华人民共和国的", "法律", "、", "法规", "，国家机关的决议和命令，属于", "公有领域", "。", "Public domain", "false"]
    assert lines("\n".join([*BODY, *licence])) == BODY
    assert lines("\n".join([*BODY, "PDF:关于供水管理的意见.pdf", "政策解读:《关于供水管理的意见》文件解读"])) == BODY


def test_words_torn_by_links_and_subscripts() -> None:
    sentence = "推动共建取得进展，对外开放水平不断提高，各项合作扎实推进。推动"
    torn = [sentence, "区域全面经济伙伴关系协定", "（RCEP）生效实施，货物进出口总额年均增长8.6%。"]
    assert lines("\n".join([*BODY[:9], *torn]))[-1] == "".join(torn)
    torn = ["生态文明建设持续推进，地级及以上城市细颗粒物（PM", "2.5", "）平均浓度下降9.1%。"]
    assert lines("\n".join([*BODY[:9], *torn]))[-1] == "".join(torn)
    torn = ["第十三条 我市住房公积金贷款的最高额度由管理委员会根据资金情况研究确定。单", "笔贷款额度须同时符合下列规定:"]
    assert lines("\n".join([*BODY[:9], *torn]))[-1] == "".join(torn)


def test_what_follows_a_bracket_is_a_paragraph_of_its_own() -> None:
    item = "(五)强化市场秩序整治。引导企业稳价销售，规范信息公开，加强政策解读和舆情分析。(责任单位：县住建局)"
    assert lines("\n".join([*BODY[:9], item, "本通知自印发之日起实施。"]))[-1] == "本通知自印发之日起实施。"


def test_a_heading_broken_over_two_lines() -> None:
    assert "三、推动绿色低碳转型发展，奋力建设公园城市" in lines(
        "\n".join([*BODY[:9], "三、推动绿色低碳转型", "发展，奋力建设公园城市", BODY[5]])
    )


def test_a_text_in_two_measures() -> None:
    wide = [BODY[2][:33], BODY[4][6:39]] * 6
    narrow = ["加强农村供水管理，保障农村居民饮水安全，根据法律法规结合", "我省实际提出以下意见，坚持以人民为中心，落实管护责任提高"] * 30
    assert len(lines("\n".join(["一、任务", *narrow, "完成任务。", "专栏", *wide, "完成任务。"]))) <= 5
