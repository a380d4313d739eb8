"""What is read from small documents about themselves."""

import pytest

from ingest.metadata import INFERRED, describe
from policy import DocumentInfo


def info(text: str, *furniture: str, name: str = "文件.txt") -> DocumentInfo:
    return describe("文件.txt", text, furniture, name)


NOTICE = """云岫市人民政府关于印发《云岫市养老服务实施方案（2026—2028年）》的通知
岫政发〔2026〕19号
各县（市、区）人民政府：
现将《云岫市养老服务实施方案（2026—2028年）》印发给你们，请认真贯彻执行。
云岫市人民政府
2026年3月2日
云岫市养老服务实施方案
（2026—2028年）
为发展养老服务，制定本方案。
一、目标
到2028年建成服务中心十个。
"""


def test_of_a_cover_notice_and_its_document_the_document_counts() -> None:
    found = info(NOTICE)
    assert found.title == "云岫市养老服务实施方案（2026—2028年）"
    assert (found.number, found.issuer, found.issued) == ("岫政发〔2026〕19号", "云岫市人民政府", "2026-03-02")
    assert (found.region, found.level, found.kind, found.years) == ("云岫市", "市", "方案", (2026, 2028))


def test_a_notice_that_holds_no_other_document_keeps_its_title() -> None:
    found = info("石溪县教育局关于做好招生工作的通知\n各学校：\n现将有关事项通知如下。\n一、时间\n8月开始。\n石溪县教育局\n2026年7月1日")
    assert (found.title, found.kind, found.region, found.level) == ("石溪县教育局关于做好招生工作的通知", "通知", "石溪县", "县")


def test_a_wrong_page_title_does_not_win() -> None:
    text = NOTICE.split("\n", 2)[2]
    assert info(f"某某建设厅最新文件下载（岫建发（2019）92号文件）\n{text}").title == "云岫市养老服务实施方案（2026—2028年）"


def test_a_report_about_a_document_names_it() -> None:
    text = (
        "近日，中共青岚省委、青岚省人民政府印发了《青岚省法治建设纲要（2021—2025年）》，全文如下。 "
        "青岚省法治建设纲要 （2021—2025年） 为推进法治，制定本纲要。"
    )
    found = info(f"{text} 一、要求 依法行政。" + "全面推进各项工作落到实处。" * 20)
    assert (found.title, found.issuer) == ("青岚省法治建设纲要（2021—2025年）", "中共青岚省委、青岚省人民政府")


def test_fields_of_a_page() -> None:
    found = info(
        "石溪县水利管理办法\n第一条 为了管理，制定本办法。",
        "文件编号：石政发(2018)47 公开形式：主动公开",
        "产生时间：2018-08-06",
        "责任部门(科室)：石溪县政府",
    )
    assert (found.number, found.issuer, found.issued) == ("石政发(2018)47", "石溪县政府", "2018-08-06")


def test_a_law_with_its_history() -> None:
    text = (
        "中华人民共和国湖泊法\n1990年4月3日 第七届全国人民代表大会第五次会议通过\n"
        "2021年12月24日 第十三届全国人民代表大会常务委员会第三十二次会议《关于修改〈中华人民共和国湖泊法〉的决定》修正\n"
        "第一条 为了保护湖泊，制定本法。"
    )
    found = info(text, name="湖泊法(2021-12-24).md")
    assert (found.title, found.kind, found.region, found.level) == ("中华人民共和国湖泊法", "法", "全国", "国家")
    assert (found.issuer, found.issued) == ("全国人民代表大会常务委员会", "2021-12-24")


def test_a_local_regulation_approved_above() -> None:
    text = (
        "杭州市河道条例\n2019年2月16日 杭州市第十五届人民代表大会常务委员会第四次会议通过\n"
        "2019年5月31日 浙江省第十三届人民代表大会常务委员会第十二次会议批准\n第一条 为了保护河道，制定本条例。"
    )
    found = info(text)
    assert (found.issuer, found.issued, found.region, found.level) == ("杭州市人民代表大会常务委员会", "2019-05-31", "杭州市", "市")


def test_an_order_is_a_number() -> None:
    text = "湖泊管理条例\n2012年4月28日 中华人民共和国国务院令第619号公布\n第一条 为了保护湖泊，省、自治区、直辖市人民政府应当负责。"
    found = info(text)
    assert (found.number, found.issuer, found.level) == ("中华人民共和国国务院令第619号", "中华人民共和国国务院", "国家")


def test_a_cited_number_is_not_the_own_one() -> None:
    text = "石溪县消防方案\n根据《消防条例》（岫政发〔2020〕5号）和国办发〔2021〕36号文件精神，制定本方案。\n一、目标\n到2025年完成。"
    assert info(text).number == ""


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "［］", "（）", "()", "【】", "﹝﹞"])
def test_brackets_of_numbers(brackets: str) -> None:
    number = f"石政办发{brackets[0]}2026{brackets[1]}15号"
    assert info(f"石溪县消防方案\n{number}\n为消防，制定本方案。\n一、目标\n完成。").number == number


def test_a_number_with_date_and_issuer_on_one_line() -> None:
    found = info(
        "青岚省水利纲要\n（2021—2025年）\n2021年9月6日青岚省人民政府印发　岚政发〔2021〕22号\n为治水，制定本纲要。\n一、目标\n完成。"
    )
    assert (found.title, found.number, found.issued) == ("青岚省水利纲要（2021—2025年）", "岚政发〔2021〕22号", "2021-09-06")


def test_places_that_a_text_only_mentions_do_not_count() -> None:
    text = "石溪县对口协作方案\n为落实杭州市、宁波市与我县的协作，学习浙江省经验，制定本方案。\n一、目标\n与杭州市西湖区结对。"
    assert info(text).region == "石溪县"


def test_anonymised_place() -> None:
    found = info("xx县法治政府建设实施方案(2021-2025年)\n为推进法治，制定本方案。\n一、目标\n建成法治政府。")
    assert (found.region, found.level, found.years) == ("xx县", "县", (2021, 2025))


def test_a_national_document_without_a_place() -> None:
    text = "《湖泊保护纲要(2021-2025年)》\n(上接第一版)\n各省(自治区、直辖市)应当统筹。\n(六)加强保护。国务院有关部门负责。"
    found = info(text)
    assert (found.title, found.region, found.level) == ("湖泊保护纲要(2021-2025年)", "全国", "国家")


def test_a_traditional_document() -> None:
    text = "雲岫市行政審批局關於便利辦事的通告\n現將有關安排公布如下。\n一、對象\n僑胞。\n雲岫市行政審批局\n2026年4月8日"
    found = info(text)
    assert (found.title, found.kind, found.region) == ("雲岫市行政審批局關於便利辦事的通告", "通告", "云岫市")
    assert (found.issuer, found.issued) == ("雲岫市行政審批局", "2026-04-08")


def test_a_collection_mark_before_the_title() -> None:
    found = info("【江苏省无锡市】《关于促进住房消费的若干措施》锡建发〔2024〕3号\n为促进消费，制定措施。\n一、补贴\n每平方米二百元。")
    assert (found.title, found.number) == ("关于促进住房消费的若干措施", "锡建发〔2024〕3号")
    assert (found.region, found.level, found.kind) == ("无锡市", "市", "措施")


def test_chinese_dates_and_joint_issuers() -> None:
    found = info("青岚省防汛方案\n为防汛，制定本方案。\n一、要求\n各负其责。\n中共青岚省委\n青岚省人民政府\n二〇二一年十二月十一日")
    assert (found.issuer, found.issued) == ("中共青岚省委、青岚省人民政府", "2021-12-11")


def test_organisations_side_by_side_and_a_date_behind_its_issuer() -> None:
    text = "关于住房的通知\n一、要求\n落实到位。\n"
    found = info(f"{text}珠海市财政局中国人民银行珠海市分行\n2023年9月6日")
    assert (found.issuer, found.issued, found.region) == ("珠海市财政局、中国人民银行珠海市分行", "2023-09-06", "珠海市")
    found = info(f"{text}昆明市呈贡区住房和城乡建设局 2025年4月20日")
    assert (found.issuer, found.issued, found.region) == ("昆明市呈贡区住房和城乡建设局", "2025-04-20", "呈贡区")


def test_a_sentence_of_a_news_item_is_no_title() -> None:
    text = "珠海市住房中心获悉，近日印发了《服务产业工作方案\n珠海市支持产业若干措施\n一、目标\n完成任务。"
    assert info(text).title == "珠海市支持产业若干措施"


def test_without_a_title_the_file_name_serves() -> None:
    assert info("一、目标\n完成任务。", name="石溪县消防方案.txt").title == "石溪县消防方案"


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("为贯彻落实《发展规划（2018—2022年）》，加快推进数字青岚建设，制定本行动方案。", "加快推进数字青岚建设行动方案"),
        ("为抢抓发展机遇，充分发挥海洋资源优势，加快海洋产业集聚发展，结合我市实际，制定本实施方案。", "加快海洋产业集聚发展实施方案"),
        ("养老事关民生。为落实党中央决策部署，推动养老服务高质量发展，现提出以下意见。", "关于推动养老服务高质量发展的意见"),
        ("为做好防汛工作，现就有关事项通知如下：", "关于做好防汛工作的通知"),
        ("智能航运发展指导意见为认真贯彻决策部署，推动航运转型，制定本意见。", "智能航运发展指导意见"),
        ("养老服务是民生大事，需要各方共同努力，持续用力。", "0001"),
        ("养老服务是民生大事，", "0001"),
    ],
)
def test_a_title_from_what_the_text_says_of_itself(opening: str, title: str) -> None:
    assert info(f"{opening}\n一、目标\n完成任务。", name="0001.txt").title == title


def test_a_headline_serves_and_a_heading_does_not() -> None:
    assert info("我市出台六条措施 助力市场健康发展\n昨日，有关部门发布措施。", name="0001.txt").title == "我市出台六条措施 助力市场健康发展"
    assert info("一、总体要求\n坚持系统观念。", name="0001.txt").title == "0001"


def test_half_width_brackets_hold_a_title() -> None:
    text = "【青岚省云岫市】关于修订<云岫市住房贷款管理办法>的通知\n第一章总则\n第一条为加强管理,制定本办法。"
    assert info(text, name="0001.txt").title == "关于修订<云岫市住房贷款管理办法>的通知"


def test_a_row_of_a_table_names_date_issuer_and_title() -> None:
    found = info(
        "2014-09-30 00:00:00 | 央行、银监会 | 关于做好住房金融服务工作的通知 | 为改进服务,现通知如下:\n一、支持\n完成。", name="0001.txt"
    )
    assert (found.title, found.region, found.issued) == ("关于做好住房金融服务工作的通知", "全国", "2014-09-30")


def test_a_place_named_in_passing() -> None:
    plan = "为抢抓机遇，结合我市实际，制定本计划。\n一、目标\n我市水平居前。以青岛港和青岛蓝谷为重点，青岛人工智能产业园、青岛高新区、{}。"
    assert info(plan.format("青岛西海岸新区协同")).region == "青岛市"
    assert info(plan.format("杭州、杭州湾、杭州城西、杭州东站协同")).region == ""


def test_a_text_that_speaks_of_the_country_alone_is_national() -> None:
    text = "轻工业是我国传统产业。\n一、目标\n到2027年，全国轻工业取得成效。\n二、保障\n支持行业协会开展培训。"
    assert (info(text).region, info(text).level) == ("全国", "国家")


def test_an_issuer_by_its_full_name_and_a_date_below_the_title() -> None:
    text = "【湖北省武汉市】《市人民政府印发关于增强发展动力若干措施的通知》\n一、目标\n完成。"
    assert info(text).issuer == "武汉市人民政府"
    assert info("政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n一、回顾\n完成。").issued == "2024-03-05"
    assert info("石溪县消防方案\n（2025年5月2日）\n一、目标\n完成。").issued == "2025-05-02"


def test_an_empty_text_is_described_too() -> None:
    assert info("", name="空.txt").title == "空"


def test_beside_a_title_stand_lines_that_are_no_part_of_it() -> None:
    title = "云岫市购房消费券发放方案"
    for beside in ("有效", "2026年2月8日", "附件", "岫房发〔2026〕7号"):
        assert info(f"云岫市住房局\n{beside}\n{title}\n为促进消费，制定本方案。\n一、目标\n完成。").title == title
    assert info("《云岫市开展购房促销活动》\n石溪区\n为促进消费，开展活动。\n一、时间\n8月。").title == "云岫市开展购房促销活动"
    head = "“惠民生”主题系列第八场新闻发布会\n4月16日,市政府举行发布会,介绍举措\n一、成效\n显著。"
    assert info(head).title == "“惠民生”主题系列第八场新闻发布会"
    assert info("云岫住房公积金政策更新 额度提高\n3月7日,市住房中心发布消息。\n丰富贷款政策\n一、额度\n提高。").title.startswith(
        "云岫住房公积金"
    )


def test_a_title_torn_behind_its_mark() -> None:
    assert info("【青岚省云岫市】关于优化我市\n灵活就业人员用房政策的通知\n各单位:\n现通知如下。\n一、范围\n全市。").title == (
        "关于优化我市灵活就业人员用房政策的通知"
    )


def test_a_title_with_its_issuer_is_taken_before_the_one_without() -> None:
    title = "关于调整租房补贴的通知"
    text = f"【青岚省云岫市】{title}\n{title}\n云岫市住房局\n{title}\n各单位:\n现通知如下。\n一、标准\n提高。"
    assert info(text).title == "云岫市住房局关于调整租房补贴的通知"
    assert info(text).issuer == "云岫市住房局"


def test_below_a_notice_on_measures_the_measures_head_the_document() -> None:
    heading = "关于加快发展公共租赁房屋的实施意见"
    text = f"【青岚省云岫市】《{heading}的通知》\n{heading}\n为解决住房困难，提出以下意见。\n一、目标\n完成。"
    assert (info(text).title, info(text).kind) == (heading, "意见")


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("各学校：\n为推进教学改革，经研究，决定组织开展智慧教学试点工作。现将有关事项通知如下。", "关于组织开展智慧教学试点工作的通知"),
        ("为发挥示范作用，现组织开展典型案例征集工作。有关事项通知如下：", "关于组织开展典型案例征集工作的通知"),
        ("经省政府同意，现就开展智慧供水试点工作提出以下意见：", "关于开展智慧供水试点的意见"),
        ("为落实《节水规划》，省水利厅组织编制了《供水标准体系指南》（以下简称《指南》），用于指导工作。", "供水标准体系指南"),
        ("云岫住房中心获悉,《云岫住房中心异地贷款实施细则(试行)\n为做好异地贷款工作,发布细则。", "云岫住房中心异地贷款实施细则(试行)"),
        (
            "各市：\n根据国务院发布的《航运发展规划》，按照部署，现启动建设航运示范场景工作。现将有关事项通知如下：",
            "关于启动建设航运示范场景工作的通知",
        ),
    ],
)
def test_a_title_in_the_words_in_which_a_text_says_what_it_does(opening: str, title: str) -> None:
    assert info(f"{opening}\n一、目标\n完成任务。", name="0001.txt").title == title


def test_an_inferred_title_holds_its_place_and_is_told() -> None:
    plan = (
        "为加快海洋产业集聚发展，结合我市实际，制定本实施方案。\n一、目标\n青岛市海洋产业总值翻番，我市建成青岛海洋产业园，青岛港通达全球。"
    )
    found = info(plan, name="0001.txt")
    assert found.title == "青岛市加快海洋产业集聚发展实施方案"
    assert dict(found.repairs) == {INFERRED: 1}
    assert info("石溪县供水方案\n为供水，制定本方案。").repairs == ()


def test_a_speaker_and_a_torn_heading_are_no_title() -> None:
    for line in ("国家水利委员会主任 王小明", "、指导思想", "为落实《水利规划》和《供水"):
        assert info(f"{line}\n坚持系统观念。", name="0001.txt").title == "0001"


@pytest.mark.parametrize(
    "closing, years",
    [
        ("本办法自2022年12月20日起实施，有效期至2024年12月19日。", (2022, 2024)),
        ("本细则自2026年5月23日起施行，有效期五年。", (2026, 2031)),
        ("本意见有效期3年，自2024年1月1日起施行。", (2024, 2027)),
        ("本通知自2024年8月1日起施行，至2024年12月31日。", (2024, 2024)),
        ("本办法自印发之日起施行，有效期2年。", (2023, 2025)),
        ("本办法自2022年12月20日起施行。", None),
        ("许可证自2022年1月1日起有效期五年。", None),  # not of the document
        ("购房补贴自2023年1月1日起至2024年12月31日执行。", None),
    ],
)
def test_from_when_until_when_a_document_applies(closing: str, years: tuple[int, int] | None) -> None:
    text = f"云岫市限价住房管理办法\n\n第一条 为规范管理，制定本办法。\n第二条 {closing}\n\n云岫市人民政府\n2023年3月1日\n"
    assert info(text).years == years


def test_fields_in_cells_of_a_page_s_table_and_when_it_was_made_before_when_it_was_put_up() -> None:
    row = "索引号 | 001 | 发文机关 | 云岫市水利局 | 发文字号 | 岫水发〔2026〕7号"
    found = info("关于更换水表的通知\n各乡镇：\n请按期完成。", row, "发布日期：2026-05-09 | 成文日期：2026年5月6日")
    assert (found.number, found.issuer, found.issued) == ("岫水发〔2026〕7号", "云岫市水利局", "2026-05-06")


def test_an_order_over_two_lines_is_a_number() -> None:
    text = "云岫市人民政府令\n第18号\n云岫市供水办法\n第一条 为了供水，制定本办法。"
    assert info(text).number == "云岫市人民政府令第18号"
    assert info(text.replace("第18号", "2026年第3号").replace("令", "公告")).number == "云岫市人民政府公告2026年第3号"


def test_the_last_letters_of_a_wrapped_title_belong_to_it() -> None:
    assert info("云岫市供水突发事件应急预\n案\n1 总则\n1.1 目的\n为了供水。").title == "云岫市供水突发事件应急预案"


def test_a_numbered_heading_is_no_title() -> None:
    assert info("云岫市供水工作提示\n1 健全值守制度\n1.1 落实人员制度\n按期到岗。").title == "云岫市供水工作提示"


def test_a_file_s_name_serves_without_its_number() -> None:
    found = info("各单位：\n请按期完成。", name="关于《供水》的通知 （岫水发〔2026〕7号）.txt")
    assert (found.title, found.number) == ("关于《供水》的通知", "岫水发〔2026〕7号")


def test_a_first_line_that_names_its_place_is_taken_before_the_file_s_name() -> None:
    found = info("云岫市供水工作提示\n一、按期缴费\n每月10日前。", name="新建文本文档.txt")
    assert (found.title, found.region) == ("云岫市供水工作提示", "云岫市")


def test_a_line_over_the_rows_of_a_table_is_the_title() -> None:
    assert info("附件\n供水任务分解表\n序号 | 任务\n1 | 更换水表", name="扫描文件二.docx").title == "供水任务分解表"


@pytest.mark.parametrize(
    ("title", "issuer", "region"),
    [
        ("国家税务总局重庆市税务局关于优化税收服务的通知", "国家税务总局重庆市税务局", "重庆市"),
        ("国家税务总局杭州市余杭区税务局关于办税时间的通告", "国家税务总局杭州市余杭区税务局", "余杭区"),
        ("国家统计局浙江调查总队关于公布调查结果的通知", "国家统计局浙江调查总队", "浙江省"),
        ("国家税务总局关于北京市税务局办税场所的批复", "国家税务总局", "全国"),
        ("岫政发〔2026〕3号-云岫市人民政府关于印发《云岫市支持企业发展的若干措施》的通知", "云岫市人民政府", "云岫市"),
        ("转发云岫市应急管理局关于复工安全的提示", "云岫市应急管理局", "云岫市"),
    ],
)
def test_a_branch_of_a_national_body_is_of_its_place(title: str, issuer: str, region: str) -> None:
    found = info(f"{title}\n各单位：\n现将有关事项通知如下。\n一、时间\n8月开始。\n")
    assert (found.issuer, found.region) == (issuer, region)


def test_a_signature_that_runs_on_from_the_last_sentence() -> None:
    found = info("关于有关个人所得税政策的公告 现公告如下： 一、补助免征所得税。 二、自发布之日起施行。   财政部 税务总局 2020年2月6日")
    assert (found.issuer, found.issued, found.region, found.level) == ("财政部、税务总局", "2020-02-06", "全国", "国家")
    assert info("关于开放时间的公告 一、按照市场监管局2026年2月6日").issued == ""
