"""How documents' words are shown in a paper, and how two wordings are compared."""

import re
from collections.abc import Iterable
from functools import lru_cache

from policy import DocumentInfo, fold, numbers_in, pairs_of

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", "[": "〔", "]": "〕"}
_ANONYMOUS = re.compile(r"[xX×＊*某]{1,3}(?=[省市县区州镇乡])")
MODALS = ("应当", "必须", "不得", "禁止", "严禁", "可以", "有权", "不予", "免予")

# Words of which a sentence says one and a false one another.
_TURNED = (
    "从轻 从重 减轻 不予 处分 行政处罚 警告 通报批评 刑事责任 民事责任 行政责任 连带责任 按份责任 吊销 "
    "暂扣 不停止 无效 撤销 不承担 应当承担 主要负责人 分管负责人 上一级 本级 同级 上级 下级 只能由法律 "
    "只能由行政法规 司法机关 监察机关 自己的名义 每年 每半年 每季度 每月 每两年 第一季度 第四季度 定期 "
    "不定期 立即 工作日 基本 全面 原则上 一律 鼓励 要求 探索 全部 部分 主动 依申请 书面 口头 事前 事后 "
    "免费 无偿 有偿 不公开 集体讨论 单独 当场 数额高 数额低 标准高 标准低 之前 之后 结束 开始 收到 发出 "
    "受理 以上 以下 不少于 不超过 至少 至多 轻微 严重 一般 翻一番 翻两番 逐步 一次性 逐年 逐月 因地制宜 "
    "统一标准 第三方 内部 根据要求 无权 允许 本单位规定 企业标准 适当费用 不具有 即可 分散 分级领导 不再承担 "
    "不追究 统一 分别 试点 保留 继续计算"
)
CONTRASTS = tuple(_TURNED.split())


def shown_char(c: str) -> str:
    """A character in Simplified form and full-width digits in half width; punctuation stays."""
    return fold(c) if "\u4e00" <= c <= "\u9fff" or "\uff10" <= c <= "\uff19" or c == "％" else c


@lru_cache(maxsize=50_000)
def shown(text: str) -> str:
    """A text as a paper shows it: Simplified, without blanks between Chinese characters, with full-width punctuation."""
    return "".join(c for c, _ in shown_chars(text))


def shown_chars(text: str) -> Iterable[tuple[str, int]]:
    """The characters of `shown(text)`, each with where it stands in `text`."""
    for i, c in enumerate(text):
        if c.isspace():
            left, right = text[:i].rstrip()[-1:], text[i:].lstrip()[:1]
            if left.isascii() and right.isascii() and left.isalnum() and right.isalnum() and text[i - 1 : i].strip():
                yield " ", i
            continue
        if c in _WIDE and not (c in ",:" and text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit()):
            yield _WIDE[c], i
        else:
            yield shown_char(c), i


@lru_cache(maxsize=200_000)
def norm(text: str) -> str:
    """A text for comparison: folded, only words, numbers and percent signs left."""
    return re.sub(r"[^\w%.]|_|\.(?!\d)", "", fold(text))


@lru_cache(maxsize=200_000)
def grams(text: str) -> frozenset[str]:
    """The pairs of characters of a normalised text."""
    plain = norm(text)
    return frozenset(pairs_of(plain) or {plain} - {""})


def cover(part: str, whole: str) -> float:
    """The share of the pairs of characters of `part` that `whole` holds, 0 to 1."""
    wanted = grams(part)
    return len(wanted & grams(whole)) / len(wanted) if wanted else 0.0


def modals(text: str) -> set[str]:
    """The words of duty and permission in a text."""
    plain = fold(text)
    return {m for m in MODALS if m in plain}


def contrasts(text: str) -> set[str]:
    """The words in a text of which a false statement says another."""
    plain = fold(text)
    return {w for w in CONTRASTS if w in plain}


def same(a: str, b: str) -> bool:
    """Whether two texts say the same in other spellings: 百分之九十 and 90%, 三日 and 3日, （一） and (一)."""
    return norm(a) == norm(b) or _counted(a) == _counted(b)


def _counted(text: str) -> tuple[str, tuple[str, ...]]:
    plain = norm(re.sub("百分之([零〇一二三四五六七八九十百点0-9.]+)", r"\1%", text))
    rest = re.sub(r"[零〇一二两三四五六七八九十百千万亿\d.]+", "#", plain)
    return (rest, tuple(sorted(numbers_in(plain)))) if "#" in rest else (plain, ())


def short_title(info: DocumentInfo) -> str:
    """A document's name as an examiner writes it, with the book-title marks, its place before it where the title names none.

    "" where it has no title that could be named.
    """
    title = shown(info.title).strip("。，")
    if m := re.search("关于(?:印发|发布|公布|修改|修订)《(.{4,60})》的(?:通知|公告|决定)$", title):
        title = m[1]
    title = title.strip("《》").replace("《", "〈").replace("》", "〉")
    if len(re.findall("[\u4e00-\u9fff]", title)) < 4:
        return ""
    title = re.sub("^中华人民共和国(?=.{2,}法$)", "", title)
    title = _ANONYMOUS.sub("某", title)
    title = re.sub(r"(\d{4})[-—–－~～]+(\d{4})年", r"\1—\2年", title)
    place = info.region if info.region and info.region != "全国" and not _ANONYMOUS.search(info.region) else ""
    return f"《{title}》" if not place or _bare(place) in title else f"{place}《{title}》"


def _bare(place: str) -> str:
    """A place without what it is: 云南 for 云南省."""
    return re.sub("(?:[省市县区州]|自治区|自治州|自治县)$", "", place)


class Names:
    """The names of a library's documents; where two share a name the year of issue, else the file's name, tells them apart."""

    def __init__(self, infos: Iterable[DocumentInfo]) -> None:
        found = list(infos)
        self.places = {i.source: _bare(i.region) for i in found if len(_bare(i.region)) > 1 and i.region != "全国"}
        self._names = {info.source: short_title(info) for info in found}
        for tell in (lambda i: f"（{i.issued[:4]}年）" if i.issued else "", lambda i: f"（{i.source}）"):
            counted: dict[str, int] = {}
            for name in filter(None, self._names.values()):
                counted[name] = counted.get(name, 0) + 1
            for info in found:
                name = self._names[info.source]
                if counted.get(name, 0) > 1 and tell(info) and not name.endswith(tell(info)):
                    self._names[info.source] = name + tell(info)

    def __getitem__(self, source: str) -> str:
        return self._names.get(source, "")

    def source(self, name: str) -> str:
        """The document of a name, "" where none bears it."""
        return next((source for source, own in self._names.items() if own and norm(own) == norm(name)), "")

    def all(self) -> list[str]:
        return list(self._names.values())
