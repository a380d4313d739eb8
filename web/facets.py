"""What documents can be narrowed down by: place, level, year, kind, document; and how many of the hits each value has."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from policy import LEVELS, DocumentInfo, Hit
from web.markup import plain
from web.search_state import FACETS, NONE, Asked

Infos = Mapping[str, DocumentInfo]


def values_of(facet: str, info: DocumentInfo) -> tuple[str, ...]:
    """The values of a facet that a document has, as they are shown: the years in force or else the year of issue; NONE where it tells
    none."""
    if facet == "source":
        return (plain(info.source),)
    if facet == "year":
        years = range(info.years[0], info.years[1] + 1) if info.years else ()
        return tuple(map(str, years)) or ((info.issued[:4],) if info.issued[:4].isdigit() else (NONE,))
    return (plain(str(getattr(info, facet))) or NONE,)


def resolved(asked: Asked, infos: Infos) -> Asked:
    """The search with a place named in short ("浙江") as the places that are meant; a link made by hand may say so."""
    if "region" not in asked.chosen:
        return asked
    known = sorted({plain(info.region) for info in infos.values() if info.region})
    places: list[str] = []
    for value in asked.chosen["region"]:
        meant = [value] if value in known or value == NONE else [place for place in known if value in place]
        places += meant or [value]
    return replace(asked, chosen={**asked.chosen, "region": tuple(dict.fromkeys(places))})


def sources_of(asked: Asked, infos: Infos) -> frozenset[str] | None:
    """The documents that every chosen facet admits; None where nothing is chosen."""
    if not asked.chosen:
        return None
    wanted = {facet: set(values) for facet, values in asked.chosen.items()}
    return frozenset(s for s, info in infos.items() if all(values & set(values_of(f, info)) for f, values in wanted.items()))


def counted(facet: str, hits: Iterable[Hit], infos: Infos, chosen: Sequence[str]) -> list[tuple[str, int]]:
    """The values of a facet with how many of the hits have each, in the order to show them; chosen ones are there in any case."""
    counts: Counter[str] = Counter()
    for hit in hits:
        info = infos.get(hit.clause.source)
        counts.update(values_of(facet, info) if info else ())
    for value in chosen:
        counts.setdefault(value, 0)
    if facet == "year":
        return sorted(counts.items(), key=lambda pair: (pair[0] != NONE, pair[0]), reverse=True)
    if facet == "level":
        return sorted(counts.items(), key=lambda pair: (*LEVELS, NONE).index(pair[0]) if pair[0] in LEVELS else 99)
    return sorted(counts.items(), key=lambda pair: (pair[0] == NONE, -pair[1], pair[0]))


def all_counted(pools: Mapping[str, Sequence[Hit]], infos: Infos, asked: Asked) -> dict[str, list[tuple[str, int]]]:
    """Every facet's values; `pools` holds for each the hits that there would be if nothing of it were chosen."""
    return {facet: counted(facet, pools[facet], infos, asked.chosen.get(facet, ())) for facet in FACETS}
