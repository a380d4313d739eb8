"""单选 on which document says so: its name among the names of others that provably do not, or its sentence among those of others."""

import re
from collections.abc import Iterator

from exam.corpus import Corpus
from exam.desk import HOLE, Desk, balanced_lengths, made, opening, quoted
from exam.facts import Fact
from exam.numbers import pairs
from exam.said import Said, is_statute
from exam.whose import teller
from exam.wording import cover, grams, norm
from policy.exam import Item, ItemKind, Option

LEAST = 4  # documents, below which nobody is asked which one it was
_MOST = 12  # documents that are looked through for one question
_LOW, _HIGH = 18, 60
_TYPES = ("target", "figure", "liability", "term", "date")
# Words that tell a place, a rank or a kind of document, and so the document.
_TELLING = re.compile(
    "20[0-9]{2}年|长三角|珠三角|泛珠|京津冀|粤港澳|大湾区|成渝|西南|西部|东北|长江|黄河|[州盟]（市）|[州盟旗]市|兵团|[全我本各][省市县区州国]|[省市县区州]级|[省市县区州乡镇](?:委|政府|直|属|域|内|外)|本[法条例办规细则章]+|各(?:市|县|区|地|乡)[^，]{0,4}"
    "|(?:^|(?<=[，、“（在由向对为及和与]))[\u4e00-\u9fff]{2}[省市县区州](?![场级政委直属域内外民])|十[二三四五六]五"
)


_PLACE = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|石家庄|太原|沈阳|大连|长春|哈尔滨|南京|苏州|杭州|宁波|合肥|福州|厦门|南昌|济南|青岛|郑州|武汉|长沙"
    "|广州|深圳|海口|成都|贵阳|昆明|西安|兰州|西宁|呼和浩特|南宁|拉萨|银川|乌鲁木齐"
)
# A figure whose bearer stood in the sentence before, 其他 than those before, and what a document says of itself.
_LEANS = re.compile(
    "(?:^|的，)(?:不[高低多少]于|不超过|最[高长低短多少])|^.{0,8}其他|施行|起实施|有效期为|本[法条例办规章细意方]{1,2}(?:自|所|由)"
)
# A newspaper's 上接第一版: a part of the document stands elsewhere.
_CUT_OFF = re.compile("(?:上接|下转)第[0-9一二三四五六七八九十]+版")


def askable(fact: Fact) -> bool:
    """Whether it can be asked of a fact which document says it: a whole sentence with a figure or a name in it."""
    text = fact.said.text
    return fact.type in _TYPES and _LOW <= len(text) <= _HIGH and not (fact.said.part or fact.said.limited) and not _LEANS.search(text)


def scope(fact: Fact, desk: Desk) -> Iterator[Item]:
    """The two forms, in an order by chance."""
    makers = [_which_document, _which_sentence]
    desk.rng.shuffle(makers)
    for maker in makers:
        yield from maker(fact, desk)


def _which_document(fact: Fact, desk: Desk) -> Iterator[Item]:
    own, name, text = fact.clause.source, desk.name(fact.clause), fact.said.text
    wrong: list[str] = []
    if not _titled(name):
        return
    for source in _others(fact, desk):
        other = desk.corpus.names[source]
        if len(wrong) < 3 and not _tells(desk, text, name, other, source) and _foreign(desk, source, text, own):
            wrong.append(other)
    options = [name, *wrong]
    if len(options) < LEAST or _given_away(text, name, wrong):
        return
    verb = _verb(fact)
    why = f"依据：{desk.basis(fact.said)}。其他各项没有这样{verb}。"
    yield made(
        ItemKind.SINGLE, fact, f"下列文件中，{verb}{quoted(text)}的是{HOLE}。", (name,),
        options=tuple(Option(o, o == name, "" if o == name else f"没有这样{verb}") for o in options),
        explanation=why, proofs=(fact.said.proof(),), level=("难", "须分清各文件的规定"), ability="识记",
    )  # fmt: skip


def _which_sentence(fact: Fact, desk: Desk) -> Iterator[Item]:
    own, name, text = fact.clause.source, desk.name(fact.clause), fact.said.text
    wrong: list[Said] = []
    if not _titled(name):
        return
    for other in _sentences(fact, desk):
        said, source = other.said.text, other.clause.source
        near = any(cover(said, t) > 0.4 or cover(t, said) > 0.4 for t in [text, *(w.text for w in wrong)])
        if len(wrong) < 3 and not near and not _tells(desk, text, name, said, source) and _foreign(desk, own, said, source):
            wrong.append(other.said)
    told_by = [word for word in _telling(desk, text, own) if not word[0].isdigit() and not any(word in w.text for w in wrong)]
    if len(wrong) < 3 or told_by or not balanced_lengths([text], [w.text for w in wrong]):
        return
    options = [Option(text, True, "条文原文"), *(Option(w.text, False, f"见{desk.cite(w.clause)}") for w in wrong)]
    why = f"依据：{desk.basis(fact.said)}。" + "".join(f"{opening(w.text)}一项出自{desk.cite(w.clause)}。" for w in wrong)
    yield made(
        ItemKind.SINGLE, fact, f"下列各项中，由{name}{_verb(fact)}的是{HOLE}。", (text,), options=tuple(options), explanation=why,
        proofs=(fact.said.proof(),), level=("难", "各项出自不同文件"), ability="识记",
    )  # fmt: skip


def _verb(fact: Fact) -> str:
    return "规定" if is_statute(fact.clause) else "提出"


def _foreign(desk: Desk, source: str, text: str, home: str) -> bool:
    """Whether a document could have said what a sentence of another says, and certainly does not."""
    if _CUT_OFF.search(desk.evidence.text(source)):  # what a document lacks that is not whole here, nobody knows
        return False
    return _may_say(desk, source, text, home) and teller(desk.evidence, source, text) is None


def _others(fact: Fact, desk: Desk) -> list[str]:
    """The other documents of the same make, those of the nearest name first."""
    own, name = fact.clause.source, desk.name(fact.clause)
    names = desk.corpus.names
    found = [s for s in desk.corpus.sources if s != own and _titled(names[s]) and desk.corpus.statute(s) == is_statute(fact.clause)]
    return sorted(found, key=lambda s: -cover(name, names[s]))[:_MOST]


def _sentences(fact: Fact, desk: Desk) -> list[Fact]:
    """Sentences of other documents of about the same length that set something too, by chance."""
    sources = set(_others(fact, desk))
    pool = {
        f.fact: f
        for f in desk.corpus.facts
        if f.type == "scope"
        and f.clause.source in sources
        and f.fact not in desk.used
        and norm(f.said.text) not in desk.used
        and abs(len(f.said.text) - len(fact.said.text)) <= 16
        and bool(pairs(f.said.text)) == bool(pairs(fact.said.text))
    }
    found = list(pool.values())
    desk.rng.shuffle(found)
    return found[:60]


def _may_say(desk: Desk, source: str, text: str, home: str) -> bool:
    """Whether a document speaks of what a sentence of another speaks of, in words that could be its own: fewer will do where the two
    are named alike."""
    akin = cover(desk.corpus.names[home], desk.corpus.names[source]) >= 0.5
    whole = desk.evidence.text(source)
    return all(norm(word) in whole for word in _telling(desk, text, home)) and cover(text, whole) >= (0.35 if akin else 0.6)


def _telling(desk: Desk, text: str, home: str) -> list[str]:
    """The words of a sentence that tell a place, a time or a kind of document; 浙里办 tells its place too."""
    places = desk.corpus.names.places
    own = places.get(home, "")
    named = [name for name in re.findall("[“‘]([^“”‘’]+)[”’]", text) if set(name) & set(own)]
    return [*_TELLING.findall(text), *_PLACE.findall(text), *(place for place in places.values() if place in text), *named]


def _tells(desk: Desk, text: str, name: str, other: str, source: str) -> bool:
    """Whether a sentence shares with its document's name a word that the other lacks, and that is rare where the other stands."""
    return not grams(text) & grams(name) <= grams(other) | desk.corpus.common(source)


def _given_away(text: str, name: str, wrong: list[str]) -> bool:
    """Whether a name shares with the sentence what no other name does."""
    return any(norm(part) in norm(text) for part in re.findall("[\u4e00-\u9fff]{3,}", name) if not any(part in w for w in wrong))


def _titled(name: str) -> bool:
    """Whether a name is that of a document, and no sentence that stood where a title is looked for."""
    return bool(name) and "，" not in name


def countable(corpus: Corpus) -> bool:
    """Whether there are documents enough to ask which of them it was."""
    return sum(_titled(corpus.names[s]) for s in corpus.sources) >= LEAST
