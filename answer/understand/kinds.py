"""What kind of answer a question wants, and the unit that a number must have: read from its words of asking, last clause first."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """The kind of answer a question wants; decides which sentences can answer it."""

    NUMBER = "number"
    TIME = "time"
    WHO = "who"
    RULE = "rule"
    MEANING = "meaning"
    LIST = "list"
    COMPARE = "compare"
    OTHER = "other"


_BODIES = "单位|部门|机构|机关|主体|厅局?|委办局?|[厅局委](?![\u4e00-\u9fff])|人员?|家|级|方面的?人"
# Behind 几: what is counted. 几天, 几年 ask how long. Things that people have (_OWNED) are often a few of a story: 养了几只鸡,行不行.
_OWNED = (
    "位|台|张|辆|套|亩|斤|架|栋|幢|吨|公里|公斤|公顷|平方?米|米|元|块|笔|间|处|座|岁|度|艘|支|只|头|棵|株|册|页|层|趟|片|节|袋|份(?!文件|通知|方案|意见|规划|报告|材料)|根"
    "|毫米|厘米|克|分贝|毛|条(?=狗|船|鱼|路|街|线|河|烟)|多"
)
_COUNTED = f"个|成|倍|折|次|期|家|名|项|场|轮|件|户|所|人|万|亿|十|百|千|级|分|{_OWNED}"
_COMPARE = re.compile(
    "各(?:地区?|省(?:市县?)?|市|县)(?=对|的[^,]{0,14}(?:什么|多少|怎|如何|何)|分别|各自|怎|如何|有什么|有何|是怎|规定|要求)"
    "|省[、,]市(?:[、,]县)?(?=对|的?[^,]{0,14}(?:什么|多少|怎|如何|何)|分别|各)|哪些(?:省|城市|地方的)|(?<![在到去以往于拿的])哪个(?:省|地方|县|城市)"
    "|分别是怎[么样]|有[什何]么?不同|变化|差异|差别|区别|对比|比较(?!大|多|高|低|好|严|重)|哪.更[高低严多少]|一样吗|相同吗|一致吗|异同|差多少|相差"
)
_MEANING = re.compile(
    "什么是|是什么意思|什么意思|指的是什么|是指什么|指什么|何谓|何为|怎么理解|的含义|的定义|如何理解|什么叫|算什么(?!罪)|是啥意思|是个啥|含义$|怎么(?:界定|定义)|什么样的?[^,。?]{0,12}才?算|所称[^,?]{2,30}(?:是指|指的是)"
    "|^(?!分别|各)(?!.*(?:处罚|处分|后果|责任|权限|义务|权利|途径|例外|目标|标准|要求|条件|原则|措施|任务|定位|职责|依据|程序|流程|步骤|时限|期限|内容|重点|方式|办法|材料)是什么)[^,。]{2,20}是什么[?]?$"
)
_WHERE = re.compile(
    "哪一?[个份部条](?:文件|法律?|法规|条例|规定|办法|条款|条|款|通知|方案|意见|规划)|第几条|哪一?条|哪一?年的?(?:报告|文件|规划|方案|通知|版)|出自|写在哪"
)
_WHO = re.compile(
    rf"谁(?!都)|哪些?个?(?:{_BODIES})|哪[几一两三][个家]?(?:{_BODIES})"
    rf"|由哪(?!些?(?:材料|方面|部分|内容|环节|指标|证明|文件)|[几一二两三四五六七八九十\d]*[个大]?(?:部分|方面|块|环节))"
    rf"|哪个?(?:局|司局?|办|委(?!员)|标委会|部(?!分)|院|法院|[所座]大学)|哪所大学|主体(?:是|$)|什么(?:人|部门|单位|机构|机关|级别)|何人|何方"
    rf"|何(?:种|类)?机关|[归由找](?!不)[^,?]{{1,14}}还是[^,?]{{1,14}}|(?<!应)该[^,?]{{1,12}}[掏赔管出付][^,?]{{0,2}}还是|说了算还是|责任(?:单位|主体|部门)|牵头(?:单位|部门)|主管部门"
    "|归哪|找哪|哪里(?:负责|管|办)|何单位|何部门|负责人是(?:谁|哪|什么人|$|[?])|啥部门|归口(?=[是到由]?(?:谁|哪|什么)|单位|部门|$|[?])|哪儿管"
)
_SPAN = (
    "多久|多长时间|多长|几个?(?:工作日|小时|钟头|月|周|星期|学年|季度)|几[天日年](?!级)|多少个?(?:工作日|月|小时|天|日|年|周)"
    "|(?:周期|期限|时限|有效期)(?=[是为有多几怎的、,和]|如何|要求|规定|分别|各|不|到|至|$)"
)
_WHEN = re.compile("什么时[候间]|何时|哪一?[年天日]|哪个月|几月|几号|啥时候?")
_TIME = re.compile(
    "什么时[候间]|何时|哪一?年|哪[天日]|哪一天|哪个月|几月|几号|几点(?!了)|截止|截至什么|时间(?:要求|节点|安排|进度|表|$)|进度安排|最晚|最迟|何日"
    rf"|啥时候?|(?:日期|生效|失效|到期)(?:是|$)|{_SPAN}"
)
_ALL_OF = re.compile(
    "哪些|哪(?:几|[二两三四五六七八九十]+|\\d+)(?!个?月|年|天)|(?<!第)几(?:大(?:类|方面|领域)|类|种|方面|步|条路)|[一二两三四五六七八九十]+(?:大|种|类|项|(?<!一)个(?!月|人))(?![\u4e00-\u9fff]{0,5}(?:多少|几))[\u4e00-\u9fff]{1,6}$"
)
_NUMBER = re.compile(
    rf"多少|几(?:{_COUNTED})|[百千]分之?[几比]|比例|比率|占比|比重|[^效频]率(?:的)?(?:目标|要求|是|应|要|达)|目标(?:值|是|为|$)"
    "|指标(?:值|是|为)|规模|数量|次数|人数|户数|金额|额度|限额|标准是|上限|下限|最高|最低|红线$|多[大高重宽远快深厚粗响热冷]|率[^,]{0,12}什么(?:水平|范围)|[几多少]+回|第几(?!条)|达到什么(?!程度|水平|样|效果|状态)|万人比|学时|覆盖率|的目标[?。]?$|总量"
)
_WHETHER = (
    r"能不能|可不可以|可以(?:不|吗|么)|能否|可否|是否|要不要|应不应该|该不该|需不需要|用不用|允许|准不准|行不行|有没有|有没|会不会|得不得|是不是|算不算"
    r"|([\u4e00-\u9fff])不\1|([提说讲写有规定给批管要算出])没\2|有用没有|应否|(?:吗|(?<![什怎多这那])么|嘛|[行对可我他给]吧|(?<![怎么咋])行得通)[?]?$|[不没][?]?$"
)
_RULE = re.compile(
    rf"{_WHETHER}|必须|不得|禁止|合法|违法|犯法|违规|[怎咋]么?个?处[罚理分]|如何处[罚理分]"
    r"|(?:什么|啥|何种)(?:法律)?(?:后果|处罚|处分|责任?(?!任?[主单部])|罪|下场)|会[怎咋][么样]|[怎咋]么?罚|挨.{0,2}罚|如何(?:定罪|罚)"
    "|(?:处罚|处分|后果|法律责任|下场)(?:是|为|会)?(?:什么|啥|如何|怎)|的(?:法律)?(?:后果|处罚|处分)[?]?$|何处[罚分]|后果多|被[怎咋]么?问责|怎么收拾"
)
_LIST = re.compile(
    "有什么|有啥|(?<!是做)些(?:什么|啥)|包括什么|分别|何种(?:条件|材料|情[形况]|证明|证件|措施)|(?:什么|啥|哪样)(?:条件|内容|情形|要求|措施|材料|证明|证件|证据|资料|任务|原则|方式|制度|职责|权利|义务|支持|优惠|奖励|情况|服务)"
    "|(?:条件|材料|情形|证明)(?:都|各)?(?:是|有)(?:什么|啥)|几项|列出|要点|各?叫什么|[一二两三四五六七八九十几](?:条|项|点)[\u4e00-\u9fff]{2,6}(?:是|有)?(?:哪|什么|$)"
)
_SO_MANY = re.compile(
    "几(?:条|项|类|种|点|个)[^,;。?]{0,12}[,;。?](?:都|各|分别|条条|每[条项个]|它们|其)的?(?:标题|名称|名字|内容)?[^,;。?]{0,4}(?:什么|哪些)"
)  # 一共几条要求,各叫什么
_VAGUE = re.compile(rf"(?:{_WHETHER})")
# 几个人来检查, 好几年: no question of how many.
_FEW = re.compile(rf"(?:^|[好这那近前上数十过晚早差]|有)几(?:{_COUNTED}|天|年)|[养种囤]几(?:{_OWNED})")
_SOME = re.compile(rf"[养种囤有了加好这那]几(?:{_OWNED})")  # told before what is asked: 啃死了几棵树,要我怎么赔
# All that a document provides on a matter: 对行政裁决有什么要求, 有哪些规定.
_PROVIDES = re.compile(
    "[对就][^,。?]{2,20}(?:的|有|提出了?|作了?|做了?)+(?:(?:哪些|什么|啥|何)(?:具体)?(?:要求|规定)|(?:具体)?(?:要求|规定)(?:是|有|都有)(?:哪些|什么|啥))"
)
_KINDS = (
    (Kind.COMPARE, _COMPARE),
    (Kind.OTHER, _PROVIDES),
    (Kind.MEANING, _MEANING),
    (Kind.OTHER, _WHERE),
    (Kind.TIME, _TIME),
    (Kind.WHO, _WHO),
    (Kind.LIST, _ALL_OF),
    (Kind.NUMBER, _NUMBER),
    (Kind.RULE, _RULE),
    (Kind.LIST, _LIST),
)
_CLASSIFIERS = (
    "学时|课时|个?百分点|万元|亿元|元|块钱?|钱|小时|钟头|天|日|次|期|人|名|家|所|个月|年|平方米|公里|吨|户|件|项|场|倍|亩|公顷|米|岁|分钟|轮|周"
    "|折|套|处|座|斤|台|辆|艘|架|张|间|栋|支|篇|册|位|回(?![收报复答来家去应归])|趟"
)
_UNIT = re.compile(
    rf"多少个?(工作日|{_CLASSIFIERS})|(?<![好这那近前哪])几个?(工作日|小时|钟头|(?<=个)月|点(?!了)|{_CLASSIFIERS})"
    "|多少(?P<money>津贴|补贴|工资|奖金|奖励|费用|罚款|预算|经费|资金|金额|价格|收费|租金|补助|税)|(?P<of>学时|课时)(?=数|的?要求|的?标准|[^\\d]{0,4}分别)"
    "|(?P<paid>[罚赔补奖拨缴交])多少(?=[?,。!]|$)"
)
_SHARE = re.compile(
    "百分之几|百分之多少|百分比|比例|比率|占比|比重|份额|几成|多少成|合格率|满意率|覆盖率|[^效频利税汇费积功]率|占[^,?]{0,20}(?<!块)多少(?![钱元万亿块人家户个])|首付[^,?钱万元]{0,8}(?:多少|几)(?![钱元万块])"
)
_RATES = re.compile("[利税汇费]率")
_UNIT_NAMES = {name: "元" for name in ("钱", "万元", "亿元", "块", "块钱")} | {
    "月": "个月",
    "钟头": "小时",
    "回": "次",
    "趟": "次",
    "百分点": "%",
    "个百分点": "%",
}


def kind_of(text: str) -> Kind:
    """The kind of a folded Chinese question. Of several clauses the last that asks decides: what goes before tells a case.

    >>> kind_of("几个人来店里查,又不亮证件,我能不让他们查吗").value
    'rule'
    """
    if _SO_MANY.search(text):
        return Kind.LIST
    clauses = [c for c in re.split("[,;。!?:]", text) if c]
    told = [*(_SOME.sub("", clause) for clause in clauses[:-1]), *clauses[-1:]]
    for clause in reversed(told):
        if (kind := _of_clause(clause)) is not None:
            return kind
    return _of_clause(",".join(told)) or Kind.OTHER


def _of_clause(clause: str) -> Kind | None:
    if _FEW.search(clause) and _VAGUE.search(clause):
        return Kind.RULE
    return next((kind for kind, pattern in _KINDS if pattern.search(clause)), None)


def unit_of(text: str) -> str:
    """The unit of the number that a folded Chinese question asks for: "%" for a share, "" for any, also where it asks for two."""
    found = {_plain_unit(m, text) for m in _UNIT.finditer(text)}
    if _SHARE.search(text) and (not found or "百分之" in text) or _RATES.search(text) and not found:
        found.add("%")
    return found.pop() if len(found) == 1 else ""


def _plain_unit(m: re.Match[str], text: str) -> str:
    if m["money"] or m["paid"]:
        return "元"
    unit = m[1] or m[2] or m["of"]
    if unit == "点":  # 几点开门, but 提高几个点
        return "%" if m.group().endswith("个点") or re.search("提高|下降|上升|增加|降低|率", text) else "点"
    return _UNIT_NAMES.get(unit, unit)


def asks_duration(text: str) -> bool:
    """Whether a folded question asks how long, not when: 期限各是什么时候 asks for a day."""
    return re.search(_SPAN, text) is not None and _WHEN.search(text) is None
