"""Text → clauses: the numbered outline of a document, tiling its text.

Ids: labels joined by "/" (`x.txt#二/(七)`); an article only by its own label and its attachment's (`x.md#第十三条`,
`x.md#附件1/第三条`), as articles count through all chapters; the lead is `#0`, pieces of unnumbered text are `#p1`, `#p2` … (below
a heading `#一/p1`), the closing lines `#end`, a document inside the document `#附文`. A repeated id gets `~2`, `~3` …
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.labels import LISTS, Style
from ingest.outline_closing import closing
from ingest.outline_pieces import pieces_of
from ingest.outline_tree import Node, parse
from policy import Clause

_LEAD = 600  # a longer lead is given out by paragraphs
_SECTION = 2000  # likewise a numbered clause of several paragraphs; of one paragraph, or an article, from twice as many
_HEADING = 40
_LINE = 60  # characters of a heading that has its line to itself
_PHRASE_END = re.compile(r"[。！？!?；;：:\n]")
_SPACE = re.compile(r"(?<=[^\x00-\xff])[ \t\u3000]+(?=[^\x00-\xff])")
# 推广工程实施推广工程，…: a heading and the first words of its text.
_TWICE = re.compile(
    r"(?!(?P<same>.)(?P=same)(?P=same))(?P<said>[\u4e00-\u9fff]{4,20})(?:(?P=said)|(?:实施|开展|推进|推动)(?P=said)[^\n]*[，。])"
)
_BRACKET = re.compile(r"[（(](?!\d)")


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a clause begins, with its path and its id below the document."""

    start: int
    path: tuple[str, ...]
    key: str


def outline(source: str, title: str, text: str, pages: tuple[int, ...] = ()) -> tuple[Clause, ...]:
    """The clauses of a text in order; joined they are the text. Same text, same clauses."""
    cuts = _cuts(text)
    ends = [*(cut.start for cut in cuts[1:]), len(text)][: len(cuts)]
    used: dict[str, int] = {}
    clauses = []
    for cut, end in zip(cuts, ends, strict=True):
        used[cut.key] = used.get(cut.key, 0) + 1
        key = cut.key if used[cut.key] == 1 else f"{cut.key}~{used[cut.key]}"
        page = bisect_right(pages, cut.start) or 1 if pages else None
        clauses.append(Clause(f"{source}#{key}", source, title, cut.path, text[cut.start : end], cut.start, end, page))
    return tuple(clauses)


def _cuts(text: str) -> list[_Cut]:
    if not text:
        return []
    nodes = _without_lists(text, parse(text))
    if not nodes:
        return [_Cut(start, (), f"p{i}") for i, start in enumerate(pieces_of(text, 0, len(text)), 1)]
    cuts = _lead(text, nodes[0].start)
    elements: dict[int, str] = {}
    ends = {id(node): end for node, end in zip(nodes, [node.start for node in nodes[1:]] + [len(text)], strict=True)}
    for node in nodes:
        end = ends[id(node)]
        elements[id(node)] = _element(text, node, end)
        line = node.ancestry
        path = tuple(elements[id(n)] for n in line)
        cuts += _clause(text, node, end, path, _key(line), _stop(text, node, end, ends))
    if cuts[0].start > 0:
        cuts[0] = _Cut(0, cuts[0].path, cuts[0].key)
    return cuts


def _lead(text: str, end: int) -> list[_Cut]:
    if not text[:end].strip():
        return []
    if end <= _LEAD:
        return [_Cut(0, (), "0")]
    return [_Cut(start, (), f"p{i}" if i else "0") for i, start in enumerate(pieces_of(text, 0, end))]


def _clause(text: str, node: Node, end: int, path: tuple[str, ...], key: str, stop: int) -> list[_Cut]:
    """The cuts of a clause that ends at `stop`, and of a closing that goes on to `end`."""
    cuts = [_Cut(node.start, path, key)]
    article = node.label.style is Style.ARTICLE
    if stop - node.start > 2 * _SECTION or (stop - node.start > _SECTION and not article and "\n" in text[node.start : stop]):
        pieces = pieces_of(text, node.start, stop, least=200)
        cuts += [_Cut(start, path, f"{key}/p{i}") for i, start in enumerate(pieces[1:], 1)]
    if stop < end:
        pieces = pieces_of(text, stop, end) if end - stop > _LEAD else [stop]
        cuts += [_Cut(start, (), f"end/p{i}" if i else "end") for i, start in enumerate(pieces)]
    return cuts


def _stop(text: str, node: Node, end: int, ends: dict[int, int]) -> int:
    """Where a node's clause stops: before the closing, where it is the last of a body."""
    if node.label.style is Style.ARTICLE or not (end == len(text) or text[end] == "附"):
        return end
    beside = node.parent.children if node.parent else []
    return closing(text, node.start, end, [text[n.start : ends[id(n)]] for n in beside if n is not node and n.start < node.start])


def _key(line: list[Node]) -> str:
    if line[-1].label.style is Style.ARTICLE:
        line = [node for node in line if node.label.style in (Style.ATTACHMENT, Style.ARTICLE)]
    return "/".join(node.label.name for node in line)


def _element(text: str, node: Node, end: int) -> str:
    """A path element: the label and the first phrase after it, as the document writes them, of some 40 characters at most.

    A line that is a heading and nothing else is given up to the 60th.
    """
    label = node.label
    if label.style is Style.ARTICLE:
        return text[label.start : label.end].strip()
    stop = label.end
    while stop < end and text[stop] in (" \t\u3000:：" if label.style is Style.ATTACHMENT else " \t\u3000"):
        stop += 1
    if stop < end and text[stop] == "\n":  # the label stands alone, its heading on the next line
        below = text[stop : min(end, stop + 200)].strip().split("\n")[0]
        return f"{text[label.start : label.end]} {below[: _HEADING - 8]}" if 0 < len(below) <= _HEADING else text[label.start : label.end]
    return re.sub(r"\s+", " ", text[label.start : _phrase(text, label.start, stop, end)]).strip()


def _phrase(text: str, begin: int, start: int, end: int) -> int:
    """Where the first phrase after a label ends: a whole line, or what stands before the first mark or the text."""
    limit = min(end, begin + _HEADING)
    if twice := _TWICE.match(text, start, limit):
        return twice.end("said")
    match = _PHRASE_END.search(text, start, min(end, begin + _LINE))
    if (
        match
        and match.group() == "\n"
        and not _SPACE.search(text, start + 4, match.start())
        and not _BRACKET.search(text, start, match.start())
    ):
        return match.start()
    return match.start() if match and match.start() <= limit else _heading_end(text, start, limit)


def _heading_end(text: str, start: int, limit: int) -> int:
    """The end of a heading that runs into its text: at a space, a bracket or a comma, else at the limit."""
    parted = _SPACE.search(text, start + 4, limit) or _BRACKET.search(text, start + 6, limit)
    if parted:
        return parted.start()
    comma = max(text.rfind(mark, start + 8, limit) for mark in "，,")
    return comma if comma > 0 and len(text) > limit and text[limit] != "\n" else limit


def _without_lists(text: str, nodes: list[Node]) -> list[Node]:
    """The headings without those whose items are no paragraphs: lists that end in semicolons, or a few words an item."""
    ends = {id(a): b.start for a, b in zip(nodes, nodes[1:], strict=False)}
    dropped: set[int] = set()
    for node in nodes:
        children = node.children
        if (
            children
            and len({c.label.style for c in children}) == 1
            and children[0].label.style in LISTS
            and not any(c.children for c in children)
        ):
            items = [text[c.start : ends.get(id(c), len(text))].strip() for c in children]
            if _is_list(items):
                dropped |= {id(c) for c in children}
    return [node for node in nodes if id(node) not in dropped]


def _is_list(items: list[str]) -> bool:
    open_ended = sum(item.endswith(("；", ";", "，", ",", "、")) and item.count("。") < 2 for item in items[:-1])
    if len(items) > 1 and open_ended * 2 >= len(items) - 1 and sum(map(len, items)) <= 1200:
        return True
    return sum(map(len, items)) < min(25 * len(items), 300)
