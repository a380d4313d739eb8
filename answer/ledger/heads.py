"""Head nouns of a name that stand apart from its other words: the fund that is shared out, the 占比 that compares, the first two years."""

import re

from answer.text.values import Figure

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
