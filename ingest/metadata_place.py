"""Whose document it is where no title, issuer or signature says so: by the places that its text names, and how it speaks of its own."""

import re
from collections import Counter

from policy import fold
from policy.regions import Place, leading_place, mentions, places_within

OWN = (
    ("县", r"我县|全县|本县|县委、县政府|县委县政府"),
    ("市", r"我市|全市(?!场)|本市(?!场)|市委、市政府"),
    ("省", r"我省|全省|本省|省委、省政府|我区各|自治区党委"),
)
"""How a text speaks of its own place, by level."""

_SAID = (("县", r"我县|全县|本县"), ("市", r"我市|全市(?!场)|本市(?!场)"), ("省", r"我省|全省|本省"))
_OFFICES = "(?:住建|财政|发展?改革?|司法|公安|商务|科技)[局委]"
_ORGANS = (
    ("县", r"(?<![各级])县(?:人民)?政府"),
    ("市", rf"(?<![各级区设])市(?:(?:人民)?政府|{_OFFICES})"),
    ("省", r"省(?:人民)?政府|省[委级直]|自治区党委"),
)
_LOCAL = re.compile(
    r"[省市县州区](?:委|政府|人民政府|级财政|本级)|我[省市县州区]|全[省县州区](?!域)|全市(?!场)|本[省市县区](?!场)"
    r"|各(?:区县|县区|设区市|市州)"
)
_COUNTRY = re.compile(r"我国|国务院|党中央|全国(?!性|人大|人民)|各省|国家(?:级|标准|战略|重大)")
_READ = 20_000  # characters of a text that are looked at
_HEAD = 300
_FULL, _LEAST, _CLEAR = 3, 6, 0.75  # weight of a full name; votes that a place has at least, and its share of all


def place_of_text(title: str, text: str, national: bool) -> Place | None:
    """The place that a text is about, where that is clear; None where several are named alike, or none.

    `national` tells that other signs make it one of the whole country: only a text that says 我市 is then taken for a place's.
    """
    if place := _in_head(text[:1500]):
        return place
    body = fold(text[:_READ])
    if level := _level(body, _SAID, 2):
        return _in_title(title, body, level) or _elected(body, level)
    if national:
        return None
    if place := _in_title(title, body) or _named_first(body):
        return place
    level = _level(body, _SAID, 1) or _level(body, _ORGANS, 2)
    return _elected(body, level) if level else None


def is_national(text: str) -> bool:
    """Whether a text speaks of the country and never of a place of its own."""
    return not _LOCAL.search(text) and len(_COUNTRY.findall(text)) >= 2


def _level(text: str, words: tuple[tuple[str, str], ...], least: int) -> str:
    """The level whose words a text has most of, and at least so many; else ""."""
    counts = {level: len(re.findall(pattern, text)) for level, pattern in words}
    best = max(counts.values())
    return next(level for level, count in counts.items() if count == best) if best >= least else ""


def _is_of(place: Place, level: str) -> bool:
    """Whether a place may call itself by the word of a level: 我市 is said by Shanghai and by a city below a prefecture, too."""
    return place.level == level or (level == "市" and place.name.endswith("市"))


def _in_head(head: str) -> Place | None:
    """The first place named whose level agrees with how the text speaks of its own: 我市, 全省."""
    own = next((level for level, words in OWN if re.search(words, head)), "")
    named = (*(leading_place(line) for line in head.split("\n")[:4]), *places_within(head))
    return next((place for place in named if place and own and _is_of(place, own)), None)


def _in_title(title: str, body: str, level: str = "") -> Place | None:
    """A place that the title names by its short name (科创济南) and the text again."""
    for place, name, _ in mentions(title):
        if (not level or _is_of(place, level)) and body.count(name) >= 2:
            return place
    return None


def _elected(body: str, level: str) -> Place | None:
    """The place of a level with by far the most votes: its names, and what is named within it."""
    votes: Counter[Place] = Counter()
    full: set[Place] = set()
    for place, name, owners in mentions(body):
        weight = _FULL if len(name) > 2 and name == place.name else 1
        for candidate in {place, *owners}:
            if _is_of(candidate, level):
                votes[candidate] += weight if candidate == place else 1
                full |= {candidate} if candidate == place and weight > 1 else set()
    if not votes:
        return None
    best, count = min(votes.items(), key=lambda item: (-item[1], item[0].name))
    clear = count >= _CLEAR * sum(votes.values())
    enough = count >= _LEAST or (count >= _FULL and best in full and best.name in body[:_HEAD] + body[-_HEAD:])
    return best if clear and enough else None


def _named_first(body: str) -> Place | None:
    """Of a text that speaks of nothing as its own, the place it opens with, where it returns to that place alone."""
    place = next(places_within(body[:_HEAD]), None)
    if place is None or not _LOCAL.search(body) or body.count(place.name) < 2 or len(_COUNTRY.findall(body)) > body.count(place.name):
        return None
    alike = [other.name for other, name, _ in mentions(body) if other.level == place.level and name == other.name]
    return place if alike.count(place.name) >= _CLEAR * len(alike) else None
