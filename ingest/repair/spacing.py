"""Letters set apart by spaces: 第 三 条 各 乡 镇, as character recognition and justified titles leave them."""

import re

_WIDE = r"[\u3007\u4e00-\u9fff，。、；：！？“”‘’（）《》〔〕％%]"
_APART = re.compile(rf"(?<={_WIDE}) (?={_WIDE})")
_TOGETHER = re.compile(rf"(?<={_WIDE})(?={_WIDE})")
_DIGITS = re.compile(r"(?<![0-9])[0-9](?: [0-9])+(?![0-9])")
_BESIDE = re.compile(rf"(?<={_WIDE}) (?=[0-9])|(?<=[0-9]) (?={_WIDE})")
_FEWEST = 6  # spaces between letters of a line: fewer stand in names and headings (总 则, 科 技 部)
_SHARE = 0.7  # of all pairs of letters in it
_MANY = 3  # such lines
_EVERY = re.compile(r"[ \u3000]*[^\s|](?: [^\s|]){2,}[ \u3000]*")


def closed_up(text: str) -> tuple[str, int]:
    """The text with such lines closed up, and how many they were. Wider gaps and lines of a table stay."""
    lines = text.split("\n")
    apart = {i for i, line in enumerate(lines) if _is_apart(line)}
    if len(apart) >= _MANY:  # there a name and a date are set apart, too
        apart |= {i for i, line in enumerate(lines) if _EVERY.fullmatch(line)}
    for i in apart:
        line = _DIGITS.sub(lambda m: m[0].replace(" ", ""), lines[i])
        lines[i] = _BESIDE.sub("", _APART.sub("", line))
    return "\n".join(lines), len(apart)


def _is_apart(line: str) -> bool:
    apart = len(_APART.findall(line))
    return apart >= _FEWEST and apart >= _SHARE * (apart + len(_TOGETHER.findall(line))) and " | " not in line
