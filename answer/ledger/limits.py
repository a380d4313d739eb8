"""What a time limit measures: what has to be done within it, and with what."""

import re

from answer.ledger.binding import MODAL, runs_from, scope
from answer.ledger.phrases import Phrase, Words
from answer.ledger.wording import ANEW, NO_OBJECT
from answer.text.values import Figure, segment

_TAKES = re.compile("[将把](?:(?!报送|上报|公示|划|退|送|存|发).)*(?:金|款项?|材料|资料|结果|信息|费用?|情况|报告|证)")
_BRINGS = re.compile(
    "(?:[\u4e00-\u9fff]{2,10}(?<![住支维保坚])(?=凭|持|携))?(?:凭|持|携带?)(?![股续有仓票])(?:(?!向|到|申报|申请|办理).)*(?:件|证|证明|凭证|合同|发票|原件|手续|材料|资料|回执|票据|证书)(?:[(][^()]*[)])?"
    "|(?:到|前往|登录)[^,;。]*(?:平台|窗口|服务点|部门|机构|中心|机关|网站|系统|大厅|站)"  # where to, before what is done there
)


class Limits(Words):
    """Names the time limits of a folded sentence."""

    def _limit(self, figure: Figure, head: Phrase, tail: Phrase) -> Phrase:
        """What has to be done within the time: the words behind it, of the next part of the sentence where none follow."""
        named = re.search(r"(?:期限?|时间|时限|周期|时长|假|年限)(?:为|是)?$", self.said(self._bare(head))) and not tail
        if named and self._text[figure.end - 1] != "前":
            return self._bare(head)
        at = figure.end
        while not (action := self._predicate(tail)):
            end = segment(self._text, at)[1]
            if self._text[end : end + 1] != ",":
                break
            at = end + 1
            tail = self._kept(*segment(self._text, at))
        action = action or tail
        end = segment(self._text, at)[1]
        if _BRINGS.fullmatch(self.said(action)) and self._text[end : end + 1] == ",":  # 10日内,持合同、凭证,到窗口登记
            action = self._kept(*segment(self._text, end + 1))
        if re.search("(?:禁止|取消|限制)其$", self._text[: figure.start]) and tail:  # 禁止其1至3年内参加
            action = [*range(figure.start - 3, figure.start), *self._kept(figure.end, tail[-1] + 1)]
        end = action[-1] + 1 if action else at
        if _TAKES.fullmatch(self.said(action)) and self._text[end : end + 1] == ",":  # 3日内将申请提取的款项,划转至专户
            action = [*action, *self._kept(*segment(self._text, end + 1))]
        if len(action) <= 5:
            ruled = MODAL.search(self._text, segment(self._text, figure.at)[0], figure.at) is not None
            allowed = self.said(head) in ("允许", "可", "同意")
            lead = self._subject(figure) or (self._event(figure) if not head or ruled or allowed else self._bare(head))
            action = [*(lead or self._bare(head)), *action]
        return action if not re.search("[后时的前]$", self.said(action)) else []

    def _subject(self, figure: Figure) -> Phrase:
        """What is to be done something with, before the modal verb or the words from when the time runs: 余款在签约后一年内付清."""
        start, _ = segment(self._text, figure.at)
        runs = runs_from(self._text[start : figure.start])
        modal = MODAL.search(self._text, start, figure.start)
        ends = [modal.start()] if modal else []
        ends += [start + runs] if runs is not None else []
        subject = self._strip(self._kept(start, min(ends))) if ends else []
        return subject if 2 <= len(subject) <= 20 and not scope(self._text, figure) and not NO_OBJECT.search(self.said(subject)) else []

    def _event(self, figure: Figure) -> Phrase:
        """From when the time runs, or what the part before says, for an action in few words (自受理之日起…办结)."""
        start, _ = segment(self._text, figure.at)
        runs = runs_from(self._text[start : figure.start])
        if runs is not None:
            return list(range(start + runs, figure.start - (self._text[figure.start - 1] == "的")))
        if start < 2:
            return []
        before, until = segment(self._text, start - 1)
        kept = self._kept(before, until)
        if lead := ANEW.match(self.said(kept)):
            kept = kept[lead.end() :]
        whole = self._text[until - 1 : until] == "的" or re.search("(?:价款|余款|款项|出让金|税款|费用)$", self._text[before:until])
        return kept if whole and len(kept) <= 40 else []

    def _for_whom(self, figure: Figure) -> Phrase:
        """对新获批的实验室 of the part before, without 对: what a bare 奖励 is for."""
        start, _ = segment(self._text, figure.at)
        before, until = segment(self._text, start - 1) if start > 1 else (0, 0)
        lead = re.match(r"\s*(?:\([^()]*\))?对于?", self._text[before:until])
        return self._kept(before + lead.end(), until) if lead and until - before <= 60 and until == start - 1 else []
