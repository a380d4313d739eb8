"""The units that a phrase names, and which of them lead: 县司法局牵头，县财政局、各乡镇政府参加."""

import re

from policy import fold

ORG = (
    "部门|机关|机构|政府(?!信息|采购)|委员会|办公室|单位|中心|局|委|办|厅|部|署|(?<!国务)院|国务院(?![\u4e00-\u9fff])|办事处|大队|支队|总队|分局|党校|党委|银行|支行|分行|工会|妇联|残联|工商联|侨联"
    "|联合会|协会|组织|集团|公司|馆|站|所|学校|组"
)
_LEADS = "(?:分别|共同|联合)?(?:牵头负责|牵头组织|牵头抓总|牵头|为主负责)"
_SUPPORTS = "(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同)?(?:参加|配合|协助|协同|协办|参与|支持|落实|负责)(?:实施|落实|配合)?"
_ROLES = re.compile(f"(?P<lead>{_LEADS})|(?P<support>{_SUPPORTS})")


def organs(said: str) -> list[str]:
    """The units of a phrase, or [] where it names something else."""
    said = re.sub(r"\s+", "", said)
    said = re.sub(r"^\s*[（(][一二三四五六七八九十]+[)）]", "", said)
    said = re.sub("^(?:应当|具体|统一|并|可以|依法|分别|原则上)+|(?:依法|分别|具体|统一|共同|按照职责分工|应当|要)+$", "", said)
    found = [] if "属于" in said else units(said)  # 信息不属于本机关负责公开的
    good = [u for u in found if re.search(rf"(?:{ORG}|人民法院|检察院)(?:\(.*\))?等?$", fold(u)) and len(u) <= 30]
    together = re.search("等(?:有关|相关)?(?:部门|单位|机构)$", said) is not None
    return found if found and (len(good) == len(found) or together and all(len(u) <= 30 for u in found)) else []


def shares(said: str) -> tuple[list[str], list[str]]:
    """Units that lead and units that take part.

    >>> shares("县司法局牵头，县财政局、各乡镇政府参加。")
    (['县司法局'], ['县财政局', '各乡镇政府'])
    """
    lead: list[str] = []
    support: list[str] = []
    held: list[str] = []
    if re.search(r"[（(]牵头[)）]", said):
        marked = [(re.sub(r"[（(]牵头[)）]", "", u), re.search(r"[（(]牵头[)）]", u)) for u in units(said)]
        return [u for u, leads in marked if leads], [u for u, leads in marked if not leads]
    for part in re.split("[,，;；。]", re.sub(r"\s+", "", said)):
        at = 0
        for m in _ROLES.finditer(part):
            here = held + units(part[at : m.start()])
            first = m["lead"] is not None or not lead and not re.search("参加|配合|协助|协同|协办|参与|支持|职责", m.group())
            (lead if first else support).extend(here)
            held, at = [], m.end()
        held += units(part[at:])
    return (lead + held, support) if not lead else (lead, support + held)


def units(said: str) -> list[str]:
    """The units of a list, in order."""
    said = re.sub(r"\s+", "", said)
    depth, parts, start = 0, [], 0
    for i, c in enumerate(said):
        depth += (c in "（([〔“「") - (c in "）)]〕”」")
        if depth == 0 and c in "、,，;；。":
            parts.append(said[start:i])
            start = i + 1
    parts.append(said[start:])
    for i in range(len(parts) - 2, -1, -1):
        if len(parts[i]) == 1:  # 市、县公安局
            parts[i : i + 2] = [f"{parts[i]}、{parts[i + 1]}"]
    split = [q for p in parts for q in re.split("以及|(?<=[局委办厅部府门])和(?=[\u4e00-\u9fff]{2})", p)]
    return [q.strip("。等 ") if q.endswith("。") else q for q in (p.strip() for p in split) if len(q) >= 2]
