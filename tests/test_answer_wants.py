"""What a question asks for beside its kind: a sentence that holds it is told from one that only names the matter."""

import pytest

from answer.evidence.wants import WANTS, wants
from answer.understand.question import understand
from policy import fold


def sign(name: str, question: str, text: str, chinese: str = "") -> float:
    asked = understand(question, chinese or question, ())
    return wants(asked, fold(text))[WANTS.index(name)]


@pytest.mark.parametrize(
    ("name", "question", "holds", "lacks"),
    [
        ("penalty", "没按时备案要受什么处分？", "逾期不备案的，依法给予处分。", "合同订立后15个工作日内报法制机构备案。"),
        ("penalty", "What is the penalty for late filing?", "逾期的处一万元罚款。", "应当在十五日内备案。"),
        ("contact", "监督电话是多少号？", "监督电话：0571-87654321。", "设立监督电话，接受社会监督。"),
        ("members", "分成哪三类管理？", "分为限制类、禁止类、鼓励类三类管理。", "实行分类管理。"),
        ("members", "免罚清单里都写了什么？", "清单包括占道、停车、未亮照等行为。", "推行免罚清单。"),
        ("parts", "“三统一”统一的是哪三样？", "实行统一登记、统一编号、统一印发。", "落实“三统一”制度，有件必备、有备必审、有错必纠。"),
        ("parts", "“三公开”是哪三样？", "落实收费公开、流程公开、电话公示“三公开”。", "落实“三公开”，有件必备、有备必审、有错必纠。"),
        ("parts", "“双随机”是什么意思？", "“双随机”是指随机抽取检查对象、随机选派检查人员。", "推行“双随机”监管。"),
        ("money", "建成智能工厂能补多少钱？", "对智能工厂给予300万元补助。", "工业投资达到4000亿元。"),
        ("money", "店外经营罚多少钱？", "处二百元以上罚款。", "每年缴纳二百元。"),
        ("year", "2030年要达到多少？", "到2030年达到98%。", "三年内达到10%。"),
        ("charge", "住公租房要不要交押金？", "入住时缴纳一个月租金作保证金。", "产业园区应当提供公共租赁住房。"),
        ("charge", "Is the course free?", "培训不收取任何费用。", "定期举办培训班。"),
        ("papers", "办绿色通道要带什么证件？", "申请人持身份证和营业执照办理。", "为市场主体开通绿色通道。"),
        ("reason", "为什么要搞分类管理？", "为了减少重复检查，实行分类管理。", "实行分类管理。"),
        ("where", "到哪儿办登记？", "向所在地的登记机关申请。", "依法办理登记。"),
        ("often", "多久检查一次？", "每年检查一次。", "开展现场检查。"),
        ("named", "评估应当包括哪些指标？", "评估指标包括泄漏和腐蚀。", "应当建立风险评估制度。"),
    ],
)
def test_what_is_asked_for_is_there_or_lacks(name: str, question: str, holds: str, lacks: str) -> None:
    assert sign(name, question, holds) == 1
    assert sign(name, question, lacks) < 0


def test_what_is_not_asked_for_says_nothing() -> None:
    plain = understand("备案要在几天之内？", "备案要在几天之内？", ())
    assert wants(plain, fold("应当在十五日内报备案，逾期的处一万元罚款。")) == (0.0,) * len(WANTS)


@pytest.mark.parametrize("text", ["分为甲、乙两类。", "推行分类管理。"])
def test_a_list_shorter_than_asked_for_is_not_the_list(text: str) -> None:
    assert sign("members", "分成哪五类？", text) == -1


def test_how_much_that_asks_for_no_money_has_no_sign() -> None:
    assert sign("money", "合格率要达到多少？", "合格率达到95%。") == 0
