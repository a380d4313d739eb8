"""Word files of an exam paper: 试卷 to hand out, 答题卡 to write on, 答案与解析 for those who mark."""

from exam.files import word_key, word_paper, word_sheet
from exam.files.word_page import packed
from policy.exam import Paper


def files(paper: Paper) -> dict[str, bytes]:
    """Three documents; only 答案与解析 holds keys, explanations and sources."""
    return {
        "试卷.docx": packed(word_paper.made(paper)),
        "答题卡.docx": packed(word_sheet.made(paper)),
        "答案与解析.docx": packed(word_key.made(paper)),
    }
