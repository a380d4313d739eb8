"""How documents compare: the words before and behind a figure that say how much at least or at most, and of what it is a share."""

import re

_SIGNS = {"ge": ">=", "le": "<=", "lt": "<", "gt": ">", "eq": "="}
_CHANGE = "增长|增加|提高|上升|提升|上浮|上调|调高|调低|下降|降低|减少|压缩|压减|缩短|缩减|下浮|下调|回调|递增|递减|压降|核减|扣减|延长"
_COMPARE = (
    r"(?P<ge>不(?:得|应|宜|能|可)?(?:低于|少于|小于|短于|早于)|至少|保底(?:可贷|可提取|为)?|最低|下限为?|≥|>=|提前(?:至少)?)|(?P<le>不(?:得|应|宜|能|可|准)?再?(?:超过|超|超出|高于|多于|大于|突破|长于|晚于|迟于)"
    r"|控制在|限制在|最多|至多|最高|最长|上限为?|≤|<=|(?<=精度)优于|(?<=误差)优于|(?<=分辨[率力])优于|(?<=准确度)优于|(?<!最高)(?<!支付)(?<!贷款)(?<!提取)(?<!报销)限额为|(?:可以?|能|最[长多]|予以)(?:申请|适当|再|予以)*延长(?![到至]))"
    r"|(?P<lt>低于|少于|小于|不足|不满)|(?P<gt>超过|高于|多于|大于|突破|超(?=[\d百]|$))|(?P<eq>(?:分别|均|力争)?(?:达到?|调整为|统一为|保持在?|稳定在|维持在|为(?!准)|是|占|占比|实现|完成|按照?)"
    rf"|(?:{_CHANGE}|扩大|减|增|调整|(?<![上下])调|恢复|延长|放宽|推迟|提|降|升|变更|改变|改)(?:到|至|为)|{_CHANGE})"
)
TOUCHING = re.compile(rf"(?:{_COMPARE})(?:约|近|:|\s|人民币|共|各|合计|全国前|到|了|在|为|的|±)? ?$")
_OF_BASE = re.compile(rf"(?<!最)(?!最)(?:{_COMPARE})(?P<base>(?!标准)[^,;。、:%至]{{1,30}})的 ?$")
# the same without 的, for bounds alone: 不低于销售总额2%
_BOUND_OF_BASE = re.compile(
    r"(?:(?P<ge>不(?:得|应|能)?(?:低于|少于))|(?P<le>不(?:得|应|能)?(?:超过|高于|大于)))(?P<base>[\u4e00-\u9fff()]{2,20}(?:[额数量]|面积|价[款格]?))$"
)
# the same without 的 (按照设备购置额10%)
_BARE_BASE = re.compile(
    r"(?P<eq>按照?)(?P<base>(?!为)(?:(?!提取)[\u4e00-\u9fff]|[(][^()]*[)]){2,20}(?:额|款|价|价格|费|费用|投资|投入|收入|产值|资金|工资|税))$"
)
SUM_PAID = "缴纳|缴清|交纳|补缴|支付|拨付|返还|预支|提取|预缴"  # two characters each, as looking back needs
# what is paid of a sum: 缴纳出让价款的50%, 以缴纳契税数额的20%发放消费券
_PAID_OF = re.compile(
    rf"(?:(?<={SUM_PAID})|(?<![予可所加用足难得])以)(?P<eq>)"
    r"(?P<base>(?![^,;。]*(?:不超|不低|不高|不少))[^,;。、:%至的]{2,20}(?:[额数量款金]|价[款格]?|费用?|资金))的 ?$"
)
_BOUND_OF_LIST = re.compile(
    r"(?:(?P<ge>不(?:得|应|能)?(?:低于|少于))|(?P<le>不(?:得|应|能)?(?:超过|高于|大于)))(?P<base>[^,;。:%至]{2,30})的 ?$"
)
FROM_BASE = re.compile(
    r"(?P<eq>[由从])(?P<base>[^,;。、由从]{2,30})的[\d.]+(?:%|倍)(?:统一)?(?:提高|调整|上调|下调|降低|降|增加|扩大|放宽)[到至为]$"
)
_OLD = re.compile("(?:现行|原来|原先|原有|原定|原规定|原|目前|去年|上年|\\d{4}年)")
VERB_BETWEEN = re.compile(
    r"(?:(?P<ge>至少|不少于|不得少于|不低于|最少)|(?P<le>最多|至多|不超过|最高(?=可以?(?:申请|提取|支取|贷|借)(?!额度)|给予|可给予)))(?P<between>[\u4e00-\u9fff]{1,12})$"
)
# a change that stands before what changes: 降低医保费率1个百分点, 降低失业保险费率至1%
CHANGED = re.compile(rf"(?:(?P<eq>{_CHANGE})(?P<between>[^,;。、\d]{{2,16}}?[率额度准例限价])再?(?P<to>[到至])?)$")
TO = re.compile("(?P<eq>[到至])$")
# at most so many: 仅能享受一套, 限申报1个项目
ONLY = re.compile(
    r"(?:(?<![时年权额期])限购|可以?(?:在[^,;。]{2,10})?(?:再)?购买|可以有|(?:各|均|每人|每年)可(?:以)?(?:申请|提取|享受|办理|使用))$"
    r"|(?:(?<!不)(?:仅|只)(?:能|可以?|准|限|允许)|(?:仅|只)(?=核减|支持|认定|计算|计入|保留|安排|发放|补贴|奖励|推荐)|(?<![时年权额期界])限(?=[申推选报填领享]))(?:(?!其中)[^,;。()]|[(][^()]*[)]){0,16}(?<!同)$"
)
BREAKS = re.compile("[^,;。\\d]{0,20}(?:技术|难题|瓶颈|难关|装备|材料|产品)")  # 突破50项关键技术 makes, and passes nothing
BEHIND = re.compile(r"[ \u00a0]?\(?含?\)?(?:(?P<ge>及?以上|起)|(?P<le>为限|及?以下|之?内(?![容部外])|以内)|(?P<eq>左右|上下|为主))")


def base_of(match: re.Match[str] | None, offset: int) -> tuple[int, int] | None:
    """The span of what a share is taken of, behind a bracket that opens in it (按最低比例(起始价的20%))."""
    if match is None or match.re not in (_OF_BASE, _BOUND_OF_BASE, _BOUND_OF_LIST, _BARE_BASE, FROM_BASE, _PAID_OF):
        return None
    if match.re is FROM_BASE and _OLD.fullmatch(match["base"]):  # 由去年的2.1%提高到2.3%: no share of that
        return None
    opens = match["base"].rfind("(")
    inner = opens + 1 if opens >= 0 and ")" not in match["base"][opens:] else 0
    return offset + match.start("base") + inner, offset + match.end("base")


def is_about(touched: str, before: str, behind: str) -> bool:
    """Whether a figure is said to be nearly so: 约300家, 近千人, 20%左右."""
    return behind[-2:] in ("左右", "上下") or touched[-1:] in ("约", "近") or not touched and before[-1:] == "约"


def change_of(touched: str) -> str:
    """The way that a figure says something is to change (下降), "" where it says to what (下降到)."""
    m = re.search(rf"(?:{_CHANGE})(?=约|近|了|:|$)", touched)
    return m.group() if m and not re.search("[到至]", touched) else ""


def with_base(before: str, behind: str) -> re.Match[str] | None:
    """A comparison with what the share is taken of; the one nearest the figure (按不高于总价的10%)."""
    match = _OF_BASE.search(before) or _BOUND_OF_BASE.search(before) or _BOUND_OF_LIST.search(before) or _PAID_OF.search(before)
    while match and match.groupdict().get("eq") and (inner := _OF_BASE.search(before, match.start() + 1)):
        match = inner
    if match is None and not re.match("的?比例[(]|或", behind):
        return _BARE_BASE.search(before)
    return match


def sign_of(match: re.Match[str] | None) -> str:
    groups = match.groupdict() if match else {}
    return next((sign for name, sign in _SIGNS.items() if groups.get(name)), "")
