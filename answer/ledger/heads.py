"""Head nouns of a name that stand apart from its other words: the fund that is shared out, the 占比 that compares, the first two years."""

import re
from collections.abc import Sequence

from answer.ledger.setting import RAISED_TO, SETS
from answer.text.values import Figure, segment

Phrase = list[int]

_PAYER = re.compile(r"(?:由)?[\u4e00-\u9fff、()]{1,20}(?:各|分别)?(?:承担|负担|分担|承担比例)")
_SHARED_OUT = re.compile(
    r"(?:^|[,;。:)\n])\s*((?!由|按)[^,;。:由按\d]{0,14}?(?:资金|费用?|经费|补贴|补助|补助金|奖励|保费|款项?|支出))(?:,?(?:由|按照?|实行))"
)
_SHARE_WORD = re.compile("占比|占有率|比重")
_SHARE_NAMED = re.compile("占比|比例|比重|率$")
_YEARS = re.compile("[一二三四五六七八九十两\\d]+年")
_WHICH_YEARS = re.compile(f"[前后第首]?{_YEARS.pattern}")
_ROW_OF_YEARS = re.compile(f"[前后第首]{_YEARS.pattern}$")
_BY_NORM = re.compile(r"(?:可以?|应当?|要|均|再)?(?:按照?|参照)(?!规定)[^,;。、\d]{2,30}$")
_MEASURES = re.compile("(?:额度?|限额|标准|比例|率|金额|价格?|费|年限|基数|补贴|补助|奖励)$")

_RECEIVER = re.compile(
    r"(?:分别|按照?|每[名位人]|给予|发放|补贴|奖励)*[^,;。\d]{0,24}(?:家庭|[研究本专科]+生|硕士|博士|人才|职工|个人|企业|毕业生|技师|高级工|农户|居民|对象|人员|[二三两]孩|学历|职称)(?:[(][^()]*[)])?"
)
_GIVES_TO = re.compile(r"(?:分别|一次性)*给予[^,;。\d]{2,14}")
_OTHER_SUMS = re.compile(
    r"(?:[(][^()\d]{1,10}[)])?(?:[、,和及]+[^,;。、\d]{0,24}\d[\d.]*(?:[万亿]?元|%)(?:/[套户人])?(?:[(][^()\d]{1,10}[)])?)*"
)
_IN_BRACKET = re.compile(r"[(]([\u4e00-\u9fff、]{2,10})[)]")
_BRACKETED_ROW = re.compile(r"\d[\d.]*[万亿]?元[(][\u4e00-\u9fff、]{2,10}[)][、,和及]+\d[\d.]*[万亿]?元[(]")
_GIFT = re.compile(
    r"(?:的?标准的?|的|以内的?)?,?(?:给予|发放|享受)?((?:一次性)?[^,;。、\d(]{0,10}?(?:补贴|补助|奖励|奖补|津贴|消费券|安居费|生活费|奖金|支持))(?=[,;。、()]|$|政策|资金)"
)
_EACH = re.compile("(?:每[个家户套名人项次场]?|单[个家户套名人项次场届])(?!额)[\u4e00-\u9fff]{0,4}")
_GAVE = re.compile("(?:给予|予以|发放|享受)([^,;。\\d]{0,8}(?:奖励|补贴|补助|资助|奖补|支持|津贴))")
_SETS = re.compile(f"(?:全[省市县区])?[新续]?(?:{SETS})")
_ANEW = re.compile("新增|新建|净增|增设|改造|改建|扩建|淘汰|新(?:培育|引进|认定|开工|改造|创建|打造|设立)")
_GIVEN = re.compile("补|奖|津贴|券|费|额|率|价|金|贷|租|税|标准")
# Words that lead to what is named or close it: 可|申请提取, 分别|给予补贴, 产量|的水平上.
_LEADING = re.compile(
    r"^(?:并且|分别|继续(?:阶段性)?(?![教深保])|如下:?|按(?:照)?(?:有关)?(?:规定|要求)(?!的|比例|程序|标准|时间|期限|方式|格式|条件)|可以?(?=申请|申报|提取(?!额|限|金额|总额)|享受|按|对|一次性|领取|办理|连续|往|委托|叠加)|\d\.(?!\d))+(?=..)"
)
_CLOSING = re.compile(
    r"(?<=..)(?:的?水平上|(?:(?<=比例)|(?<=[利费]率)|(?<=标准)|(?<=指标)|(?<=[限定]额))(?:仍|最低)?(?:继续|统一)?执行(?:政策)?|(?<!上)等)$"
)
_EACH_UNIT = re.compile("每(?:平方米|亩|吨|公里|千瓦时?|立方米|户|人|家|个|套|辆|台|件)")
GIVEN_BY_NORM = re.compile("的?标准,((?:一次性)?(?:给予|发放|补贴|奖励|补助|予以)[^,;。\\d]{2,24})")
_COPIED = re.compile("([\u4e00-\u9fff\u25a0]{2,20})[(][^()]*$")  # 推荐函(纸质,一式6份)
_GIVES_WHAT = re.compile("(?:给予|发放|享受|予以|补贴|奖励|补助|资助|免[除收征]|减[免半征])[^,;。\\d]{0,16}")
_CLASS = ("职工", "家庭", "户", "人", "人员", "单方", "双方", "人均", "生", "博士", "硕士", "本科", "专科", "人才", "学历", "职称")
_ENJOYED = re.compile("的([\u4e00-\u9fff]{2,12})(?=[,;。]|$)")
_NOTED = re.compile(r"(?<=..)[(](?:各[^()]{1,4}可|可[与以同]?|不?与|以[^()]*为准|[^()]{1,4}为)[^()]*[)]$")  # 购房补贴(可与其他补贴叠加享受)


def tidied(name: str) -> str:
    """A name without the words that only lead to it or close it."""
    name = _NOTED.sub("", name)
    name = _CLOSING.sub("", _LEADING.sub("", name))
    raised = RAISED_TO.search(name)
    if not raised or not raised[2].endswith(_CLASS):
        return name
    whole = name[: raised.end(1)]  # one that has its own class already took the words of the one before it
    return whole if name[: raised.start(1)].removesuffix("发放").removesuffix("补贴").endswith(_CLASS) else raised[2] + whole


def without_class(text: str, phrase: Phrase) -> Phrase:
    """A name without the class of people that the figure goes for, as the next of the list needs it (标准按照博士生10万元、硕士生5万元)."""
    raised = RAISED_TO.search("".join(text[i] for i in phrase))
    return phrase[: raised.end(1)] if raised and raised[2].endswith(_CLASS) else phrase


def with_gift(text: str, phrase: Phrase, figure: Figure) -> Phrase:
    """A receiver's name with what is given, which stands behind the last of a list (给予二孩家庭1万元、三孩家庭2万元购房补贴)."""
    said = "".join(text[i] for i in phrase)
    if said.endswith("享受") and (enjoyed := _ENJOYED.match(text, figure.end)):  # 可申请享受最长12个月的免租金住宿保障
        return [*phrase, *range(*enjoyed.span(1))]
    if not ("元" in figure.unit or figure.unit == "%") or figure.base or text[figure.start : figure.at] not in ("", "最高", "不超过"):
        return phrase
    gift = _GIFT.match(text, _OTHER_SUMS.match(text, figure.end).end())  # type: ignore[union-attr]
    member = _IN_BRACKET.match(text, figure.end)
    if (
        gift and member and _BRACKETED_ROW.search(text, max(0, figure.at - 40), gift.start())
    ):  # 3万元(博士)、1.44万元(硕士)的标准发放生活补贴
        return [*range(*member.span(1)), *range(*gift.span(1))]
    if not (_RECEIVER.fullmatch(said) or _GIVES_TO.fullmatch(said)) or _GIVEN.search(said.removeprefix("补贴")):
        return phrase
    return [*phrase, *range(*gift.span(1))] if gift else phrase


def each_given(text: str, phrase: Phrase, figure: Figure) -> Phrase:
    """单个活动 or 每家 alone with what is given before it in the sentence: 按30%给予奖励,单个活动最高不超过10万元."""
    said = "".join(text[i] for i in phrase)
    if "元" not in figure.unit or not _EACH.fullmatch(said) or _GIVEN.search(said):
        return phrase
    begin = max(text.rfind(mark, 0, phrase[0]) for mark in ";。\n") + 1
    given = list(_GAVE.finditer(text, begin, phrase[0]))
    return [*phrase, *range(*given[-1].span(1))] if given else phrase


def verb_shared(text: str, phrase: Phrase, figure: Figure, last: Figure | None, named: Phrase) -> Phrase:
    """A thing counted beside another with the verb of that one: 新增规上企业1200家、上市公司10家 → 新增上市公司."""
    if last is None or not phrase or figure.is_share or figure.is_duration or "元" in figure.unit or not figure.unit or not named:
        return phrase
    beside = text[last.end : phrase[0]] in ("、", "和", "及", "以及") and phrase[-1] < figure.at and named[-1] < last.at
    verb = _ANEW.match("".join(text[i] for i in named))
    if not beside or verb is None or _SETS.match("".join(text[i] for i in phrase)) or len(named) - verb.end() < 2:
        return phrase
    return [*named[: verb.end()], *phrase]


def shared_out(text: str, phrase: Phrase, figure: Figure) -> Phrase:
    """A payer's name with what is shared out: 补贴资金由市、区分担,市级承担30% → 补贴资金市级承担."""
    said = "".join(text[i] for i in phrase)
    if not figure.is_share or not phrase or not _PAYER.fullmatch(said) or re.search("资金|费用|经费|补贴|保费", said):
        return phrase
    begin = max(text.rfind(mark, 0, phrase[0]) for mark in "。\n") + 1
    funds = list(_SHARED_OUT.finditer(text, begin, phrase[0]))
    return [*range(*funds[-1].span(1)), *phrase] if funds else phrase


def with_share_word(text: str, phrase: Phrase, figure: Figure) -> Phrase:
    """A name with the 占比 that stands between it and its figure (三项占比在50%以上)."""
    word = _SHARE_WORD.match(text, figure.start, figure.at)
    if word is None or figure.base or not phrase or phrase[-1] >= figure.start or _SHARE_NAMED.search("".join(text[i] for i in phrase)):
        return phrase
    return [*phrase, *range(*word.span())]


def of_years(text: str, phrase: Phrase, last: Phrase) -> Phrase:
    """Years of a row that something is given in, with what is given and which years they are (房租补贴前两年)."""
    if not phrase or not _WHICH_YEARS.fullmatch("".join(text[i] for i in phrase)):
        return phrase
    which = [phrase[0] - 1] if text[phrase[0] - 1 : phrase[0]] in ("前", "后", "第", "首") else []
    phrase, which = (phrase[1:], phrase[:1]) if text[phrase[0]] in "前后第首" else (phrase, which)
    whole = [i for i in last if i < phrase[0] - len(which)]
    if said := _ROW_OF_YEARS.search("".join(text[i] for i in whole)):  # 前两年100%、后三年50%
        whole = whole[: said.start()]
    return [*(whole if len(whole) >= 2 else []), *which, *phrase]


def norm_before(text: str, start: int, figure: Figure) -> int:
    """Where the head of a change ends: before the norm that it is counted from (贷款额度|可按家庭最高限额上浮20%)."""
    norm = _BY_NORM.search(text, start, figure.start) if figure.change else None
    if norm is None or norm.start() - start < 3:
        return figure.start
    return norm.start() if _MEASURES.search(text[start : norm.start()]) or norm.group()[0] not in "按参" else figure.start


def behind_all(text: str, found: Sequence[Figure], figure: Figure) -> Phrase:
    """What stands behind the last figure of a part and is said of each (第一年30%、第二年70%的比例分期缴纳保证金)."""
    start, end = segment(text, figure.at)
    last = max(f.end for f in found if start <= f.at < end)
    words = re.match("的?(?:比例|标准)?", text[last:end])
    return list(range(last + (words.end() if words else 0), end))


def given_by_norm(text: str, phrase: Phrase, figure: Figure) -> Phrase:
    """每平方米 alone with what is given by it (按照每平方米1000元的标准,给予补贴), and without it for the cap behind."""
    each = _EACH_UNIT.match("".join(text[i] for i in phrase))
    if each and each.end() == len(phrase) and (given := GIVEN_BY_NORM.match(text, figure.end)):
        return [*phrase, *range(*given.span(1))]
    own = each is not None and phrase[0] >= segment(text, figure.at)[0]
    return phrase[each.end() :] if each and not own and figure.op == "<=" and len(phrase) > each.end() + 3 else phrase


def with_what_is_given(text: str, phrase: Phrase, figure: Figure) -> Phrase:
    """连续 with what is given for so long (连续3年每年按租金的50%给予补贴)."""
    given = _GIVES_WHAT.search(text, figure.end, segment(text, figure.end)[1])
    return [*phrase, *range(*given.span())] if given else phrase


def beside_last(text: str, found: Sequence[Figure], number: int) -> int:
    """Where the last of the shares ends that stand side by side (的1%和2%给予补贴)."""
    end = found[number].end
    for following in found[number + 1 :]:
        if text[end : following.start].strip() not in ("、", "和", "及", "或"):
            break
        end = following.end
    return end


def copied(text: str, phrase: Phrase) -> Phrase:
    """一式 alone with what there are so many copies of (推荐函(纸质,一式6份))."""
    noun = _COPIED.search(text, 0, phrase[0])
    return [*range(*noun.span(1)), *phrase] if noun else phrase
