"""The word lists in `index/lexicon`: folded term → its folded counterparts."""

from functools import cache
from pathlib import Path

from policy import fold

_FOLDER = Path(__file__).parent / "lexicon"


@cache
def pairs(name: str) -> dict[str, tuple[str, ...]]:
    """A list by its file's name; empty without the file. Lines are `term<TAB>counterpart|counterpart`."""
    path = _FOLDER / name
    if not path.exists():
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text("utf8").split("\n"):
        term, tab, others = line.partition("\t")
        if tab and not term.startswith("#"):
            _add(found, fold(term.strip()), others)
    return found


def _add(found: dict[str, tuple[str, ...]], key: str, others: str) -> None:
    found[key] = tuple(dict.fromkeys((*found.get(key, ()), *(fold(o.strip()) for o in others.split("|") if o.strip()))))


@cache
def phrases() -> tuple[dict[str, tuple[str, ...]], int]:
    """The English list with hyphens read as blanks, and the most words that a phrase of it has."""
    found: dict[str, tuple[str, ...]] = {}
    for term, others in pairs("english.tsv").items():
        key = " ".join(term.replace("-", " ").split())
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *others)))
    return found, max((key.count(" ") + 1 for key in found), default=0)
