"""A title where no line ends in a 文种: the headline of a report, the words over a table, the first line that is no furniture."""

import re

from ingest.labels import line_labels
from ingest.metadata_title_line import NOISE, clean_title, is_noise

_SPEAKER = re.compile(
    r"(?:主任|部长|局长|厅长|市长|省长|县长|主席|书记|总理|委员长|院长|检察长)[ \u3000]*[\u4e00-\u9fff]{1,2}[ \u3000]?[\u4e00-\u9fff]{1,2}$"
)
_BODY = re.compile(r"(?:为了?|近年来|当前|随着|根据|按照|今年以来|日前|近日)[^，,]*[，,]|[，,、；;：:。.]$|[。；]")
_ADDRESS = re.compile(r"(?:各|省|市|区|县|州)[^\n]{0,200}[:：]$|[\u4e00-\u9fff、]{2,30}(?:[部局厅]|银行|政府|办公室|委员会)$")
_DATELINE = re.compile(
    r"新华社|本报讯|中新社|\d{1,2}月\d{1,2}日[，,上下电]|[（(]?(?:本报|[\u4e00-\u9fff]{2,4}社)?记者[ \u3000\u4e00-\u9fff]{2,12}[）)]?$"
)
_BELOW = re.compile(r"[“\"]|原标题|\d+[.、]|我[省市县区]")  # what stands below a headline: a quotation, a list, the headline told again
_HEADLINE = 60  # characters that a headline has at most


def over_table(head: list[str]) -> str:
    """The first line of some words over the rows of a table: 云岫市重点任务分工表; "" where none stands there."""
    first = next((i for i, line in enumerate(head[:4]) if " | " in line), 0)
    for title in map(clean_title, head[:first]):
        if len(re.findall(r"[\u4e00-\u9fff]", title)) >= 6:
            return title if len(title) <= _HEADLINE and not _BODY.search(title) and not line_labels(title) else ""
    return ""


def reported_at(head: list[str]) -> int:
    """At which of the first lines a report says where and when it was made, 0 where none does."""
    return next((i for i, line in enumerate(head[:9]) if _DATELINE.match(line)), 0)


def news(head: list[str]) -> str:
    """The headline of a piece of news, whose parts are lines of their own, up to where and when it was reported; "" where it is none."""
    until = reported_at(head)
    parts: list[str] = []
    for part in map(clean_title, head[:until]):
        if any(part in known for known in parts) or len("".join(parts)) + len(part) > _HEADLINE or NOISE.search(part) or _BELOW.match(part):
            break
        parts.append(part)
    title = " ".join(parts)
    return title if len(re.findall(r"[\u4e00-\u9fff]", title)) >= 8 and not re.search("[。；]", title) else ""


def headline(head: list[str]) -> str:
    """The first of the first lines that is no furniture, where it is a line of its own and no part of a sentence; else ""."""
    for line in head[:4]:
        title = clean_title(line)
        if not re.search(r"[\u4e00-\u9fff]{4}", title) or is_noise(title) or _ADDRESS.match(title):
            continue
        if len(title) > _HEADLINE and re.match(r"[^ \u3000]{10,45}[ \u3000]", title):
            title = re.split(r"[ \u3000]", title)[0]  # a headline that runs into its text
        broken = not re.match(r"[\w“‘《〈【（(]", title) or title.count("《") != title.count("》")
        no_headline = broken or title.startswith("为") or _SPEAKER.search(title) or _BODY.search(title) or line_labels(title)
        return "" if len(title) > _HEADLINE or no_headline else title
    return ""
