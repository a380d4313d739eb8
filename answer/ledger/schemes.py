"""Which loan or insurance a bare measure is of, where only what stands before says so (提高公积金贷款额度。最高额度80万元)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.ledger.cases import bare
from answer.text.values import segment
from policy import Clause, Target, fold

_NEAR = 120  # the same to the row that lacks its measure
_BACK = 400  # characters from what names the scheme to the row that is quoted with it
_LOANS = {
    "公积金": "(?:住房)?公积金(?:个人)?(?:住房)?(?:贷款|提取)?",
    "商业": "商业(?:性)?(?:个人)?(?:住房)?(?:按揭)?贷款",
    "组合": "组合(?:贷款|贷)",
    "助学": "(?:国家)?助学贷款",
    "创业": "创业(?:担保)?贷款",
}
_INSURANCES = {
    "职工医疗": "(?:城镇)?职工(?:基本)?(?:医疗保险|医保)",
    "居民医疗": "(?:城乡)?居民(?:基本)?(?:医疗保险|医保)",
    "大病": "大病(?:医疗)?保险",
    "职工养老": "(?:城镇|企业)?职工基本养老保险",
    "居民养老": "(?:城乡)?居民(?:基本)?养老保险",
    "失业": "失业保险",
    "工伤": "工伤保险",
    "生育": "生育保险",
    "护理": "长期护理保险",
}
# Measures that a loan has, and those of an insurance; a row that names neither scheme is read with the only one named before it.
_OF_LOANS = re.compile(
    "(?:贷款|可贷|首付款?|提取|缴存|还款)[^,;。]{0,6}(?:额度?|比例|限额|金额|利率|期限|年限|基数|次数)|^最[高低](?:额度|限额|比例)|贷款最[高低]"
)
_OF_INSURANCES = re.compile(
    "(?:缴费|报销|支付|筹资|待遇|起付|封顶|赔付|参保)[^,;。]{0,6}(?:比例|标准|线|限额|基数|费率|率|金额|年限)|起付线|封顶线"
)
_PAYS = re.compile("(?:缴存|建立|缴纳)(?:了|有)?(?:住房)?公积金")  # says who, and not what of
_WHO_ALONE = re.compile(
    ".{0,12}(?:职工|家庭|人员|人才|研究生|本科生?|专科生?|大专生?|博士|硕士|毕业生|技师|高级工|个人|[双单]方|缴存人|[城县]区|县城|建制镇|老人|学生|企业|[县市]|[首一二三]套(?:住?房)?)(?:[(][^()]*[)])?(?:每[套户人])?"
)
_MEASURED = re.compile("额|率|比例|标准|限|补|奖|贷|费|金|款|价|券|投资|收入|产值|数")
_HEADED = re.compile(
    r"(?:提高|调整|上调|下调|优化|降低|统一)([^,;。\n]{2,18}?(?:额度|标准|限额|上限|比例))(?=[,:。(\s]|$)"
    r"|(?:^|[\n。;)])\s*(?:第[^条]{1,6}条\s*)?([^,;。:\n\d条]{0,8}(?:补贴|补助|奖励|资助|救助|津贴)标准)(?=[,:。(\s])"
    r"|(?:给予|发放|享受)([^,;。\n\d]{0,8}(?:补贴|补助|奖励|奖补))(?=[,:;。\s]|$)"
)
_NTH = re.compile("(?:首套(?:住?房)?[和、及与])?(?:首套|[二三]套|第[二三]套)(?:自住)?(?:住房|房)?$")  # 提高二套房|公积金贷款比例


def of_scheme(clause: Clause, found: Sequence[Target]) -> list[Target]:
    """The targets, a bare measure of a loan or an insurance with the scheme that the clause names before it, if it names one alone."""
    folded = fold(clause.text)
    rows = list(found)
    for number, target in enumerate(rows):
        if "元" in target.unit or target.unit == "%":
            target = rows[number] = _measured(target, clause, folded)
        for measured, schemes in ((_OF_LOANS, _LOANS), (_OF_INSURANCES, _INSURANCES)):
            if measured.search(fold(target.indicator)):
                rows[number] = _with(target, clause, folded, schemes)
    return rows


def _measured(target: Target, clause: Clause, folded: str) -> Target:
    """A row named by nothing but whom it is for, with the measure that is said before it to be changed or given."""
    said = fold(target.indicator)
    if _MEASURED.search(said) or not _WHO_ALONE.fullmatch(said):
        return target
    at = target.start - clause.start
    heading = next(reversed(list(_HEADED.finditer(folded, max(0, at - _NEAR), target.end - clause.start))), None)
    if heading is None:
        return target
    start, end = heading.span(heading.lastindex or 0)
    return replace(target, indicator=target.indicator + clause.text[start:end], start=min(target.start, clause.start + start))


def _with(target: Target, clause: Clause, folded: str, schemes: dict[str, str]) -> Target:
    named, case = fold(target.indicator), fold(target.condition)
    told = named + (case if re.search("贷|提取|缴存", named) else _PAYS.sub("", case))
    if any(re.search(scheme, told) for scheme in schemes.values()) or re.search("公积金|商贷|保险|医保", told):
        return target
    until = target.start - clause.start
    schemed = [list(re.finditer(scheme, folded[:until])) for scheme in schemes.values()]
    held = [found for found in schemed if found]
    if len(held) != 1 or re.search("商业银行[和与及、或]$", folded[: held[0][-1].start()]) or until - held[0][-1].end() > _BACK:
        return target
    start, end = held[0][-1].span()
    nth = _NTH.search(folded, max(0, start - 14), start)
    start = nth.start() if nth and "套" not in told else start
    if "提取" in told:  # what is drawn is of the fund, not of its loans
        end = start + len(re.sub("(?:个人)?(?:住房)?贷款$", "", folded[start:end]))
    begin = bare(folded, segment(folded, start)[0], end)[0]
    return replace(target, condition=f"{clause.text[start:end]},{target.condition}".strip(","), start=clause.start + begin)
