"""The number formats of Word lists (ECMA-376 part 1, 17.18.59) that Chinese documents use."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_SMALL_ROMAN = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(n: int, digits: str = _DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """A number below 100,000 in Chinese words: 10 → 十, 21 → 二十一, 105 → 一百零五."""
    if n >= 10_000:
        high, low = divmod(n, 10_000)
        gap = zero if 0 < low < 1000 else ""
        return chinese(high, digits, units, zero) + "万" + gap + (chinese(low, digits, units, zero) if low else "")
    out, pending = "", False
    for place in (3, 2, 1, 0):
        digit = n // 10**place % 10
        if digit:
            out += (zero if pending and out else "") + digits[digit] + (units[place - 1] if place else "")
            pending = False
        else:
            pending = True
    return out.removeprefix(digits[1]) if 10 <= n < 20 and digits == _DIGITS else out or zero


def _digits(n: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(n))


def _counting(n: int) -> str:
    """Words up to 99, digit by digit from 100 on, as Word writes chineseCounting."""
    return chinese(n) if n < 100 else _digits(n).replace("〇", "○")


def _roman(n: int) -> str:
    out = ""
    for value, letters in _ROMAN + _SMALL_ROMAN:
        while n >= value:
            out, n = out + letters, n - value
    return out


def _letters(n: int) -> str:
    """a … z, aa, bb … as Word counts."""
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1) if n > 0 else ""


def _from(symbols: str, n: int) -> str:
    return symbols[n - 1] if 0 < n <= len(symbols) else str(n)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate({ord("0") + d: chr(0xFF10 + d) for d in range(10)}),
    "decimalFullWidth2": lambda n: str(n).translate({ord("0") + d: chr(0xFF10 + d) for d in range(10)}),
    "decimalEnclosedCircle": lambda n: _from(_CIRCLED, n),
    "decimalEnclosedCircleChinese": lambda n: _from(_CIRCLED, n),
    "decimalEnclosedParen": lambda n: chr(0x2473 + n) if 0 < n <= 20 else f"({n})",
    "decimalEnclosedFullstop": lambda n: chr(0x2487 + n) if 0 < n <= 20 else f"{n}.",
    "numberInDash": lambda n: f"- {n} -",
    "ordinal": lambda n: f"{n}" + ("th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")),
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "koreanCounting": chinese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": lambda n: _digits(n).replace("〇", "○"),
    "koreanDigital2": _digits,
    "chineseLegalSimplified": lambda n: chinese(n, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda n: chinese(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": lambda n: _from(_STEMS, n),
    "ideographZodiac": lambda n: _from(_BRANCHES, n),
    "ideographEnclosedCircle": lambda n: _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", n),
    "none": lambda n: "",
}


def formatted(n: int, name: str) -> str:
    """The number as the named format writes it; an unknown format is written in Arabic figures."""
    return _FORMATS.get(name, str)(n)
