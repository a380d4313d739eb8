"""Names in few words made whole: with the measure, the object or the receiver that stands elsewhere in the sentence."""

import re
from collections.abc import Sequence

from answer.ledger.binding import scope
from answer.ledger.heads import copied
from answer.ledger.limits import Limits
from answer.ledger.phrases import Phrase
from answer.ledger.setting import LISTED, SETS
from answer.ledger.wording import (
    AMOUNT_OF,
    EACH,
    GIVEN,
    GIVEN_BEHIND,
    GRANTS,
    LEVELS,
    LISTED_SUM,
    MEASURE,
    MEASURE_AHEAD,
    NOUN,
    PAID,
    PAID_UP,
    PLACE,
    REST,
    SUMS,
    USE,
    WHOM,
)
from answer.text.values import Figure, segment

_VERBS = re.compile(SETS)
_BARE_VERB = re.compile(f"(?:全[省市县区])?(?:{SETS})+")
_SPENDS = re.compile("(?:(?:省|市|县|区|中央|各级|本级)*财政)?(?:将|每年|统筹|预算|共|再|还|继续|拟|另|为此)*(?:安排|投入|下达|拨付|筹集)")

_COMPARED = re.compile(",比(?:上年|去年)[^,;。]{0,20}(?=,)")
_FALLS_SHORT = re.compile("([^,;。]{2,24}?)(?:不足|低于|少于|不到|超过|高于)")
_PAYS_WHAT = re.compile("(?:支付|发放|发给|给予|享受|领取)([^,;。]{0,12}(?:补助|补贴|津贴|奖励|补助金|抚恤金|奖金|救助金|补偿金?))$")
_TERM = re.compile("(?:有效|试行|执行|实施)(?:期限?|时间)")
_RUNS_FROM = re.compile(
    r"\s*(?:[(][^()]*[)])?([^,;。:()\d]{2,16}?)(?:将|也)?(?:自(?!愿)|从|于|由)[^;。]{0,40}?(?:施行|实施|执行|生效|起)"
)  # 本办法自…起施行,有效期5年


class Wholes(Limits):
    """What the names of the figures of one sentence lack and others of it have. `_last` is the last name, `_measured` the last without
    whom it is for, `_granted` the last that says what is given."""

    def __init__(self, text: str, found: Sequence[Figure], dates: Sequence[tuple[int, int]] = ()) -> None:
        super().__init__(text, dates)
        self._found = found
        self._last: Phrase = []
        self._measured: Phrase = []
        self._verb: Phrase = []
        self._granted: Phrase = []
        self._from = 0

    def _beside_bracket(self, phrase: Phrase, figure: Figure, number: int) -> Phrase:
        """What stands in few words in a bracket, with what the bracket explains: 首付比例不低于30%(公积金不低于20%), 证明(有效期3个月)."""
        if self.said(phrase) == "一式":
            return copied(self._text, phrase)
        first = phrase[0] - 1 if phrase else -1
        if first < 1 or self._text[first] != "(" or self._text[figure.end : figure.end + 1] != ")" or len(phrase) > 6:
            return phrase
        last = self._found[number - 1] if number else None
        if last and last.end == first and last.unit == figure.unit and self._last and self._last[-1] < first:
            return [*self._last, first, *phrase, figure.end]
        around = self._bare(self._kept(segment(self._text, first)[0], first))
        if figure.is_share and not figure.base and MEASURE.search(self.said(around)):  # 按规定最低比例(起始价20%)执行
            return [*around, first, *phrase, figure.end]
        noun = NOUN.search(self._text, segment(self._text, first)[0], first) if figure.is_duration else None
        return [*range(noun.start(1), first), *phrase] if noun else phrase

    def _with_object(self, phrase: Phrase, figure: Figure) -> Phrase:
        """A verb that nothing follows with what the part before does: 筹集保障性住房,每年新增5万套."""
        if (
            "元" in figure.unit
            and _SPENDS.fullmatch(self.said(phrase))
            and (use := USE.match(self._text, self._behind_comparison(segment(self._text, figure.end)[1])))
        ):  # 安排25亿元,支持…
            return [*phrase, *range(*use.span(1))]
        if not _BARE_VERB.fullmatch(self.said(phrase)) or figure.is_limit or figure.base:
            return phrase
        before = self._before(figure)
        done = list(_VERBS.finditer(self.said(before)))
        told = before[done[-1].end() :] if done else []
        return [*phrase, *told] if 2 <= len(told) <= 16 and self.said(told)[-1] not in "的后前时" else phrase

    def _behind_comparison(self, end: int) -> int:
        """Where a part of a sentence ends, or the one behind it that only compares (比上年增加167亿元)."""
        compared = _COMPARED.match(self._text, end)
        return compared.end() if compared else end

    def _bracketed(self, figure: Figure) -> Phrase:
        """What is counted in brackets behind it: 疏运编队(不少于5辆)."""
        if not figure.op[1:] or self._text[figure.start - 1 : figure.start] != "(" or self._text[figure.end : figure.end + 1] != ")":
            return []
        if figure.is_share or "元" in figure.unit:
            return []
        if others := re.compile("等([\u4e00-\u9fff]{2,14})").match(self._text, figure.end + 1):
            phrase = self._strip(list(range(*others.span(1))))
        else:
            start = max(segment(self._text, figure.at)[0], *(self._text.rfind(c, 0, figure.start - 1) + 1 for c in "、和及与()"))
            phrase = self._bare(self._kept(start, figure.start - 1))
        if not 2 <= len(phrase) <= 20:
            return []
        self._from = figure.end + 1
        return phrase

    def _turned(self, phrase: Phrase, figure: Figure) -> Phrase:
        """A phrase with the verb of change before it, where the figure is how much and not to what: 降低产品缺陷率不低于10%."""
        verb = self._text[max(0, phrase[0] - 2) : phrase[0]] if phrase else ""
        by = figure.is_share and not re.search("[到至达为]", self._text[figure.start : figure.at])
        by = by or "元" in figure.unit and figure.start == figure.at and phrase[-1:] == [figure.at - 1]  # 提高贷款额度5万元
        changes = verb in ("提升", "提高", "降低", "减少", "增加", "缩短", "压缩")
        return [phrase[0] - 2, phrase[0] - 1, *phrase] if by and changes and not figure.change else phrase

    def _whole(self, phrase: Phrase, figure: Figure, number: int) -> Phrase:
        """A phrase that only says 奖励, 每个县 or 双职工, with what is rewarded or measured."""
        said = self.said(phrase)
        if figure.unit in ("周岁", "岁"):
            return phrase
        if said in ("计算", "确定", "核定", "执行") and (of := _FALLS_SHORT.match(self.said(before := self._before(figure)))):
            return before[: of.end(1)]  # 余额不足3万元的,按3万元计算
        if _TERM.fullmatch(said) and (of := _RUNS_FROM.match(self._text)):
            return [*range(*of.span(1)), *phrase]
        part = segment(self._text, phrase[0])[0] if phrase else 0
        at = max(0, part - 40)
        if PAID_UP.fullmatch(said) and (rest := REST.search(self._text[at:part])):
            return [*range(at + rest.start(1), at + rest.end(1)), *phrase]
        if GIVEN.fullmatch(said):
            self._measured = phrase
            listed = number > 0 and self._text[self._found[number - 1].end : figure.start] == "、"
            return self._last if listed and self._last else [*(self._event(figure) or self._for_whom(figure)), *phrase]
        each = EACH.fullmatch(said)
        if each and not self._last:
            return [*phrase, *self._before(figure)]
        if each and SUMS.search(said):
            return phrase
        if (
            each
            and self._granted
            and not figure.is_share
            and not SUMS.search(said)
            and ";" not in self._text[self._granted[-1] : figure.start]
        ):
            lead = re.match("(?:给予)?每[^补奖资贴支]{1,3}(?=[补奖资贴支])", self.said(self._granted))
            return [*phrase, *self._granted[lead.end() if lead else 0 :]]  # 给予展位费80%支持,单个企业最高60万元
        if GRANTS.search(said) and not each:
            self._granted = phrase
        if (
            PLACE.fullmatch(said)
            and figure.start < figure.at
            and not figure.change
            and (m := MEASURE.search(self.said(before := self._before(figure))))
        ):
            self._measured = before[: m.end(1)]  # 租房提取额度,城区调高为1200元
            return [*phrase, *self._measured]
        if classed := self._of_list(phrase, figure, number):
            return classed
        whom = WHOM.fullmatch(said) and not figure.change and not WHOM.fullmatch(self.said(self._measured))
        last = self._found[number - 1] if number else figure
        alike = number > 0 and (last.unit == figure.unit or "元" in last.unit and "元" in figure.unit) and phrase[-1:] < [figure.at]
        if self._last and alike and not figure.is_limit and (each or whom):
            ahead = MEASURE_AHEAD.match(self.said(self._measured))  # 贷款利率首套为4%,二套为5%
            return [*phrase, *(self._measured[: ahead.end()] if ahead else self._measured[self._measure_of(self._measured) :])]
        self._measured = phrase if len(phrase) >= 2 else self._measured
        return phrase

    def _of_list(self, phrase: Phrase, figure: Figure, number: int) -> Phrase:
        """A class of a list with the measure that heads the list, stands behind it, or measures the class before: 报销比例:三级医院85%."""
        said = self.said(phrase)
        if (
            figure.is_limit
            or figure.base
            or figure.change
            or not 2 <= len(phrase) <= 16
            or phrase[-1] > figure.at
            or AMOUNT_OF.search(said)
        ):
            return []
        last = self._found[number - 1] if number else None
        beside = last is not None and self._text[last.end : phrase[0]] in (",", "、") and last.unit == figure.unit
        measured = self.said(self._measured)
        if beside and (heading := MEASURE_AHEAD.match(measured)):
            return [*phrase, *self._measured[: heading.end()]]
        if headed := LISTED.search(self._text[: phrase[0]]):
            start = segment(self._text, headed.start())[0]
            measure = self._bare(self._kept(start, headed.start() + headed.group().index(":")))
            return [*phrase, *(measure if len(measure) > 2 else self._paid_before(start) or measure)]
        if ("元" in figure.unit or figure.unit == "%") and (shared := self._behind_list(number)):
            return [*phrase, *shared]
        if not beside or last is None:
            return []
        if LEVELS.fullmatch(said) and (own := LEVELS.match(measured)):
            return [*phrase, *self._measured[own.end() :]]
        core = self._measure_of(self._measured)
        if core and self._text[figure.start : figure.at][:1] == self._text[last.start : last.at][:1] == "为":
            return [*phrase, *self._measured[core:]]  # 特困人员救助比例为100%,低保对象为75%
        paid = PAID.search(measured) if "元" in figure.unit and figure.start == figure.at else None
        return [*phrase, *self._measured[paid.start() :]] if paid else []

    def _paid_before(self, start: int) -> Phrase:
        """What is paid in the part that ends before `start`, for a list headed by 标准为 alone: 发给丧葬补助金,标准为:…"""
        begin, end = segment(self._text, start - 1) if start > 1 else (0, 0)
        paid = _PAYS_WHAT.search(self._text, begin, end)
        return list(range(*paid.span(1))) if paid else []

    def _behind_list(self, number: int) -> Phrase:
        """What is given behind a list of sums: 按照博士10万元、硕士6万元的标准享受购房补贴."""
        last = number
        while last + 1 < len(self._found) and LISTED_SUM.fullmatch(self._text[self._found[last].end : self._found[last + 1].start]):
            last += 1
        if (
            last == number == 0
            or last == number
            and not LISTED_SUM.fullmatch(self._text[self._found[number - 1].end : self._found[number].start])
        ):
            return []
        given = GIVEN_BEHIND.match(self._text, self._found[last].end)
        return list(range(*given.span(1))) if given else []

    def _who(self, figure: Figure) -> str:
        return scope(self._text, figure)

    def _measure_of(self, phrase: Phrase) -> int:
        """Where in a phrase the name of the measure itself begins: 职工家庭最高贷款额度 → 最高贷款额度."""
        m = re.search(
            "(?:最[高低长短大小])?(?:可贷|贷款|提取|首付款?|补贴|补助|奖励|救助|报销|支付|补偿|缴费|承担|自付)*(?:额度|比例|标准|金额|限额|期限)$|[^省市县区乡镇级、]{1,10}[率数]$",
            self.said(phrase),
        )
        return m.start() if m else 0

    def _topic(self, figure: Figure) -> Phrase:
        """What the sentence begins with, for a verb alone: 目录由…编制,每年更新一次 → 目录."""
        m = re.match(r"\s*([\u4e00-\u9fff]{2,14}?)(?:由|应当|应|实行|须|必须|可以|自(?![有住主然行己愿]))", self._text)
        return list(range(*m.span(1))) if m and m.end() < figure.at else []

    def _given_to(self, figure: Figure) -> Phrase:
        """Who stands before the comma, for a bare 补贴 or 奖励 behind it: 正高级职称人才,补贴40万元."""
        start, _ = segment(self._text, figure.at)
        who = self._before(figure) if self._text[start - 1 : start] == "," else []
        return who if 2 <= len(who) <= 40 and not any(who[0] <= f.at < start for f in self._found) else []

    def _object_before(self, figure: Figure) -> Phrase:
        """The part of the sentence before the one in which the figure stands alone."""
        return self._last or self._before(figure)

    def _beside(self, figure: Figure) -> Phrase:
        """What is named before the comma, for a verb alone: 称号的授予,每两年举行一次."""
        start, _ = segment(self._text, figure.at)
        return self._before(figure) if self._text[start - 1 : start] == "," else []
