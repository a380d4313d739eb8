"""Years and amounts as people write them, put as documents write them: 93年, 5w块, 三成, one hundred million."""

import re

_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_PAIR = r"(?<![\d.零〇一二三四五六七八九十百千万亿几多第满近约每了租过超])(?P<year>\d\d|[零〇一二三四五六七八九]{2})年(?![代级])"
_YEAR = re.compile(_PAIR)
_DATED = re.compile(r"\d{1,2}月|[一二三四五六七八九十]{1,2}月|[底初末]|[春夏秋冬]天|上半年|下半年|国庆|五一|春节")
_MONEY = re.compile(r"(?<![\d.a-z])(\d+(?:\.\d+)?)([wk])(?=多?[块元]|人民币|的?(?:钱|工资|彩礼|罚款|存款|贷款|首付))")
_TENTHS = re.compile(r"(?<![第十百分零])([一二两三四五六七八九])成(?=以上|以下|以内|左右|多|[的,。;?!]|$)")

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: n for n, word in enumerate(_ONES.split())} | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_SCALES = {"thousand": 10**3, "k": 10**3, "million": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12}
_HUNDRED = {"hundred": 100, "dozen": 12}
_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


def amounts(folded: str) -> str:
    """A folded Chinese text with its short years and amounts written out, where they can be nothing else.

    >>> amounts("93年买的房,08年拆的,21年3月签的合同,住了15年"), amounts("欠我5w块,首付三成")
    ('1993年买的房,2008年拆的,2021年3月签的合同,住了15年', '欠我5万块,首付百分之三十')
    """
    text = _YEAR.sub(_year, folded)
    text = _MONEY.sub(lambda m: f"{m[1]}{'万' if m[2] == 'w' else '千'}", text)
    return _TENTHS.sub(lambda m: f"百分之{'二' if m[1] == '两' else m[1]}十".replace("百分之一十", "百分之十"), text)


def _year(match: re.Match[str]) -> str:
    """The year in full, or what was written where it may be a number of years: 15年, 七八年, 70年."""
    written = match["year"]
    short = "".join(_DIGITS.get(c, c) for c in written)
    said = written != short  # 九三年: digit by digit, as only years are read; but 七八年 is seven or eight
    first, second = map(int, short)
    sure = first == 0 or (first >= 6 and second != 0) or said
    if said and first and 0 < second - first <= 2:
        sure = False
    if not sure and not (short != "00" and not said and _DATED.match(match.string, match.end())):
        return match[0]
    return f"{'19' if first >= 5 else '20'}{short}年"


def number_at(words: list[str], at: int) -> tuple[int, str]:
    """How many words of English spell out a number of several words from a place on, and that number: (2, 1亿) for 100 million.
    Nothing where it is a single word.

    >>> number_at("fine of 100 million yuan".split(), 2), number_at("one hundred and twenty days".split(), 0), number_at(["ten"], 0)
    ((2, '1亿'), (4, '120'), (0, ''))
    """
    if words[at : at + 2] == ["half", "a"] and at + 2 < len(words) and words[at + 2] in _SCALES:
        return 3, _written(_SCALES[words[at + 2]] / 2)
    total = group = 0.0
    end, last = at, ""
    for n in range(at, len(words)):
        word, kind = words[n], ""
        if word in _SMALL:
            kind = "small"
            if last == "digits" or (last == "small" and not (group % 100 >= 20 and group % 10 == 0 and _SMALL[word] < 10)):
                break
            group += _SMALL[word]
        elif _PLAIN.fullmatch(word):
            kind = "digits"
            if last:
                break
            group = float(word.replace(",", ""))
        elif word in _HUNDRED and (last or _one(words, n)):
            kind = "scale"
            group = (group or 1) * _HUNDRED[word]
        elif word in _SCALES and (last or _one(words, n)):
            kind = "scale"
            total, group = total + (group or 1) * _SCALES[word], 0.0
        elif not _joins(words, n, last):
            break
        else:
            continue
        last, end = kind, n + 1
    return (end - at, _written(total + group)) if end - at > 1 else (0, "")


def _joins(words: list[str], n: int, last: str) -> bool:
    """Whether a word belongs to a number without a value of its own: one hundred and twenty, a million."""
    following = words[n + 1] if n + 1 < len(words) else ""
    if words[n] == "and":
        return last == "scale" and following in _SMALL
    return words[n] == "a" and not last and (following in _SCALES or following in _HUNDRED)


def _one(words: list[str], n: int) -> bool:
    return n > 0 and words[n - 1] == "a"


def _written(value: float) -> str:
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if value >= size and round(value / size, 4) * size == value:
            return f"{value / size:.4f}".rstrip("0").rstrip(".") + unit
    return f"{value:.4f}".rstrip("0").rstrip(".")
