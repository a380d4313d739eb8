"""An English question as slots of Chinese terms: phrase by phrase, longest first, from the project's own lexicon, word by word from
CC-CEDICT where the lexicon lacks it, and what neither knows is tried as the pinyin of a name in the documents."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from index.amounts import number_at
from index.senses import Held, choose
from index.stems import stems
from index.wordlists import phrases

_WORD = re.compile(r"[a-z][a-z'&]*|\d[\d,.]*%?|[\u4e00-\u9fff]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FORMS = 48  # ways to bend the words of one phrase that are tried
_OFFERED = 6  # terms taken from the dictionary for a word that the lexicon lacks
# Words that carry no matter of their own; inside a phrase of the lexicon they count.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a an the of for to in on at by with from and or is am are was were be been being it its this that these those do does did "
        "done as into there their theirs them they he him his she her hers we us our you your i my me mine one ones own not no has "
        "have had having any some all each every both either so if than then about under within s t d ll ve re m don doesn didn isn "
        "aren wasn weren won hasn haven couldn shouldn wouldn should shall will would could might need needs needed want wants wanted "
        "hope hopes hoped wish let lets like such very too also just only even still yet already really actually simply quite rather "
        "instead else but while though although because up down out off away through across along say says said saying tell tells "
        "told ask asks asked get gets got gotten getting go goes going gone went come comes came someone somebody anyone anybody "
        "something anything thing things way ways kind kinds sort sorts supposed able bit lot much many per here now please mr ms etc "
        "eg ie namely before after during until take takes took taken taking put puts between among since against over upon toward "
        "towards per via whether ever never again once without another nothing well "
        "himself herself myself themselves itself yourself ourselves nobody everyone e g q th elsewhere meanwhile anyway somewhere merely "
        "exactly purely apparently hopelessly later "
        # how sure, how nearly, how usual: said of anything
        "almost nearly about around approximately roughly precisely merely mere solely largely mostly mainly chiefly primarily normally "
        "usually typically generally ordinarily practically virtually essentially basically literally truly surely certainly definitely "
        "perhaps maybe probably possibly presumably supposedly allegedly obviously evidently clearly indeed eventually ultimately "
        "sometimes occasionally lately soon respectively namely notably particularly especially explicitly specifically fully altogether "
        "likely somehow seem seems seemed ought "
        # what joins and turns
        "nor neither however therefore thus hence thereby therefore therein thereof thereto nevertheless nonetheless otherwise moreover "
        "furthermore besides beside aside regarding concerning onto unlike regardless despite whereas whereby wherever whenever whatever "
        "whichever whoever given amid among amongst everything everybody everyone things "
        "yourselves themselves sake moment back set sets expect expects expected expecting intend intends intended intending",
    )
)
# Phrases of such words that are a matter all the same.
_MATTER = re.compile("(?:an?|the|his|her|my|our|their|your|no|without a) will|bit (?:me|my|him|his|her|us|our|someone|a)")
# Words of asking and allowing: they shape the question, and nothing else is looked for in their place.
_ASKING = frozenset(["what", "which", "who", "whom", "whose", "when", "where", "why", "how", "can", "may", "must"])
# What is aimed at is said of every target: "plans to build", "is aiming for", "is due to open".
_AIMS = re.compile(
    r"\b(?:(?<!the )(?<!a )(?<!an )(?<!its )(?<!action )(?<!work )(?:plan|aim|hope|want|seek|mean)(?:s|ned|ed|ning|ing)? to"
    r"|(?:aims|aimed|aiming|hopes|hoping|hoped|looking) for"
    r"|(?:is|are|was|were|be) (?:due|slated|scheduled|projected|meant|bound|planned) to|sets? out to)(?= [a-z])"
)
_UNITS = {"county": "县", "city": "市", "district": "区", "province": "省", "township": "镇", "town": "镇", "village": "村"}


def slots(text: str, held: Held | None) -> list[tuple[str, ...]]:
    """The Chinese terms for each piece of a folded English question, in its order, the best first. With `held`, the documents choose
    among them, and words that the lexicon lacks are looked for in the documents."""
    words = [w.strip("'").rstrip(",.") for w in _WORD.findall(_AIMS.sub(" ", text.replace("’", "'")))]
    found: list[tuple[str, ...]] = []
    at, asked = 0, False
    while at < len(words):
        taken, terms = _piece(words, at, held)
        size, number = number_at(words, at)
        if size >= taken and number:  # a longer phrase of the lexicon holds the number: lawyers per 10,000 people
            taken, terms = size, (number,)
        if terms and not (asked and taken == 1 and words[at] in _ASKING):  # "people who introduce projects" asks for nobody
            found.append(terms)
            asked = asked or words[at] in _ASKING
        at += taken
    found = list(dict.fromkeys(found))
    return choose(found, held) if held else found


def _piece(words: Sequence[str], at: int, held: Held | None) -> tuple[int, tuple[str, ...]]:
    """How many words the piece that begins at a word takes, and its Chinese terms."""
    taken, terms = _phrase(words, at)
    word = words[at].split("'")[0]
    if taken:
        return taken, terms[:1] if taken == 1 and word in _ASKING else terms
    if word in _EMPTY or word in _ASKING:
        return 1, ()
    unit = _UNITS.get(words[at + 1], "") if at + 1 < len(words) else ""
    if unit and len(word) == 2:  # xx county, a name left out
        return 2, (word + unit,)
    return _unknown(words[at], unit, held)


def _phrase(words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
    """The longest phrase of the lexicon that begins at a word: how many words it takes, and its Chinese terms."""
    known, longest = phrases()
    for size in range(min(longest, len(words) - at), 0, -1):
        chunk = words[at : at + size]
        if all(word.split("'")[0] in _EMPTY for word in chunk) and not _MATTER.fullmatch(" ".join(chunk)):
            continue
        for form in _forms(chunk):
            if form in known:
                return size, known[form]
    return 0, ()


def _forms(chunk: Sequence[str]) -> Iterator[str]:
    """A phrase as written, then with its words bent back; "supervision of courts" also as "court supervision"."""
    yield from map(" ".join, islice(product(*map(stems, chunk)), _FORMS))
    if "of" in chunk[1:-1]:
        of = chunk.index("of")
        turned = [w for w in (*chunk[of + 1 :], *chunk[:of]) if w not in ("the", "a", "an")]
        if "of" not in turned:
            yield from map(" ".join, islice(product(*map(stems, turned)), _FORMS))


def _unknown(word: str, unit: str, held: Held | None) -> tuple[int, tuple[str, ...]]:
    """A word the lexicon lacks: a number as it is, else what CC-CEDICT gives, else a name by its pinyin, with its `unit` where the
    documents have that."""
    if word[0].isdigit() or "\u4e00" <= word[0] <= "\u9fff":
        return 1, (word + "年" if _YEAR.fullmatch(word) else word,)
    if held is None:
        return 1, ()
    from index.cedict import by_english, by_pinyin  # about 1 s to load, and only for words the lexicon lacks; a server reads it beforehand

    first: tuple[str, ...] = ()
    for stem in stems(word):
        others = by_english(stem)
        counts = held.holding(others) if others else ()
        present = tuple(o for o, n in sorted(zip(others, counts, strict=True), key=lambda pair: -pair[1]) if n)
        if present:
            return 1, present[:_OFFERED]
        first = first or others[:1]
    names = by_pinyin(word, held.holding)
    if names and unit:
        whole = [name + unit for name in names]
        full = tuple(name for name, n in zip(whole, held.holding(whole), strict=True) if n)
        if full:
            return 2, full[:3]
    return 1, names[:3] or first or (word,)  # what the documents do not hold still counts as asked for
