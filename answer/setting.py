"""Whether a figure is set as one to be met, or is told in passing: a condition, a count, a fact about the past."""

import re
from dataclasses import dataclass

from answer.values import SCALES, Figure, segment

SETS = (
    "新建|建成|建立|创建|创成|培育|培养|打造|形成|举办|开展|组织|开设|接受|参加|完成|新增|引进|建设|招收|评选|争创|处以?|并处|布局|设立|设置|发展"
    "|配备|安排|投入|发放|补贴|补助|给予|奖励|支持|资助|聘请|选派|选取|选聘|推出|推广|改造|实施|认定|遴选|筹集|筹建|供应|开工|竣工|建造|创办|培训|设(?![备施计区想])|拥有|具有"
    "|修建|落实|组建|成立|选树|推荐|化解|办结|办理|增加|减少|扩建|开通|覆盖|带动|吸引|孵化|提取|缴纳|(?<!共)处|收取|承担|帮扶|服务|制定|出台|编制|发布|提供|命名|扶持|转化|配建|明确"
)
_SETTING = re.compile(rf"(?:{SETS})(?:了|约|近|各|共|不少于|每[人户家个件项][^,;。]{{0,4}})?$")
_ORDERS = re.compile("(?:设立|设置|设|配备|举办|选派|聘请|新建|建成|(?<!共)处以?|并处|参加|接受|组建|增设|选聘|创建|创成|新增|建设|培育)$")
_ITEM_OF_PLAN = re.compile(f"(?:{SETS})[^,;。、的]{{2,16}}$")
_MONEY = re.compile(r"(?:费|费用|金|补贴|奖励|补助|标准|资助|额度?|价格?|每(?:[人户亩页吨月天次年件个家名套]|平方米)|按|再)[^,;。]{0,6}$")
PERIOD = re.compile(
    r"每人次|(?:每[人名位](?:均)?)?每(?:(?:[一二两三四五六\d]|十)?个?(?:学年|年度|年|半年|季度|月|周|日|天|学期|届)|次|期|人|件|户|名|场)|全年|年均|任期内|[一二两三四五六]年内|半年内|本届"
)
COUNTED = ("次", "期", "场", "轮", "遍", "趟", "个学时", "学时", "课时")
_HEADS = ("个", "人", "名", "位", "种", "家", "项", "户", "类", "次")
_AGES = ("周岁", "岁")
_LEVELS = ("级", "类", "种", "度", "部", "章", "条", "份", "档", "位", "支", "批", "队", "分", "周", "日", "月", "年", "所")
_CONDITION = re.compile(
    r"(?:[^,;。:]|:(?=\d))*?(?:[的时后]|除外)(?:[,;:。\n\"]|$)|(?:的|及以上)?部分|[^,;。:]*(?:前提下|情况下|条件下)|的[^,;。:的]{0,8}(?:情况|情形)(?:[,;。]|$)|的(?:基础上|情形|情况)|的?基础上"
)
_THRESHOLD = re.compile(
    r"(?:\(含[^()]*\))?(?:至[^,;。]{2,12})?的?(?:按照?|给予|补助|补贴|奖励|享受|可以?|每)|的[^,;。:]{1,24}(?:,[^,;。:]{0,10})?(?:应当|应|可以|可|不得|必须|须|享受|给予|纳入)"
)
MET_ALREADY = re.compile(
    r"(?:满|超期|逾期|凡|现有|共有|年满|原来?的?|目前|未满|不满|不足|累计|截至|连续|每满|剩余|已|已经|曾|仅|只有|接近|被判?处|每(?:增加|多|减少|提前|缴存)|占到了|如果|因)[^,;。、应须必后前]{0,8}$"
)
_FROM = re.compile("(?:由|从|自)[^,;。]{0,30}$")
_TO = re.compile(
    "(?:,(?=(?:调整|提高|降低|下调|上调)[到至为]))?[^,;。、]{0,20}(?:调整|提高|提升|降低|降|调高|调低|下调|上调|增加|减少|扩大|缩短|延长|压缩|恢复|变更|改变|改|增|提|减|放宽|上浮|下浮)[到至为]"
)
_LISTED_CASES = re.compile("(?:(?:情形|行为|情况|条件)之一|(?:有|从事)下列(?:行为|情形))[^:]*:")
_PAST = re.compile(
    r"[\u4e00-\u9fff]了(?:约|近)?$|(?:已经?|累计|截至|目前|现有|共有|实际(?:完成|达到|实现|支出|发放)|涉案|涉及)[^,;。]{0,20}$"
)
_COMPARED = re.compile("同比|比上年|比去年|较上年|较去年|上年同期|去年|过去|五年来|年来|以来")
_FUTURE = re.compile(
    "力争|确保|推动|目标|到(?:20)?\\d\\d年|[年月]底前|年前|计划|预期|预计|要|将|应|须|必须|不得|争取|努力|实现|使|今后|未来|按照?|给予|提取|安排|处|左右|以上|以内|以下|推进"
)
GOAL = re.compile("力争|确保|推动|目标|到(?:20)?\\d\\d年|底前|拟|预期|(?<!即)将|(?<![重主需必])要|争取|努力|应当|使")
TOLD = re.compile("截至|目前|已|连续|去年|上年")
_SO_FAR = re.compile("截至|截止到?目前|目前为止|已累计")
_LASTS = re.compile("(?:处|处以|判处|保存|备份|保留|留存|公示|服务|从事|给予|拘留|执业|连续|不少于)$")
_LENGTH = re.compile("(?:(?<!为)期限?|时间|时限|周期|时长|年限|寿命|假|学时)(?:为|是|达到?|延长|缩短|控制在|压缩)?(?:到|至)?$")
_SETTER = re.compile("达|按|保持|稳定|维持|控制|力争|分别|.*[到至]$")
_PERSONS = re.compile("的[^,;。的]{0,8}(?:家庭|职工|人|人员|户|者|居民|学生|毕业生|人才|大学生|青年|业主|单位|企业|项目|证明|师)$")
_QUALIFIES = re.compile(
    "(?:[且并、][^,;。]*)?的[^,;。]{1,24}(?:可以?|不计|享受|给予|免予|不得)|[且并][^,;。]*的[^,;。]{0,16}(?:车辆|对象|家庭|企业|单位|项目|人员)(?:[,;。]|$)"
)
# 四个自信 and 两个维护 are names, and ten times the zeal is a figure of speech.
_SLOGAN = re.compile(
    "[一二两三四五六七八九十]个(?:现代化|自信|意识|全面|维护|确立|代表|坚持|结合|统筹|最|一律|文明|倡导|不|有|更|必须|务必|毫不|离不开|凡是|一以贯之|一百年|轮子|方面|环节|阶段|原则|大局|先锋)"
    "|[十百千万]倍的?[\u4e00-\u9fff]|[一二三四五]分之[一二三四五]世纪"
)
_OF_THINGS = re.compile("的[^,;。的]{0,12}(?:住房|房屋|家庭|职工|人员|企业|单位|项目|车辆|建筑)(?:[,;。]|$)")
_STRUCK = re.compile("暂不执行|不再执行|停止执行|删去|取消(?!其|[^,;。]*资格)|删除|废止|[×÷*]$")
_TURMOIL = re.compile("年内[乱战]")
_REWORDED = re.compile('[^"]{0,30}"(?:调整|修改|变更|修订)为')
_REWARDED = re.compile("[^,;。]{0,16},(?:分别|一次性|按[^,;。]{2,16})?给予")
_OF_SOMEONE = re.compile("(?:家庭|职工|人员|企业|个人)[(](?:至少|含|有|须)[^()]*$")  # 家庭(至少有1个未成年子女)
_FOR_THOSE = re.compile("[^;。]{0,60}的[^,;。]{1,24},(?:一次性|分别)?(?:给予|予以|按|可|免征|减征|减半|实行|适用)")
_LIFTED = re.compile("(?:不受|取消|解除|放开)[^,;。]{0,30}$")
_EXAMPLE = re.compile("假设|例如|举例|比如|某(?:职工|企业|甲|家庭)")
_SIZES = ("平方米", "万平方米", "亩", "米", "公里", "公顷")
_COUNTED_OUT = re.compile("的[^,;。的]{1,14},(?:不计|不纳入|可不|不受|不作|免予?)")  # 宽度不大于0.8米的飘窗,不计入面积
# 比例在5%至10%,且未动工的,…; 达1万平方米以上,并已备案的购房人,…
_AND_THAT = re.compile("[^,;。]{0,30}(?:,[且并及][^,;。]*)*,[且并及][^,;。]*的[^,;。的]{0,14},")
_GRADED = re.compile(r"(?:[(](?:含|包括)[^()]*[)])?(?:,[^,;。]*\d|奖励|补贴|补助)")  # 90分以下,留存20%
_SCORED = re.compile(r"[^,;。]{0,6}(?:得[满\d]|不得分|扣\d)")
_ONE_OF_THOSE = re.compile(r"[^,;。]*的[^,;。的]{1,12},")  # 对…且营收达1亿元以上的企业,奖励…
_WHOSE = re.compile("[^,;。应]{1,14}的[^,;。]")
_NEAR = re.compile("(?:这|近|过去|最近|未来|今后|追溯|曾|未)[^,;。]{0,2}$|^(?:近|过去|最近|未来|今后)")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a figure in its part of the sentence: the text `before` it, the comparison that `touched` it ("" none),
    whether that is a plain one (达到, 为), whether a verb stands between them (至少举办两期), the bound `behind` it, the figure before.
    """

    text: str
    before: str
    touched: str
    plain: bool
    verbal: bool
    behind: str
    last: Figure | None


def is_set(figure: Figure, around: Context) -> bool:
    """Whether a comparison, a verb, a period or a list sets the amount."""
    raw = around.text[figure.at : figure.until]
    if around.last and around.text[around.last.end : figure.at] == "/" and figure.unit == around.last.unit:  # 60万元/100万元
        return True
    bound = bool(around.touched) and not around.plain
    if figure.unit == "" and not figure.is_share:
        return bound or bool(around.touched) and ("." in raw or "达" in around.touched or "到" in around.touched)
    if figure.unit in _AGES:
        return around.touched[:1] == "不"
    few = raw[0] in "二两三23" and len(raw) <= 2 and around.behind and not around.touched and figure.unit in _HEADS
    if few and not re.search("应|须|必须|每|要", around.before) and not _ORDERS.search(around.before):
        return False  # 两人以上共同…的 is a case, not a number to be reached
    if _SLOGAN.match(around.text, figure.at) or _TURMOIL.match(around.text, figure.until - 1):
        return False
    if re.match("二套(?:住房|房|及|和|、|购|以上)", around.text[figure.at : figure.until + 2]) or re.fullmatch("[百千万]亿?元", raw):
        return False
    if raw[0] == "一" and len(raw) <= 2 and not figure.is_duration and not figure.is_share:
        return _sets_one(figure, around, bound)
    if figure.is_duration:
        return _sets_time(figure, around, bound)
    if figure.unit in ("级", "档", "类", "孩") and around.behind and not bound:
        return False
    if figure.unit.lstrip(SCALES) in _LEVELS and not around.behind and not bound:
        return "达到" in around.touched and figure.unit in ("条", "份", "支", "种", "类", "部")
    return _sets_count(figure, around, raw)


def _sets_count(figure: Figure, around: Context, raw: str) -> bool:
    if around.touched or around.behind or (figure.unit in COUNTED and PERIOD.search(around.before)):
        return not (around.touched in ("为", "是", "按") and figure.unit in ("名", "个", "项", "人") and not around.behind)
    if figure.is_share:
        return True
    if re.search("(?:拥有|持有|具有)$", around.before):
        return False
    if figure.unit in ("级", "档", "套", "孩"):
        return False
    setting = _SETTING.search(around.before)
    if setting and raw[0] in "二两三四五六七八九十" and not figure.unit.endswith("元"):  # 落实五项任务 counts, 设立三个窗口 sets
        return _ORDERS.search(around.before) is not None
    if setting or (figure.unit.endswith("元") and _MONEY.search(around.before)):
        return True
    if _planned(figure, around):
        return True
    if around.last is None or around.last.unit != figure.unit:
        return False
    return re.fullmatch("[^,;。]{0,20}[、和及至到~-]|[^,;。]{2,20},", around.text[around.last.end : figure.start]) is not None


def _planned(figure: Figure, around: Context) -> bool:
    """Whether an item of a plan counts what is to be made: 力争新建示范工厂100家、示范车间400家."""
    ahead = around.text[: figure.start]
    planned = GOAL.search(ahead) or re.search(r"今年|全年|每年|20\d\d年", ahead)
    return (
        bool(planned)
        and _ITEM_OF_PLAN.search(around.before) is not None
        and around.text[figure.until : figure.until + 1] in ("、", ",", ";", "。", "")
    )


def _sets_one(figure: Figure, around: Context, bound: bool) -> bool:
    """一 is mostly no number (一批, 一支); it is one where at least one, once a year, or one for each is asked."""
    if bound or around.verbal or around.behind:
        return True
    if figure.unit in COUNTED:
        return PERIOD.search(around.before[-30:]) is not None
    each = re.search(r"每(?:个|名|家|所|件|县|市|乡镇|村|镇)[^,;。]{1,20}$", around.before)
    return bool(each) and bool(_SETTING.search(around.before)) and figure.unit in ("个", "名", "家", "所", "处", "座")


def _sets_time(figure: Figure, around: Context, bound: bool) -> bool:
    """A time is set by a limit (15日内, 3日前) or a comparison; a bare one by what it is the length of (有效期五年)."""
    if figure.is_limit or bound or around.touched in ("为", "均为"):
        return True
    if around.last and around.last.op == ">=" and around.last.end == figure.start:  # 十日以上十五日以下
        return True
    if around.behind and not around.touched and around.behind not in ("左右", "上下", "起"):
        return _LASTS.search(around.before) is not None
    if re.search("(?:免收|减免|减收)$", around.before):
        return True
    if re.match("[^,;。]{0,8}圈", around.text[figure.until : figure.until + 9]):
        return _SETTING.search(around.before) is not None
    length = _LENGTH.search(around.text[max(0, figure.at - 14) : figure.at])
    return bool(length) or re.search("[到至在]$|延长|缩短|压缩|压减", around.touched) is not None


def is_aside(text: str, figure: Figure, hopeful: bool) -> bool:
    """Whether the figure is a condition (满12个月的), the range of a rule, or a fact about the past."""
    before = text[segment(text, figure.start)[0] : figure.start]
    touched = text[figure.start : figure.at]
    if _AND_THAT.match(text, figure.end) and not _SETTING.search(before):
        return True
    if _CONDITION.match(text, figure.until) and not re.search("应当|不得|必须|罚款", before):
        return True
    passed = figure.is_limit and _limits_a_case(text, figure, before)
    if passed or _is_withdrawn(text, figure, before) or _is_attribute(text, figure, before, touched):
        return True
    return _is_condition(text, figure, before, touched) or _is_told(text, figure, before, touched, hopeful)


def _is_withdrawn(text: str, figure: Figure, before: str) -> bool:
    """Whether the figure is one that is changed (由30%降低为20%), struck out, added to, or a factor of a formula."""
    start = figure.start - len(before)
    if _REWORDED.match(text, figure.end):
        return True
    if not figure.is_limit and _FROM.search(text[start : figure.at]) and _TO.match(text, figure.end):
        return True
    if re.match("的?(?:征收率|税率)减按", text[figure.end :]):
        return True
    if re.search("(?:调整|修订|修改|变更)前(?:为|是|:)(?:(?!调整后)[^;。])*$", text[: figure.start]) or re.search(
        "可(?:节)?[省约][^,;。]*$", before
    ):
        return True
    if _STRUCK.search(before) or _LIFTED.search(before) or text[figure.end : figure.end + 1] in ("×", "÷", "*"):
        return True
    return "元" in figure.unit and re.match("[^,;。:]{0,24}基础上", text[figure.until : figure.until + 30]) is not None


def _is_attribute(text: str, figure: Figure, before: str, touched: str) -> bool:
    """Whether the figure only tells what kind of thing a noun behind it is (超过10年的设备, 至少一名子女的家庭)."""
    behind = text[figure.end :]
    free = not _SETTING.search(before)
    if behind[:1] == "级" and "吨" in figure.unit:  # 万吨级船舶
        return True
    if touched == "至少" and figure.value == "1" and _WHOSE.match(behind) and not _SETTING.search(re.sub("提供$", "", before)):
        return True
    if (
        re.search("适用$", before)
        and re.match("征收率|预征率|税率", behind)
        or re.match("(?:、[^,;。]{2,6})?(?:基本)?比例尺|地形图", behind)
    ):
        return True
    if figure.unit in ("条", "层", "级", "名", "人") and re.match(
        "以上[^,;。]{2,8}的(?:道路|公路|街道)", text[figure.until :]
    ):  # what kind of road
        return True
    if figure.is_share and re.search("占[^,;。]{0,8}$", before + touched) and re.match("的[\u4e00-\u9fff]", behind):
        return True  # 占世界五分之一的国家
    if re.search("(?:至少|最少)有?$", before) and _WHOSE.match(behind):
        return not re.search("应|须", before)
    if re.match("不(?:超过|低于|少于|高于)$", touched) and free and _PERSONS.match(behind.split(",")[0]) and not re.search("应|须", before):
        return True
    if not figure.is_limit and _OF_THINGS.match(behind) and free and not re.search("应|须|不", before + touched):
        return True
    if before.endswith("(") and not touched and behind[:1] == ")" and figure.end > figure.until or behind[:2] == "等)":
        return True
    if _OF_SOMEONE.search(text[: figure.start]) or touched == "至少" and _OF_SOMEONE.search(text[: figure.at]):
        return True
    if behind[:2] == ")的" and "(" in before:
        return True
    if touched[:1] == "不" and free and _COUNTED_OUT.match(behind):
        return True
    if _QUALIFIES.match(behind) and not re.search("应当|必须|给予|按", before):
        return True
    attributive = figure.op in ("<", ">") and re.match("[^,;。]{0,30}的[^,;。]", behind)
    return bool(attributive) and re.match("不(?![足满])", touched) is None and not (figure.is_share and figure.base)


def _is_condition(text: str, figure: Figure, before: str, touched: str) -> bool:
    """Whether the figure says to whom or when a rule applies (两人以上共同申请的, 满12个月, 三千立方米时)."""
    if figure.unit in ("人", "名", "位", "户") and _behind_only(text, figure) and before in ("", "对", "由"):
        return True
    if figure.op in ("<", ">") and re.match("对|凡", before) and touched[:2] not in ("不得", "不应"):
        return True
    if re.match("(?:、[^,;。]{2,16})?,均(?:一次性)?给予", text[figure.end :]):
        return True
    if before[:1] in "对凡" and before and not re.search("给予|奖|补", before) and _FOR_THOSE.match(text, figure.end):
        return True
    if touched and not re.search("应|须|给予|奖|补", before) and _REWARDED.match(text, figure.end):
        return True
    if re.search("预警:[^;。]*$", text[: figure.start]):
        return True
    if _SCORED.match(text, figure.end):
        return True
    item = re.split("[;。:]", text[: figure.start])[-1].lstrip()
    if item[:1] == "对" and len(item) > len(before) and _ONE_OF_THOSE.match(text, figure.end) and not _SETTING.search(before):
        return True
    within = re.search("(?<![持制定留])在$", text[: figure.at]) is not None
    if (
        (within or figure.unit == "分" or figure.unit in _SIZES)
        and _behind(text, figure)[:2] in ("以上", "以下")
        and _GRADED.match(text, figure.end)
    ):
        return True
    if _EXAMPLE.search(text[: figure.start]) or "是指" in before and (not touched or figure.op == ">"):
        return True
    if re.match("当(?![地年日月期场事])|如果|若", before) or before.endswith(("(含", "(不含")):
        return True
    if _LISTED_CASES.search(text[: figure.start]) or figure.is_duration and touched.endswith("近"):
        return True
    if re.search("每(?:人|户)?$", before) and re.match("增加|减少|提前|超过|延长", touched):
        return True
    if re.search("[未没]$|没有$", before) or not figure.is_limit and text[figure.end : figure.end + 1] == "后":
        return True
    if re.match("(?:不|至少|最)", touched) or re.search("[到至]$|达", touched):
        return False
    if MET_ALREADY.search(before) and not re.search("自[^,;。]*(?:起|后)[^,;。]*$", before):
        return True
    return figure.end > figure.until and not figure.is_limit and not touched and _is_threshold(text, figure, before)


def _is_threshold(text: str, figure: Figure, before: str) -> bool:
    """Whether a bare bound (90平方米以上) tells whom something is for."""
    if re.search("(?:拥有|持有)[^,;。]{0,12}$", before):
        return True
    sized = figure.unit in _SIZES and re.match("[\u4e00-\u9fff]", text[figure.end : figure.end + 1])
    qualified = sized or _THRESHOLD.match(text, figure.end) or not figure.is_share and text[figure.end : figure.end + 1] == "的"
    return bool(qualified) and not _SETTING.search(before)


def _limits_a_case(text: str, figure: Figure, before: str) -> bool:
    """Whether a time limit says of whom (一年内购买住房的家庭) or since when (近三年内), not by when something is to be done."""
    if _NEAR.search(before) or before.endswith("前") and text[figure.until : figure.end].endswith("内"):
        return True
    if re.search("应|须|不得|要|予以|由", before):
        return False
    _, end = segment(text, figure.end)
    behind = text[figure.end : end]
    if not behind and text[end : end + 1] == ",":
        after = segment(text, end + 1)
        return text[after[1] - 1] == "的"
    if re.search("上述|前述|规定的$", before) or re.match("[\u4e00-\u9fff]{2,3}的[\u4e00-\u9fff]{2}", behind):
        return True
    if re.match("没有|未|发生|出现|累计|又|再次|连续|多次|曾", behind):
        return True
    return re.match("对|凡", before) is not None or behind[:1] == "的" or _PERSONS.search(behind) is not None


def _is_told(text: str, figure: Figure, before: str, touched: str, hopeful: bool) -> bool:
    """Whether the figure is a fact: what was reached, or a change that nobody sets."""
    if _SO_FAR.search(text[: figure.start - len(before)]) and not GOAL.search(text[: figure.start]):
        return True
    if re.search("达到?了|了$", touched) or _PAST.search(before):
        return not re.search("力争|确保|要|将|到20\\d\\d年", before)
    if (_COMPARED.search(before) or re.search("共计|(?<!控制在)约$|释放[^,;。]*$", before)) and not GOAL.search(before + touched):
        return True
    loose = figure.op == "=" and (figure.is_share or bool(figure.change)) and not _SETTER.match(touched)
    return loose and not hopeful and not _FUTURE.search(text) and not _SETTING.search(before)


def _behind(text: str, figure: Figure) -> str:
    """The bound that stands behind an amount."""
    return text[figure.until : figure.end].removeprefix("及")


def _behind_only(text: str, figure: Figure) -> bool:
    """Whether a lower bound stands behind the amount alone (三人以上)."""
    return figure.op == ">=" and figure.start == figure.at and text[figure.until : figure.end].endswith("以上")


def is_class(text: str, figure: Figure) -> bool:
    """Whether a range tells a class of things (一百人以上三百人以下的企业)."""
    if "-" not in figure.value or figure.is_share or figure.is_duration or "元" in figure.unit or text[figure.end : figure.end + 1] != "的":
        return False
    return not _SETTING.search(text[segment(text, figure.start)[0] : figure.start])
