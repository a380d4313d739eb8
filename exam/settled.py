"""A deed with one of the alternatives that a clause gives: people do one thing at a time."""

import re

_RUN = re.compile("(?P<first>[\u4e00-\u9fff]{2,4})(?:、[\u4e00-\u9fff]{2,4})+(?:（[^（）]*）)?(?=(?:之)?[后前]|之日起|时，|的，)")
_HEADS = (
    "会议|机关|部门|机构|银行|人员|组织|单位|政府|法院|委员会|报纸|网站|方式|形式|手段|措施|文件|决定|处罚|规定|证件|材料|标准|程序"
    "|公司|企业|院|局|书|人"
)
_EITHER = re.compile(
    f"(?P<first>[\u4e00-\u9fff]{{0,8}}?(?P<head>{_HEADS}))(?:或者|或)[\u4e00-\u9fff]{{1,14}}?(?P=head)(?![\u4e00-\u9fff]{{0,2}}会议)"
)
_WAY = re.compile(
    "(?P<first>(?:到|在|通过|以|向|采取|采用)[\u4e00-\u9fff]{2,12})或者(?:到|在|通过|以|向|采取|采用)[\u4e00-\u9fff]{2,14}?"
    "(?=缴纳|提交|提出|办理|申请|支付(?!系统|平台)|送达|公布|公告|发布|进行|告知|报告)"
)
_LAST = re.compile("(?P<first>[\u4e00-\u9fff]{2})(?:或者|或)[\u4e00-\u9fff]{2,4}$")


def settled(told: str) -> str:
    """A deed with one of the alternatives that its clause gives, "" where they cannot be told apart: people do one thing at a time.

    What is left undone is left with all its alternatives: who did not do one of them may have done the other.

    >>> settled("合同订立、变更、终止（解除）后第20日才备案"), settled("某人到银行或者通过网络缴纳罚款"), settled("随意变更或者停止执行")
    ('合同订立后第20日才备案', '某人到银行缴纳罚款', '随意变更')
    """
    done, undone, left = _cut(told)
    text = re.sub("([\u4e00-\u9fff]{2,4})或者[\u4e00-\u9fff]{1,3}\\1", r"\1", done)
    text = re.sub("(在[\u4e00-\u9fff]{2,4})或者[\u4e00-\u9fff]{2,6}(?=时)", r"\1", text)
    for pattern in (_RUN, _WAY, _EITHER, _LAST):
        text = pattern.sub(r"\g<first>", text)
    return (
        "" if re.search("未经[^，]*或", told) or re.search("或|（|等(?:方式|形式|措施)?$", text) or "（" in left else text + undone + left
    )


def _cut(told: str) -> tuple[str, str, str]:
    """A deed cut behind the word that says it was not done."""
    m = re.search("未(?!成年|来|按|经)", told)
    return (told[: m.start()], m.group(), told[m.end() :]) if m else (told, "", "")
