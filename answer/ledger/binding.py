"""Whom a figure binds, and from when a time limit runs."""

import re

from answer.ledger.times import periods
from answer.text.values import Figure, segment

MODAL = re.compile(
    "应当|应该|(?<![回响反供适对相效感呼理原])应(?![急诉对用答课收付征有变激届率链力商聘知]|[缴补退交][^,]{0,3}[额款费税]|配建|得税|扣)|必须|(?<!无)须(?!知)|不得(?!不)"
    "|(?<![重主需必概纲摘首紧只提简])要(?![求素点件约闻事害]|是)|可以|方可|原则上"
)
_NO_SUBJECT = re.compile(
    r"^(?:应当|目前|现|今|稳步|力争|原则上|统一|但|全面|积极|深入|大力|加快|进一步|切实|推进|推动|坚持|加强|建立|健全|完善|实施(?![机单主部])|落实|强化|开展|组织(?![者单机部])|做好|提高|提升"
    r"|实现|确保|每人|至迟|最迟|期限|且|即|予以|给予|自(?!然人|治)|在(?![职校编岗读])|对(?!方)|按|因|可(?![再视])|经(?![营办销纪])|由|从(?!业)|于|到|以|将|凡|如|若|并|每年|其(?![他它余])|该|上述|下列|前款|不(?!动产)|需(?!求)|情况|逾期|有(?!关))|的$|时$|后$|前$|中$|内$|由$|也$|为$|至$|到$|一次$|按$|基础上|情形$|情况$"
)

# What can be bound: an office, a person, a place. Another subject (今年, 领导班子集体学法) is what is measured, not who has to.
_ACTOR = re.compile(
    "(?:部门|机关|机构|政府|委员会|单位|组织|团体|企业|公司|集团|法人|中心|平台|系统|窗口|班子|小组|党组|党委|支部|工会|协会|学会|联合会|合作社|人民法院|检察院"
    "|(?<![并以应])处|[局委办厅部署院站所馆校园科队组社行商主会]|[^今明去前后本]人|人员|[^或]者|员|师|家庭|职工|干部|学生|农户|业主|方|地方|地区|各地|省|市|县|区|州|盟|乡|镇|村|街道|社区|[国省市县区乡镇各上下两三多一]级|大学|学院|医院|法官|律师|公安|每人|等)$"
)
_TOWARDS = re.compile(r"(?:^|[;。])\s*对[^;。的]{2,30},$")  # 对意愿较高,影响较大的展会可以…: the fair has to do nothing
_OWN = re.compile(r"\s*([\u4e00-\u9fff]{2,12}?)(?:参加|参与|申请|购买|承担|开展)")
_ACTS = re.compile(
    r"\s*([\u4e00-\u9fff、()]{2,24}?)(?:认为|不服|对[^,;。]{2,24}(?:不服|有异议)|不能|未|发现|需要?|收到|接到|要求|提出|申请|决定|变更|终止|解除)[^,;。]*的$"
)
_ANSWERED = re.compile("告知|通知|退[回还]|不予|说明理由")  # what is done to the one in whose case it is
_ONCE_DONE = re.compile("^[^,;。]{2,20}(?:签订|成交|批准|备案|发放|结束|受理|完成|竣工|公示|到期|届满)后(?=..)")  # 合同签订后竞得人应…
_HANDLES = re.compile("(?<=[门关构府位会局厅院政])(?:对|为|向|按|依|根据|依据|在).*$")


def scope(text: str, figure: Figure) -> str:
    """Who has to meet the figure: the subject before its modal verb or its period; "" where the sentence names no one."""
    start, end = segment(text, figure.at)
    if figure.is_limit and not MODAL.search(text, start, end):
        runs = runs_from(text[start : figure.start])
        if who := _subject(text[start : start + runs if runs is not None else figure.start]):
            return who
        begin, until = segment(text, start - 1) if start > 1 and figure.start == start else (0, 0)
        if text[until - 1 : until] == "起" and (runs := runs_from(text[begin:until])):  # 银行自受理次日起,5个工作日内
            return _subject(text[begin : begin + runs])
        following = segment(text, end + 1) if text[end : end + 1] == "," and figure.end == end else (end, end)
        if (m := MODAL.search(text, *following)) and (who := _subject(text[following[0] : m.start()])):  # 签订之日起7日内,采购人应当…
            return who
    if figure.is_limit and (who := _of_case(text, figure, start)):
        return who
    while True:
        if _TOWARDS.search(text[:start]):
            return ""
        part = text[start:end]
        if (m := MODAL.search(part)) and (who := _subject(part[: m.start()])):
            return who
        for s, _ in periods(text, start, min(end, figure.start)):
            if who := _subject(text[start:s]):
                return who
        if start < 2 or text[start - 1] in ";。\n":
            return ""
        start, end = segment(text, start - 1)
        if (
            text[end - 1] == "的" and (own := _OWN.match(text, start, end)) and _ACTOR.search(own[1].removesuffix("联合体"))
        ):  # 企业联合体参加竞买的,…
            return ""


def _of_case(text: str, figure: Figure, start: int) -> str:
    """Who has to act in a case of its own: 经营者有异议的,应当在3日内提出."""
    begin, end = segment(text, start - 1) if start > 1 else (0, 0)
    acts = _ACTS.match(text, begin, end)
    if acts is None or not re.match(rf"\s*(?:{MODAL.pattern})", text[start : figure.start]):
        return ""
    who = _subject(acts[1])
    done = text[figure.end : segment(text, figure.end)[1]]
    return "" if who and who in done or _ANSWERED.search(done) else who


def _subject(part: str) -> str:
    part = re.sub(
        r"^(?:[一二三四五六七八九十]是|是指|是|其中|同时|并且?|确保|推动|和|、|\s|\(?\d+[.)]|\([一二三四五六七八九十]+\))+", "", part
    )
    part = re.sub(
        r"(?:每年|每季度|每月|任期内|自[^,]*起|于[^,]*前|在[^,]*内|分别|均|都|各|一般|原则上|最[长高多低少短大]|于|在|\s)+$", "", part
    )
    part = _ONCE_DONE.sub("", _HANDLES.sub("", part))
    named = re.sub(r"\([^()]*\)$", "", part)
    if re.search("可以|从每|按|有权|年内|标准|为符合", part):
        return ""
    if not _ACTOR.search(named) or re.fullmatch("[我本全][省市县区国州盟旗]", named) or named.endswith(("工作日", "任期内")):
        return ""
    return part if 2 <= len(part) <= 30 and not _NO_SUBJECT.search(part) and not re.search(r"\d{4}年|%", part) else ""


SINCE = "自(?![住主有己行愿然动来治营建身用费律查购])"
_AT = re.compile("(?<=[\u4e00-\u9fff])(?<![存现所正])[在于](?![建校职岗线等是])(?<![关由对位属低高少多大小等终至基]于)")

# 在还清贷款两年内: from when a time limit runs, without a word that says so
_DONE_WITHIN = re.compile(
    "(?<![存现所正])在((?:取得|还清|偿清|结清|收到|接到|受理|完成|购买|签订|办理|发生|缴清|交付|退休|离职|注册|登记)[^,;。\\d]{2,30})$"
)

_BEFORE_IT = re.compile(f"(?:{MODAL.pattern})[在于](?!最迟|至迟|不)([^,;。\\d]{{2,20}}?)的?$")  # 应当在举行听证的七日前, 应当在任职一年内
# 可在购房一年内, 在制证日期三个月内, 自收据出具一年内, 开业两年内: the same
_EVENT = re.compile(
    "(?:可|能|(?=自)|在|于)((?:[^,;。\\d]{2,30}(?:之日|日期|当[日天])|[^,;。\\d]{0,16}(?<![自在])(?:购房|备案|出具|开业|投产|签约|落户|入驻|竣工|交付|结清|退休|毕业|就业)))$"
    "|^\\s*((?:[^,;。\\d]{2,6}(?:之日|日期)|开业|投产|签约|落户|入驻|竣工|交付使用))$"
)


def runs_from(part: str) -> int | None:
    """Where in a part of a sentence the words begin that say from when a time limit runs (自受理之日起, 合同终止后), if it has such."""
    part = re.sub("(?<=[后起])的$", "", part.rstrip())  # 在注册后的30日内
    if m := re.search(f"(?:{SINCE}|从)[^,;。]{{1,60}}(?:之日起|时起|起|后)$", part):
        return m.start()
    if part.endswith("提前") and not _AT.search(part):  # 劳动者提前三十日
        return len(part) - 2
    if of := _BEFORE_IT.search(part) or _DONE_WITHIN.search(part) or _EVENT.search(part):
        return of.start(of.lastindex or 0)
    if not re.search("(?:之日起|(?<![今此])后|前)$", part):
        return None
    found = list(MODAL.finditer(part))
    start = found[-1].end() if found else 0
    if at := list(_AT.finditer(part, start)):
        start = at[-1].start()
    lead = re.match(r"(?:[在于则]|并|\s|当场或者|其中:?|\d{1,2}[.、](?!\d))*", part[start:])
    return start + (lead.end() if lead else 0)
