"""Labels that only tell what comes: of a page's trail, of a table of contents, of attachments that are announced."""

import re

from ingest.labels import Label, Style

_CONTENTS = re.compile(r"^[ \t\u3000]*目[ \t\u3000]*[录錄次][ \t\u3000]*$", re.M)
_LEADER = re.compile(r"[.…·．]{4,}")
_LONGEST = 800  # characters from an announcement to the attachment itself: titles, signature, date
_PRINTED = re.compile(r"^[ \t\u3000]*(?:抄[ \u3000]*[送报]|主[ \u3000]*送|分[ \u3000]*送)[:：].*$", re.M)
_COLON = re.compile(r"[ \t\u3000]*[:：]")
_ENTRY = re.compile(r"\s+(?:[^\n。；：:\d][^\n。；]{0,40}\n\s*)?(\d{1,2})[.．、][^\n。；]{2,80}(?=\n|$)")
_SAME = 8  # characters that a title has in common with its announcement


def without_trail(text: str, labels: list[Label]) -> list[Label]:
    """The labels without the numbered trail of a web page (1. 首页 2. > 政策) that stands before the first heading."""
    first = next((i for i, label in enumerate(labels) if label.style <= Style.COMMA), 0)
    trail = labels[:first]
    if trail and trail[0].number == 1 and all(line_end(text, label.start) - label.end <= 12 for label in trail):
        return labels[first:]
    return labels


def without_contents(text: str, labels: list[Label]) -> list[Label]:
    """The labels without those of a table of contents: lines with dot leaders, and lines that a 目录 line opens and that recur."""
    lines = {label.start: text[label.end : line_end(text, label.end)] for label in labels}
    kept = [label for label in labels if not _LEADER.search(lines[label.start])]
    for heading in _CONTENTS.finditer(text):
        after = [label for label in kept if label.start > heading.end()]
        if not after or after[0].start - heading.end() > 80:
            continue
        first = _bare(after[0].name + lines[after[0].start])
        again = next((label for label in after[1:] if _bare(label.name + lines[label.start]).startswith(first)), None)
        if again:
            kept = [label for label in kept if not heading.end() < label.start < again.start]
    return kept


def _bare(line: str) -> str:
    return re.sub(r"[\s.…·．\d]+", "", line)


def without_announcements(text: str, labels: list[Label]) -> list[Label]:
    """The labels without those of attachments that are only announced (附件：1.甲清单 2.乙清单) and follow later under their titles."""
    kept: list[Label] = []
    attachments = [label for label in labels if label.style is Style.ATTACHMENT]
    following = dict(zip(attachments, attachments[1:], strict=False))
    until = 0
    for label in labels:
        if label.start < until:
            continue
        after = following.get(label)
        if after and _announces(text, label, after):
            until = after.start
        else:
            kept.append(label)
    return kept


def without_enclosures(text: str, labels: list[Label]) -> list[Label]:
    """The labels without the numbers of a list of enclosures (附件：1.甲清单 / 2.乙清单), which is one clause."""
    listed: set[int] = set()
    for enclosed in (label for label in labels if label.style is Style.ATTACHMENT and _COLON.match(text, label.end)):
        at = line_end(text, enclosed.end)
        count = 1 + bool(re.match(r"[ \t\u3000]*[:：][ \t\u3000]*1[.．、]", text[enclosed.end : at]))
        while (entry := _ENTRY.match(text, at)) and int(entry[1]) == count:
            listed.add(entry.start(1))
            at, count = entry.end(), count + 1
    return [label for label in labels if label.start not in listed]


def _announces(text: str, label: Label, after: Label) -> bool:
    told = _PRINTED.sub("", text[label.end : after.start])
    if not _COLON.match(told) or len(told) > _LONGEST or "。" in told:
        return False
    title = _words(text[after.end : after.end + 160].strip(" \t\u3000\n:：").partition("\n")[0])
    return len(title) >= 4 and title[:_SAME] in _words(told)


def _words(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text)


def line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
