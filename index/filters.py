"""Which documents a search may look into: by place, year and source, before anything is ranked."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import numpy as np

from policy import BadInput, DocumentInfo, fold

_NAMED = 40  # names that a message lists at most
_SUFFIX = re.compile(r"(?<=..)(壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|自治州|自治县|省|市|县|区|州|盟|旗)$")


def short_region(name: str) -> str:
    """A place without the word for its kind, folded: 浙江省 → 浙江, 桐庐县 → 桐庐; two characters at least are left.

    >>> short_region("廣西壯族自治區")
    '广西'
    """
    return _SUFFIX.sub("", fold(name).strip())


@lru_cache(8192)
def _folded(region: str) -> str:
    return fold(region)


def _in_region(info: DocumentInfo, wanted: str, short: str) -> bool:
    """Whether a document is of a place. A full name must stand in full, unless the document gives a short one."""
    region = _folded(info.region)
    return bool(region) and (region in (wanted, short) or (short if wanted == short else wanted) in region)


def _in_year(info: DocumentInfo, year: int) -> bool:
    if info.years:
        return info.years[0] <= year <= info.years[1]
    return info.issued[:4] == str(year)


def _sources(infos: Sequence[DocumentInfo], wanted: Collection[str]) -> set[str]:
    """The sources meant: an exact one wins over bare names; what ends in / is a folder."""
    if not wanted:
        return set()
    there = {info.source for info in infos}
    exact = there & set(wanted)
    loose = [w for w in wanted if w not in exact]
    if not loose:
        return exact
    folders = tuple(w for w in loose if w.endswith("/"))
    return exact | {source for source in there if source.rsplit("/", 1)[-1] in loose or (folders and source.startswith(folders))}


def _several(wanted: str | Collection[str]) -> list[str]:
    return [wanted] if isinstance(wanted, str) and wanted else [w for w in wanted if w]


def known(infos: Sequence[DocumentInfo], *, region: Collection[str] = (), source: Collection[str] = (), kind: Collection[str] = ()) -> None:
    """BadInput where no document has any of the places, the kinds or the names of a filter, with those there are: a search would only
    find nothing."""
    wanted_places, wanted_kinds, wanted_sources = ([name for name in names if name] for names in (region, kind, source))
    if wanted_places and not any(_in_region(info, fold(n).strip(), short_region(n)) for n in wanted_places for info in infos):
        raise BadInput(
            f"没有此地区的文件：{'、'.join(wanted_places)} (no document of this place)",
            f"现有地区：{_several_of(info.region for info in infos)}",
        )
    if wanted_kinds and not {*wanted_kinds} & {info.kind for info in infos}:
        raise BadInput(
            f"没有此文种的文件：{'、'.join(wanted_kinds)} (no document of this kind)",
            f"现有文种：{_several_of(info.kind for info in infos)}",
        )
    if wanted_sources and not _sources(infos, wanted_sources):
        raise BadInput(f"没有此文件：{'、'.join(wanted_sources)} (no such document)", "python -m index list 列出全部文档；文件夹以 / 结尾")


def _several_of(values: Iterable[str]) -> str:
    """The different names among the values, the first of many."""
    names = sorted({*values} - {""})
    shown = "、".join(names[:_NAMED])
    return f"{shown} 等 {len(names)} 个" if len(names) > _NAMED else shown or "（还没有）"


def allowed(
    infos: Sequence[DocumentInfo],
    *,
    region: str | Collection[str] = "",
    year: int | None = None,
    source: str | Collection[str] = "",
    level: str | Collection[str] = "",
    kind: str | Collection[str] = "",
) -> np.ndarray | None:
    """A mark for each document, or None where nothing is filtered. Of several values of one filter one must fit."""
    places = [(fold(name).strip(), short_region(name)) for name in _several(region)]
    named, levels, kinds = _several(source), _several(level), _several(kind)
    if not (places or named or levels or kinds) and year is None:
        return None
    sources = _sources(infos, named)
    marks = (
        (not places or any(_in_region(info, *place) for place in places))
        and (year is None or _in_year(info, year))
        and (not named or info.source in sources)
        and (not levels or info.level in levels)
        and (not kinds or info.kind in kinds)
        for info in infos
    )
    return np.fromiter(marks, bool, len(infos))
