"""Faults that a trainer reading whole papers found, each with a small text that has it; and a paper's mix of difficulties."""

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from test_exam_reads import clause, items, said

from exam import files
from exam.bodies import who
from exam.corpus import list_about
from exam.desk import opening
from exam.facts import facts, stands_as_lead
from exam.other_figures import figure_options
from exam.points import figures, organs, within
from exam.practices import practices
from exam.said import lists
from exam.sentences import exceptions, sentences
from exam.turns import turns
from policy.exam import Item, ItemKind, Option, Paper, Proof
from tests.exam_kit import document

GRADES = [
    ("第一条", "第一条 甲类技工可以申请住房补贴。\n申请住房补贴的，补贴标准为每月三千六百元，按季发放到本人账户。"),
    ("第二条", "第二条 乙类技工可以申请住房补贴。\n申请住房补贴的，补贴标准为每月二千四百元，按季发放到本人账户。"),
    ("第三条", "第三条 技工工作站应当每年举办不少于四次技能比武，并向社会公布比武结果。"),
]


@pytest.mark.parametrize(
    "text",
    [
        "船员培训合格证明应随同以下证明材料提交至海事管理机构。",  # which?
        "服务站点建设稳步推进，0403年底前建成服务站点十二处并投入使用。",  # a page number in the year
        "服务机构于每年7月、31月将服务情况报送主管部门备查。",  # no such month
        "经处理仍无法收回的，依法申请人民法院强制执行。",  # what was dealt with?
        "在本市工作五年后，仍符合条件的，每年可以购买产权份额的百分之十。",
        "对符合条件的，主管部门应当自接到申报之日起十日内变更许可。",  # which conditions?
        "申请人无正当理由拒不提供的，登记机关可以驳回申请人的请求。",  # provide what?
        "二〇一七年发布的窗口服务办法（试行）同时废止。",
        "省级主管部门应在二个工作日内上报国务院有关部门。",  # two days from when?
    ],
)
def test_sentences_that_rest_on_others_or_look_damaged_are_not_asked(text: str) -> None:
    assert said(text) == []


def test_what_runs_from_an_application_told_before_is_not_asked_without_it() -> None:
    told = said("窗口单位可以向登记机关申请变更服务范围。登记机关应当自受理之日起五日内予以撤销。")
    assert told == ["窗口单位可以向登记机关申请变更服务范围"]
    assert said("登记机关应当自受理之日起三十日内办结登记。"), "nothing stands before it that it could rest on"
    assert len(said("登记事项应当公开透明，方便查询。县级登记管理机关应当自受理变更登记申请之日起五日内作出登记决定。")) == 2


def test_a_number_below_stands_and_an_ordinary_month_too() -> None:
    assert said("对三百人以下的服务企业，主管部门应当减半收取登记费用。")
    assert said("服务机构应当于每年12月将服务情况报送主管部门备查。")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("服务站点覆盖率居全国第一位，满意率超过百分之九十。但与先进地区相比，服务水平还有差距。", ""),
        ("服务站点每月开放不少于二十日，节假日照常开放。但山区站点可以减少开放时间。", "（条文另定的例外情形除外）"),
    ],
)
def test_only_what_lays_something_down_takes_something_away(text: str, told: str) -> None:
    assert exceptions(sentences(clause(text, "一、服务现状")[0])[0]) == told


def test_a_figure_that_depends_on_the_sentence_before_is_not_asked() -> None:
    made = items({"单选": 3, "填空": 3, "判断": 3}, document("one.md", "青岚省技工住房办法", GRADES))
    assert made and not [i.stem for i in made if "补贴标准" in i.stem]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("本规范所称示范应用，是指在限定道路上进行的具有试行效果的载人载物运行活动。", "示范应用"),
        ("本实施细则所指自住住房，是指缴存职工居住其内且拥有所有权的住宅。", "自住住房"),
        ("本规定中联名卡账户是指职工在受托银行开设并与个人账户关联的结算账户。", "联名卡账户"),
        ("完全自动驾驶是指系统可以完成所有道路环境下的驾驶任务，不需要人员介入。", "完全自动驾驶"),
    ],
)
def test_a_definition_names_its_term_alone(text: str, term: str) -> None:
    found, shelf = clause(text)
    assert [f.point.text for f in facts(found, shelf) if f.type == "definition" and f.point] == [term]


def test_the_duties_of_an_office_that_is_not_named_are_not_asked() -> None:
    text = "第一条 领导小组下设办公室。办公室主要职责包括：\n（一）起草服务规划；\n（二）组织服务考核；\n（三）汇总服务情况。"
    found, _ = clause(text.removeprefix("第一条 "))
    assert not stands_as_lead(lists(found)[0].lead)


def test_what_closes_a_list_is_no_point_of_an_answer() -> None:
    text = "第一条 窗口单位的承诺事项主要包括以下内容：\n（一）一次告知；\n（二）限时办结；\n（三）首问负责；\n（四）法律规定的其他事项。"
    (item,) = items({"简答": 1}, document("one.md", "青岚省窗口服务条例", [("第一条", text)]))
    assert item.key == ("一次告知", "限时办结", "首问负责")
    (item,) = items(
        {"简答": 1}, document("one.md", "青岚省窗口服务条例", [("第一条", text.replace("（四）", "（四）防治噪声和其他公害；\n（五）"))])
    )
    assert item.key == ("一次告知", "限时办结", "首问负责", "防治噪声和其他公害")


def test_conditions_of_a_person_are_none_of_a_firm() -> None:
    driver, firm = "试车驾驶人（安全员）应符合下列条件", "试车主体应当符合下列条件"
    assert list_about(driver) != list_about(firm)
    assert list_about("示范应用主体应符合下列条件") == list_about(firm)


def test_other_amounts_are_of_the_order_of_the_key() -> None:
    (point,) = figures(sentences(clause("到2027年，传感器产业主营业务收入达到300亿元。", "一、目标")[0])[0])
    assert {"200亿元", "500亿元"} <= set(figure_options(point)) and "5亿元" not in figure_options(point)


def test_a_city_is_one_of_the_governments_of_counties_and_above() -> None:
    assert within("县级以上人民政府", "市人民政府") and within("县级以上地方人民政府", "县人民政府")
    assert within("地方人民政府", "安置地人民政府") and within("县级以上地方人民政府", "安置地人民政府")
    assert not within("县级以上人民政府", "乡镇人民政府") and not within("地方各级人民政府", "国务院")
    text = "省、自治区、直辖市人民政府以下各级地方人民政府不得制定收费目录。"
    assert organs(sentences(clause(text)[0])[0]) == [], "what holds of those below the province holds of those below the city"


def test_no_government_gives_place_to_any_of_them() -> None:
    articles = [
        ("第一条", "第一条 乡镇人民政府应当每年组织河道清淤，并公布清淤结果。"),
        ("第二条", "第二条 县级以上人民政府应当编制水库运行规划，明确调度权限。"),
        ("第三条", "第三条 上级人民政府应当受理跨界用水争议，作出处理决定。"),
    ]
    made = items({"判断": 6}, document("one.md", "青岚省用水条例", articles))
    assert not [i.change for i in made if i.change and i.change[1] in ("县级以上人民政府", "上级人民政府")]


def test_other_shares_have_as_many_decimals() -> None:
    (point,) = figures(sentences(clause("到2027年，职工贷款综合利率达到5.45%左右，并保持稳定。", "一、目标")[0])[0])
    assert {len(text) for text in figure_options(point)} == {len("5.45%")}


def test_an_owner_has_no_right_that_could_be_denied() -> None:
    text = "第一条 服务设施改造由所有权人或者管理人负责，改造情况应当公开透明。"
    made = items({"判断": 2}, document("one.md", "青岚省窗口服务条例", [("第一条", text)]))
    assert not any("所无权" in i.stem for i in made)
    assert within("县级以上人民政府民政部门", "国务院民政部门") and not within("县级以上地方人民政府民政部门", "国务院民政部门")


def test_a_word_inside_a_description_is_not_turned() -> None:
    text = "第一条 升级影响行车安全的，系统应当确保车辆处于可以安全执行升级的状态。"
    made = items({"判断": 2}, document("one.md", "青岚省试车管理规范", [("第一条", text)]))
    assert not any(i.change and i.change[0] == "可以" for i in made)


def test_who_left_something_undone_stands_beside_it() -> None:
    def told(text: str) -> list[str]:
        found, shelf = clause(text)
        return [p.text for f in facts(found, shelf) for p in practices(f)]

    found = told("老街改造项目实施改造前，街道办事处组织应当组织历史建筑调查评估。")
    assert "老街改造项目实施改造前，某街道办事处组织未组织历史建筑调查评估" in found
    assert told("服务中心管理单位应当按照规定的职责做好本区域内便民服务工作。") == []


def test_a_school_among_others_stands_in_a_case_as_a_school() -> None:
    assert who("学校等教育机构") == "某学校" and who("县级人民政府") == "某县级人民政府"


def test_one_who_acts_in_his_own_name_is_not_said_to_act_in_another() -> None:
    assert not [new for *_, new, _ in turns("财产由受托人按照约定以受托人名义进行管理和处分") if new == "以自己的名义"]
    assert [new for *_, new, _ in turns("受托单位以委托机关名义办理登记")] == ["以自己的名义"]


def test_no_option_is_out_of_the_order_of_the_others() -> None:
    text = "第一条 窗口单位应当自受理登记申请之日起十五个工作日内完成审查，并公布结果。"
    others = "第二条 自受理复查申请之日起十个工作日内完成审查；疑难的，二十个工作日、三十个工作日内完成审查。"
    made = items({"单选": 1}, document("one.md", "青岚省窗口服务条例", [("第一条", text), ("第二条", others)]))
    assert not any("一百二十" in o.text for i in made for o in i.options)


def test_an_explanation_quotes_the_beginning_of_an_option_whole() -> None:
    assert opening("推进审批服务事项“全省通办”和跨层级联办") == "“推进审批服务事项‘全省通办’……”"


@pytest.mark.parametrize("mix", [(5, 3, 2), (1, 1, 1), (2, 3, 5)])
def test_a_paper_is_of_the_wished_mix_where_one_kind_cannot_give_it(mix: tuple[int, int, int]) -> None:
    """No 多选 is easy, so that 单选 and 判断 are to make up for it."""
    articles = [
        ("第一条", "第一条 窗口单位应当自接到群众申请之日起五日内书面答复申请人。"),
        ("第二条", "第二条 服务站点每周开放时间不少于四十小时，并应当公布开放时刻表。"),
        ("第三条", "第三条 便民服务车辆报废年限不超过八年，报废后应当公示处置结果。"),
        ("第四条", "第四条 志愿者参加岗前培训不少于十六学时，培训记录保存三年。"),
        ("第五条", "第五条 热线平台应当在二十四小时内回访诉求人，回访录音不得删除。"),
        ("第六条", "第六条 服务费用按月结算，窗口单位不得预收三个月以上的费用。"),
        ("第七条", "第七条 大厅管理机构应当每季度公布满意度测评结果，接受群众监督。"),
        ("第八条", "第八条 申请人对服务质量有异议的，可以向监督机构投诉。"),
        ("第九条", "第九条 窗口人员调离岗位的，应当在十五日内完成档案移交手续。"),
        ("第十条", "第十条 自助终端故障的，运营单位应当在二小时内派员到场检修。"),
        ("第十一条", "第十一条 社区食堂用餐补助标准为每人每餐六元，不得克扣。"),
        ("第十二条", "第十二条 养老顾问每月入户走访不少于三次，走访情况应当记录。"),
        ("第十三条", "第十三条 图书流动车停靠时间不少于九十分钟，停靠路线应当提前公布。"),
        ("第十四条", "第十四条 无障碍设施损坏的，养护单位应当在七日内修复。"),
        ("第十五条", "第十五条 应急广播试播应当避开夜间，可以委托广电机构维护。"),
        ("第十六条", "第十六条 公共停车泊位收费标准调整应当举行听证，听证笔录应当公开。"),
        ("第十七条", "第十七条 健身器材采购合同期限不超过四年，期满后应当重新招标。"),
        ("第十八条", "第十八条 垃圾分类督导员每组不少于二十人，督导结果应当公示。"),
        ("第十九条", "第十九条 儿童友好空间面积不低于三百平方米，可以免费向学校开放。"),
        ("第二十条", "第二十条 快递驿站保管包裹的期限为十日，逾期未领的应当通知收件人。"),
    ]
    kinds = {"单选": 4, "多选": 2, "判断": 4}
    difficulty = dict(zip("易中难", mix, strict=True))
    made = items(kinds, document("one.md", "青岚省便民服务条例", articles), difficulty=difficulty, allow_same_fact=True)
    count = Counter(i.difficulty for i in made)
    assert len(made) == 10
    assert all(abs(count[level] - 10 * share / sum(mix)) <= 1 for level, share in difficulty.items()), count


# What is printed


def _words(folder: Path, ending: str) -> list[str]:
    (path,) = folder.glob(f"*-{ending}")
    return [p.text for p in Document(io.BytesIO(path.read_bytes())).paragraphs]


def _paper() -> Paper:
    quote, title = "到2028年,网上可办率达到百分之九十五。", "青岚省窗口服务条例"
    proof = Proof("one.md#1", "one.md", title, ("第二条",), quote, 0, len(quote))
    why = "依据：《青岚省窗口服务条例》第二条：“到2028年，网上可办率达到百分之九十五”。"
    options = (Option("百分之九十五", True, "条文原文"), Option("百分之九十", False, "条文未作此规定"), Option("百分之百", False, "见办法"))
    stem = "根据《青岚省窗口服务条例》，到2028年，网上可办率达到（　　）。"
    return Paper(
        "便民服务测试",
        (
            Item("a", ItemKind.SINGLE, stem, ("百分之九十五",), options, (), why, (proof,), 2),
            Item("b", ItemKind.BLANK, stem.replace("（　　）", "____"), ("百分之九十五",), proofs=(proof,), points=2),
        ),
    )


def test_no_line_ends_inside_a_hole_or_a_blank(tmp_path: Path) -> None:
    files.write(_paper(), tmp_path, ["docx"])
    stems = [text for text in _words(tmp_path, "试卷.docx") if "网上可办率" in text]
    assert len(stems) == 2 and not any(re.search("（\u3000|__", text) for text in stems)
    assert re.search("（\u00a0+）。$", stems[0]) and re.search("达到\u00a0{20,}。$", stems[1])


def test_keys_are_explained_once(tmp_path: Path) -> None:
    files.write(_paper(), tmp_path, ["docx"])
    text = "\n".join(_words(tmp_path, "答案与解析.docx"))
    assert "条文原文" not in text and "条文未作此规定" not in text and "C项：见办法" in text
    single, blank = text.split("2．\t")
    assert "【依据】" not in single, "the explanation quotes it"
    assert "【依据】《青岚省窗口服务条例》第二条" in blank and "“到2028年,网上可办率达到百分之九十五。”" in blank


def test_every_page_says_of_what_it_is_a_page(tmp_path: Path) -> None:
    files.write(_paper(), tmp_path, ["docx"])
    for path in tmp_path.glob("*.docx"):
        document_ = Document(io.BytesIO(path.read_bytes()))
        assert document_.sections[0].footer.paragraphs[0].text.startswith(f"{document_.core_properties.title}　第")
