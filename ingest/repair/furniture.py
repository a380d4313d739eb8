"""Page furniture: what a web page or a print run puts around a document. Recognised by its kind, at the head and tail only."""

import re
from dataclasses import dataclass

from ingest.repair import furniture_kinds as kinds
from ingest.repair.lines import Line

_HEAD_LINES = 60
_TAIL_LINES = 80
_CONTENTS_LINES = 200
_END_OF_SENTENCE = re.compile(r"[。；;！？!?]")
_CLOSING = re.compile(
    r"印发|印發|年\s*\d{1,2}\s*月|[日号)）]$|(?:政府|委员会|办公厅|办公室|厅|局|部|委|院|会|中心|公司|集团|协会)$|^[(（]此件|\s\|\s"
)


@dataclass(slots=True)
class Stripped:
    """The lines of the document itself; the lines taken off that may say something about it; how many of each kind went."""

    lines: list[Line]
    furniture: list[str]
    removed: int = 0
    misled: int = 0


def strip(lines: list[Line]) -> Stripped:
    """Takes the furniture off the head and the tail. Never touches what stands between the first and last line of the body."""
    notes = _cut_notes(lines)
    head = _head(lines)
    contents, licence = _contents(lines), _licence(lines)
    gone = head | contents | licence | _tail(lines, max(head, default=-1) + 1, min(licence, default=len(lines)))
    if not any(line.text for i, line in enumerate(lines) if i not in gone):
        return Stripped(lines, notes, len(notes))
    misled = _lying_title(lines, head)
    furniture = [line.text for i, line in enumerate(lines) if i in gone] + notes
    kept: list[Line] = []
    pages = 0
    for i, line in enumerate(lines):
        if i in gone or i in misled:
            pages += line.pages
        else:
            line.pages += pages
            pages = 0
            kept.append(line)
    if pages:
        kept.append(Line("", pages=pages))
    return Stripped(kept, furniture, len(gone) + len(notes), len(misled))


def _cut_notes(lines: list[Line]) -> list[str]:
    """Takes a source note off the end of the last line (…落到实处。 来源：某某发布 |) and gives it back."""
    if lines and (match := kinds.SOURCE_NOTE.search(lines[-1].text)) and match.start() > 0:
        lines[-1].text = lines[-1].text[: match.start()].rstrip()
        return [match[0].strip(" |")]
    return []


def _is_head(text: str) -> bool:
    if len(text) > 160:
        return False
    if kinds.CRUMB.search(text) and "<" not in text and len(text) < 80 or kinds.MENUS.fullmatch(text):
        return True
    return bool(kinds.ANY_FIELD.match(text)) and (len(kinds.MORE_FIELDS.findall(text)) > 1 or not _END_OF_SENTENCE.search(text))


def _head(lines: list[Line]) -> set[int]:
    """Furniture before the body begins; titles between two pieces of furniture stay."""
    gone: set[int] = set()
    for i, line in enumerate(lines[:_HEAD_LINES]):
        if _is_head(line.text):
            gone.add(i)
        elif kinds.NUMBERED.match(line.text) or len(line.text) > 60 and _END_OF_SENTENCE.search(line.text):
            break
    words = (i for i in range(max(gone, default=0)) if len(lines[i].text) <= 6 and not kinds.TITLE.search(lines[i].text))
    return gone | {i for i in words if i - 1 in gone and i + 1 in gone}


def _lying_title(lines: list[Line], head: set[int]) -> set[int]:
    """A page's own heading right behind its breadcrumb, where it speaks of something else than the document does."""
    after = next((i for i in range(len(lines)) if i not in head), len(lines))
    if after >= len(lines) - 3 or not any(kinds.CRUMB.search(lines[i].text) for i in range(after)):
        return set()
    text = re.sub(r"[^\u4e00-\u9fff]", "", lines[after].text)
    if not 6 <= len(text) <= 60 or _END_OF_SENTENCE.search(lines[after].text) or kinds.NUMBERED.match(lines[after].text):
        return set()
    rest = "".join(line.text for line in lines[after + 1 :])
    unknown = sum(text[i : i + 2] not in rest for i in range(len(text) - 1))
    return {after} if len(rest) >= 10 * len(text) and unknown >= 0.4 * (len(text) - 1) else set()


def _is_tail(text: str) -> bool:
    if len(text) > 250 or kinds.NUMBERED.match(text) and not kinds.TAIL.match(text):
        return False
    if kinds.TAIL.match(text) or kinds.MENUS.fullmatch(text):
        return True
    if kinds.PAGE_FIELD.match(text) and not _END_OF_SENTENCE.search(text):
        return True
    if kinds.VOICE.search(text) and len(kinds.LEGALESE.findall(text)) >= 2:
        return True
    beside = kinds.LINK.sub("", text)
    return len(beside) < len(text) and len(re.findall("[\u4e00-\u9fff]", beside)) < 10 and not _CLOSING.search(beside)


def _contents(lines: list[Line]) -> set[int]:
    """A printed table of contents: lines that lead by dots to a page number, and the line that opens them."""
    leaders = {i for i, line in enumerate(lines[:_CONTENTS_LINES]) if _leads(line.text)}
    if len(leaders) < 3:
        return set()
    return leaders | {i for i, line in enumerate(lines[: min(leaders)]) if kinds.CONTENTS.fullmatch(line.text)}


def _leads(text: str) -> bool:
    return bool(kinds.LEADER.search(text)) and (len(text) <= 120 or len(kinds.DOTS.findall(text)) > 2)


def _licence(lines: list[Line]) -> set[int]:
    """What a library says of the rights in a work that it holds, from there to the last line."""
    start = max(0, len(lines) - _TAIL_LINES)
    at = next((i for i in range(start, len(lines)) if kinds.LICENCE.match(lines[i].text)), None)
    if at is None or not any(kinds.FREE.search(line.text) for line in lines[at:]):
        return set()
    return set(range(at, len(lines)))


def _tail(lines: list[Line], start: int, end: int) -> set[int]:
    """Furniture after the body ends: up from the last line, over lines of furniture and at most two others between them."""
    gone: set[int] = set()
    skipped: list[int] = []
    for i in range(end - 1, max(start, end - _TAIL_LINES) - 1, -1):
        text = lines[i].text
        if not text:
            continue
        if _is_tail(text):
            gone |= {i, *skipped}
            skipped = []
        elif len(skipped) < 2 and not _belongs(text):
            skipped.append(i)
        else:
            break
    return gone


def _belongs(text: str) -> bool:
    """Lines that end a document: signature, date, printing note, enclosure, a heading or a sentence of its own."""
    return len(text) > 80 or bool(kinds.NUMBERED.match(text) or _END_OF_SENTENCE.search(text) or _CLOSING.search(text))
