"""Whether a sentence reads well by itself on an exam paper: whole, undamaged, pointing at nothing outside it."""

import re

from exam.said import ITEM, OPEN, SHUT, Said, is_statute

_LEANS = re.compile(
    "^(?:其(?!他|余|中)|其他|其余|其中|该|此|这|那|它|他们|上述|前款|前述|前项|前两|以上|以下|同时|同样|并|且|而|或者|但|否则|也|还|还是|再|又|则|才"
    "|对此|为此|因此|从而|于是|另外|此外|然后|随后|如|例如|即|不含|比如|等|的|和|与|及|以及|特别是|尤其是|包括|不包括|除此|由此|实施后|[^，。]{0,8}仍(?!然|旧)[^，]{1,12}的，|[^，。]{0,12}，仍(?!然|旧)[^，]{1,12}的，|[0-9一二三四五六七八九十]+个?(?:工作)?[日月年](?:之)?内|对?符合[^，]{0,8}(?:规定|条件|要求|标准)[^，]{0,4}的，|（|[一二三四五六七八九十]是|[^，]{1,6}时，(?:应当|可以|不得|必须)|与此|有前|本款|本项|与前|依照前|违反前|所称|之|已|均|都|在此|不服的|逾期|[^，。]{0,16}拒不(?:提供|改正|配合|退还|执行)的，|经查|具体|必要时|情节|未满|每年可|每次|属于|构成)"
)
_POINTS = re.compile(
    "前款|前条|前项|前两款|前三款|前二款|本款|本项|上款|上述|上条|前述|本条|还应当|还可以|第[一二三四五六七八九十百零]+[条款项]|另行(?=提交|提供|出具)|上列|下同|如下|包括：|以下简称|下称|下列|(?<![0-9零一二三四五六七八九十百千万亿元年月日天时岁周人个倍米吨级省市县区乡镇处科股等%次名件])以下(?=[\u4e00-\u9fff]{0,8}(?:条件|材料|情形|内容|方式|程序|事项|要求|规定|标准|措施|行为|原则|资料|信息|职责|方面))|见附件|附件[0-9一二三四]|附表|详见|责任单位|落实单位|责任部门|牵头部门|配合单位|牵头单位|责任编辑|来源：|记者|图为|专栏[0-9]|为期\\?"
)
_PINYIN = "[a-zǎāáàōóǒòēéěèīíǐìūúǔùü]{2,}"
_DAMAGE = re.compile(
    "[0-9] [A-Z]|(?<![元次人亩吨米])[/／]|[\ufffd□■◆●★|＿_\\\\<>{}^~`#$&=]|[xX×]{2,}|××|[a-zA-Zà-üǎǐǒǔ]{9,}|…|\\?|？？"
    "|(?<![0-9.A-Za-z:：-])0[0-9]+(?=[年个家项亿万元%人])|(?<![0-9.])(?:1[3-9]|[2-9][0-9])月"  # page numbers in the text
    f"|{_PINYIN} ?{_PINYIN}|(.{{6,}})\\1"
)
_FIELD = re.compile("^[\u4e00-\u9fff]{2,8}：")
_REPORTED = re.compile(
    "^(?:近年来|[0-9]{4}年以来|党的十|会议|据|截至)|施行。?$|同时废止|自(?:印发|发布|公布|[0-9]{4}年).{0,12}起(?:施行|实施|执行)|制定本|现提出|印发给|^自[0-9]{4}年.{0,10}起"
)
# How documents of policy end, which tells nothing of what they ask for, and what they call themselves.
_CLOSING = re.compile(
    "各项(?:目标)?任务[^，]{0,6}(?:落到实处|落地见效|落实到位|落细落实)|狠抓落实|务求实效|高度重视，|精心(?:组织|部署)|主要领导亲自抓|力戒形式主义|抓好督促落实|督察督办、推进落实"
    "|(?<![\u4e00-\u9fff])[为向]?(?:全面)?建[设成]社会主义现代化[^，]{0,20}(?:作出|提供)|本(?:纲要|意见|方案|规划|计划|通知|决定|措施|行动方案|行动计划|实施意见|若干措施|要点|指南)(?!级)"
)
# A limit of time without its beginning; 一并载明 without where, and 当事人拒绝的，应当注明 without who.
_LIMIT = re.compile(
    "^(?!.*(?:[起后时前的]，|之日起|以后|届满|[0-9日]后|[收接]到)).{0,30}(?:应当?|必须|须)(?:在|于)?[0-9一二三四五六七八九十]+(?:个工作日|日|个月|小时)(?:之)?内"
)
_AS_WELL = re.compile(
    "^(?:当事人|申请人|相对人|被[^，]{1,6}人)(?:拒绝|不)[^，]*的，(?:应当|可以|不得|必须)|一并(?:予以)?[\u4e00-\u9fff]{2,3}$|(?:委托|转给|交由)其他"
)
# A subject long enough to say what it is, in 委托行政机关和受委托组织应当…; 记录内容 is not.
_FULL_SUBJECT = re.compile("[^，]{8,}?(?:应当|不得|可以|必须|有权)")


# What stands behind a semicolon of an article and says itself who is to do what.
_OWN_SUBJECT = re.compile(
    "[^，的]{2,14}(?:应当|不得|可以|必须|有权)|(?!.*日内)[^，]{8,40}的，[^，的]{2,12}(?:应当|不得|可以|必须|有权)|[^，]{6,40}人有[^，]{2,10}的，(?:应当|可以|不得)"
)


def is_formula(said: Said) -> bool:
    """Whether a sentence of a policy is of the kind that closes any of them, or speaks of the document itself."""
    return not is_statute(said.clause) and _CLOSING.search(said.text) is not None


def follows(said: Said) -> bool:
    """Whether a sentence of an article is so short that it rests on the one before it (审核记录内容: what record?)."""
    text = said.text
    return is_statute(said.clause) and (
        len(text) < 34
        and re.search("责令[\u4e00-\u9fff]{0,6}有关", text) is not None
        or len(text) < 30
        and not _FULL_SUBJECT.match(text)
        and not re.search("^[^，]+的，|是指", text)
    )


def stands(said: Said, most: int = 95) -> bool:
    """Whether a sentence reads well by itself: whole, undamaged, pointing at nothing outside it, neither too short nor too long."""
    text = said.text
    return (
        12 <= len(text) <= most
        and not (_LEANS.match(text) or _POINTS.search(text) or _DAMAGE.search(text) or _FIELD.match(text) or _REPORTED.search(text))
        and not (_LIMIT.search(text) or _AS_WELL.search(text))
        and balanced(text)
        and re.search("[\u4e00-\u9fff]{4}", text) is not None
        and not ITEM.match(text)
        and "（一）" not in text
        and not text.endswith(
            ("：", "，", "、", "的", "和", "及", "与", "基础上", "同时", "过程中", "情况下", "前提下", "为目标", "为基础")
        )
        and not (said.part and _hangs(text))
        and not (said.after and is_statute(said.clause) and not _OWN_SUBJECT.match(text))
    )


def _hangs(text: str) -> bool:
    """Whether a part of a sentence leaves out what the part before it said (对…处…罚款 without the deed)."""
    if re.match("[^，]{2,20}的，(?:报|经|不得|应当|可以|取消|由|处|不予|视为|责令|给予|依法|从|予以|撤销|没收)", text):
        return True
    return re.match("(?:由|处|对(?!违法|外)|可以|应当|不得|有|情节|涉及|情况|因)", text) is not None or "，" not in text and len(text) < 16


def balanced(text: str) -> bool:
    """Whether brackets and quotation marks close what they open."""
    stack = []
    for c in text:
        if c in OPEN:
            stack.append(SHUT[OPEN.index(c)])
        elif c in SHUT and (not stack or stack.pop() != c):
            return False
    return not stack and text.count('"') % 2 == 0
