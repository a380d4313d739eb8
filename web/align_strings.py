"""The words of the page 对照 and of what is related to a clause: key → (Chinese, English)."""

ALIGN_WORDS: dict[str, tuple[str, str]] = {
    # what is related to a clause
    "relate": ("相关条款", "Related"),
    "relate_title": ("看其他文件怎样写这件事", "See what other documents say of this matter"),
    "relate_heading": ("其他文件中的对应条款（{n}）", "Counterparts in other documents ({n})"),
    "relate_none": ("其他文件中没有找到写这件事的条款。", "No other document has a clause on this matter."),
    # kinds of pairs
    "al_same": ("相同", "same"),
    "al_reworded": ("改写", "reworded"),
    "al_tightened": ("收紧", "tightened"),
    "al_loosened": ("放宽", "loosened"),
    "al_figures": ("数字有变", "figures"),
    "al_added": ("新增", "added"),
    "al_dropped": ("未列", "left out"),
    # what is asked otherwise
    "al_way_tightened": ("收紧", "tightened"),
    "al_way_loosened": ("放宽", "loosened"),
    "al_way_changed": ("调整", "changed"),
    "al_way_added": ("新设", "newly set"),
    "al_way_dropped": ("未设", "not set"),
    "al_value": ("数值", "figure"),
    "al_deadline": ("期限", "deadline"),
    "al_modality": ("力度", "force"),
    "al_no_0": ("原来没有", "none before"),
    "al_no_1": ("没有写", "not stated"),
    "al_more": ("另有 {n} 处", "{n} more"),
}
