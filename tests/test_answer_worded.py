"""Questions as people word them: with hearsay, orders for the answer, what it is for, several sides and lists of known length."""

import pytest

from answer import ask
from answer.evidence.needs import lacks
from answer.evidence.suits import suits
from answer.text.sentences import sentences
from answer.text.years import unmeasured
from answer.understand.contest import contest
from answer.understand.english import english_kind_of, english_unit_of
from answer.understand.kinds import Kind, kind_of, unit_of
from answer.understand.orders import without_orders
from answer.understand.premise import premise
from answer.understand.question import understand
from index import Index
from policy import Clause, fold
from tests.index_kit import indexed

CITY = """清河市法治建设实施方案（2026—2030年）

一、总体要求
（一）衡量标准。政府职能依法履行，行政决策科学民主，行政权力规范透明，人民权益有效保障。
（二）基本要求
1.坚持党的领导。把党的领导贯穿全过程。
2.坚持服务群众。回应群众的新期待。
3.坚持问题导向。补齐短板弱项。

二、主要任务
（一）复议体制。2027年底前基本形成公正权威、统一高效的行政复议体制。
（二）学法制度。领导班子集体学法每年不少于4次，全体干部法治培训每年不少于2次。
（三）基层平台。到2028年，新建30个“石榴式”派出所、50个“石榴式”司法所。
（四）律师队伍。到2028年，全市公职律师总量较2025年翻一番，覆盖率达到60%。
（五）化解矛盾。建立健全矛盾预警机制、利益表达机制、协商沟通机制、救济救助机制。
"""
STATE = """国家法治建设实施纲要（2026—2030年）

一、复议工作
（一）复议体制。国务院部署，各省、自治区、直辖市整合职责，2026年底前基本形成公正权威、统一高效的行政复议体制。

二、其他
（一）学法制度。健全全国领导干部学法制度。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("worded")
    files = folder / "files"
    files.mkdir()
    (files / "清河.txt").write_text(CITY, "utf8")
    (files / "国家.txt").write_text(STATE, "utf8")
    return indexed(folder / "index", files)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("听说清河市领导班子一年集体学法三回就达标，是不是这样？", ["不对", "不少于4次"]),
        ("同事说清河市领导班子集体学法每年不少于4次，属实吗？", ["对", "4次"]),
        ("备课用：清河市要建立健全哪几种化解矛盾的机制？请一个不漏列出来，共几个？", ["预警", "利益表达", "协商沟通", "救济救助"]),
        ("清河市方案的基本要求一共几条，各叫什么名字？", ["坚持党的领导", "坚持服务群众", "坚持问题导向"]),
        ("清河市判断法治建设有四条标准，分别是什么？", ["依法履行", "科学民主", "规范透明", "有效保障"]),
        ("行政复议体制基本形成的时间，国家定的是哪年底，清河市又定的是哪年底？", ["2026年底", "2027年底"]),
        ("清河市行政复议体制的形成时间比国家的晚吗？", ["是", "2026年底", "2027年底"]),
        ("清河市要建多少个石榴式派出所？", ["30个"]),
        ("清河市的公职律师到2028年要增加到2025年的几倍？", ["翻一番"]),
    ],
)
def test_what_is_asked_is_found_whatever_is_said_beside_it(index: Index, question: str, said: list[str]) -> None:
    answer = ask(index, question)
    assert answer.status == "answered"
    assert all(words in answer.text for words in said)


@pytest.mark.parametrize(
    "question",
    [
        "清河市要建多少个石榴式人民法庭？",
        "How many pomegranate-style people's courts will 清河市 build?",
        "清河市的30个石榴式派出所都是哪些？",
        "清河市2025年有多少名公职律师？",
    ],
)
def test_what_is_near_and_not_asked_is_no_answer(index: Index, question: str) -> None:
    assert ask(index, question).status == "not_found"


def test_a_claim_that_no_figure_of_the_sentence_is_plainly_held_against_has_no_verdict(index: Index) -> None:
    answer = ask(index, "有人说清河市2028年公职律师覆盖率要达到100%，属实吗？")
    assert not any(claim.lead == "对" for claim in answer.claims)


def test_orders_and_purposes_are_left_out() -> None:
    assert without_orders("写材料用，请列出目标。") == "写材料用，请列出目标。"  # nothing else is asked
    assert without_orders("领导要口径：目标是多少？请说清楚。") == "目标是多少？"
    assert without_orders("第一责任人要说明情况吗") == "第一责任人要说明情况吗"


def test_hearsay_is_no_part_of_a_premise() -> None:
    said = premise("网上说清河市的案卷合格率要到95%，这个说法准确吗？")
    assert said is not None and said.said == "95%" and "网上" not in said.question
    turns = premise("我听说班子一年学两回法就行，真的吗？")
    assert turns is not None and (turns.said, turns.unit) == ("两次", "次")


def test_kinds_of_lists_and_units_of_turns() -> None:
    assert kind_of("一共几条要求,条条的标题是什么?") is Kind.LIST
    assert kind_of("有七条标准,分别是什么?") is Kind.LIST
    assert kind_of("有哪几个环节必须归口到一处办?") is Kind.LIST
    assert unit_of("班子一年学几回法") == "次"


def test_what_one_gets_a_month_is_no_list() -> None:
    assert kind_of("清河的环卫工一个月工资多少") is Kind.NUMBER
    assert kind_of("乱倒垃圾,一个人要罚多少?") is Kind.NUMBER
    assert kind_of("最后一道我一个人包了行不行") is Kind.RULE
    assert kind_of("想把车开到另一个省接着测,得办什么手续?") is not Kind.LIST
    assert kind_of("老城这次要抓的三个行动") is Kind.LIST


def test_what_is_counted_is_a_number_and_what_one_has_is_not() -> None:
    few = ("商场得装几台除颤仪才合格?", "交警罚几块钱?", "女工到底几岁能退", "種一畝玉米公家給補幾多錢", "一年顶多来几趟")
    for asked in few:
        assert kind_of(fold(asked)) is Kind.NUMBER, asked
    assert kind_of("楼顶养几只鸡行不行") is Kind.RULE
    assert kind_of("羊跑进林子啃死了几棵树,要我怎么赔?") is Kind.OTHER
    assert kind_of("乡下有几间房想租出去,一年得交啥税?") is not Kind.NUMBER


def test_what_follows_for_whoever_breaks_a_rule() -> None:
    for asked in (
        "处罚是什么?",
        "法律后果如何?",
        "经办人会受什么处分",
        "抓到咋罚",
        "他会落个什么下场",
        "老板会被怎么收拾?",
        "应承担何种责任?",
    ):
        assert kind_of(asked) is Kind.RULE, asked
    for asked in ("What is the penalty for late filing?", "What happens if a clinic hides it?", "How is a clerk punished for that?"):
        assert english_kind_of(asked) is Kind.RULE, asked
    assert english_kind_of("What happens to a firm that is late - how big is the fine?") is Kind.NUMBER
    assert kind_of("什么情况下可以减轻责任") is not Kind.NUMBER


def test_who_of_two_what_to_bring_and_which_parts() -> None:
    assert kind_of("这事归城管还是归交警管?") is Kind.WHO
    assert kind_of("应该先还本金还是先还利息?") is not Kind.WHO
    assert kind_of("要带啥证明?") is Kind.LIST and kind_of("申请的条件是什么?") is Kind.LIST
    assert kind_of("标准体系由哪7个部分组成?") is Kind.LIST and kind_of("由哪个局牵头?") is Kind.WHO
    assert kind_of("这几份文件里,经费是怎么讲的?") is Kind.OTHER
    assert kind_of("国家提没提要涨") is Kind.RULE and kind_of("家里老人没人看,社区提供怎样的服务?") is Kind.OTHER


def test_months_of_the_calendar_and_rates_that_are_no_share() -> None:
    assert unit_of("考试几月报名") == "" and unit_of("审批要几个月") == "个月"
    assert unit_of("容积率最高多少") == "" and unit_of("研发投入占营业收入多少") == "%"


def test_years_in_characters_and_words_that_end_like_places() -> None:
    assert understand("二〇〇九年新开通多少公里？", "二〇〇九年新开通多少公里?", ()).years == (2009,)
    for asked in (
        "公司下乡收谷子要报备吗",
        "残疾乡亲种菜卖不掉怎么办",
        "解除疫区封锁要走什么程序",
        "升国旗时玩手机会怎样",
        "老厂区改造谁批",
    ):
        assert not understand(asked, asked, ()).places, asked
    assert understand("石溪县养老院谁管", "石溪县养老院谁管", ()).places == ("石溪县",)


def test_a_place_asked_for_is_no_comparison() -> None:
    assert kind_of("容灾备份中心建在哪个城市?") is Kind.OTHER
    assert kind_of("哪个城市的补贴最高?") is Kind.COMPARE


def test_english_asking_words() -> None:
    assert english_kind_of("What court attendance rate did the county set?") is Kind.NUMBER
    assert english_kind_of("Which court hears the case?") is Kind.WHO
    late = "What happens to a firm that files late - how big is the fine?"
    assert (english_kind_of(late), english_unit_of(late)) == (Kind.NUMBER, "元")


def test_a_year_that_is_only_measured_from_is_not_spoken_of() -> None:
    assert "2025" not in unmeasured("2025年有多少", "总量在2025年的基础上翻一番")
    assert "2028" in unmeasured("2025年有多少", "到2028年总量较2025年翻一番")


def test_a_date_asked_after_the_contest() -> None:
    held = contest("清河市和国家定的建成期限是否相同?各是何时?")
    assert held is not None and held.question.endswith("是什么时候?")


def test_a_school_is_named_by_a_school() -> None:
    clause = Clause("x#1", "x", "方案", (), "会同有关部门举办培训班。", 0, 12)
    question = understand("与哪所大学合办培训班？", "与哪所大学合办培训班?", ())
    assert lacks(question, sentences(clause)[0])


@pytest.mark.parametrize(
    ("question", "silent", "telling"),
    [
        ("平台由哪家公司承建？", "建好用好法律服务平台。", "平台由清河数据公司承建。"),
        ("哪些县被选为综合改革试点？", "组织开展乡镇综合改革试点。", "确定桐庐县、余杭区为综合改革试点。"),
        ("建一支多少人的监督员队伍？", "只设一个执法层级,建立监督员队伍。", "建立100人的监督员队伍。"),
    ],
)
def test_what_must_be_named_is_named(question: str, silent: str, telling: str) -> None:
    def fits(text: str) -> float:
        (sentence,) = sentences(Clause("x#1", "x", "方案", (), text, 0, len(text)))
        return suits(understand(question, question.replace("？", "?"), ()), sentence)

    assert fits(silent) == 0 < fits(telling)
