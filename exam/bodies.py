"""Who acts in a case: a role of the document's words as a story names it, or a body whose business the deed plainly is."""

import re

from exam.said import Said, is_statute

ROLE = (
    "(?:机关|部门|机构|单位|人员|组织|企业|公司|政府|负责人|人民法院|检察院|委员会|学校|医院|银行|经营者|生产者|所有人|当事人|申请人|用人单位|医师|律师|教师"
    "|监护人|代理人|管理者|运营者|处理者|提供者|使用者|发包方|承包方|生产商|供应商|平台|中介|协会|个人)"
)
NOBODY = "某某"  # where the words name none that could stand in a story
_NAMELESS = re.compile("某某|某(?:部门|单位|机关)")
# (what a deed speaks of, the body that does such things), in a document of policy.
_BUSINESS = tuple(
    (re.compile(pattern), body)
    for pattern, body in (
        ("执法|处罚|罚没|罚款|行政强制|涉企检查|行政检查|裁量|立案|扣押|查封", "某行政执法机关"),
        ("行政许可|审批|证明|办事|政务服务|申请材料|窗口", "某行政审批机关"),
        ("复议", "某行政复议机关"),
        ("诉讼|应诉|出庭", "某被诉行政机关"),
        ("决策", "某决策承办部门"),
        ("规范性文件|政策措施|政策解读|公平竞争", "某政策起草部门"),
        ("合同|协议|采购|招标|招商", "某签订合同的政府部门"),
        ("信访|投诉|举报|诉求", "某受理投诉的政府部门"),
        ("立法|法规草案|规章草案", "某起草法规的政府部门"),
    )
)


def who(said: str | None) -> str:
    """A role as a case names it: 某行政机关, `NOBODY` for words that name none."""
    if not said:
        return NOBODY
    if re.match("国务院|国家|全国|最高", said):
        return said
    plain = re.sub("^(?:任何|各级|有关|相关|各|其他|一切|所有|地方各级)+", "", said)
    if (example := plain.split("等")[0]) != plain and re.search(f"{ROLE}$", example):
        plain = example  # 学校等教育机构: a school
    both = re.fullmatch("([\u4e00-\u9fff]{2,3})(?:和|与|或者)[\u4e00-\u9fff]{2,3}?的?" + f"({ROLE})", plain)
    first = both[1] + both[2] if both else re.split("及其|以及|和|或者|与|、", plain)[0]
    return f"某{first}" if re.search(f"{ROLE}$", first) and 2 <= len(first) <= 14 and not first.startswith("的") else NOBODY


def embodied(said: Said, told: str) -> str:
    """A deed with a plausible body for one that it leaves unnamed, "" where none is plain.

    Who an article leaves open may be anybody: only its own sentence could tell.
    """
    if not _NAMELESS.search(told):
        return told
    if is_statute(said.clause):
        return "" if NOBODY in told else told
    body = next((body for pattern, body in _BUSINESS if pattern.search(told)), "某政府部门")
    return _NAMELESS.sub(body, told, count=1)
