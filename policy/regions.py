"""Places: which place a title or an issuer names, its level, and the province it lies in.

`regions.tsv` (province, prefecture, counties and districts a line; written for this project) knows the mainland's places; places that it
does not know are recognised by their suffix (石溪县, xx县, 云岫市).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policy.fold import fold

_SUFFIX = "特别行政区|自治区|自治州|自治县|自治旗|省|市|地区|盟|州|县|新区|林区|特区|区|旗|街道|镇|乡"
_LEVELS = {"省": "省", "自治区": "省", "特别行政区": "省", "市": "市", "自治州": "市", "地区": "市", "盟": "市", "州": "市"} | {
    "镇": "乡",
    "乡": "乡",
    "街道": "乡",
}
_UNKNOWN = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?|[xX×ｘＸ某*○]{{1,3}})(?P<suffix>{_SUFFIX})(?![域级城场长里容内外际情亲]|民(?![政族])|政(?![府务协办])|(?<=省)[事钱心略])"
)
# Words that end like a place and are none, and characters that stand in words before 市, 区, 县 but hardly in a name.
_NO_PLACE = re.compile(
    r"[的和与及在为对各每本我全该于等级是有或关印发加促推进规设所据按由将以从跨拟]|城市|都市|行政区|开发区|高新区|试验区|示范区|保护区|景区|名胜区|社区|小区|校区|园区|库区|城区|郊区|山区|老区|"
    r"牧区|矿区|辖区|片区|街区|灾区|自贸|贸易|保税|功能区|集中区|合作区|先行区|聚集区|产业区|工业区|上市|超市|股市|门市|省市|市县|区县|乡镇|村镇|城镇|集镇|小镇|农村|"
    r"民族|经济|国家|地方|特别|少数|沿海|试点|重点|中心|住房|房地|直辖|商业|居住|公共|核心|限制|禁止|风景|自然|生态|水源|行政|设区|县市|基层|特色|绿色|智能|城乡|"
    r"美丽|法治|健康|和谐|平安|文明|住宅|居民|机场|航空|产区|滞洪|深化|学区|支持|制定|落实|调整|经开|管理|先行|示范|达标|先进|贫困|脱贫|百强|[大强]县|边境|沿边|涉农|农业|牧业|发达|直管|省直|受灾|试验|厂区|疫区|涝|国旗|[下回返家老同]乡|残疾|[一二两三几]个|城里"
)
_CLIPPED = re.compile(r"[\u4e00-\u9fff]{2,4}(?=[】\s]|$)")
_OPENING = re.compile(r"^[\s《【〖\[(（“\"#]*(?:中国共产党|中共)?(?:关于)?")


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its full name, its level (省 市 县 乡), and the province and prefecture it lies in, "" where unknown."""

    name: str
    level: str
    province: str = ""
    prefecture: str = ""


@cache
def _gazetteer() -> dict[str, tuple[Place, ...]]:
    """Full and short names to places; a name that several places bear holds them all."""
    table: dict[str, list[Place]] = {}

    def add(place: Place, *names: str) -> None:
        for name in names:
            if place not in table.setdefault(name, []):
                table[name].append(place)

    for line in (Path(__file__).parent / "regions.tsv").read_text("utf8").split("\n"):
        if not line:
            continue
        province, prefecture, counties = (line.split("\t") + ["", ""])[:3]
        add(Place(province, "省", province), province, _short_province(province))
        if prefecture:
            add(Place(prefecture, "市", province, prefecture), prefecture, *_short_prefecture(prefecture))
        for county in counties.split():
            add(Place(county, "县", province, prefecture), county)
    return {name: tuple(places) for name, places in table.items()}


@cache
def _known() -> re.Pattern[str]:
    names = sorted(_gazetteer(), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, names)))


@cache
def _known_full() -> re.Pattern[str]:
    names = {place.name for places in _gazetteer().values() for place in places if len(place.name) > 2}
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))


def _short_province(name: str) -> str:
    return re.sub(r"(?:壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$", "", name)


def _short_prefecture(name: str) -> tuple[str, ...]:
    short = re.sub(r"(?:市|地区|盟|新区)$", "", name)
    if name.endswith("自治州"):
        match = re.match(r"西双版纳|克孜勒苏|巴音郭楞|博尔塔拉|黔西南|黔东南|..", name)
        return (match.group() + "州",) if match else ()
    return (short,)


def leading_place(text: str) -> Place | None:
    """The place that a title or an issuer begins with, in Simplified characters; of a chain (浙江省杭州市桐庐县) the last link.

    >>> leading_place("青岚省云岫市石溪县养老服务实施方案")
    Place(name='石溪县', level='县', province='青岚省', prefecture='云岫市')
    """
    text = fold(text)
    match = _OPENING.match(text)
    at = match.end() if match else 0
    chain: list[Place] = []
    while len(chain) < 4 and (step := _link(text, at, chain)):
        place, at = step
        chain.append(place)
    return chain[-1] if chain else None


def _link(text: str, at: int, chain: list[Place]) -> tuple[Place, int] | None:
    """The next link of a chain of places at `at`, and where it ends."""
    above = chain[-1] if chain else None
    known = _known().match(text, at)
    if known and above and len(known.group()) <= 2 and not any(above.name == p.province for p in _gazetteer()[known.group()]):
        known = None
    if known:
        end = known.end()
        if known.group()[-1] not in "省市县区旗州盟" and text[end : end + 1] in ("省", "市"):
            end += 1
        return _choose(_gazetteer()[known.group()], above), end
    if above and (clipped := _CLIPPED.match(text, at)):  # 四川雅安石棉】
        for suffix in ("县", "市", "区", "林区"):
            for place in _gazetteer().get(clipped.group() + suffix, ()):
                if above.name in (place.province, place.prefecture):
                    return place, clipped.end()
    found = _UNKNOWN.match(text, at)
    if not found or _NO_PLACE.search(found.group()) or _known().search(found.group(), 1):
        return None
    suffix = found["suffix"]
    if suffix == "旗" and above and above.name != "内蒙古自治区":
        return None
    level = _LEVELS.get(suffix, "县")
    if above and (above.level == level or (level == "省")):
        if level != "市" or above.level != "市":
            return None
        level = "县"
    province = found.group() if level == "省" else above.province if above else ""
    prefecture = found.group() if level == "市" else above.prefecture if above else ""
    return Place(found.group(), level, province, prefecture), found.end()


def _choose(places: tuple[Place, ...], above: Place | None) -> Place:
    """Of the places of one name the one that lies in `above`; a name of several places is of no known province."""
    inside = [p for p in places if above and above.name in (p.province, p.prefecture)]
    if inside or len(places) == 1:
        return (inside or list(places))[0]
    highest = min(places, key=lambda p: "省市县乡".index(p.level))
    if sum(p.level == highest.level for p in places) == 1:
        return highest
    return Place(highest.name, highest.level)


# Short names of prefectures that are words, or begin names of other things, as often.
_WORDS_TOO = frozenset(
    ["来宾", "白银", "安康", "日照", "开封", "朝阳", "阿里", "中山", "大同", "山南", "海东", "东方", "黄山", "昌都", "鹤岗"]
)
_NOT_OF = r"(?![话語语人菜货味路]|银行|大学|合作组织|交易所|期货|高速|铁路|证券)"


@cache
def _spoken() -> re.Pattern[str]:
    names = {name for name, places in _gazetteer().items() if len(name) > 2 or name not in _WORDS_TOO and places[0].level in "省市"}
    return re.compile("(?:" + "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))) + ")" + _NOT_OF)


def named_places(text: str) -> list[str]:
    """Full names of the known places that a question names anywhere, in full or in short (深圳, 浙江), in order.

    >>> named_places("深圳和浙江的目标")
    ['深圳市', '浙江省']
    """
    folded = fold(text)
    found = [_choose(_gazetteer()[m.group()], None).name for m in _spoken().finditer(folded)]
    return list(dict.fromkeys(found))


def places_within(text: str) -> Iterator[Place]:
    """The known places that a text names in full, in order."""
    text = fold(text)
    for match in _known_full().finditer(text):
        if place := leading_place(text[match.start() : match.end() + 12]):
            yield place


def mentions(text: str) -> Iterator[tuple[Place, str, tuple[Place, ...]]]:
    """The known places that a text names, in full or in short, in order: the place, the name used, and the places it lies in.

    Names that several places bear are left out.
    """
    table = _gazetteer()
    for match in _known().finditer(fold(text)):
        places = table[match.group()]
        if len(places) == 1 and len(match.group()) >= 2:
            place = places[0]
            above = {name for name in (place.province, place.prefecture) if name and name != place.name}
            yield place, match.group(), tuple(table[name][0] for name in sorted(above) if name in table)


def lies_in(region: str, wider: str) -> bool:
    """Whether `region` is, or lies in, the place that a user calls `wider` (浙江, 浙江省, 杭州); a place lies in itself."""
    if not wider or region == wider or region.startswith(wider):
        return True
    names = {place.name for place in _gazetteer().get(wider, ())} or {wider}
    return any(place.name in names or {place.province, place.prefecture} & names for place in _gazetteer().get(region, ()))
