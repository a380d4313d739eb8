"""What a reworded stem has to keep before it may stand in place of the one that was made."""

import re
from collections import Counter

from exam.desk import BLANK, HOLE
from exam.evidence import body
from exam.wording import cover, norm
from policy.exam import Item

_NAMED = re.compile("(?:^根据|^依据|，|：)?([^，。：；“”‘’（）《》]{0,12}《[^《》]+》(?:（[^（）]{1,12}）)?)")
_QUOTED = re.compile("[“‘][^“”‘’]+[”’]")
_STEP = re.compile("[①-⑨][^①-⑨。；]+")
_NUMBER = re.compile(
    r"\d[\d.,]*[%％]?|百分之[零〇一二三四五六七八九十百点]+|[一二三四五六七八九十百千]*[〇二三四五六七八九十百千万亿两][一二三四五六七八九十百千万亿]*|一(?=[年月日天次人名倍级期周个])"
)
# Words that turn a sentence: how many of each there are must stay the same.
_TURNING = re.compile(
    "不|未|无|非|禁|勿|否|除|没有|正确|错误|属于|符合|应当|必须|可以|有权|以上|以下|以内|以前|超过|[少低高多早晚]于|至少|至多|前|后|先|再|全部|均|都|只|仅|或者|牵头|配合|责任|上级|下级|同时"
)
_TALK = re.compile("答案|选项|解析|提示|忽略|指令|正确的?是[A-HＡ-Ｈ]|[A-HＡ-Ｈ][.．、]|以下是|改写|题干|[*#`<>{}|\\\\]|https?:")
_ENDS = ("。", "？", HOLE)
_KEPT, _ADDED = 0.75, 0.4  # the share of a stem's pairs of characters that stay, and of the new one's that may be new


def passes(item: Item, stem: str) -> bool:
    """Whether a stem asks what the item's own asks: the same names, figures, blanks and turning words, little else, no key."""
    old = item.stem
    return (
        len(old) * 0.6 <= len(stem) <= len(old) * 1.4 + 10
        and stem.replace("\u3000", "").isprintable()
        and stem.endswith(_ENDS)
        and not _TALK.search(_stripped(stem, old))
        and _same_marks(old, stem)
        and _same_blanks(old, stem)
        and cover(body(old), stem) >= _KEPT
        and cover(stem, old) >= 1 - _ADDED
        and not _tells(item, stem)
    )


def _stripped(stem: str, old: str) -> str:
    """The stem without what the old one holds of words that talk to a reader of papers."""
    for m in set(_TALK.findall(old)):
        stem = stem.replace(m, "")
    return stem


def _same_marks(old: str, new: str) -> bool:
    """Whether names, quotations, steps, numbers and turning words are the same, and nothing foreign has come in."""
    whole = [*_NAMED.findall(old), *_STEP.findall(old)]
    return (
        all(part in new for part in whole)
        and len(_NAMED.findall(old)) == len(_NAMED.findall(new))
        and all(Counter(marks.findall(old)) == Counter(marks.findall(new)) for marks in (_QUOTED, _NUMBER, _TURNING))
        and set(re.findall("[A-Za-z]+", new)) <= set(re.findall("[A-Za-z]+", old))
    )


def _same_blanks(old: str, new: str) -> bool:
    """Whether as many blanks stand there, each between the words that it stood between; one that ends the stem may follow other words."""
    for hole in (HOLE, BLANK):
        if old.count(hole) != new.count(hole):
            return False
        for m in re.finditer(re.escape(hole), old):
            before, after = old[max(0, m.start() - 2) : m.start()], old[m.end() : m.end() + 2]
            last = len(old) - m.end() <= 1
            if not last and before + hole + after not in new or last and not new.rstrip("。").endswith(hole):
                return False
    return new.count("（") == old.count("（") and new.count("_") == old.count("_")


def _tells(item: Item, stem: str) -> bool:
    """Whether the stem holds a key, another spelling of one, or an option, that the old one does not."""
    texts = [*item.key, *(s for spellings in item.also for s in spellings), *(o.text for o in item.options)]
    old, new = norm(item.stem), norm(stem)
    return any(len(plain) > 1 and plain in new and plain not in old for plain in map(norm, texts))
