"""Exam papers as files: Word, Excel, Moodle XML, GIFT, QTI 2.1 and Anki.

from exam import files
files.write(paper, Path("out"), ["docx", "moodle"])
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from exam.files import anki, gift, moodle, qti, word, xlsx
from exam.files.naming import put, stem_of
from policy.errors import BadInput
from policy.exam import Paper

WRITERS: Mapping[str, Callable[[Paper], dict[str, bytes]]] = {
    "docx": word.files,
    "xlsx": xlsx.files,
    "moodle": moodle.files,
    "gift": gift.files,
    "qti": qti.files,
    "anki": anki.files,
}
FORMATS = tuple(WRITERS)


def write(paper: Paper, out: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Writes the paper into the folder `out` in each of the formats; returns the files in the order written.

    A format may make several files (docx: 试卷, 答题卡, 答案与解析). Files of the same name are replaced, each in one step, and none
    is touched unless all could be made. Raises BadInput for an unknown format, a paper that a format cannot hold, a file that is open
    in another program, and a folder that cannot be written to.
    """
    if unknown := [name for name in formats if name not in WRITERS]:
        raise BadInput(f"没有这种格式：{'、'.join(unknown)}", f"可用的格式：{'、'.join(FORMATS)}。")
    made = {f"{stem_of(paper)}-{ending}": content for name in formats for ending, content in WRITERS[name](paper).items()}
    return put(out, made)


__all__ = ["FORMATS", "write"]
