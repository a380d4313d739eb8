"""What a document says about itself: title, number, issuer, date, place and level, years in force, kind."""

import re
from collections.abc import Sequence

from ingest.metadata_force import term
from ingest.metadata_issued import DATE, issued_on
from ingest.metadata_issuer import Signature, branch_place, issuer_of, signature_of, with_place
from ingest.metadata_place import OWN, is_national, place_of_text
from ingest.metadata_title import Titles, find_title
from ingest.metadata_title_line import KINDS
from policy import DocumentInfo, fold
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
_YEARS = re.compile(r"[（(]?((?:19|20)\d{2})[ ]?年?[ ]?(?:[—–\-－~～至―─]+)[ ]?((?:19|20)\d{2})[ ]?年?[）)]?")
_NATIONAL = re.compile(
    r"^(?:中华人民共和国|国务院|中共中央|中央|全国人民代表大会|全国人大|最高人民法院|最高人民检察院|国家|财政部|教育部|公安部|司法部|民政部|水利部|科技部|商务部|文化部|外交部|国防部|"
    r"住房城乡建设部|住房和城乡建设部|人力资源社会保障部|人力资源和社会保障部|自然资源部|生态环境部|交通运输部|农业农村部|农业部|文化和旅游部|工业和信息化部|退役军人事务部|应急管理部|审计署|"
    r"海关总署|中国人民银行(?!.{2,8}(?:分行|支行|营业))|央行|中国证监会|中国银保监会|银保监会|证监会|国新办|住建部|国家发改委|金融监管总局|金融监督管理总局|市场监管总局|税务总局|国资委|全国总工会|中华全国|中国共产党中央|卫生部|建设部|国土资源部|环境保护部|"
    r"国家.{2,12}(?:局|委|委员会))"
)
_NATIONAL_TITLE = re.compile(
    r"^(?:中华人民共和国|国务院|中共中央|全国人民代表大会|全国人大|最高人民法院|最高人民检察院|国家|(?:19|20)\d{2}年(?:中华人民共和国)?国务院|全国)"
)
_NATIONWIDE = re.compile(r"各?省[、(（]自治区|各省|中央依法治国办|国务院|全国人民代表大会")


def describe(source: str, text: str, furniture: Sequence[str], filename: str) -> DocumentInfo:
    """What a repaired text, the furniture taken off its page and its file's name tell; "" or None where they do not."""
    titles = find_title(text, filename)
    page = "\n".join(furniture)
    signature = signature_of(text)
    issuer = issuer_of(text, page, titles, signature)
    place = _place(text, titles, issuer, signature)
    region, level = _region(text, titles, issuer, place)
    issuer = with_place(issuer, place)
    issued = issued_on(text, page, filename, signature.date)
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
    orders = re.findall(rf"{DATE}日[ ]?([\u4e00-\u9fff、]{{2,40}}(?:令|公告)第[\d一二三四五六七八九十]+号)", text[:2000])
    if orders:
        return orders[-1][3]
    match = _NUMBER_IN.search(filename)
    return match.group() if match else ""


def _place(text: str, titles: Titles, issuer: str, signature: Signature) -> Place | None:
    """The place of a document: the title's before the mark's, the issuer's, the signature's and the one that the text names first."""
    if place := branch_place(titles.title):
        return place
    if _NATIONAL_TITLE.match(titles.title):
        return None
    for candidate in (titles.title, titles.cover, titles.mark, issuer, *signature.issuers):
        if candidate and (place := leading_place(candidate)):
            return place
    if (place := branch_place(issuer)) and place.name in issuer:  # not 中国人民银行成都分行, whose business is all of 四川
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
    """The name of the place, and its level; "" for both where neither the document nor its issuer tells."""
    if place:
        return place.name, place.level
    by_name = _NATIONAL_TITLE.match(titles.title) or _NATIONAL.match(issuer) or _NATIONAL.match(titles.mark) or titles.mark == "全国"
    national = by_name or _is_statute(titles) or _is_national(text, titles.title)
    return ("全国", "国家") if national else ("", "")


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
