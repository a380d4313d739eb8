"""Which documents a search may look into: by place, year and source, before anything is ranked."""

import re
from collections.abc import Sequence

import numpy as np

from policy import DocumentInfo, fold

_SUFFIX = re.compile(r"(?<=..)(壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|自治州|自治县|省|市|县|区|州|盟|旗)$")


def short_region(name: str) -> str:
    """A place without the word for its kind, folded: 浙江省 → 浙江, 桐庐县 → 桐庐; two characters at least are left.

    >>> short_region("廣西壯族自治區")
    '广西'
    """
    return _SUFFIX.sub("", fold(name).strip())


def _in_region(info: DocumentInfo, wanted: str, short: str) -> bool:
    """Whether a document is of a place. A full name must stand in full, unless the document gives a short one."""
    region = fold(info.region)
    return bool(region) and (region in (wanted, short) or (short if wanted == short else wanted) in region)


def _in_year(info: DocumentInfo, year: int) -> bool:
    if info.years:
        return info.years[0] <= year <= info.years[1]
    return info.issued[:4] == str(year)


def _from_source(info: DocumentInfo, source: str) -> bool:
    return info.source == source or info.source.rsplit("/", 1)[-1] == source or (source.endswith("/") and info.source.startswith(source))


def allowed(infos: Sequence[DocumentInfo], *, region: str = "", year: int | None = None, source: str = "") -> np.ndarray | None:
    """A mark for each document, or None where nothing is filtered. An exact source wins over bare names."""
    if not region and year is None and not source:
        return None
    wanted, short = fold(region).strip(), short_region(region)
    exact = any(info.source == source for info in infos)
    marks = (
        (not region or _in_region(info, wanted, short))
        and (year is None or _in_year(info, year))
        and (not source or (info.source == source if exact else _from_source(info, source)))
        for info in infos
    )
    return np.fromiter(marks, bool, len(infos))
