"""Whether a sentence holds what is asked for: rates by their name, directions, lengths of time, what a document says of itself."""

import pytest

from answer.evidence.coverage import Matter
from answer.evidence.rates import names_another_rate, names_the_rate
from answer.evidence.suits import suits
from answer.evidence.valued import value_fits
from answer.text.sentences import sentences
from answer.understand.about_document import asks_document_alone, says_about_document
from answer.understand.kinds import Kind, unit_of
from answer.understand.question import Question, understand
from index.query import read
from policy import Clause, fold


def asked(question: str) -> Question:
    return understand(question, question, ("青岚省", "云岫市"))


def fitness(question: str, text: str) -> float:
    return suits(asked(question), sentences(Clause("x#1", "x", "x", ("（一）",), text, 0, len(text)))[0])


@pytest.mark.parametrize(
    "question, text, least, most",
    [
        ("云岫市万人成讼率的目标", "推动信访量、万人成讼率逐年下降。", 0.6, 0.6),
        ("云岫市想让打官司的比例涨还是跌", "推动信访量、万人成讼率逐年下降。", 1, 1),
        ("云岫市想让打官司的比例涨还是跌", "万人成讼率控制在3%以内。", 0, 1),
        ("云岫市万人成讼率的目标是百分之几", "推动信访量、万人成讼率逐年下降。", 0, 0),  # no figure is no per cent
        ("云岫市2030年的案卷合格率目标", "推动案卷合格率逐年提高。", 0, 0),
        ("培训班一期上几天课", "三年内实现轮训全覆盖。", 0, 0),
        ("培训班一期上几天课", "每期培训不少于五天。", 1, 1),
        ("计划投放多少台机器人", "热线提供7天24小时服务。", 0, 0),
        ("计划投放多少台机器人", "投放自助服务机器人200台。", 1, 1),
        ("要新建多少支执法队", "新建150个综合行政执法队。", 1, 1),
        ("三天两头有人来查，有没有人管", "规范涉企检查，解决频次高、随意检查等问题。", 0.8, 1),
        ("什么叫容缺受理", "本办法所称容缺受理，是指先行受理、后补材料。", 1, 1),
        ("云岫市说的组合贷款是什么意思", "组合贷款是指两种贷款合并办理。", 1, 1),
        ("租一平方米一个月要多少钱", "二楼租金8元/平方米/月。", 1, 1),
        ("条例是哪一天开始施行的", "本条例自一九九三年十一月一日起施行。", 1, 1),
        ("每年最多审多少件", "每名审查员审查30件/年。", 1, 1),
        # what stands for the term stands before it
        ("“三公开”是什么意思", "落实收费标准公开、办事流程公开、监督电话公开“三公开”制度。", 1, 1),
        ("“三公开”是什么意思", "落实收费公示和“三公开”制度。", 0.3, 0.3),
        ("什么是“一窗办”", "推行“取一个号、交一套材料”的“一窗办”服务。", 1, 1),
        ("什么是“一窗办”", "推行“一窗办”服务。", 0.3, 0.3),
        ("要起草的是哪两部办法", "起草档案管理办法和印章管理办法。", 1, 1),
        ("要起草的是哪些办法", "起草档案管理办法和印章管理办法。", 0.6, 0.6),
        # what is asked for in so many words must be there
        ("合同没有按时备案会受什么处分", "重大合同终止后15个工作日内应当报备案。", 0, 0),
        ("合同没有按时备案会受什么处分", "未按时备案的，对责任人给予通报批评。", 0.8, 0.8),
        ("这件事由哪个单位牵头", "需要增加参加单位的，由牵头单位商请有关单位确定。", 0, 0),
        ("这件事由哪个单位牵头", "由市司法局牵头。", 1, 1),
        ("办事指南由哪个部门公布", "教育部门应当于每年7月公布办事指南。", 0.8, 0.8),
        ("规范性文件有效期最长几年", "严格落实规范性文件有效期规定。", 0, 0),
        ("规范性文件有效期最长几年", "规范性文件有效期不超过五年。", 1, 1),
        ("目录是哪一天公布的", "目录编制完成后及时公布。", 0, 0),
        ("云岫市给个体户的担保贷款，不良率不能超过多少", "为信用良好的个体工商户担保，费率不超过千分之五。", 0.1, 0.1),
        ("执法人员持证率的目标是多少", "执法人员持证上岗率达到98%。", 1, 1),
        ("清理机构失信行为由哪个厅局牵头", "组织开展清理机构失信行为工作。", 0, 0),
        ("清理机构失信行为由哪家单位牵头", "市发展改革局组织开展清理机构失信行为工作。", 0.5, 1),
        ("政务公开由哪个局牵头", "依托政务服务网全面公开政府职能、监督方式等事项。", 0, 0),
        ("合法性审核谁来做", "落实合法性审核制度。", 0, 0),
        ("督察由谁负责", "把督察结果作为考核主要负责人的内容。", 0, 0.8),
        ("要建多少个“和谐”人民法庭", "新建60个“和谐”派出所、150个“和谐”司法所。", 0, 0),
        ("要建多少个“和谐”人民法庭", "新建人民法庭60个。", 1, 1),
        # a year, a day and a period are not each other
        ("各项任务哪一年完成", "各部门及时报告各项任务进展。", 0.2, 0.2),
        ("各项任务哪一年完成", "到2024年底基本完成各项任务。", 1, 1),
        ("各项任务什么时候完成", "各部门及时报告各项任务进展。", 0.5, 0.5),
        ("两地要求的期限各是什么时候", "2024年底前建成监督体系。", 1, 1),
    ],
)
def test_what_is_asked_for(question: str, text: str, least: float, most: float) -> None:
    assert least <= fitness(question, text) <= most


@pytest.mark.parametrize(
    "question, text, another",
    [
        ("12345热线的一次接通率目标", "热线按时办结率达到98%", True),
        ("12345热线的按时办结率目标", "热线按时办结率达到98%、满意率达到90%", False),
        ("法律顾问的覆盖率", "知晓率达到100%,村(社区)法律顾问全覆盖", False),
        ("掌上可办率的目标", "政务服务事项网上可办率达到98%", True),
        ("掌上可办率的目标", "网上可办率达到98%、掌上可办率达到90%", False),
        ("执法案卷的合格率要达到多少", "行政执法案卷合格率达到90%以上", False),
        ("群众满意度要达到多少", "群众满意率达到90%", False),
        ("每名队员培训多少学时", "合格率达到95%", False),
    ],
)
def test_another_rate_is_named(question: str, text: str, another: bool) -> None:
    assert names_another_rate(asked(question), fold(text)) is another


@pytest.mark.parametrize(
    "question, text, named",
    [
        ("案卷合格率的目标是多少", "到2025年,案卷评查合格率达到95%以上。", True),
        ("案卷合格率的目标是多少", "案卷归档率达到98%,考试合格率达到95%。", False),
        ("材料减少率要达到多少", "申请材料平均减少率达到60%。", True),
        ("合格率要达到多少", "考试合格率达到95%。", False),  # whose is not asked
        ("案卷合格率什么时候达标", "到2025年,案卷评查合格率达到95%以上。", False),
    ],
)
def test_the_very_rate_is_named(question: str, text: str, named: bool) -> None:
    assert names_the_rate(asked(question), fold(text)) is named


def test_what_a_document_says_of_itself() -> None:
    question = asked("本条例哪天开始生效？")
    assert asks_document_alone(question)
    assert says_about_document(question, fold("第三十七条 本条例自2025年6月1日起施行。"))
    assert says_about_document(question, fold("本办法自印发之日起30日后施行。"))
    assert not says_about_document(question, fold("自改造计划批准公布之日起不得批准新建住房。"))
    assert not asks_document_alone(asked("婚前医学检查免费什么时候开始实施？"))
    assert asks_document_alone(asked("本条例是哪一天开始施行的？"))
    assert says_about_document(question, fold("本条例自一九九三年十一月一日起施行。"))
    end = asked("这批措施执行到哪一天为止？")
    assert says_about_document(end, fold("本措施自公布之日起施行，有效期至2027年12月31日。"))
    assert not says_about_document(end, fold("本措施自公布之日起施行。"))
    for text in ("《青岚省停车条例》的立法目的是什么？", "为什么要制定这个条例？", "出台这个条例是为了什么？"):
        assert asks_document_alone(purpose := asked(text)), text
        assert says_about_document(purpose, fold("第一条 为了规范停车秩序，改善出行环境，制定本条例。")), text
        assert not says_about_document(purpose, fold("公安机关为停车人提供查询服务。")), text
    basis = asked("这个条例是依据什么制定的？")
    assert asks_document_alone(basis) and asks_document_alone(asked("本条例的上位法依据有哪些？"))
    assert says_about_document(basis, fold("为了规范停车秩序，根据《道路交通安全法》，结合本省实际，制定本条例。"))
    assert not says_about_document(basis, fold("根据本条例制定的收费标准应当公布。"))
    assert not asks_document_alone(asked("停车收费标准是依据什么确定的？"))
    reader = asked("本规定归哪个部门解释？")
    assert reader.kind is Kind.WHO and says_about_document(reader, fold("本规定由市公安局负责解释。"))


@pytest.mark.parametrize(
    "question, terms",
    [
        ("我去告发黑作坊", ["告发"]),  # 去告 ends within a word and does not stand in its way
        ("赖着不还的钱", ["赖着不还"]),
        ("人员工作纪律", []),  # 员工 is none
    ],
)
def test_everyday_terms_begin_and_end_with_words(question: str, terms: list[str]) -> None:
    found = [term for term, _ in read(question).synonyms]
    assert [t for t in terms if t not in found] == []
    assert found if terms else not found


class Rare:
    """A search that knows 补贴 well and 好处 not at all."""

    def idf(self, grams: list[str]) -> list[float]:
        return [1.0 if g == "补贴" else 8.0 for g in grams]

    def words(self, folded: str) -> list[str]:
        return [folded]


def test_an_everyday_term_is_as_rare_as_its_official_name() -> None:
    matter = Matter.of("好处", (("好处", ("补贴",)),), Rare())  # type: ignore[arg-type]
    assert [t.weight for t in matter.terms] == [1.0]
    assert matter.coverage("给予补贴") > 0.8


@pytest.mark.parametrize(
    "question, focus",
    [
        ("残疾人家庭无障碍改造补贴", "残疾人家庭无障碍改造补贴"),  # 人家 is no word here
        ("建筑物所有人管理责任", "建筑物所有人管理责任"),
        ("我们县的出庭应诉率", "我们县的出庭应诉率"),
        ("我爸妈的养老金", "养老金"),
        ("隔三差五有人来查，有没有人管管", "隔三差五有人来查"),
    ],
)
def test_words_of_a_story_leave_the_focus_and_bite_into_none(question: str, focus: str) -> None:
    assert asked(question).focus == focus


@pytest.mark.parametrize(
    "question, unit", [("提高就业率的措施有哪些", ""), ("知晓率、满意率分别是多少", "%"), ("哪些企业能领多少元补贴", "元")]
)
def test_a_list_has_a_unit_only_where_it_counts(question: str, unit: str) -> None:
    assert asked(question).unit == unit


@pytest.mark.parametrize(
    "question, text, defines",
    [
        ("什么是居民消费价格指数", "居民消费价格指数涨幅控制在3%左右。", False),
        ("什么是办事指南", "办事指南应当向社会公布。", False),
        ("信访工作条例中的信访人指什么", "本条例所称信访人，是指采用书信等形式反映情况的人。", True),
    ],
)
def test_what_defines(question: str, text: str, defines: bool) -> None:
    assert (fitness(question, text) == 1) is defines


@pytest.mark.parametrize(
    "question, least",
    [("农民工的合法权益有没有人保护", 0.8), ("新能源车有补贴吗", 0.8), ("小店能不能不罚钱", 0.5)],
)
def test_only_what_asks_for_permission_wants_a_word_of_it(question: str, least: float) -> None:
    assert fitness(question, "推动经济社会各项事业发展。") == least


def test_no_effect_where_nothing_takes_effect() -> None:
    question = asked("本办法何时施行？")
    assert not says_about_document(question, fold("各县自行组织实施。"))
    assert not says_about_document(question, fold("企业自主创新项目由科技局组织实施。"))


@pytest.mark.parametrize(
    ("question", "unit"), [("不按时交材料要罚多少?", "元"), ("能补多少,找谁领", "元"), ("迟到罚多少天", "天"), ("一年罚多少次", "次")]
)
def test_a_bare_how_much_of_a_fine_or_a_grant_asks_for_money(question, unit):
    assert unit_of(question) == unit


def test_the_hour_of_a_day_is_no_date():
    question = understand("大厅从哪天起中午不休息？", "大厅从哪天起中午不休息?", ())
    assert value_fits(question, "自2026年4月1日起,中午12时至14时不休息") == 1.0
    assert value_fits(question, "中午12时至14时不休息") < 1.0


def test_a_bracket_that_says_who_answers_for_a_task_is_no_answer_to_what_is_done() -> None:
    clause = Clause(
        "a.txt#一", "a.txt", "办法", ("一、监管",), text := "完善预售资金监管。（责任单位：市住房城乡建设局、各县区政府）", 0, len(text)
    )
    task, bracket = sentences(clause)
    assert bracket.closes == "责任单位"
    assert suits(asked("预售资金监管有什么规定？"), bracket) < 0.5 <= suits(asked("预售资金监管有什么规定？"), task)
    assert suits(asked("预售资金监管由谁负责？"), bracket) == 1


def test_who_does_a_thing_is_not_said_where_it_is_but_done() -> None:
    def fit(text: str) -> float:
        return suits(asked("村庄规划由谁批准？"), sentences(Clause("a.txt#一", "a.txt", "条例", ("一、",), text, 0, len(text)))[0])

    assert fit("村庄规划经批准后，由乡政府公布。") < fit("村庄规划由乡政府报县政府批准。") == 1
    assert fit("村庄规划经县政府批准后公布。") > 0.5
