"""Which of the files handed over can be tried at all: number, size, names."""

from collections.abc import Sequence

from web.markup import plain
from web.ports import Report, Upload
from web.strings import Words

MOST_FILES = 50
MOST_MEGABYTES = 50


def sift(uploads: Sequence[Upload], words: Words) -> tuple[list[Upload], list[Report]]:
    """The files that can be tried, and a report for each that cannot: too large, or of the same name as one before it."""
    good: list[Upload] = []
    reports: list[Report] = []
    for upload in uploads:
        name, size = plain(upload.name), upload.path.stat().st_size / 2**20
        if size > MOST_MEGABYTES:
            why = words("upload_large", size=round(size), most=MOST_MEGABYTES)
            reports.append(Report(name, "failed", None, why, words("upload_large_remedy")))
        elif any(name == other.name for other in good):
            reports.append(Report(name, "failed", None, words("upload_twice"), words("upload_twice_remedy")))
        else:
            good.append(Upload(upload.path, name))
    return good, reports
