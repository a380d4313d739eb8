"""Characters that only look like, or only carry, what is written: line ends, control characters, radicals, ligatures."""

import re
import unicodedata

from ingest.raw import MARK

_LINE_ENDS = re.compile("\r\n?|[\v\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1e\x7f-\x84\x86-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_LOOKALIKE = re.compile("[\u2e80-\u2fd5\ufb00-\ufb04\uf900-\ufaff]")
_BULLET = re.compile("(?m)(?<=^)[\uf000-\uf0ff](?=\\s*\\S)")  # symbol fonts put their bullets into the private use area
_SYMBOL = re.compile("[\ue000-\uf8ff\ufffd\ud800-\udfff]+")  # private use, undecodable, halves of surrogate pairs (from PDF)
# CJK Radicals Supplement has no decompositions in Unicode; these are the ones that PDF writers put for the character itself.
_RADICALS = str.maketrans(
    dict(zip("⺁⺇⺌⺎⺏⺐⺓⺖⺘⺜⺟⺠⺡⺢⺣⺤⺥⺧⺨⺩⺫⺬⺭⺮⺯⺰", "厂几小兀尢尢幺忄扌日母民氵氺灬爫爫牛犭王网示礻竹糸纟", strict=True))
    | dict(zip("⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌", "罒网网网羊羊羊老聿聿月臼艹艹虎衤西西见角讠贝足车辶", strict=True))
    | dict(
        zip(
            "⻍⻎⻏⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪",
            "辶辶阝长长长门阜阝雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾",
            strict=True,
        )
    )
    | dict(zip("⻬⻮⻰⻱⻲⻳", "齐齿龙龟龟龟", strict=True))
)


def clean(text: str) -> tuple[str, int]:
    """The text with plain line ends and spaces, without invisible characters; and how many look-alikes were put right.

    Radicals and compatibility characters become the characters they show (⼊ → 入); all other characters stay as they are.
    """
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    text = _SPACES.sub(" ", text)
    text = _SYMBOL.sub(MARK, _BULLET.sub("•", text))
    if not _LOOKALIKE.search(text):
        return text, 0
    return _LOOKALIKE.subn(lambda m: unicodedata.normalize("NFKC", m[0]).translate(_RADICALS), text)
