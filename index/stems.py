"""Base forms of English words, by their endings and by a short table of irregular ones: the reader tries each in its lists."""

from functools import lru_cache

_IRREGULAR = {
    form: base
    for line in (
        "become became",
        "begin began begun",
        "break broke broken",
        "bring brought",
        "build built",
        "buy bought",
        "catch caught",
        "child children",
        "choose chose chosen",
        "come came",
        "cut cutting",
        "deal dealt",
        "die died dying",
        "do did done",
        "draw drew drawn",
        "drive drove driven",
        "fall fell fallen",
        "feed fed",
        "feel felt",
        "find found",
        "fly flew flown",
        "get got gotten",
        "give gave given",
        "go went gone",
        "grow grew grown",
        "hear heard",
        "hide hid hidden",
        "hold held",
        "keep kept",
        "know knew known",
        "lead led",
        "leave left",
        "lend lent",
        "lie lied lying",
        "lose lost",
        "make made",
        "man men",
        "mean meant",
        "meet met",
        "overcome overcame",
        "oversee oversaw overseen",
        "pay paid",
        "rise rose risen",
        "run ran",
        "say said",
        "see saw seen",
        "seek sought",
        "sell sold",
        "send sent",
        "set setting",
        "speak spoke spoken",
        "spend spent",
        "stand stood",
        "steal stole stolen",
        "sue sued suing",
        "take took taken",
        "teach taught",
        "tell told",
        "think thought",
        "tie tied",
        "undertake undertook undertaken",
        "use used using",
        "win won",
        "withdraw withdrew withdrawn",
        "woman women",
        "write wrote written",
    )
    for base, *forms in [line.split()]
    for form in forms
}
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ically", "ic"),
    ("ily", "y"),
    ("bly", "ble"),
    ("ly", ""),
    ("ier", "y"),
    ("iest", "y"),
)
_SPELLINGS = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("our", "or"),
    ("centre", "center"),
    ("licence", "license"),
    ("programme", "program"),
    ("defence", "defense"),
    ("cheque", "check"),
    ("labelling", "labeling"),
    ("travell", "travel"),
)


@lru_cache(4096)
def stems(word: str) -> tuple[str, ...]:
    """The word, then its likely base forms, each also as spelt across the Atlantic.

    >>> stems("labour"), stems("paid"), stems("agencies")[:2]
    (('labour', 'labor'), ('paid', 'pay'), ('agencies', 'agency'))
    """
    found = [word, word.removesuffix("'s").removesuffix("'")]
    if irregular := _IRREGULAR.get(found[1]):
        found.append(irregular)
    for suffix, base in _ENDINGS:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            found.append(word[: -len(suffix)] + base)
    for suffix in ("ed", "ing"):
        root = word.removesuffix(suffix)
        if root != word and len(root) > 3 and root[-1] == root[-2]:
            found.append(root[:-1])
    spelt = [form.replace(a, b) for form in found for pair in _SPELLINGS for a, b in (pair, pair[::-1]) if a in form and len(form) > 4]
    return tuple(dict.fromkeys((*found, *spelt)))
