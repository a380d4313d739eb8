"""Chinese and Arabic numerals as numbers: 二十 → 20, 第一千二百六十条 → 1260, ２０％ → 20."""

import re
import unicodedata

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2, "○": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_CHINESE = re.compile("[零〇○一二三四五六七八九十百千两兩万萬亿億]+")
_ARABIC = re.compile(r"\d+(?:\.\d+)?")


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral (二十一, 一千二百六十, 二〇二五, 三万), or None where it is not one."""
    if not text or any(c not in _DIGITS and c not in _UNITS and c not in _BIG for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _UNITS:
            section += (digit or (1 if section == 0 else 0)) * _UNITS[c]
            digit = 0
        else:
            total = (total + section + digit or 1) * _BIG[c]
            section = digit = 0
    return total + section + digit


def numbers_in(text: str) -> set[str]:
    """All numbers of a text in canonical form, whichever way they are written; "百分之三" gives {"3"}.

    >>> sorted(numbers_in("到２０２５年达到95.0%，每年两期"))
    ['2', '2025', '95']
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("百分之", "")
    found = {m.group().rstrip("0").rstrip(".") if "." in m.group() else str(int(m.group())) for m in _ARABIC.finditer(plain)}
    for m in _CHINESE.finditer(plain):
        value = chinese_number(m.group())
        if value is not None:
            found.add(str(value))
    return found
