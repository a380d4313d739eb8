"""Every word of the interface, in one table: key → (Simplified Chinese, English). `{}` fields are filled in by `Words`.

Traditional Chinese is made from the Simplified words: run `python -m web.hant` after a change.
"""

from collections.abc import Callable

from web.align_strings import ALIGN_WORDS
from web.ask_strings import ASK
from web.bench_strings import BENCH
from web.documents_strings import DOCUMENTS
from web.exam_strings import EXAM
from web.frame_strings import FRAME
from web.hant import traditional
from web.ledger_strings import LEDGER
from web.search_strings import SEARCH

LANGUAGES = {"zh": "简体", "hant": "繁體", "en": "English"}
HTML_LANG = {"zh": "zh-CN", "hant": "zh-Hant", "en": "en"}
PATHS = {"en": "/en/", "hant": "/hant/", "zh": "/"}  # longest first: the root would swallow the others
GRADIO_LANG = {"zh": "zh-CN", "hant": "zh-TW", "en": "en"}  # the names under which gradio keeps its own words
Words = Callable[..., str]

TABLE: dict[str, tuple[str, str]] = (
    {
        # frame
        "brand": ("条文", "Tiaowen"),
        "tagline": ("政策文件逐条问答与检索", "Clause-level answers from policy documents"),
        "corpus": ("已收录 {documents} 份文件，{clauses} 条", "{documents} documents, {clauses} clauses"),
        "corpus_empty": ("还没有文件", "No documents yet"),
        "tab_ask": ("问答", "Ask"),
        "tab_search": ("检索", "Search"),
        "tab_documents": ("文档", "Documents"),
        # ask
        "ask_label": ("问题", "Question"),
        "ask_placeholder": (
            "用日常说法提问即可（按 / 到这里）",
            "Ask in everyday words (press /)",
        ),
        "ask_button": ("提问", "Ask"),
        "too_long": ("问题有 {n} 字，最多 {most} 字。", "The question has {n} characters; at most {most} are taken."),
        "too_long_remedy": ("请只写要问的那一句。", "Write only the sentence that asks."),
        "ask_empty": ("请先写下问题。", "Please write a question first."),
        "welcome_1": ("直接提问，先给出答案，再列出所依据的条款。", "Ask, and the answer comes first, then the clauses it rests on."),
        "welcome_2": ("点“原文”，在文件中看到这一条，答案处已标出。", "“Source” opens the document at the clause, with the answer marked."),
        "welcome_3": ("文件里没有写的，会如实告诉您没有找到。", "What the documents do not say, you are told so plainly."),
        "welcome_empty": ("还没有文件。请到“文档”页上传后再提问。", "There are no documents yet. Upload some on the Documents page first."),
        "examples": ("可以这样问", "Try asking"),
        "answer": ("答案", "Answer"),
        "sources": ("依据条款", "Clauses cited"),
        "source_n": ("依据 {n}", "Source {n}"),
        "goto_source": ("查看依据 {n}", "Go to source {n}"),
        "open": ("原文", "Source"),
        "open_title": ("在文件中打开这一条", "Open this clause in its document"),
        "not_found": ("文件中没有找到答案", "The documents do not answer this"),
        "not_found_hint": (
            "已收录的文件没有写明。下面如有条款，只是意思接近，不是答案。",
            "The documents at hand do not say. Any clauses below are near in meaning, not answers.",
        ),
        "nearest": ("最接近的条款", "Nearest clauses"),
        "related": ("其他相关条款（{n}）", "Other related clauses ({n})"),
        "page": ("第 {n} 页", "page {n}"),
        "lead": ("正文开头", "Opening"),
        # search
        "search_label": ("检索词", "Search words"),
        "search_placeholder": ("词语或一句话（按 / 到这里）", "Words or a sentence (press /)"),
        "search_button": ("检索", "Search"),
        "search_hint": ("输入词语或一句话，可按地区、年份、文件筛选。", "Enter words or a sentence; filter by place, year or document."),
        "search_none": ("没有符合条件的条款", "No clause matches"),
        "search_none_hint": ("换个说法，或放宽地区、年份、文件的限制。", "Try other words, or widen the place, year or document."),
        "region": ("地区", "Place"),
        "year": ("年份", "Year"),
        "source": ("文件", "Document"),
        "mode": ("方式", "Match"),
        "all": ("全部", "All"),
        "mode_hybrid": ("词语＋语义", "Both"),
        "mode_lexical": ("只按词语", "Words only"),
        "mode_dense": ("只按语义", "Meaning only"),
        "rank_lexical": ("词语第 {n}", "words #{n}"),
        "rank_dense": ("语义第 {n}", "meaning #{n}"),
        "rank_lexical_title": ("按词语匹配的名次", "Rank by matching words"),
        "rank_dense_title": ("按意思相近的名次", "Rank by closeness in meaning"),
        "legend_word": ("词语相同", "same words"),
        "legend_meaning": ("意思相近", "close in meaning"),
        # reader
        "reader": ("原文", "Document"),
        "outline": ("目录", "Outline"),
        "close": ("关闭原文", "Close document"),
        "download": ("下载原件", "Original"),
        "number": ("发文字号", "Number"),
        "issuer": ("发文机关", "Issuer"),
        "issued": ("成文日期", "Issued"),
        "place": ("地区", "Place"),
        "force": ("有效年份", "In force"),
        # documents
        "upload_heading": ("上传文件", "Upload documents"),
        "upload_label": ("选择文件", "Choose files"),
        "upload_button": ("收录", "Add"),
        "upload_none": ("请先选择文件。", "Please choose files first."),
        "upload_many": ("一次选了 {n} 个文件，最多 {most} 个。", "{n} files were chosen; at most {most} go at a time."),
        "upload_many_remedy": ("请分几次上传。", "Upload them in several goes."),
        "upload_large": ("文件有 {size} MB，超过 {most} MB 的上限。", "The file has {size} MB, more than the limit of {most} MB."),
        "upload_large_remedy": ("请拆分或压缩图片后再上传。", "Split it or shrink its images, then upload again."),
        "upload_twice": ("这一批里有两个同名文件。", "Two files of this batch have the same name."),
        "upload_twice_remedy": ("请改名后再上传这一个。", "Rename this one, then upload it again."),
        "progress": ("正在收录 {done}/{total}：{name}", "Adding {done}/{total}: {name}"),
        "progress_last": ("正在写入索引…", "Writing the index…"),
        "nothing_added": ("这一批没有收录，原有文件不受影响。", "Nothing of this batch was added; what was there is untouched."),
        "report": ("收录结果", "Report"),
        "status_added": ("已收录", "Added"),
        "status_updated": ("已替换旧版", "Replaced"),
        "status_unchanged": ("没有变化", "Unchanged"),
        "status_failed": ("未能收录", "Failed"),
        "status_removed": ("已删除", "Removed"),
        "clauses": ("{n} 条", "{n} clauses"),
        "clauses_head": ("条数", "Clauses"),
        "repaired": ("已修复：", "Repaired: "),
        "repair_between": ("；", "; "),
        "repair": ("{name} {n} 处", "{name} × {n}"),
        "repair_furniture": ("去掉网页上的杂项 {n} 行", "web page clutter removed ({n} lines)"),
        "repair_frame": ("去掉正文以外的网页内容 {n} 处", "what stood around the main text removed ({n})"),
        "repair_headline": ("网页标题有误，改用文件自己的题名", "the page's title was wrong; the document's own is used"),
        "repair_running": ("去掉页眉页脚 {n} 处", "running heads and page numbers removed ({n})"),
        "repair_lines": ("接好被拆断的行 {n} 处", "broken lines joined ({n})"),
        "repair_pinyin": ("去掉夹注的拼音 {n} 处", "pinyin in brackets removed ({n})"),
        "repair_converted": ("机器转换的繁体字改回简体", "machine-made Traditional characters turned back"),
        "repair_shifted": ("还原错位乱码 {n} 处", "garbled stretches restored ({n})"),
        "repair_lost": ("有乱码 {n} 处无法还原，已用 ▯ 标出", "{n} garbled characters could not be restored; marked ▯"),
        "repair_undecoded": ("有 {n} 处无法识别的字符", "{n} characters could not be decoded"),
        "repair_radicals": ("把部首字形换成汉字 {n} 处", "radical forms replaced by characters ({n})"),
        "repair_numbering": ("补全自动编号 {n} 处", "automatic numbers written out ({n})"),
        "repair_notes": ("脚注 {n} 条移到所注段落之后", "{n} footnotes put below the paragraphs they belong to"),
        "repair_contents": ("略去目录 {n} 行", "table of contents left out ({n} lines)"),
        "repair_revisions": ("略去修订中删除的文字 {n} 处", "text deleted in revisions left out ({n})"),
        "repair_scans": (
            "有 {n} 页没有文字，可能是扫描页：请做文字识别（OCR）后重新导入",
            "{n} pages hold no text, perhaps scans: run OCR and take the file in again",
        ),
        "repair_spaces": ("合拢字间有空格的行 {n} 处", "lines with spaced-out letters closed up ({n})"),
        "repair_title": ("文件没有题名行，题名据正文推定，请核对", "no title line: the title was inferred from the text, please check"),
        "remedy": ("怎么办：", "What to do: "),
        "list_heading": ("已收录的文件", "Documents"),
        "list_filter": ("按题名、字号、机关、地区筛选", "Filter by title, number, issuer or place"),
        "list_count": ("共 {n} 份", "{n} in all"),
        "list_shown": (
            "列出前 {shown} 份，共 {n} 份；请用上面的筛选框缩小范围。",
            "The first {shown} of {n}; use the filter above to narrow down.",
        ),
        "list_none": ("没有符合的文件", "No document matches"),
        "title": ("题名", "Title"),
        "actions": ("操作", "Actions"),
        "view": ("查看", "View"),
        "remove": ("删除", "Remove"),
        "remove_title": ("删除这份文件？", "Remove this document?"),
        "remove_text": (
            "删除后不再参与问答和检索。需要时可重新上传。",
            "It will no longer be searched or cited. It can be uploaded again.",
        ),
        "remove_yes": ("删除", "Remove"),
        "remove_no": ("取消", "Cancel"),
        "gone": ("这份文件已经不在了，可能刚被删除。", "This document is no longer there; it may just have been removed."),
        "gone_remedy": ("请在“文档”页查看现有的文件。", "See the Documents page for what there is."),
        # errors
        "error": ("没有办成", "That did not work"),
        "error_defect": ("程序出错了，详情已写入日志。", "Something broke; the details are in the log."),
        "error_defect_remedy": ("请重试；仍不行时把时间告诉管理员。", "Try again; if it persists, tell the administrator the time."),
    }
    | ASK
    | BENCH
    | EXAM
    | SEARCH
    | DOCUMENTS
    | LEDGER
    | ALIGN_WORDS
    | FRAME
)


def words_in(lang: str) -> Words:
    """The interface's words in a language of `LANGUAGES`.

    >>> words_in("zh")("page", n=3)
    '第 3 页'
    """
    english, made = lang == "en", traditional() if lang == "hant" else {}

    def words(key: str, **fields: object) -> str:
        return (made.get(key) or TABLE[key][english]).format(**fields)

    return words
