"""Who issued a document: its signature, a field of its page, its title, who adopted it."""

import re
from dataclasses import dataclass

from ingest.metadata_issued import DATE, iso
from ingest.metadata_title import Titles
from policy import fold
from policy.regions import Place, leading_place

_ISSUER_FIELD = re.compile(
    r"(?:发文机关|发文机构|发布机构|发文单位|发布单位|制发机关|制定机关|^责任部门(?:[（(]科室[）)])?|^单位|来源部门)(?:[:：]|[ \t]*\|)"
    r"[ \t|]*([^\n:：|]{2,120}?)(?=[ \t]*$|[ \t]+[\u4e00-\u9fff]{2,6}[ \t]?[:：]|[ \t]*\||\n)",
    re.M,
)
_ORG_END = (
    "人民政府|政府|委员会|办公厅|办公室|管委会|管理局|监管局|总局|分局|局|厅|部|院|中心|总署|署|银行|支行|分行|常务委员会|常委会|人民代表大会|"
    "党委|省委|市委|县委|区委|州委|工委|法院|检察院|领导小组|小组|指挥部|联席会议|调查总?队|支队|协会|总工会|集团|公司|办"
)
_CHINESE_DATE = r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
_DATE_LINE = re.compile(rf"^[（(]?(?P<issuer>[\u4e00-\u9fff]{{4,40}}(?:{_ORG_END}))?(?:{DATE}日?|{_CHINESE_DATE})(?:印发|发布)?[）)]?$")
_AT_END = re.compile(rf"[。;；][ \t\u3000]+(?P<issuers>(?:[\u4e00-\u9fff]{{2,30}}[ \t\u3000]+){{1,6}}){DATE}日[ \t\u3000]*$")
_ORG = re.compile(rf"^[\u4e00-\u9fffxX×]{{2,40}}(?:{_ORG_END})(?:[（(][^）)]{{1,12}}[）)])?$")
_ADOPTER = re.compile(
    r"日[ ]?(?:经)?((?:中华人民共和国)?[\u4e00-\u9fff]{2,14}?)第[一二三四五六七八九十]+(?:届|次)(全国)?人民代表大会(常务委员会)?|"
    r"日[ ]?第[一二三四五六七八九十]+届(全国人民代表大会)(常务委员会)?|"
    r"日[ ]?((?:中华人民共和国)?[\u4e00-\u9fff、]{2,40}?)(?:令第|第\d+号令|公告公布|公告第|审判委员会|检察委员会|第\d+次常务会议)"
)
_OVER_BRANCH = re.compile(r"(?:国家[\u4e00-\u9fff]{2,8}?局|中国人民银行|中国[银证保]{1,2}监会)(?=[\u4e00-\u9fff])(?!关于)")
_BRANCH = re.compile(r"[\u4e00-\u9fff]{0,12}?(?:分局|局|[分支]行|调查[总大]?队|专员办)")
# What stands before the issuer in a title: its number (石政发〔2020〕3号-), that another body's text is passed on.
_BEFORE_ISSUER = re.compile(r"^(?:[\u4e00-\u9fff]{1,14}[〔\[【(（](?:19|20)\d{2}[〕\]】)）]第?\d{1,5}号[ \-—]*)?(?:转发(?!关于))?")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a document, in order, and when (an ISO date); empty where none did."""

    issuers: tuple[str, ...] = ()
    date: str = ""


def signature_of(text: str) -> Signature:
    """The signature of the cover or at the end: lines of organisations over a line that is a date."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    spots = [*range(min(len(lines), 40)), *range(max(40, len(lines) - 30), len(lines))]
    for i in spots:
        plain = re.sub(r"[ \t\u3000]+", "", lines[i])
        match = _DATE_LINE.match(plain)
        if not match:
            continue
        above = [match["issuer"]] if match["issuer"] else lines[max(0, i - 12) : i]
        issuers: list[str] = []
        for line in reversed(above):
            name = re.sub(r"[ \t\u3000]+", "", line)
            if not _ORG.match(fold(name)) or len(name) > 60:
                break
            issuers[:0] = _organisations(name)
        if issuers or i > 3:
            return Signature(tuple(issuers), iso(match.groups()[1:]))
    return _run_on(lines[-1]) if lines else Signature()


def _run_on(line: str) -> Signature:
    """The signature that a text without lines of its own ends with: ……另行公告。 财政部 税务总局 2020年2月6日."""
    match = _AT_END.search(line)
    names = match["issuers"].split() if match else []
    if not match or not all(_ORG.match(fold(name)) for name in names):
        return Signature()
    return Signature(tuple(name for line in names for name in _organisations(line)), iso(match.groups()[1:]))


def _organisations(line: str) -> list[str]:
    """The organisations of a signature line, which may stand side by side: 珠海市财政局中国人民银行珠海市分行."""
    place = leading_place(line)
    names = "|".join([*([re.escape(place.name)] if place else []), "中国人民银行", "国家税务总局", "国家金融", "中共"])
    return [name for name in re.split(rf"(?:(?<=[局会心府委厅部])|(?<=[分支]行))(?={names})", line) if name]


def issuer_of(text: str, page: str, titles: Titles, signature: Signature) -> str:
    """The issuer: signature, field, the name before 关于 in the title, the mark before it, who adopted a law; "" where none is told."""
    if signature.issuers:
        return "、".join(signature.issuers)
    if match := _ISSUER_FIELD.search(page) or _ISSUER_FIELD.search(text[:1500]):
        return "、".join(match[1].split())
    for title in (titles.cover, titles.title):
        if match := re.match(r"^([^《》〈〉\n]{2,60}?)(?:关于|關於|印发)", title):
            name = _BEFORE_ISSUER.sub("", match[1].strip(" 、"))
            if re.search(rf"(?:{_ORG_END})$", fold(name)):
                return name
    if titles.mark and re.search(rf"(?:{_ORG_END})$", titles.mark):
        return titles.mark
    if adopter := _adopter(text, titles.title):
        return adopter
    match = re.search(
        r"(?:近日|日前|日)[,，]?[ ]?(?!为|根据|按照)((?:中共)?[\u4e00-\u9fff、]{3,40}?)(?:印发|印發|发布|出台|公布|联合)", text[:400]
    )
    return match[1] if match and re.search(rf"(?:{_ORG_END})$", match[1]) else ""


def branch_place(name: str) -> Place | None:
    """The place of a branch of a national body that a title or issuer begins with: 国家税务总局重庆市税务局, 中国人民银行珠海市分行."""
    over = _OVER_BRANCH.match(name)
    place = leading_place(name[over.end() :]) if over else None
    if over is None or place is None:
        return None
    at = name.find(place.name[:2], over.end())
    return place if _BRANCH.match(name, at + 2) else None


def with_place(issuer: str, place: Place | None) -> str:
    """An issuer that calls itself 市人民政府 by its full name, where its place is known."""
    match = re.match(r"(中共)?(自治区|[省市县区州旗])(?=[委人政住发财自教公民司人建工农水商文卫应市税])", issuer)
    if not match or place is None or not place.name.endswith(match[2]) or leading_place(issuer):
        return issuer
    return (match[1] or "") + place.name + issuer[match.end() :]


def _adopter(text: str, title: str) -> str:
    """Who adopted a law, from its last adoption line (重庆市第一届人民代表大会常务委员会第九次会议通过) that is of the title's place."""
    found = ""
    place = leading_place(title)
    for line in text[:3000].split("\n")[:15]:
        match = _ADOPTER.search(line)
        if not match or (place and (adopters := leading_place(match.group().lstrip("日 经"))) and adopters.name != place.name):
            continue
        local, national, committee, whole, whole_committee, organ = match.groups()
        if whole:
            found = whole + (whole_committee or "")
        elif local:
            found = f"{local.removeprefix('经')}{national or ''}人民代表大会{committee or ''}"
        else:
            found = organ.removeprefix("经")
    return found
