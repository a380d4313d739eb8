"""What a search asks for, as the page's address carries it: words, way, order, page, and what was chosen of each facet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from web.markup import plain

FACETS = ("region", "level", "year", "kind", "source")
MODES = ("hybrid", "lexical", "dense")
SORTS = ("best", "newest", "order")
FORMS = ("xlsx", "csv")
NONE = "-"  # stands in an address for a facet that a document does not tell
_MOST = 50  # values of one facet
_LAST_PAGE = 999


@dataclass(frozen=True, slots=True)
class Asked:
    """A search. `sort` is best, newest or order (of documents and their clauses); `flat` shows clauses one by one instead of by
    document; `chosen` holds the values of each facet of which one must fit."""

    text: str = ""
    mode: str = "hybrid"
    sort: str = "best"
    flat: bool = False
    page: int = 1
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def without(self, facet: str) -> "Asked":
        return replace(self, chosen={name: values for name, values in self.chosen.items() if name != facet})

    def address(self) -> str:
        """The query of the page's address that asks for this, apart from the words; what goes without saying is left out."""
        said = [("mode", self.mode, MODES[0]), ("sort", self.sort, SORTS[0])]
        said += [("layout", "flat" if self.flat else "", ""), ("at", str(self.page), "1")]
        chosen = [(facet, value) for facet, values in self.chosen.items() for value in values]
        return urlencode([*chosen, *((name, value) for name, value, plainly in said if value != plainly)])


def parsed(pairs: Iterable[tuple[str, str]]) -> Asked:
    """The search that an address asks for; what it cannot mean is left out. (`page` and `view` mean something to gradio.)

    >>> parsed([("q", "应诉"), ("region", "浙江省"), ("region", "云南省"), ("sort", "?"), ("at", "2")])
    Asked(text='应诉', mode='hybrid', sort='best', flat=False, page=2, chosen={'region': ('浙江省', '云南省')})
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if value.strip():
            given.setdefault(name, []).append(value.strip())

    def last(name: str, known: tuple[str, ...]) -> str:
        value = given.get(name, [""])[-1]
        return value if value in known else known[0]

    page = given.get("at", ["1"])[-1]
    return Asked(
        given.get("q", [""])[-1],
        last("mode", MODES),
        last("sort", SORTS),
        given.get("layout", [""])[-1] == "flat",
        min(max(int(page), 1), _LAST_PAGE) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
        {name: tuple(dict.fromkeys(map(plain, given[name])))[:_MOST] for name in FACETS if name in given},
    )
