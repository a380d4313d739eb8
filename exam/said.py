"""What a clause says, in lines, sentences and numbered lists as a paper may show them, each character with its place in the document."""

import re
from dataclasses import dataclass

from exam.wording import shown, shown_chars
from policy import Clause, fold
from policy.exam import Proof

_ARTICLE = re.compile("^第[零〇一二三四五六七八九十百千0-9]+条")
_LABEL = re.compile(
    "^(?:第[零〇一二三四五六七八九十百千0-9]+[编章节条款](?:之[一二三四五六七八九十]+)?"
    "|[一二三四五六七八九十百]+、|（[一二三四五六七八九十百0-9]+）、?|[0-9]{1,3}[.．、](?![0-9])|[①-⑳])"
)
ITEM = re.compile("^(?:（[一二三四五六七八九十百0-9]+）|[0-9]{1,2}[.．、](?![0-9])|[0-9]{1,2}[.．](?=20[0-9]{2}年)|[①-⑳])")
STOPS = "。！？；"
OPEN, SHUT = "“（《〔「『【〈", "”）》〕」』】〉"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a clause; `at[i]` is where `text[i]` stands in the document. `part` says that a semicolon ends it or stands before
    it, `after` that one stands before it, `limited` that the next sentence takes something away from it, so that it is not the whole
    truth."""

    clause: Clause
    text: str
    at: tuple[int, ...]
    part: bool = False
    after: bool = False
    limited: bool = False

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Where text[start:end] stands in the document."""
        end = len(self.text) if end is None else end
        return self.at[start], self.at[end - 1] + 1

    def proof(self, start: int = 0, end: int | None = None) -> Proof:
        """The document's own words for text[start:end]."""
        at, until = self.span(start, end)
        c = self.clause
        return Proof(c.clause_id, c.source, c.title, c.path, c.slice(at, until), at, until, c.page, c.wording)

    def cut(self, start: int, end: int) -> "Said":
        """text[start:end] as a part of the sentence."""
        return Said(self.clause, self.text[start:end], self.at[start:end], True, limited=self.limited)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of a clause: the sentence that opens it (it ends in a colon), and its items without their labels."""

    lead: Said
    items: tuple[Said, ...]


def said_at(clause: Clause, start: int, end: int) -> Said:
    """What stands between two places of the clause's document, as a paper shows it."""
    return _shown_at(clause, clause.slice(start, end), start)


def _shown_at(clause: Clause, text: str, start: int) -> Said:
    """Some of a clause's text, which begins at `start` in its document, as a paper shows it."""
    chars = list(shown_chars(text))
    return Said(clause, "".join(c for c, _ in chars), tuple(start + i for _, i in chars))


def is_statute(clause: Clause) -> bool:
    """Whether a clause is an article."""
    return bool(clause.path) and _ARTICLE.match(fold(clause.path[-1]).strip()) is not None


def label(clause: Clause) -> str:
    """The article's number (第四十二条), else the heading above the clause's words, "" where there is none."""
    if not clause.path:
        return ""
    own = shown(clause.path[-1])
    if m := re.match(r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?", own):
        return m.group()
    return own


def heading(clause: Clause) -> str:
    """A clause's own heading without its number, "" for an article."""
    return "" if is_statute(clause) else _LABEL.sub("", label(clause)).rstrip("。：")


def paragraphs(clause: Clause) -> list[Said]:
    """The lines of a clause without its own label and heading, blank ones left out; rows of tables are left out."""
    found: list[Said] = []
    offset = clause.start
    own = heading(clause)
    for line in clause.text.split("\n"):
        said = _shown_at(clause, line, offset)
        text = said.text
        cut = 0
        if not found:
            m = _LABEL.match(text)
            cut = m.end() if m else 0
            if own and text[cut:].startswith(own):
                rest = text[cut + len(own) :]
                cut += len(own) + (1 if rest[:1] in ("。", "：", ":") else 0) if not rest or rest[0] in "。：:" else 0
        if text[cut:] and " | " not in line:
            found.append(Said(clause, text[cut:], said.at[cut:]))
        elif text and not found:
            own = ""
        offset += len(line) + 1
    return found


def split(said: Said, stops: str = STOPS) -> list[Said]:
    """A paragraph cut at its stops, none inside quotation marks or brackets; the stops stay out."""
    found, depth, start, parted = [], 0, 0, False
    for i, c in enumerate(said.text + "\0"):
        depth = max(0, depth + (c in OPEN) - (c in SHUT))
        if c == "\0" or c in stops and depth == 0:
            if i > start:
                found.append(Said(said.clause, said.text[start:i], said.at[start:i], parted or c == "；", parted))
            start, parted = i + 1, c == "；"
    return found


def lists(clause: Clause) -> list[Listed]:
    """The numbered lists of a clause: a line or sentence that ends in a colon, then items that begin with a label."""
    found: list[Listed] = []
    lead: Said | None = None
    items: list[Said] = []
    for line in [*_lines(clause), None]:
        m = ITEM.match(line.text) if line else None
        if line and m and lead:
            items.append(_trimmed(line, m.end()))
            continue
        if lead and len(items) >= 2:
            found.append(Listed(lead, tuple(items)))
        items = []
        last = split(line)[-1:] if line else []
        lead = _trimmed(last[0], 0) if last and last[0].text.endswith("：") else None
    return found


def _lines(clause: Clause) -> list[Said]:
    """The lines of a clause, a line that runs a list on (…：（一）…；（二）…) cut before each label."""
    found = []
    for paragraph in paragraphs(clause):
        cuts = [0, *(m.start() for m in re.finditer("(?<=[：；。])（[一二三四五六七八九十]+）", paragraph.text)), len(paragraph.text)]
        found += [Said(clause, paragraph.text[a:b], paragraph.at[a:b], True) for a, b in zip(cuts, cuts[1:], strict=False) if b > a]
    return found


def _trimmed(said: Said, start: int) -> Said:
    end = len(said.text.rstrip("；。：，"))
    return Said(said.clause, said.text[start:end], said.at[start:end], said.part)
