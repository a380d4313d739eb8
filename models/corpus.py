"""Training text: laws (Markdown) and policy documents (plain text) as clauses with their title and headings.

A plain reader of the two public corpora, made for training and measuring only; documents of users are read by ingest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ARTICLE = re.compile(r"^(第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十])?)[\s　]*")
_DATED = re.compile(r"^(.*?)[（(](\d{4}-\d{2}-\d{2})[）)]$")
_LABELS = [  # outermost first
    re.compile(pattern)
    for pattern in (
        "(第[一二三四五六七八九十百]+[编章部])",
        "(第[一二三四五六七八九十百]+节)",
        "([一二三四五六七八九十]+)、",
        "(第[一二三四五六七八九十百]+条)",
        "([（(][一二三四五六七八九十]+[）)])",
        r"(\d{1,2})(?:\.(?!\d)|、|．)",
        r"([（(]\d{1,2}[）)])",
    )
]
_SHORTEST, _LONGEST = 15, 1000  # characters of a clause of a policy document worth training on
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_CLEAN = re.compile(r"[\s　]+")
LOCAL = "DLC"  # the folder of local regulations in the corpus of laws


@dataclass(frozen=True, slots=True)
class Sample:
    """A clause to train on: `source` is its place below the corpus folder, `label` its number (第三条) or ""."""

    source: str
    title: str
    headings: tuple[str, ...]
    label: str
    text: str

    @property
    def embed_text(self) -> str:
        """Title, innermost heading and text, as the index encodes a clause."""
        return "\n".join((self.title, *self.headings[-1:], self.text))

    @property
    def head(self) -> tuple[str, str]:
        """Title and innermost heading, that of an article its number, as an answer reads them before a text."""
        article = self.label.endswith("条") or not self.headings
        return self.title, self.label if article else self.headings[-1]


def sentences(text: str) -> list[str]:
    """The sentences and semicolon-separated parts of a text, blanks dropped."""
    return [s for m in _SENTENCE.finditer(text) if len(s := m.group().strip()) > 1]


def laws(folder: Path, *, newest: bool = True, local: bool = True) -> Iterator[Sample]:
    """The articles of all laws; only the newest version of each where `newest`, without local regulations unless `local`."""
    files = [f for f in sorted(folder.rglob("*.md")) if local or f.relative_to(folder).parts[0] != LOCAL]
    latest: dict[tuple[Path, str], Path] = {}
    for file in files:
        dated = _DATED.match(file.stem)
        latest[(file.parent, dated.group(1) if dated else file.stem)] = file  # sorted: the newest date comes last
    for file in sorted(latest.values()) if newest else files:
        yield from _law(file, str(file.relative_to(folder)))


def _law(file: Path, source: str) -> Iterator[Sample]:
    text = file.read_text("utf8", errors="replace")
    title = next((line[2:].strip() for line in text.split("\n") if line.startswith("# ")), file.stem)
    headings: list[str] = []
    label, lines = "", list[str]()
    for line in [*text.partition("<!-- INFO END -->")[2].split("\n"), "# "]:
        article = _ARTICLE.match(line)
        if (article or line.startswith("#")) and lines and label:
            yield Sample(source, title, tuple(headings), label, "\n".join(lines))
        if line.startswith("#"):
            depth = len(line) - len(line.lstrip("#"))
            headings[max(0, depth - 2) :] = [_CLEAN.sub("", line.lstrip("# "))]
            label, lines = "", []
        elif article:
            label, lines = article.group(1), [line[article.end() :].strip()]
        elif line.strip():
            lines.append(line.strip())


def policies(folder: Path) -> Iterator[Sample]:
    """The clauses of all policy documents: a labelled line with what follows it up to the next; unlabelled text by paragraph.

    The label of a clause is its path of bare labels, outermost first: 二/(五)/3.
    """
    for file in sorted(folder.glob("*.txt")):
        yield from policy(file)


def policy(file: Path) -> Iterator[Sample]:
    """The clauses of one policy document."""
    source, text = file.name, file.read_text("utf8", errors="replace")
    lines = [bare_line for line in text.split("\n") if (bare_line := _CLEAN.sub("", line))]
    if not lines:
        return
    title = lines[0].strip("《》")
    open_labels: list[tuple[int, str, str]] = []  # level, label, heading
    waiting = ""
    for line in [*lines[1:], ""]:
        found = _label(line)
        ended = waiting[-1:] in "。；！？" and (not open_labels or len(waiting) > 300)
        if waiting and (found or not line or ended):
            headings, label = tuple(h for _, _, h in open_labels[:-1]), "/".join(name for _, name, _ in open_labels)
            if len(waiting) >= _SHORTEST:
                yield Sample(source, title, headings, label, waiting[:_LONGEST])
            waiting = ""
        if found:
            level, name = found
            open_labels = [entry for entry in open_labels if entry[0] < level]
            open_labels.append((level, name, re.split("[。:：]", line)[0][:40]))
        waiting += line


def _label(line: str) -> tuple[int, str] | None:
    """The level and the bare label that a line starts with."""
    for level, pattern in enumerate(_LABELS):
        if found := pattern.match(line):
            return level, found.group(1).replace("（", "(").replace("）", ")")
    return None
