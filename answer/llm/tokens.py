"""Text cut into the pieces that a language model may not take apart: figures with comparison and unit, dates, words of duty, places.

Works on folded text. Two pieces are the same where they say the same (百分之九十五以上 and 95%以上, 2022年年底前 and 2022年底前).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.text.amounts import amounts
from policy.numerals import chinese_number

_BOUNDS = {
    "≥": "不低于|不少于|不小于|至少|最少|最低", "≥!": "不得低于|不得少于|不得小于", "≤": "不超过|不高于|不多于|不大于|至多|最多|最高",
    "≤!": "不得超过|不得高于|不得多于", ">": "超过|高于|大于|多于", "<": "低于|少于|小于|不足|不到", "~": "大约|约|接近|近",
}  # fmt: skip
_BEHIND = {"≥": "以上", "≤": "以下", "≤i": "之内|以内|内(?![^,;。、的]{0,2}部)", "~": "左右|上下"}
_BEFORE = re.compile("(?:" + "|".join(f"(?P<b{n}>{words})" for n, words in enumerate(_BOUNDS.values())) + ")$")
_AFTER = re.compile("|".join(f"(?P<b{n}>{words})" for n, words in enumerate(_BEHIND.values())))
_DATE = re.compile(
    r"(?:(?P<from>自|从|截至|[到至](?=\d))|[在于](?=\d))?(?P<year>(?:19|20)\d\d年?[-~至到](?:19|20)\d\d年|(?:19|20)\d\d年)(?!度|级|版|代|第)"
    r"(?P<day>(?:1[0-2]|[1-9])月(?:\d{1,2}日|底|末|初)?|年?(?P<end>底|末)|年?初|上半年|下半年|第?[一二三四1-4]季度)?"
    r"(?P<side>之?前|以前|以后|之?后|以来|之?内|以内|起)?"
)
# Words that are one piece each; what is not among them, a figure, a date or a place is cut into characters.
WORDS = (
    "不得不", "不得已", "不可以", "不得", "不能", "不可", "不准", "不许", "不予", "不再", "严禁", "禁止", "可以", "有权", "应当", "必须",
    "无须", "无需", "未经",
    "牵头负责", "牵头", "会同", "或者", "以及", "达到", "至少", "至多", "最多", "进一步", "切实", "着力", "大力", "扎实",
    *(WHOLE_PLACE := ("全省", "全市", "全县", "我省", "我市", "我县", "本省", "本市", "本县")),
)  # fmt: skip
_NUMERAL = re.compile(r"(\d+(?:\.\d+)?)([百千]?万亿?|亿)?|[零〇一二三四五六七八九十百千万亿两]+")
_MARK = re.compile("[,;。:!?\n]")
_LATIN = re.compile(r"[a-z0-9.@:/_%-]*[a-z0-9]")
_UNSAID = re.compile(r"[\s\"']+")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is "f" a figure, "d" a date, "p" a place of the document, "w" a word or a character, "," a mark; `said` what it says."""

    kind: str
    said: str


def tokens(folded: str, places: Sequence[str] = ()) -> list[Token]:
    """The pieces of a folded text in order; `places` are folded names that stand for the document. Quotation marks and blanks are none."""
    words = re.compile("|".join((*(re.escape(p) for p in sorted(places, key=len, reverse=True)), *WORDS)) or "(?!)")
    taken = sorted([*_dates(folded), *_figures(folded)])
    found: list[Token] = []
    at = 0
    for start, end, token in taken:
        if start >= at:
            found += _plain(folded[at:start], words, places)
            found.append(token)
            at = end
    return [*found, *_plain(folded[at:], words, places)]


def _plain(text: str, words: re.Pattern[str], places: Sequence[str]) -> Iterator[Token]:
    at = 0
    while at < len(text):
        if m := words.match(text, at):
            yield Token("p" if m.group() in places else "w", m.group())
        elif m := _LATIN.match(text, at):
            yield Token("w", m.group())
        elif not (m := _UNSAID.match(text, at)):
            yield Token("," if _MARK.match(text, at) else "w", text[at])
        at = m.end() if m else at + 1


def _dates(folded: str) -> Iterator[tuple[int, int, Token]]:
    for m in _DATE.finditer(folded):
        day = "底" if m["end"] else (m["day"] or "").removeprefix("年").replace("末", "底")
        side = re.sub("[之以]", "", m["side"] or "")
        if m["end"] and side == "前":  # what is to be so by the end of a year is so at its end
            side = ""
        head = (m["from"] or "").replace("至", "到") if m["from"] != "截至" else "截至"
        if head == "到" and (day.endswith("底") or side == "前"):
            head = ""
        years = re.sub("[-~至到]", "-", m["year"].replace("年", ""))
        yield m.start(), m.end(), Token("d", f"{head}{years}年{day}{side}")


def _figures(folded: str) -> Iterator[tuple[int, int, Token]]:
    for amount in amounts(folded):
        text = folded[amount.start : amount.end]
        before = _BEFORE.search(folded[max(0, amount.start - 4) : amount.start])
        after = _AFTER.match(folded, amount.end)
        bounds = [list(_BOUNDS)[int(str(before.lastgroup)[1:])]] if before else []
        bounds += [list(_BEHIND)[int(str(after.lastgroup)[1:])]] if after else []
        start = amount.start - (len(before.group()) if before else 0)
        end = after.end() if after else amount.end
        yield start, end, Token("f", " ".join((*bounds, *_value(text, amount.unit))))


def _value(text: str, unit: str) -> list[str]:
    """The numbers of a figure in order with its unit: 九成 → 90 %, 5万元 → 50000 元. Fractions and parts per thousand are themselves."""
    if "‰" in text or "分之" in text.replace("百分之", "") or "/" in text or "半" in text:
        return [text]
    if re.search("[:∶]", text):
        return [text.replace("∶", ":")]
    tenths = 10 if unit == "%" and re.search("[一二两三四五六七八九1-9]成$", text) else 1
    plain = text.replace(",", "").replace("百分之", "")
    numbers = []
    for m in _NUMERAL.finditer(plain if unit == "%" else plain.removesuffix(unit)):
        scale = chinese_number("一" + m[2]) if m[2] else 1
        value = float(m[1]) * (scale or 1) if m[1] else float(chinese_number(m.group()) or 0)
        numbers.append(f"{value * tenths:.10g}")
    more = ["余"] if re.search("[余多]", text.removesuffix(unit)) else []
    return [*numbers, *more, {"个工作日": "工作日", "天": "日"}.get(unit, unit)]
