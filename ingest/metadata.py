"""What a document says about itself: title, number, issuer, date, place and level, years in force, kind."""

import re
from collections.abc import Sequence

from ingest.metadata_force import term
from ingest.metadata_place import OWN, is_national, place_of_text
from ingest.metadata_title import Titles, find_title
from ingest.metadata_title_line import KINDS
from policy import DocumentInfo, chinese_number, fold
from policy.regions import Place, leading_place, places_within

INFERRED = "题名推定"
"""Stands among the repairs of a document that has no title line: its title is put together from its text."""

_NUMBER = r"[\u4e00-\u9fff]{1,14}[ ]?[〔\[（(【﹝［<〈][ ]?(?:19|20)\d{2}[ ]?[〕\]）)】﹞］>〉][ ]?(?:第)?[ ]?\d{1,5}[ ]?号?"
_ORDER = r"[\u4e00-\u9fff]{2,24}(?:令|公告)[ ]?第?[ ]?[\d〇零一二三四五六七八九十百]{1,6}[ ]?号"
# 云岫市人民政府令 over 第18号
_ORDER_OVER = re.compile(r"[\u4e00-\u9fff ]{2,24}(?:令|公告)")
_ORDER_BELOW = re.compile(r"(?:(?:19|20)\d{2}[ ]?年)?[ ]?第[ ]?[\d〇零一二三四五六七八九十百]{1,6}[ ]?号")
_NUMBER_LINE = re.compile(rf"^[（(]?({_NUMBER}|{_ORDER})[）)]?$")
_NUMBER_FIELD = re.compile(rf"(?:文件编号|发文字号|发文号|文号|文件号|字号|編號)[:：| \t]*({_NUMBER})")
_NUMBER_TAIL = re.compile(rf"(?<![\u4e00-\u9fff])({_NUMBER})[）)]?$")
_NUMBER_IN = re.compile(_NUMBER)
_ISSUER_FIELD = re.compile(
    r"(?:发文机关|发文机构|发布机构|发文单位|发布单位|制发机关|制定机关|^责任部门(?:[（(]科室[）)])?|^单位|来源部门)(?:[:：]|[ \t]*\|)"
    r"[ \t|]*([^\n:：|]{2,120}?)(?=[ \t]*$|[ \t]+[\u4e00-\u9fff]{2,6}[ \t]?[:：]|[ \t]*\||\n)",
    re.M,
)
_ORG_END = (
    "人民政府|政府|委员会|办公厅|办公室|管委会|管理局|监管局|总局|分局|局|厅|部|院|中心|总署|署|银行|支行|分行|常务委员会|常委会|人民代表大会|"
    "党委|省委|市委|县委|区委|州委|工委|法院|检察院|领导小组|小组|联席会议|协会|总工会|集团|公司|办"
)
_DATE = r"(\d{4})[ ]?[-年./][ ]?(\d{1,2})[ ]?[-月./][ ]?(\d{1,2})"
_CHINESE_DATE = r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
# When it was made counts before when a page put it up.
_DATE_FIELDS = tuple(
    re.compile(rf"(?:{names})[:：| \t]*{_DATE}")
    for names in ("成文日期|印发日期|发文日期|签发日期", "发布日期|发布时间|产生时间|公布日期|生成日期|日期")
)
_DATE_LINE = re.compile(rf"^[（(]?(?P<issuer>[\u4e00-\u9fff]{{4,40}}(?:{_ORG_END}))?(?:{_DATE}日?|{_CHINESE_DATE})(?:印发|发布)?[）)]?$")
_ADOPTED = re.compile(rf"^[ \u3000（(]*(?:根据)?{_DATE}日[^\n]{{0,200}}?(?:通过|公布|批准|修正|修订|发布|印发|通告|令第)", re.M)
_HEAD_DATE = re.compile(
    rf"[（(]?{_DATE}日?(?:[（(]?星期.[）)]?)?(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?(?:\|.*|(?:来源|作者|发布).*)?[）)]?$|[—–-]{{1,2}}{_DATE}日在[^。]{{4,40}}上$"
)
_FILE_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEARS = re.compile(r"[（(]?((?:19|20)\d{2})[ ]?年?[ ]?(?:[—–\-－~～至―─]+)[ ]?((?:19|20)\d{2})[ ]?年?[）)]?")
_ORG = re.compile(rf"^[\u4e00-\u9fffxX×]{{2,40}}(?:{_ORG_END})(?:[（(][^）)]{{1,12}}[）)])?$")
_NATIONAL = re.compile(
    r"^(?:中华人民共和国|国务院|中共中央|中央|全国人民代表大会|全国人大|最高人民法院|最高人民检察院|国家|财政部|教育部|公安部|司法部|民政部|水利部|科技部|商务部|文化部|外交部|国防部|"
    r"住房城乡建设部|住房和城乡建设部|人力资源社会保障部|人力资源和社会保障部|自然资源部|生态环境部|交通运输部|农业农村部|农业部|文化和旅游部|工业和信息化部|退役军人事务部|应急管理部|审计署|"
    r"海关总署|中国人民银行(?!.{2,8}(?:分行|支行|营业))|央行|中国证监会|中国银保监会|银保监会|证监会|国新办|住建部|国家发改委|金融监管总局|金融监督管理总局|市场监管总局|税务总局|国资委|全国总工会|中华全国|中国共产党中央|卫生部|建设部|国土资源部|环境保护部|"
    r"国家.{2,12}(?:局|委|委员会))"
)
_NATIONAL_TITLE = re.compile(
    r"^(?:中华人民共和国|国务院|中共中央|全国人民代表大会|全国人大|最高人民法院|最高人民检察院|国家|(?:19|20)\d{2}年(?:中华人民共和国)?国务院|全国)"
)
_ADOPTER = re.compile(
    r"日[ ]?(?:经)?((?:中华人民共和国)?[\u4e00-\u9fff]{2,14}?)第[一二三四五六七八九十]+(?:届|次)(全国)?人民代表大会(常务委员会)?|"
    r"日[ ]?第[一二三四五六七八九十]+届(全国人民代表大会)(常务委员会)?|"
    r"日[ ]?((?:中华人民共和国)?[\u4e00-\u9fff、]{2,40}?)(?:令第|第\d+号令|公告公布|公告第|审判委员会|检察委员会|第\d+次常务会议)"
)
_NATIONWIDE = re.compile(r"各?省[、(（]自治区|各省|中央依法治国办|国务院|全国人民代表大会")


def describe(source: str, text: str, furniture: Sequence[str], filename: str) -> DocumentInfo:
    """What a repaired text, the furniture taken off its page and its file's name tell; "" or None where they do not."""
    titles = find_title(text, filename)
    page = "\n".join(furniture)
    signature = _signature(text)
    issuer = _issuer(text, page, titles, signature)
    place = _place(text, titles, issuer, signature)
    region, level = _region(text, titles, issuer, place)
    issuer = _with_place(issuer, place)
    issued = _issued(text, page, filename, signature)
    return DocumentInfo(
        source=source,
        title=_placed(titles, place),
        number=_number(text, page, titles, filename),
        issuer=issuer,
        issued=issued,
        region=region,
        level=level,
        kind=_kind(titles.title),
        years=_years(titles.title, text, issued),
        repairs=((INFERRED, 1),) if titles.inferred else (),
    )


def _placed(titles: Titles, place: Place | None) -> str:
    """The title; one that is inferred with its place, which a title line would hold."""
    if not titles.inferred or place is None or place.name.rstrip("省市县区州") in titles.title:
        return titles.title
    return place.name + titles.title


def _number(text: str, page: str, titles: Titles, filename: str) -> str:
    """The document's own 发文字号, as written: from a field, a line of its own, or the title; never one that the text cites."""
    if match := _NUMBER_FIELD.search(page) or _NUMBER_FIELD.search(text[:3000]):
        return match[1].strip()
    lines = [line.strip() for line in text[:4000].split("\n")[:40]]
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if _ORDER_OVER.fullmatch(line) and _ORDER_BELOW.fullmatch(below):
            return line + below
        if match := _NUMBER_LINE.match(line):
            return match[1]
        match = _NUMBER_TAIL.search(line)
        own = titles.title[:12] in line or (len(line) <= 60 and not re.search(r"根据|按照|依据|《|。", line))
        if match and own and len(line) <= 120:
            return match[1]
    orders = re.findall(rf"{_DATE}日[ ]?([\u4e00-\u9fff、]{{2,40}}(?:令|公告)第[\d一二三四五六七八九十]+号)", text[:2000])
    if orders:
        return orders[-1][3]
    match = _NUMBER_IN.search(filename)
    return match.group() if match else ""


def _signature(text: str) -> tuple[list[str], str]:
    """The issuers and the date of a signature: lines of organisations over a line that is a date, of the cover or at the end."""
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
            return issuers, _iso(match.groups()[1:])
    return [], ""


def _organisations(line: str) -> list[str]:
    """The organisations of a signature line, which may stand side by side: 珠海市财政局中国人民银行珠海市分行."""
    place = leading_place(line)
    names = "|".join([*([re.escape(place.name)] if place else []), "中国人民银行", "国家税务总局", "国家金融", "中共"])
    return [name for name in re.split(rf"(?:(?<=[局会心府委厅部])|(?<=[分支]行))(?={names})", line) if name]


def _issuer(text: str, page: str, titles: Titles, signature: tuple[list[str], str]) -> str:
    if signature[0]:
        return "、".join(signature[0])
    if match := _ISSUER_FIELD.search(page) or _ISSUER_FIELD.search(text[:1500]):
        return "、".join(match[1].split())
    for title in (titles.cover, titles.title):
        if match := re.match(r"^([^《》〈〉\n]{2,60}?)(?:关于|關於|印发)", title):
            name = match[1].strip(" 、")
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


def _with_place(issuer: str, place: Place | None) -> str:
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


def _place(text: str, titles: Titles, issuer: str, signature: tuple[list[str], str]) -> Place | None:
    """The place of a document: the title's before the mark's, the issuer's, the signature's and the one that the text names first."""
    if _NATIONAL_TITLE.match(titles.title):
        return None
    for candidate in (titles.title, titles.cover, titles.mark, issuer, *signature[0]):
        if candidate and (place := leading_place(candidate)):
            return place
    if titles.mark.startswith("全国") or _NATIONAL.match(issuer) or _NATIONAL.match(titles.mark):
        return None
    if _is_statute(titles):
        return None
    for candidate in (titles.title, titles.cover):
        if place := next(places_within(candidate), None):
            return place
    return place_of_text(titles.title, text, _is_national(text, titles.title))


def _is_national(text: str, title: str) -> bool:
    """Whether a text without a place in its title, issuer and signature is of the whole country."""
    own = sum(len(re.findall(words, text[:6000])) for _, words in OWN)
    return len(_NATIONWIDE.findall(text)) > own or bool(_NATIONAL.match(title)) or is_national(text)


def _is_statute(titles: Titles) -> bool:
    """Whether a title without a place is that of a national statute: a local 条例 always names its place."""
    return _kind(titles.title) in ("条例", "法") and not titles.mark


def _region(text: str, titles: Titles, issuer: str, place: Place | None) -> tuple[str, str]:
    if place:
        return place.name, place.level
    if _NATIONAL_TITLE.match(titles.title) or _NATIONAL.match(issuer) or _NATIONAL.match(titles.mark) or titles.mark == "全国":
        return "全国", "国家"
    if _is_statute(titles):
        return "全国", "国家"
    if _is_national(text, titles.title):
        return "全国", "国家"
    return "", ""


def _issued(text: str, page: str, filename: str, signature: tuple[list[str], str]) -> str:
    """ISO date of issue: signature or field; of a law the last adoption or the date in the file's name, whichever is later."""
    adopted = [_iso(match.groups()) for match in _ADOPTED.finditer(text[:3000].split("第一条")[0])]
    named = [_iso(match.groups()) for match in _FILE_DATE.finditer(filename)]
    if adopted:
        return max([*adopted[-1:], *named])
    if signature[1]:
        return signature[1]
    fields = (pattern.search(place) for pattern in _DATE_FIELDS for place in (page, text[:3000]))
    if match := next(filter(None, fields), None):
        return _iso(match.groups())
    return max(named, default="") or _dated_head(text)


def _dated_head(text: str) -> str:
    """The date of a line of its own below the title: (2025年5月2日), ——2024年3月5日在…会议上, or a page's time stamp."""
    lines = [re.sub(r"[ \t\u3000]+", "", line) for line in text[:2000].split("\n") if line.strip()]
    return next((_iso(match.groups()) for line in lines[:6] if (match := _HEAD_DATE.match(line))), "")


def _iso(groups: Sequence[str | None]) -> str:
    parts = [g for g in groups if g]
    year, month, day = (int(p) if p.isdecimal() else chinese_number(p) or 0 for p in parts[:3])
    return f"{year:04d}-{month:02d}-{day:02d}" if 1900 < year < 2100 and 1 <= month <= 12 and 1 <= day <= 31 else ""


def _kind(title: str) -> str:
    """The 文种: the last of the known kinds that stands at the title's end, brackets aside; in its plain form (实施方案 → 方案)."""
    plain = re.sub(r"[（(〔\[][^）)〕\]]*[）)〕\]]$", "", fold(title).strip()).strip()
    plain = re.sub(r"(?:第.{1,3}编|.{1,6}编)$", "", plain) or plain
    return max((kind for kind in KINDS if plain.endswith(kind)), key=len, default="")


def _years(title: str, text: str, issued: str) -> tuple[int, int] | None:
    """The years that a document says it covers: in its title, or in brackets below it, else those in which it says that it applies."""
    match = _YEARS.search(title) or re.search(rf"^{_YEARS.pattern}$", text[:1500], re.M)
    if not match:
        return term(text, issued)
    first, last = int(match[1]), int(match[2])
    return (first, last) if first <= last else None
