"""What the measures of the bench are called by who does not know their names: stem → (Chinese, English), `{k}` the depth.

The standard name, as ir_measures and papers have it, is always shown beside: `RR@10`, `nDCG@10`, `answer citation_recall`.
"""

import re

NAMES: dict[str, tuple[str, str]] = {
    # of a ranking of clauses, or of documents
    "R": ("应找的条文在前 {k} 条中找到多少", "share of what answers that is in the first {k}"),
    "P": ("前 {k} 条中有多少是对的", "share of the first {k} that answers"),
    "RR": ("第一条对的排得多靠前（只看前 {k} 条）", "how high the first right one stands (of {k})"),
    "nDCG": ("前 {k} 条排得好不好", "how well the first {k} are ordered"),
    "AP": ("对的条文都排得多靠前（只看前 {k} 条）", "how high all right ones stand (of {k})"),
    "Success": ("前 {k} 条中有对的题占多少", "questions with a right one in the first {k}"),
    "Judged": ("前 {k} 条中有多少被判断过", "share of the first {k} that was judged"),
    # of an answer
    "right": ("答对的题占多少", "questions answered rightly"),
    "exact": ("该说的都说了的题占多少", "answers that say all they must"),
    "figures": ("数字都对的题占多少", "answers with every figure right"),
    "dates": ("日期都对的题占多少", "answers with every date right"),
    "rouge_l": ("与参考答案的顺序重合度", "overlap with the reference, in order"),
    "char_f1": ("与参考答案的用字重合度", "overlap with the reference, by character"),
    "citation_precision": ("所引文字中有多少是该引的", "share of the quoted text that answers"),
    "citation_recall": ("该引的条文引到多少", "share of the clauses to cite that is cited"),
    "hits": ("答案后所附前 {k} 条中有对的题占多少", "right one among the {k} clauses beside the answer"),
    "answered": ("给出答案的题占多少", "questions that were answered"),
    # of refusing and of being sure
    "refusal_precision": ("拒答的题中确实没有答案的占多少", "refused questions that have no answer"),
    "refusal_recall": ("没有答案的题中拒答的占多少", "questions without an answer that were refused"),
    "refusal_f1": ("拒答的综合得分", "refusing, both together"),
    "risk_coverage_area": (
        "由有把握到没把握依次作答，平均答错多少（越小越好）",
        "share of wrong answers, surest first (less is better)",
    ),
    # time and memory
    "search_p50_ms": ("检索一题的时间（中位数，毫秒）", "time of a search (median, ms)"),
    "answer_p50_ms": ("回答一题的时间（中位数，毫秒）", "time of an answer (median, ms)"),
    "total_seconds": ("全部用时（秒）", "all of it (seconds)"),
    "peak_MB": ("内存最高占用（MB）", "most memory in use (MB)"),
}
DOCUMENTS = ("按文件计：{name}", "By document: {name}")
PLAIN = ("search_p50_ms", "answer_p50_ms", "total_seconds", "peak_MB")
"""Those that are no share between 0 and 1, but a time or a size."""
_MEASURE = re.compile(r"(?P<of>document |answer )?(?P<stem>[A-Za-z][A-Za-z_0-9]*?)(?:\([^)]*\))?(?:@(?P<k>\d+))?")


def stem_of(measure: str) -> tuple[str, str, bool]:
    """The stem of a measure's name in NAMES, its depth ("" where it has none), and whether documents are ranked; stem "" for another.

    >>> stem_of("document RR@10")
    ('RR', '10', True)
    """
    if (whole := measure.replace(" ", "_")) in PLAIN:  # "answer p50 ms" is none of an answer's own
        return whole, "", False
    match = _MEASURE.fullmatch(measure)
    stem = match["stem"] if match else ""
    if match is None or stem not in NAMES:
        return "", "", False
    # Without the depth that its name speaks of there is nothing to say.
    deep = "{k}" in NAMES[stem][0]
    return (stem, match["k"] or "", match["of"] == "document ") if bool(match["k"]) or not deep else ("", "", False)


def plain_name(measure: str) -> str:
    """What a measure tells, in Chinese; its own name where it is none of ours.

    >>> plain_name("answer right")
    '答对的题占多少'
    """
    stem, k, documents = stem_of(measure)
    if not stem:
        return measure
    name = NAMES[stem][0].format(k=k)
    return DOCUMENTS[0].format(name=name) if documents else name


def both(measure: str) -> str:
    """The Chinese name with the standard one in brackets."""
    name = plain_name(measure)
    return measure if name == measure else f"{name}（{measure}）"
