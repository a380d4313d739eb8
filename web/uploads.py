"""Which of the files handed over can be tried at all: number, size, names; and under which names."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from web.markup import plain
from web.ports import Report, Upload
from web.strings import Words

MOST_FILES = 500
MOST_MEGABYTES = 50
MOST_TOGETHER = 500  # megabytes of one batch
_MEGABYTE = 2**20


def too_many(uploads: Sequence[Upload], words: Words) -> tuple[str, str] | None:
    """What is wrong with a batch as a whole, and the remedy; None where it can be tried."""
    size = sum(upload.path.stat().st_size for upload in uploads) / _MEGABYTE
    if len(uploads) > MOST_FILES:
        return words("upload_many", n=len(uploads), most=MOST_FILES), words("upload_many_remedy")
    if size > MOST_TOGETHER:
        return words("upload_heavy", size=round(size), most=MOST_TOGETHER), words("upload_many_remedy")
    return None


def sift(uploads: Sequence[Upload], words: Words) -> tuple[list[Upload], list[Report]]:
    """The files that can be tried, and a report for each that cannot: too large, or of the same name as one before it."""
    good: list[Upload] = []
    reports: list[Report] = []
    for upload in uploads:
        name, size = plain(upload.name), upload.path.stat().st_size / _MEGABYTE
        if size > MOST_MEGABYTES:
            why = words("upload_large", size=round(size), most=MOST_MEGABYTES)
            reports.append(Report(name, "failed", None, why, words("upload_large_remedy")))
        elif any(name == other.name for other in good):
            reports.append(Report(name, "failed", None, words("upload_twice"), words("upload_twice_remedy")))
        else:
            good.append(Upload(upload.path, name))
    return good, reports


def below(uploads: Sequence[Upload], paths: str) -> list[Upload]:
    """The files of a folder under their paths below it, as `python -m ingest FOLDER` names them; hidden files are left out.

    `paths` is what the browser told of them, a JSON list in the same order; a file that it does not fit keeps its bare name.
    """
    told = json.loads(paths or "[]")
    found = []
    for n, upload in enumerate(uploads):
        path = PurePosixPath(str(told[n]).replace("\\", "/")) if n < len(told) else PurePosixPath(upload.name)
        parts = [part for part in path.parts if part not in ("/", "..", ".")]
        inside = parts[1:] if len(parts) > 1 and parts[-1] == upload.name else [upload.name]
        if not any(part.startswith((".", "~$")) for part in inside):
            found.append(replace(upload, name="/".join(inside)))
    return found
