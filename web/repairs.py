"""What was repaired on reading, in plain words."""

from collections.abc import Sequence

from web.strings import Words

# The names that reading gives its repairs, and their keys in the table of strings; `once` ones are not counted to people.
_KEYS = {
    "网页杂项": "repair_furniture",
    "网页外框": "repair_frame",
    "页面标题": "repair_headline",
    "页眉页脚": "repair_running",
    "断行": "repair_lines",
    "拼音": "repair_pinyin",
    "机转繁体还原": "repair_converted",
    "错位字节还原": "repair_shifted",
    "无法还原（▯）": "repair_lost",
    "无法解码": "repair_undecoded",
    "部首字形": "repair_radicals",
    "自动编号": "repair_numbering",
    "脚注": "repair_notes",
    "目录": "repair_contents",
    "修订删除": "repair_revisions",
    "无文字页": "repair_scans",
    "字间空格": "repair_spaces",
    "题名推定": "repair_title",
}


def repair_lines(repairs: Sequence[tuple[str, int]], words: Words) -> list[str]:
    """Each repair of a document in words; a name that is not known here is shown as it is, with its count."""
    return [words(_KEYS.get(name, "repair"), name=name, n=n) for name, n in repairs]


def repairs_line(repairs: Sequence[tuple[str, int]], words: Words) -> str:
    """The repairs of a document in one line.

    >>> from web.strings import words_in
    >>> repairs_line([("断行", 3)], words_in("zh"))
    '接好被拆断的行 3 处'
    """
    return words("repair_between").join(repair_lines(repairs, words))
