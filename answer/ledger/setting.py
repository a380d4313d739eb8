"""Whether a figure is set as one to be met: by a comparison, a verb, a period or a list."""

import re
from dataclasses import dataclass

from answer.text.amounts import GIVEN_FOR
from answer.text.values import OCCURRENCES, SCALES, Figure

SETS = (
    "新建|建成|建立|创建|创成|培育|培养|打造|形成|举办|开展|组织|开设|接受|参加|完成|新增|引进|建设|招收|评选|争创|处以?|并处|布局|设立|设置|发展"
    "|配备|安排|投入|发放|补贴|补助|给予|奖励|支持|资助|聘请|推选|选派|选取|选聘|推出|推广|改造|实施|认定|遴选|筹集|筹建|供应|开工|竣工|建造|创办|培训|设(?![备施计区想])|拥有|具有"
    "|修建|落实|组建|成立|选树|突破|出让|启动|开拓|预支|签订|公布|输出|筹措|构建|引育|招引|集聚|汇聚|储备|谋划|攻克|研制|制修订|盘活|收储|收购|回购|治理|修复|整治|关停|淘汰|拆除|种植|造林|绿化|走访|排查|抽查|推荐|化解|办结|办理|增加|减少|扩建|开通|覆盖|带动|吸引|孵化|提取|缴纳|(?<!共)处|收取|加收|承担|帮扶|服务|制定|出台|编制|发布|提供|命名|扶持|转化|配建|明确|拨付|(?<=方式)选择|邀请"
)
SETTING = re.compile(rf"(?:{SETS})(?:了|约|近|各|共|总计|共计|合计|不少于|每[人户家个件项][^,;。]{{0,4}})?$")
# What heads a list of classes with a figure each: 住院报销比例:三级医院85%,二级医院90%
LISTED = re.compile(
    "(?:比例|比率|费率|税率|标准|额度|限额|定额|金额|年限|期限|时限|效率|浓度|限值|面积|[^效]率)(?:分别)?(?:为|如下|是)?:(?:[^:;。]|(?<=\\d):(?=\\d)){0,80}$"
)
_SPEEDS = re.compile("(?:限速|限高|限重|限载|限宽)(?:为|至)?$")
_OFF = re.compile("的?(?:价格|[\u4e00-\u9fff]{1,4}费)?(?:优惠|收取|计收|征收|购买|购票|销售|结算|票价|租住|租赁|入住)")
_ORDERS = re.compile(
    "(?:设立|设置|设|配备|举办|选派|聘请|新建|建成|(?<!共)处以?|并处|参加|接受|组建|增设|选聘|选择|邀请|创建|创成|新增|建设|培育)$"
)
_ITEM_OF_PLAN = re.compile(f"(?:{SETS})[^,;。、的]{{2,16}}$")
_YEARS_AHEAD = re.compile(r"今年|明年|全年|每年|(?:今后|未来)[^,;。]{1,4}年|20\d\d ?年")
# 确保13万亩设施蔬菜稳定运行, 力争100家企业达到三级
_AIMED_AT = re.compile(r"(?:确保|力争|争取|推动|推进|带动|引导|帮助|支持|组织|完成剩余)(?:全[省市县区国]|[我本][省市县区]|各类)?$")
_IN_PARTS = re.compile("(?:逐年|平均|按)?(?:兑[现付]|发放|支付|拨付|缴[纳清]|给予|付清|到位|偿还|补贴)")
_MANY = re.compile(r"\d{3}|\d+(?:\.\d+)?[万亿千百]")  # a home is the first or second one, a hundred of them are counted
# 打造具有推广效应的100个产品, 开展"甲""乙"等6个活动
_OF_SUCH = re.compile("(?:打造|培育|建设|建成|形成|推出|实施|引进|开展|举办|组织)(?:[^,;。、\\d]{2,16}的|\u25a0{4,}等?)$")
_LINES = re.compile(
    "(?:航线|线路|专线|产线|生产线|公路|铁路|道路|绿道|街区?|河道?|走廊|产业链|引领带|示范带|经济带)"
)  # and no 36条 of a policy
POINTS = re.compile("[^,;。由从至为到低高于减加]{0,14}(?:lpr|利率)(?:[(][^()]*[)])?[加减]点?$")  # 不低于报价利率减20个基点
GIVEN_ON = re.compile("连续(?:补贴|补助|奖励|发放|给予|资助|扶持|支持)$")  # 连续补贴三年
_CLOCK = re.compile("\\d{1,2}:[0-5]\\d")
_MADE = re.compile("(?:形成|建成|筹集|筹建|供应|新增|建设|配备|打造|推出|收购|回购)$")
_ADDED = re.compile("^(?:今年|全年)?(?:全[省市县])?(?:城[镇乡])?新增[\u4e00-\u9fff]{2,8}$")
_MONEY = re.compile(
    r"用于[^,;。]{2,20}$|(?:费|费用|金|享受|救助|补贴|奖励|补助|标准|资助|额度?|价格?|每(?:[人户亩页吨月天次年件个家名套]|平方米)|按|再)[^,;。]{0,6}$"
)
PERIOD = re.compile(
    r"每人次|(?:每[人名位](?:均)?)?每(?:(?:[一二两三四五六\d]|十)?个?(?:学年|年度|年|半年|季度|月|周|日|天|学期|届)|次|期|人|件|户|名|场)|全年|年均|任期内|[一二两三四五六]年内|半年内|本届"
)
ODD = re.compile("(?:及?以上)?的?[单奇]数")  # 小组由五人以上的单数组成
COUNTED = (*OCCURRENCES, "个学时", "学时", "课时")
_HEADS = ("个", "人", "名", "位", "种", "家", "项", "户", "类", "次")
_AGES = ("周岁", "岁")
_LEVELS = ("级", "类", "种", "度", "部", "章", "条", "份", "档", "位", "支", "批", "队", "分", "周", "日", "月", "年", "所")
MET_ALREADY = re.compile(
    r"(?:满|超期|逾期|凡|现有|共有|年满|原(?!则)来?的?|(?<![项题栏科])目前|未满|不满|不足|累计(?!额)|截至|连续(?![^,;。]{0,5}每[年月])|每满|(?<!完成)剩余|(?<!给予)已(?!婚)|已经|曾|仅(?!能|可|限)|只有|接近|被判?处|每(?:增加|多|减少|提前|缴存|(?:完成|销售|达到)(?![^,;。]*(?:奖|补|给予)))|占到了|如果|因)[^,;。、应须必后前]{0,8}$"
)
COUNTED_UP = re.compile("到 ?20\\d\\d ?年|力争|(?<!为)确保|通过[^,;。]{1,6}年[^,;。]{0,4}努力")  # 到2025年,累计培训5000人以上
CAPS = re.compile("累计[^,;。]{1,12}(?:上限|最高|不[得应能可]?[超高])[^,;。]{0,3}$")  # 累计提取额上限为5万元
GOAL = re.compile(
    "力争|确保|推动|目标|到 ?(?:20)?\\d\\d ?年|底前|拟|预期|(?<!即)将|(?<![重主需必])要|争取|努力|应当"
    "|(?<!即)(?<!促)(?<!行)使(?![用命馆者节领])|(?<![\\d一二两三四五六七八九十半])年内"
)
TOLD = re.compile("截至|(?<![项题栏科])目前|已|连续|去年|上年")
_LASTS = re.compile("(?:处|处以|判处|保存|备份|保留|留存|公示|服务|从事|给予|拘留|执业|连续|不少于)$")
_LENGTH = re.compile(
    "(?:(?<!为)期限?|时间|时限|周期|时长|时效|间隔|分辨率|年限|寿命|假|学时)(?:为|是|达到?|暂定为?|暂为|定为|逐|延长|缩短|控制在|压缩)?(?:到|至)?$"
)
# 四个自信 and 两个维护 are names, and ten times the zeal is a figure of speech.
_SLOGAN = re.compile(
    "[一两]次或(?!两|三|者)|二次(?:供水|装修|污染|创业|开发|分配|结构|利用|转让|加压|能源|设备|消费|创新|育肥)|"
    "[一二两三四五六七八九十]个(?:现代化|自信|意识|全面|维护|确立|代表|坚持|结合|统筹|最|一律|文明|倡导|不|有|更|必须|务必|毫不|离不开|凡是|一以贯之|一百年|轮子|方面|环节|阶段|原则|大局|先锋)"
    "|[十百千万]倍(?!以[上下内]|或|、|至|到|的?(?:罚|赔|惩))的?[\u4e00-\u9fff]|[一二三四五]分之[一二三四五]世纪"
)
_ENDS_SUM = re.compile("[,、;。]|$|的?标准|的?(?:一次性)?[^,;。\\d]{0,8}(?:补贴|补助|奖励|奖补|津贴|消费券)")
RAISED_TO = re.compile(  # 最高额度均提高至单职工80万元
    "((?:额度?|限额|标准|上限)(?:可以?)?)(?:均|分别|统一)*(?:(?:调整|提高|上调|上浮|统一|降低|下调|设定|确定|放宽)(?:至|到|为)|为|按照?)((?![^,;。]*为)[1\u4e00-\u9fff]{2,12})$"
)
_GIVES = re.compile("(?:给予|兑现|奖励|补贴|补助|发放|资助)[^,;。\\d]{2,16}$")
_GIFT = re.compile(
    "(?:人民币)?(?:、[^,;。、\\d]{0,12}[\\d.]+[万亿]?元(?:/[套户人])?)*的?(?:一次性)?[^,;。、\\d]{0,6}(?:补贴|补助|奖励|奖补|津贴|消费券|资助|扶持)(?:资金)?(?:[,;。、(]|$)"
)
_CLAIMED = re.compile("(?:申请|享受|领取|获得?|获发)(?:最高)?$")
_BY_RATES = re.compile("按照?[^,;。\\d]{2,20}$")
_RATES = re.compile("(?:[、和][^,;。、\\d]{1,16}[\\d.]+[万亿]?元(?:/[^,;。、]{1,4}?)?)*的?标准")
_TURMOIL = re.compile("年内[乱战]")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a figure in its part of the sentence: the text `before` it, the comparison that `touched` it ("" none),
    whether that is a plain one (达到, 为), whether a verb stands between them (至少举办两期), the bound `behind` it, the figure before;
    `hopeful` where the heading says that the text speaks of goals."""

    text: str
    before: str
    touched: str
    plain: bool
    verbal: bool
    behind: str
    last: Figure | None
    hopeful: bool = False


def is_set(figure: Figure, around: Context) -> bool:
    """Whether a comparison, a verb, a period or a list sets the amount."""
    raw = around.text[figure.at : figure.until]
    if around.last and around.text[around.last.end : figure.at] == "/" and figure.unit == around.last.unit:  # 60万元/100万元
        return True
    bound = bool(around.touched) and not around.plain
    if figure.unit == "" and not figure.is_share:
        if around.last and not around.last.unit and around.text[around.last.end : figure.start] in ("至", "到", "-", "~"):
            return True  # 控制在0.6至0.8
        return (
            bound
            or bool(around.touched)
            and (":" in raw and not _CLOCK.fullmatch(raw) or "." in raw or "达" in around.touched or "到" in around.touched)
        )
    if figure.unit.endswith("基点") and POINTS.search(around.before):
        return True
    if figure.unit == "份" and around.before.endswith("一式"):
        return True
    if figure.unit in _AGES:
        return around.touched[:1] == "不" or "寿命" in around.before and bool(around.touched)
    if ODD.match(around.text, figure.until):
        return True
    few = raw[0] in "二两三23" and len(raw) <= 2 and around.behind and not around.touched and figure.unit in _HEADS
    beside = around.last and around.last.op == ">=" and around.text[: figure.at].endswith("、")  # 10个以上集聚区、3个以上示范区
    if few and not beside and not re.search("应|须|必须|每|要", around.before) and not _ORDERS.search(around.before):
        return False  # 两人以上共同…的 is a case, not a number to be reached
    if _SLOGAN.match(around.text, figure.at) or _TURMOIL.match(around.text, figure.until - 1):
        return False
    if figure.op == "<=" and not around.touched and not around.behind:  # 仅能享受一套
        return True
    if re.match("二套(?:住房|房|及|和|、|购|以上)", around.text[figure.at : figure.until + 2]) or re.fullmatch("[百千万]亿?元", raw):
        return False
    if raw[0] == "一" and len(raw) <= 2 and not figure.is_duration and not figure.is_share:
        return _sets_one(figure, around, bound)
    if figure.is_duration:
        return _sets_time(figure, around, bound)
    if figure.unit in ("级", "档", "类", "孩") and around.behind and not bound:
        return False
    built = raw[0].isdigit() and (
        figure.unit in ("所", "支") or figure.unit == "条" and _LINES.search(around.before + around.text[figure.until : figure.until + 8])
    )
    if figure.unit.lstrip(SCALES) in _LEVELS and not around.behind and not bound and not built:
        return "达到" in around.touched and figure.unit in ("条", "份", "支", "种", "类", "部")
    return _sets_count(figure, around, raw)


def _sets_count(figure: Figure, around: Context, raw: str) -> bool:
    if around.touched or around.behind or (figure.unit in COUNTED and PERIOD.search(around.before)):
        return not (around.touched in ("为", "是", "按") and figure.unit in ("名", "个", "项", "人") and not around.behind)
    if figure.is_share or _SPEEDS.search(around.before):
        return True
    if figure.unit == "折" and _OFF.match(around.text, figure.until):
        return True
    if "元" in figure.unit and re.match("[,、;。]|$", around.text[figure.until :]) and LISTED.search(around.text[: figure.start]):
        return True
    if re.search("(?:拥有|持有|具有)$", around.before):
        return False
    if (
        figure.unit in ("级", "档", "孩")
        or figure.unit == "套"
        and not _MANY.match(raw)
        and not (raw[0].isdigit() and _MADE.search(around.before))
    ):
        return False
    if raw[0].isdigit() and _OF_SUCH.search(around.before):
        return True
    if raw[0].isdigit() and _AIMED_AT.search(around.before):
        return True
    if "元" in figure.unit and re.search("标准(?:为|是|:|按照?)[^,;。\\d]{2,16}$", around.before):
        return True
    setting = SETTING.search(around.before)
    if setting and raw[0] in "二两三四五六七八九十" and not figure.unit.endswith("元"):  # 落实五项任务 counts, 设立三个窗口 sets
        return _ORDERS.search(around.before) is not None
    if setting or ("元" in figure.unit and _MONEY.search(around.before)):
        return True
    if "元" in figure.unit and RAISED_TO.search(around.before):
        return True
    if "元" in figure.unit and _BY_RATES.search(around.before) and _RATES.match(around.text, figure.until):
        return True
    if "元" in figure.unit and _GIVES.search(around.before) and _GIFT.match(around.text, figure.until):  # 给予企业1万元奖励
        return True
    if "元" in figure.unit and _CLAIMED.search(around.before) and _GIFT.match(around.text, figure.until):  # 可申请1万元购房补贴
        return True
    if _planned(figure, around) or _ADDED.search(around.before):
        return True
    if around.last is None:
        return False
    between = around.text[around.last.end : figure.start]
    counts = figure.unit in _HEADS and around.last.unit in _HEADS  # 培育示范园区20家、训练基地10个
    if around.last.unit.lstrip(SCALES) != figure.unit.lstrip(SCALES) and not counts:
        return False
    listed = _ahead(figure, around) and re.fullmatch(r"[,、][^,;。、\d]{2,20}", between)  # 培育龙头50家,小巨人300家
    ends = around.text[figure.until : figure.until + 1] in ("、", ",", ";", "。", "")
    if listed and (ends or GOAL.search(around.text[: figure.start])):
        return ends
    if "元" in figure.unit and _ENDS_SUM.match(around.text, figure.until):  # 小学720元、初中940元
        return re.fullmatch(
            "[,、](?![^,]*(?:以内|不|超|低|高于|共|合计|收入|价|规模|总|近|约|增))[^,;。、]{1,12}(?:[(][^()]*[)])?", between
        ) is not None or _beside(between)
    return _beside(between)


def _beside(between: str) -> bool:
    """Whether what stands between two amounts lists them side by side."""
    return re.fullmatch("[^,;。]{0,20}[、和及至到~-]|[^,;。]{2,20},", between) is not None


def _planned(figure: Figure, around: Context) -> bool:
    """Whether an item of a plan counts what is to be made: 力争新建示范工厂100家、示范车间400家."""
    return (
        (_ahead(figure, around) or around.last is not None)
        and _ITEM_OF_PLAN.search(around.before) is not None
        and around.text[figure.until : figure.until + 1] in ("、", ",", ";", "。", "")
    )


def _ahead(figure: Figure, around: Context) -> bool:
    """Whether the words before a figure, or its heading, speak of what is to come."""
    ahead = around.text[: figure.start]
    return around.hopeful or (GOAL.search(ahead) or _YEARS_AHEAD.search(ahead)) is not None


def _sets_one(figure: Figure, around: Context, bound: bool) -> bool:
    """一 is mostly no number (一批, 一支); it is one where at least one, once a year, or one for each is asked."""
    if re.search("一.或者?$", around.before):  # 一个或者一个以上
        return False
    if bound or around.verbal or around.behind:
        return True
    if figure.unit in COUNTED:
        return PERIOD.search(around.before[-30:]) is not None
    each = re.search(r"每(?:个|名|家|所|件|县|市|乡镇|村|镇)[^,;。]{1,20}$", around.before)
    return bool(each) and bool(SETTING.search(around.before)) and figure.unit in ("个", "名", "家", "所", "处", "座")


def _sets_time(figure: Figure, around: Context, bound: bool) -> bool:
    """A time is set by a limit (15日内, 3日前) or a comparison; a bare one by what it is the length of (有效期五年)."""
    if figure.is_limit or bound or around.touched in ("为", "均为"):
        return True
    if around.last and around.last.op == ">=" and around.last.end == figure.start:  # 十日以上十五日以下
        return True
    if around.behind and not around.touched and around.behind not in ("左右", "上下", "起"):
        return _LASTS.search(around.before) is not None
    if GIVEN_ON.search(around.before):
        return True
    if re.search("(?:免收|减免|减收|(?<!共)处以?|暂扣|公示|公告|为期|延期|顺延|推迟|缓缴|延缓)$", around.before):  # 处十五日拘留
        return True
    if around.before.endswith("连续") and GIVEN_FOR.match(around.text, figure.until):
        return True
    if around.before.endswith("分") and _IN_PARTS.match(around.text, figure.until):  # 奖励资金分三年兑现
        return True
    if re.match("[^,;。]{0,8}圈", around.text[figure.until : figure.until + 9]):
        return SETTING.search(around.before) is not None
    length = _LENGTH.search(around.text[max(0, figure.at - 14) : figure.at])
    return bool(length) or re.search("[到至在]$|(?:调整|变更|改)为$|延长|缩短|压缩|压减|增加", around.touched) is not None
