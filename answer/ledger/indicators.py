"""What a figure measures, said as a table says it. Phrases are the offsets of the characters they keep."""

import re

from answer.ledger.heads import (
    GIVEN_BY_NORM,
    behind_all,
    beside_last,
    each_given,
    given_by_norm,
    of_years,
    shared_out,
    verb_shared,
    with_gift,
    with_share_word,
    with_what_is_given,
    without_class,
)
from answer.ledger.phrases import Phrase, lead_verb, opened
from answer.ledger.setting import SETS
from answer.ledger.wholes import Wholes
from answer.ledger.wording import (
    BY_EACH,
    CONJUNCTION,
    EACH_OF,
    EMPTY,
    GIVEN,
    GRANTED,
    GRANTED_BY,
    GRANTED_SUM,
    INSERTED,
    LASTS,
    MEASURED,
    MEASURED_BY,
    NTH_YEAR,
    OBJECT,
    OF_SHARE,
    OF_WHAT,
    ON_TOP,
    PAID_OF,
    PAYS,
    RATE,
    THEN,
    VERB,
    WHOM,
)
from answer.text.values import Figure, segment

_APPLIED = ("执行", "计算", "核定", "确定")


class Namer(Wholes):
    """Names the figures of one sentence, in order: a figure leans on those before it where its own words are few."""

    def name(self, number: int) -> Phrase:
        """The offsets of the characters that name the figure with this number; [] where nothing does."""
        figure = self._found[number]
        if beside := self._bracketed(figure):
            return beside
        start, end = segment(self._text, figure.at)
        start = max(start, opened(self._text, start, figure.start))
        head = self._head(figure, max(start, self._from))
        tail = self._tail(figure, number, end)
        head = [] if self.said(head) in ("最", "最高", "最低", "定", "拟定", "确定", "设定") else head
        phrase = self._limit(figure, head, tail) if figure.is_limit else self._measure(figure, head, tail, number)
        phrase = self._tidy(phrase) or (self._object_before(figure) if figure.base else [])
        if figure.base and self.said(phrase) in ("占", "占比", "比例"):  # 允许设置微型车位,占比不超过总数的20%
            phrase = self._before(figure)[-30:] or phrase
        if self._last and not figure.base and re.fullmatch("占[^,;]{2,16}", self.said(phrase)):  # 用地总量增长2成,占经营性用地比例…
            total = re.search("(?:总量|总数|数量|总额|规模|面积|人数)?(?:增长|增加|提高)?$", self.said(self._last))
            phrase = [*self._last[: total.start() if total else None], *phrase]
        if not phrase and figure.change and (raised := ON_TOP.search(self._text, 0, figure.start)):
            phrase = list(range(*raised.span(1)))
        who = self._who(figure)
        said = self.said(phrase)
        if who and said.startswith(who) and len(said) - len(who) > 4:
            phrase = phrase[len(who) :]
        phrase = self._whole(phrase, figure, number)
        if m := NTH_YEAR.search(said):
            nth = phrase[m.start(1) : m.end(1)]
            phrase = [*before, *nth] if (before := self._before(figure)) else [*nth, *behind_all(self._text, self._found, figure)]
        if said == "连续":
            phrase = with_what_is_given(self._text, phrase, figure)
        if len(phrase) <= 3 and figure.unit in ("次", "期", "场", "轮"):
            phrase = [*(self._topic(figure) or self._beside(figure)), *phrase]
        phrase = self._turned(self._with_object(phrase, figure), figure)
        phrase = self._beside_bracket(phrase, figure, number)
        phrase = given_by_norm(self._text, phrase, figure)
        phrase = each_given(self._text, with_gift(self._text, phrase, figure), figure)
        phrase = verb_shared(self._text, phrase, figure, self._found[number - 1] if number else None, self._last)
        phrase = of_years(self._text, with_share_word(self._text, shared_out(self._text, phrase, figure), figure), self._last)
        if len(phrase) >= 2:
            self._last = without_class(self._text, phrase)
        return phrase

    def _measure(self, figure: Figure, head: Phrase, tail: Phrase, number: int) -> Phrase:
        at = beside_last(self._text, self._found, number)
        if figure.base and (m := GRANTED_SUM.match(self._text, at) or GRANTED.match(self._text, at)):
            return list(range(*m.span(1)))
        if (m := RATE.match(self._text, figure.end)) and self._text[figure.start : figure.at].rstrip().endswith(("按", "按照")):
            done = [i for i in tail if i >= m.end()]
            return [*([] if self.said(done) == "减" else done), *range(*m.span(1))]
        said = self.said(head)
        if figure.base and not tail and (paid := PAID_OF.search(said)):  # 1个月内缴纳出让价款的50%
            return head[paid.start() :]
        if m := re.search("(?:^的?|%的)(?:征收率|税率)减$", said):
            head, said = [], ""
        lasting = self._text[figure.end : figure.end + 1] == "的" and VERB.search(said)  # 参加不少于5天的轮训
        counted = not figure.is_share and figure.unit != "" and (not figure.is_duration or bool(lasting))
        longer = self._text.find("延长", figure.start, figure.at)
        if figure.is_duration and longer >= 0 and re.search("(?:期限|时间|时限|年限)$", self.said(own := self._bare(head))):
            return own if self._text[longer + 2] in "到至" else [*own, longer, longer + 1]
        if figure.is_duration and longer >= 0 and self._last:
            lengthened = self._text[self._last[-1] - 1 : self._last[-1] + 1] == "延长"
            return self._last if lengthened else [*self._last, longer, longer + 1]
        if self._text[figure.at : figure.until].endswith("全覆盖") and tail and self._text[figure.until : figure.until + 1] != "的":
            tail = []
        tail = [] if self.said(tail) in _APPLIED and MEASURED_BY.search(said) else tail  # 最高额度按照50万元核定
        if m := VERB.search(said):
            self._verb = head[m.start() :]
        if not said:
            return self._leaning(figure, tail, counted)
        if "元" in figure.unit and GRANTED_BY.search(said) and BY_EACH.search(self._text[: figure.at]):
            return self._bare(head)  # 培训补贴按每人1500元标准直补培训机构
        touched = figure.start < figure.at
        if counted and tail and touched and self._text[figure.start - 1] == "、":  # 推动万企转型、完成4000亿元投资
            return [*range(figure.start, figure.at), *tail]
        if counted and tail:
            verb = self._predicate(head) or head
            verb = verb[:-1] if self.said(verb)[-1:] in ("近", "约", "了") else verb
            lead = lead_verb(self.said(verb))
            each = EACH_OF.search(self.said(verb)[:lead])
            return [*(verb[each.start() if each else lead :]), *tail]
        by = re.match(r"按照?", self._text[head[0] - 2 : head[0]].lstrip("为")) if head and head[0] >= 2 else None
        if by and not tail:
            return head if GIVEN_BY_NORM.match(self._text, figure.end) else self._before(figure) or head
        if m and len(said) == len(m.group()):
            if tail or figure.unit in ("次", "期", "场", "轮") and said not in ("参加", "举办", "开展", "接受", "组织", "完成", "安排"):
                return [*head, *tail]
            if GIVEN.fullmatch(said) and (who := self._given_to(figure)):
                return [*who, *head]
            if done := self._done_alike(head, number):
                return done
            other = number > 0 and self._found[number - 1].is_share and not figure.is_share
            return head if other else self._object_before(figure) or head
        if m := re.search(f"({SETS})", said):
            self._verb = head[m.start() : m.end()]
        if figure.is_share and (m := OF_SHARE.match(self.said(tail))):
            return [*self._bare(head), *tail[m.end() :]]
        measured = re.search("[率比度额量数积例限重值费标]$", said) is not None
        if self.said(tail) in _APPLIED and WHOM.fullmatch(self.said(bare := self._bare(head))):
            return bare
        led = self._text[max(0, figure.start - 2) : figure.at].rstrip("不得低高超少于过").rstrip()
        if led.endswith(("按", "按照")) and len(tail) > 1 and not measured:  # 减按25%计入应纳税所得额, 按不低于50%给予补贴
            return [*self._bare(head), *tail]
        if figure.base and not measured and self._text.startswith(("按", "以"), figure.start) and PAYS.match(self.said(tail)):
            return [*self._bare(head), *(tail[: m.start()] if (m := THEN.search(self.said(tail))) else tail)]
        if figure.is_duration and touched and LASTS.search(self.said(tail)):  # 给予不超过2年的回购期限
            return tail
        if self._text[figure.start : figure.at].strip() == "实现" and figure.is_share and tail:  # 实现100%线上办理
            return [*self._bare(head), *tail]
        if touched and figure.is_share and tail and not measured and self._text[figure.end : figure.end + 1] == "的":
            return [*self._bare(head), *tail]
        if touched or not tail:
            bare = self._bare(head)
            if (
                figure.is_share
                and figure.op in ("<=", ">=")
                and not MEASURED_BY.search(said)
                and (given := self._given_behind(figure, number, tail))
            ):
                return [*bare, *given]
            return [*self._subject_of_last(bare, figure), *bare]
        return [*self._bare(head), *tail]

    def _done_alike(self, head: Phrase, number: int) -> Phrase:
        """A verb alone with what the one before it in the list is done to: 新开工项目200个、竣工100个 → 竣工项目."""
        if number == 0 or self._text[self._found[number - 1].end : head[0]].strip() != "、":
            return []
        verb = re.match(f"(?:全[省市县区])?[新续]?(?:{SETS})", self.said(self._last))
        return [*head, *self._last[verb.end() :]] if verb and len(self._last) - verb.end() >= 2 else []

    def _given_behind(self, figure: Figure, number: int, tail: Phrase) -> Phrase:
        """The 支持 or 补贴 behind a share, or behind the last of a list of such: 展位费最高80%、机票费最高70%支持."""
        if tail or number + 1 == len(self._found) or self._text[figure.end : figure.end + 1] != "、":
            return tail if GIVEN.fullmatch(self.said(tail)) else []
        following = self._found[number + 1]
        if not following.is_share or segment(self._text, following.at) != segment(self._text, figure.at):
            return []
        shared = self._shared_tail(number + 1)
        return shared if GIVEN.fullmatch(self.said(shared)) else []

    def _leaning(self, figure: Figure, tail: Phrase, counted: bool) -> Phrase:
        """A figure without words before it: the verb before the list and its own object, or what the last figure measured."""
        if tail and counted and self._verb:
            return [*self._verb, *tail]
        if len(tail) >= 2:
            return tail
        return self._last or self._object_before(figure)

    def _subject_of_last(self, head: Phrase, figure: Figure) -> Phrase:
        """覆盖率 alone is the rate of what the last figure counted: 公职律师总量 … 覆盖率 → 公职律师覆盖率."""
        if self.said(head) not in EMPTY and not (OF_WHAT.fullmatch(self.said(head)) and not self._last):
            return []
        if self.said(head) in ("增速", "增幅", "涨幅", "降幅"):
            return self._last
        if not self._last:
            whole = self._object_before(figure)
            cut = self.said(whole[-24:]).find("、") + 1 if len(whole) > 24 else 0
            return whole[-24:][cut:]
        last = self.said(self._last)
        m = re.search("(?:知晓率|满意率|总量|总数|数量|覆盖率|比例|比重|占比|人数|规模|产值|总额|(?:播种|种植|养殖)?面积|率|量)$", last)
        return self._last[: m.start()] if m else [] if head else self._last

    def _tail(self, figure: Figure, number: int, end: int) -> Phrase:
        """The words behind a figure, up to the next one's; where those begin is kept for its head."""
        begin = figure.end
        named = MEASURED.search(self._text, max(0, figure.at - 8), figure.at)
        if not named and (inserted := INSERTED.match(self._text, begin)):  # 每月500元(不超过两年)租赁补贴
            begin = inserted.end()
            while number + 1 < len(self._found) and self._found[number + 1].start < begin:
                number += 1
        if number + 1 < len(self._found) and (following := self._found[number + 1]).start < end:
            part = self._text[begin : following.start]
            cut = max(part.rfind(c) for c in ("、和及或" if figure.is_share else "、和及或且"))
            if "(" in part[1:] and ")" not in part:  # 总价3%补助(最高不超过5万元)
                cut = part.index("(")
            if part[:1] in "、和及":  # 达到100%、满意率达到90%
                cut = 0
            if figure.is_limit and following.is_limit and re.match("(?:或者?|以及|和|、)", part):
                return self._shared_tail(number + 1)
            end = begin + cut if cut >= 0 else following.start if figure.is_limit else begin
            self._from = max(begin, end + (0 if cut < 0 else 2 if part[cut : cut + 2] in ("或者", "以及") else 1))
        else:
            self._from = end
        tail = self._text[begin:end]
        if (m := CONJUNCTION.search(tail)) and m.start() > 3:
            tail = tail[: m.start()]
        if (explained := re.search("[(][^()]*\u25a0[^()]*[)]?$", tail)) and explained.start() > 1:
            tail = tail[: explained.start()]
        tail = re.sub("的?(?:基础上|目标|水平)$|的?标准$(?<=的标准)|^标准$", "", tail)
        start = begin + (m.end() if (m := OBJECT.match(tail)) else 0)
        if self._text[start : start + 1] in ("、", "和") and number + 1 < len(self._found) and self._found[number + 1].start == start + 1:
            return self._shared_tail(number + 1)
        if self._text[start : start + 1] in ("并", "且", "、", ")", "(", "/") or re.match(r"或[^,;。]{0,14}\d", tail[start - begin :]):
            return []
        return self._kept(start, begin + len(tail))

    def _shared_tail(self, number: int) -> Phrase:
        """What stands behind the last of figures side by side: 给予5000元、10000元的购房补贴."""
        kept = self._from
        tail = self._tail(self._found[number], number, segment(self._text, self._found[number].at)[1])
        self._from = kept
        return tail
