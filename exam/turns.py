"""Words that a false statement puts in the place of a sentence's own: what follows, who, how often, how far, in what form.

None is implied by what it stands for: what is to be done each year need not be done each half-year, what is basically built is not
wholly built.
"""

import re
from collections.abc import Iterator

_STOP = "(?=[，。；、]|$)"
_DONE = "(?=[^，。]{0,4}(?:至少|不少于|应当|要|举办|开展|组织|召开|进行|接受|向|对|公布|发布|编制|培育|部署|评估|听取|报告))"
_OPENED = "(?:^|(?<=[，。；、]))"
# 公开为常态、不公开为例外, of which a false statement turns the members.
_SWAPPED = re.compile("(?<=以)(?P<a>[\u4e00-\u9fff]{2,8})为(?P<rule>常态|原则)、(?:以)?(?P<b>[\u4e00-\u9fff]{2,8})为例外")
# 以甲为基础、以乙为补充, of which it turns the members as well.
_ROLES = re.compile(
    "以(?P<a>[\u4e00-\u9fff]{2,8})为(?P<x>主|主体|主导|基础|核心|重点|基本手段)、以?(?P<b>[\u4e00-\u9fff]{2,8})为(?P<y>辅|补充|支撑|保障|基础)(?=[，。；的、]|$)"
)
# (a sort, the words of a sentence, what a false one says in their place).
_TURNS = tuple(
    (sort, re.compile(pattern), new)
    for sort, pattern, new in (
        # what follows
        ("consequence", "从轻或者减轻(?:行政)?处罚", "从重处罚"),
        ("consequence", "(?<!减轻)(?<!或者)从重(?:行政)?处罚", "从轻处罚"),
        ("consequence", "(?<!可以)(?<!或者)不予行政处罚", "从轻或者减轻行政处罚"),
        ("consequence", "(?<!可以)不再给予行政处罚", "从轻或者减轻行政处罚"),
        ("consequence", "应当(?:依法)?给予行政处罚" + _STOP, "不予行政处罚"),
        ("consequence", "可以不予行政处罚" + _STOP, "应当给予行政处罚"),
        ("consequence", "(?<=[人者])不承担(?=[\u4e00-\u9fff]{2,20}(?:费用|责任))", "应当承担"),
        ("consequence", "不予计算", "继续计算"),
        ("consequence", "(?<!可以)(?<!或者)不予(?=受理|公开|登记|批准|许可|退还|支持|注册|备案)", "应当予以"),
        ("consequence", "依法给予处分(?!或)" + _STOP, "依法给予行政处罚"),
        ("consequence", "给予警告(?!或|处分)" + _STOP, "给予通报批评"),
        ("consequence", "(?<=的，)(?:依法)?追究刑事责任" + _STOP, "可以不追究刑事责任"),
        ("consequence", "吊销(?!或)(?=[\u4e00-\u9fff]{0,10}(?:证|照|许可|资格))", "暂扣"),
        # One who owes this may owe the other too: only that he owes it can be denied.
        ("consequence", "(?:应当)?(?:依法)?承担(?=(?:民事|赔偿|侵权|违约)责任)", "不再承担"),
        ("consequence", "连带责任", "按份责任"),
        ("consequence", "(?<![、或者和])不停止(?=执行|履行)", "停止"),
        ("consequence", "(?<=处罚|决定|行为|协议|合同)无效" + _STOP, "应予撤销"),
        ("consequence", "(?<=数额|标准)高(?=的规定)", "低"),
        # who
        ("subject", "主要负责人(?!员)", "分管负责人"),
        ("subject", "(?<=[报向由经])上一级(?!有关)(?=[\u4e00-\u9fff]{0,8}(?:机关|政府|部门))", "本级"),
        ("subject", "(?<=[报向由经])本级(?=[\u4e00-\u9fff]{0,8}(?:机关|政府|部门|人大))", "上一级"),
        ("subject", "(?<=[报向由经])同级(?=[\u4e00-\u9fff]{0,8}(?:机关|政府|部门|人大|党委))", "上一级"),
        ("subject", "(?<![\u4e00-\u9fff])上级(?=(?:行政|主管|人民)?(?:机关|部门|政府))", "下级"),
        ("subject", "(?<=只能由)法律(?=设定|规定)", "行政法规"),
        ("subject", "(?<=移送)司法机关", "上级行政机关"),
        ("subject", "(?<!不得)(?<!禁止)以(?!自己|任何|各种|其他|某)[^，以]{2,10}的?名义", "以自己的名义"),
        (
            "subject",
            "(?<=由)(?:国务院[\u4e00-\u9fff]{0,14}?|国家[\u4e00-\u9fff]{2,8}?主管)(?:部门|机构)(?=会同|制定|规定|公布|确定|商)",
            "省、自治区、直辖市人民政府",
        ),
        ("subject", "统一领导、分级(?=管理|负责)", "分级领导、统一"),
        # by what rule
        ("basis", "(?<=应当)按照国家(?:有关)?规定", "按照本单位规定"),
        ("basis", "(?<=按照|符合|执行)国家标准、行业标准(?!、)", "团体标准、企业标准"),
        ("basis", "(?<=按照|符合|执行)国家标准(?![、和或])", "企业标准"),
        ("consequence", "不得收取(?:任何)?费用", "可以收取适当费用"),
        ("consequence", "(?<!不)具有同等(?=(?:法律)?效力$)", "不具有同等"),
        ("time", "(?<=合格|批准|许可|验收|同意)后，方可", "前，即可"),
        ("form", "(?<!不)统一(?=受理|认定|审查|审核|公开查询|管辖|行使|登记|公布|发布|归集|受案)", "分别"),
        ("extent", "一律取消", "可以保留"),
        ("extent", "(?<!不)全面推行(?!.*试点)", "试点推行"),
        ("form", "集中(?=管理|保管|使用|统一管理)", "分散"),
        # how often
        ("frequency", "每年(?!第|[0-9一二三四五六七八九十]+月|底|初|年)" + _DONE, "每半年"),
        ("frequency", "每半年" + _DONE, "每季度"),
        ("frequency", "每季度" + _DONE, "每月"),
        ("frequency", "每两年" + _DONE, "每年"),
        ("frequency", "第一季度", "第四季度"),
        ("frequency", "(?<![不并])定期(?=组织|开展|对|公[布开]|向|评|检|清理|进行|发布|通报|听取)", "不定期"),
        ("frequency", "(?<=应当)立即(?=报告|通知|移送|向[^，]{2,14}报告)", "在三日内"),
        # the unit of a limit
        ("unit", "(?<=[0-9一二三四五六七八九十])个?工作日(?=(?:之|以)?内)", "日"),
        # how far
        ("extent", "(?<!不)基本(?=形成|建成|建立|实现|完成|消除)", "全面"),
        ("extent", "原则上(?=不|只)", "一律"),
        ("extent", _OPENED + "鼓励(?=有条件|各|地方|企业|单位|高校|社会力量|社会资本|基层|省|市|县|骨干|龙头|新型|优势|行业)", "要求"),
        ("extent", "(?:积极)?探索(?=(?:建立|推行|实行)(?!.*试点))", "全面"),
        ("extent", "全部(?=上缴|退还|返还|公开|纳入|取消|销毁)", "部分"),
        ("extent", "(?<![\u4e00-\u9fff]不)主动(?=公开)", "依申请"),
        ("extent", "(?<=应当)主动(?=向)", "根据要求"),
        ("extent", "轻微(?=违法)", "一般"),
        ("extent", "严重(?=违法)", "轻微"),
        ("extent", "翻一番", "翻两番"),
        ("extent", "逐步(?=实现|取消|推行|建立|统一)", "一次性"),
        ("extent", "逐年(?=提高|提升|增加|降低|下降)", "逐月"),
        ("extent", "因地制宜(?=建立|制定|开展|推进|确定)", "按统一标准"),
        ("subject", "第三方(?=评估|评价)", "内部"),
        # in what form
        ("form", "以书面形式", "以口头形式"),
        ("form", "(?<![\u4e00-\u9fff]口头或者)(?<!口头、)书面(?=告知|通知|报告|说明|答复|申请(?!应当载明|书)|提出|记录|决定)", "口头"),
        ("form", "事前(?=[公审告合监备])", "事后"),
        ("form", "免费(?!或)(?=[提向发开为])", "有偿"),
        ("form", "无偿(?!或)", "有偿"),
        ("form", "(?<=应当)公开举行", "不公开举行"),
        ("form", "(?<=负责人应当)集体讨论决定", "单独决定"),
        ("form", "(?<=应当)当场(?=交付|告知|出具|作出|宣布)", "事后"),
        ("time", "结束(?=之日起)", "开始"),
        ("time", "(?<=自)收到(?=[\u4e00-\u9fff]{0,10}(?:决定书|通知书|通知)之日起)", "发出"),
        ("time", "(?<=自)收到(?=[\u4e00-\u9fff]{0,10}申请(?:书|材料)?之日起)", "受理"),
        ("time", "(?<=[决定可审罚同案出])(?:之)?前(?=，(?:应当|必须|[\u4e00-\u9fff]{2,12}应当))", "后"),
    )
)  # fmt: skip


def _supposed(text: str, end: int) -> bool:
    """Whether what ends there stands in a condition or an exception: that it holds of one case denies it of no other."""
    part, comma, _ = text[end:].partition("，")
    return bool(comma) and re.search("(?:的|时|外)$", part) is not None


_BANNED = re.compile("(?:不得|严禁|禁止|不准)[^，。；]*$")


def turns(text: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, what a false sentence says there, of what sort the change is) for each word of a sentence that can be turned."""
    if m := _SWAPPED.search(text):
        yield m.start(), m.end(), f"{m['b']}为{m['rule']}、{m['a']}为例外", "extent"
    if (m := _ROLES.search(text)) and m["x"] != m["y"]:
        yield m.start(), m.end(), f"以{m['b']}为{m['x']}、以{m['a']}为{m['y']}", "extent"
    for sort, pattern, new in _TURNS:
        found = list(pattern.finditer(text))
        if len(found) != 1 or sort != "time" and _supposed(text, found[0].end()):
            continue
        start, end = found[0].span()
        if _BANNED.search(text[:start]):  # what is banned in one way is banned in the other too
            continue
        if new == "以自己的名义" and text[start + 1 : end].removesuffix("名义").removesuffix("的") in text[:start]:
            continue  # 由受托人以受托人名义管理: its own name is that very one
        instead = f"之{new}" if text[start] == "之" else new
        if instead not in text[:start] + text[end:] and not (instead.endswith("后") and "拟" in text):
            yield start, end, instead, sort
