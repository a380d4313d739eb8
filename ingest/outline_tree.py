"""From labels to a tree of headings: which labels head a clause, and below which heading each stands.

Position proposes, numbering decides. A label that begins a line is taken unless its number is impossible there; a label
inside a line is taken only as part of a run (（一） … （二） …) of paragraph-sized items.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.labels import LISTS, Label, Style, bare_labels, inline_labels, line_labels, missing_labels
from ingest.outline_contents import line_end, without_announcements, without_contents, without_enclosures, without_trail
from ingest.outline_lists import with_inner_lists

_TITLE_LINE = re.compile(
    r"^(?![ \t\u3000]*(?:第|附|[（(]))[^\n。；：:，、]{4,70}(?:办法|规定|细则|方案|意见|纲要|条例|通知|规划|"
    r"计划|措施|要点|清单|指南|规则|规范|标准|预案|说明|目录|制度|协议|合同|章程|分工)"
    r"[ \t\u3000]*(?:[（(《〈][^\n]{2,20}[）)》〉])?[ \t\u3000]*$",
    re.M,
)
_ITEM = 60  # mean characters an item of an in-line run has at least: shorter runs are enumerations inside a sentence


@dataclass(slots=True)
class Node:
    """A heading at `start`; the stretch up to the next node's start is its own."""

    label: Label
    start: int
    parent: "Node | None"
    children: list["Node"] = field(default_factory=list)

    @property
    def ancestry(self) -> list["Node"]:
        """From the outermost heading to this one."""
        return [*(self.parent.ancestry if self.parent else []), self]


def parse(text: str) -> list[Node]:
    """The headings of a text in order."""
    labels = without_enclosures(text, without_announcements(text, without_contents(text, line_labels(text))))
    articles = sum(label.style is Style.ARTICLE for label in labels) >= 5
    if not articles:
        labels = sorted((*labels, *bare_labels(text, labels)), key=lambda label: label.start)
    labels = _with_inline(text, labels, articles)
    if not articles:
        labels = _with_missing(text, labels)
    return _Parser(text, with_inner_lists(text, without_trail(text, labels))).run()


def _with_inline(text: str, labels: list[Label], articles: bool) -> list[Label]:
    """The line labels and, of the candidates inside long lines, those that belong to a run of paragraph-sized items."""
    inside = list(inline_labels(text, articles))
    if not inside:
        return labels
    starts = {label.start for label in labels}
    inside = [label for label in inside if label.start not in starts and not label.doubtful]
    accepted: list[Label] = []
    for style in {label.style for label in inside}:
        same = sorted((x for x in (*labels, *inside) if x.style is style), key=lambda x: x.start)
        for run in _runs(same):
            if _is_paragraphs(text, run):
                accepted += [label for label in run if label.inline]
    return sorted((*labels, *accepted), key=lambda label: label.start)


def _with_missing(text: str, labels: list[Label]) -> list[Label]:
    starts = {label.start for label in labels}
    missing = [label for label in missing_labels(text, labels) if label.start not in starts]
    return sorted((*labels, *missing), key=lambda label: label.start)


def _runs(labels: list[Label]) -> list[list[Label]]:
    """Labels of one style cut into runs of consecutive numbers; an in-line label that a later line label repeats is dropped."""
    runs: list[list[Label]] = []
    rivals: list[int] = []  # the number of the next line label after each label
    following = 0
    for label in reversed(labels):
        rivals.append(following)
        following = following if label.inline else label.number
    for label, rival in zip(labels, reversed(rivals), strict=True):
        if label.inline and rival == label.number != 1:
            continue
        last = runs[-1][-1].number if runs else -1
        if runs and label.number in (last, last + 1, last + 2) and label.number != 1:
            runs[-1].append(label)
        else:
            runs.append([label])
    return runs


def _is_paragraphs(text: str, run: list[Label]) -> bool:
    """Whether a run's items are paragraphs: begun after a sentence end or a space, and long enough on the mean."""
    if len(run) < 2:
        return False
    if any(text[label.start - 1] in ":：" for label in run[1:] if label.inline):
        return False
    if run[0].style <= Style.SECTION or run[0].style is Style.ARTICLE:
        return True
    return (run[-1].start - run[0].start) / (len(run) - 1) >= _ITEM


class _Parser:
    """Builds the tree with a stack of open headings."""

    def __init__(self, text: str, labels: list[Label]) -> None:
        self.text = text
        self.labels = labels
        self.nodes: list[Node] = []
        self.stack: list[Node] = []
        self.seen: dict[Style, int] = {}
        self.rank = _ranks(labels)
        self.next_articles = _next_articles(labels)

    def run(self) -> list[Node]:
        for i, label in enumerate(self.labels):
            if self._is_heading(label, i):
                self._place(label)
        return self.nodes

    def _open(self, style: Style) -> Node | None:
        return next((node for node in reversed(self.stack) if node.label.style is style), None)

    def _is_heading(self, label: Label, at: int) -> bool:
        if label.style in (Style.PART, Style.SUBPART, Style.CHAPTER, Style.SECTION):
            line = self.text[label.end : line_end(self.text, label.end)]
            return not label.doubtful and (label.inline or len(line) <= 60 and not line.rstrip().endswith(("。", "；", ";")))
        if label.style in (Style.ATTACHMENT, Style.NAMED):
            return line_end(self.text, label.end) - label.end <= 120
        if label.style is Style.ARTICLE:
            return self._is_article(label, at)
        if self._open(Style.ARTICLE) and not self._open(label.style):
            return False
        return self._is_plausible(label)

    def _is_article(self, label: Label, at: int) -> bool:
        """Below a list, or when it reads like a reference, a 条 counts only as a step of a sequence: its neighbours prove it."""
        articles_open = self._open(Style.ARTICLE) is not None
        if not label.doubtful and (articles_open or not any(node.label.style in LISTS for node in self.stack)):
            return True
        goes_on = label.number + 1 in self.next_articles[at]
        if label.doubtful:
            return goes_on and label.number == self.seen.get(Style.ARTICLE, 0) + 1
        return goes_on or label.number in (1, self.seen.get(Style.ARTICLE, -1), self.seen.get(Style.ARTICLE, -1) + 1)

    def _is_plausible(self, label: Label) -> bool:
        """Any first number opens a level (a document may begin in the middle); a leap of more than ten is a figure, not a label."""
        open_node = self._open(label.style)
        last = open_node.label.number if open_node else self.seen.get(label.style, 0)
        if label.number <= 1 or label.style not in self.seen:
            return label.number <= 60 or not label.style >= Style.DOT
        return label.number <= last + 10

    def _place(self, label: Label) -> None:
        if label.style is Style.ATTACHMENT:
            self.stack.clear()
            self.seen.clear()
        elif (last := self._open(label.style)) and label.inner:
            self._close_to(last)
            if last.label.inner:
                self.stack.pop()
        elif last:
            if label.number == 1 and label.style is self.stack[0].label.style:
                self._embedded(label)
            while last := self._open(label.style):
                self._close_to(last)
                self.stack.pop()
        else:
            self._pop_below(label)
        self._push(label, label.start)

    def _close_to(self, node: Node) -> None:
        while self.stack[-1] is not node:
            self.stack.pop()

    def _pop_below(self, label: Label) -> None:
        """Close what is not above a newly opened level."""
        rank = self.rank
        within = any(node.label.style in LISTS for node in self.stack)
        while self.stack and rank[self.stack[-1].label.style] > rank[label.style]:
            self.stack.pop()
        lists = [node for node in self.stack if node.label.style in LISTS]
        if lists and label.style is Style.ARTICLE and label.number == 1 and not self._continues(lists[0].label, label):
            while self.stack and self.stack[-1].label.style in LISTS:
                self.stack.pop()
            self._embedded(label)
        elif lists and label.style <= Style.SECTION:
            self.stack.clear()
            self._embedded(label)
        elif within and label.style is Style.CHAPTER and label.number == 1:
            self._embedded(label)

    def _continues(self, above: Label, label: Label) -> bool:
        """Whether the numbering of `above` goes on after `label`."""
        return any(x.style is above.style and x.number == above.number + 1 for x in self.labels if x.start > label.start)

    def _embedded(self, label: Label) -> None:
        """A document inside the document (an annex after its cover notice) opens with its title line: it becomes a part."""
        begin = line_end(self.text, self.nodes[-1].start)
        title = _TITLE_LINE.search(self.text, min(max(begin, label.start - 1500), label.start), label.start)
        if title is None:
            return
        self.stack.clear()
        self.seen.clear()
        start = title.start() + len(title.group()) - len(title.group().lstrip())
        self._push(Label(Style.ATTACHMENT, 0, "附文", start, start), start)

    def _push(self, label: Label, start: int) -> None:
        parent = self.stack[-1] if self.stack else None
        node = Node(label, start, parent)
        if parent:
            parent.children.append(node)
        self.stack.append(node)
        self.nodes.append(node)
        self.seen[label.style] = label.number


def _next_articles(labels: list[Label]) -> list[tuple[int, int]]:
    """For every label the numbers of the next 条 after it, and of the next one that reads like no reference."""
    found: list[tuple[int, int]] = []
    following, certain = -1, -1
    for label in reversed(labels):
        found.append((following, certain))
        if label.style is Style.ARTICLE:
            following = label.number
            certain = certain if label.doubtful else label.number
    return found[::-1]


def _ranks(labels: list[Label]) -> dict[Style, int]:
    """The order of the styles in this document: the conventional one, but where a coarser style demonstrably restarts inside a
    finer one (1. … （一）（二） … 2. …) and never the other way round, the two change places."""
    rank = {style: int(style) for style in Style}
    inside: dict[tuple[Style, Style], int] = {}
    lists = [label for label in labels if label.style in LISTS]
    for style in {label.style for label in lists}:
        same = [i for i, label in enumerate(lists) if label.style is style]
        for i, j in pairwise(same):
            if lists[j].number == lists[i].number + 1:
                for other in {x.style for x in lists[i + 1 : j] if x.number == 1}:
                    inside[other, style] = inside.get((other, style), 0) + 1
    for (inner, outer), count in inside.items():
        if inner < outer and count > inside.get((outer, inner), 0):
            rank[inner], rank[outer] = max(rank[inner], rank[outer]), min(rank[inner], rank[outer])
    return rank
