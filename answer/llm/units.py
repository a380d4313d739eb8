"""A quote cut into units, what stands between semicolons or full stops, with what a sentence may do with each.

A unit may come first where nothing before it dates it, sets it a condition or is named in it by a pronoun, and last where no exception
follows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.llm.tokens import Token, tokens

DENIES = re.compile("[不未无非禁免除]|没有")
MODAL = re.compile("[不未]|可以|有权|应当|必须|须|无[须需]|禁止|严禁|处|给予|责令")
CONDITION = re.compile("[的时后前外间下起内中上]$")
_LEADS_IN = re.compile("^(?:除|如|若|凡|因|对|经|未经|按|依|自|在|与|同|将|把|根据|通过|属于|符合)")
LEANS = re.compile("^(?:但|并|且|同时|否则|也|还|另|或|以[上下]|以及|和|及|应|必须|须|可以|有权|严禁|禁止|不|未|无)")
_REFERS = re.compile("其(?![中他余])|[该此](?!外)|上述|前述|前款|这[些项类]")
EXCEPTS = re.compile(
    "^(?:但|不过|然而|除|不含|不包括|其中不|方可|才|否则|视为|仅|只|限|凭|持|须|需)|除外|例外|不受此限|不适用|不在此限|外$|为(?:准|限|前提|条件)$"
)
_SWAYS = re.compile("鼓励|支持|引导|推动|探索|允许|力争")
_GOES_ON = re.compile("但|不过|然而|[^,]{0,16}(?:除外|不适用)")
FIGURE_VERBS = ("达到", "达", "为", "是")
# A part that begins so names what is done in general; what follows in particular stands without it. 推动, 鼓励, 支持 go with what follows.
GENERAL = re.compile("^(?:全面)?(?:加强|强化|健全|完善|深化|改进|优化|夯实|抓好|压实)")
LEVELS = "省市县区州旗盟"
RESPONSIBLE = "责任单位"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a quote: its pieces, its parts as [start, end) of them, the number of its sentence, whether a run may begin with it
    (`alone`) and end with it (`closed`: no exception follows), and the subject of its only figure, "" where it has none or several."""

    pieces: tuple[Token, ...]
    parts: tuple[tuple[int, int], ...]
    sentence: int
    alone: bool
    closed: bool

    def text(self, part: int) -> str:
        start, end = self.parts[part]
        return joined(self.pieces[start:end])

    def part_of(self, piece: int) -> int:
        """The part that holds a piece, or the one that ends before it."""
        return max(n for n, (start, _) in enumerate(self.parts) if start <= piece)

    @property
    def dated(self) -> bool:
        return any(p.kind == "d" for p in self.pieces)

    @property
    def reaches(self) -> bool:
        """Whether what it begins with, a condition or a ban, may be read to go on behind it."""
        first = self.text(0)
        return bool(LEANS.match(first) or _SWAYS.match(first)) or any(conditions(self.text(n)) for n in range(len(self.parts)))

    @property
    def subject(self) -> str:
        figures = [i for i, p in enumerate(self.pieces) if p.kind == "f"]
        if len(figures) != 1:
            return ""
        start, _ = self.parts[self.part_of(figures[0])]
        before = self.pieces[start : figures[0]]
        dates = [i for i, p in enumerate(before) if p.kind == "d"]
        named = before[dates[-1] + 1 :] if dates else before
        return joined(named[:-1] if named and named[-1].said in FIGURE_VERBS else named)


def joined(pieces: Sequence[Token]) -> str:
    return "".join(piece.said for piece in pieces)


def conditions(text: str) -> bool:
    """Whether a part says when or to what the next one applies."""
    return bool(CONDITION.search(text) or _LEADS_IN.match(text) and not MODAL.search(text) and not re.search(r"\d", text))


def units(folded: str, places: Sequence[str], after: str = "") -> list[Unit]:
    """The units of a folded quote in order; `after` is the text behind it, which may hold an exception."""
    found: list[Unit] = []
    sentences = [[u for u in s.split(";") if u.strip()] for s in re.split("[。!?\n]", folded)]
    sentences = [s for s in sentences if s]
    for n, sentence in enumerate(sentences):
        cut = [tokens(u, places) for u in sentence]
        for m, pieces in enumerate(cut):
            before = cut[:m]
            dated = any(p.kind == "d" for u in before for p in u) and not any(p.kind == "d" for p in pieces)
            bound = any(conditions(part) for u in before for part in joined(u).split(","))
            first = joined(pieces).split(",")[0]
            alone = not (dated or bound or LEANS.match(first) or _REFERS.search(first)) or not found
            closed = not any(_excepts(here, follows) for here, follows in _following(sentences, n, m, after))
            if parts := _parts(pieces):
                found.append(Unit(tuple(pieces), parts, n, alone, closed))
    return found


def _following(sentences: Sequence[Sequence[str]], n: int, m: int, after: str) -> Iterator[tuple[bool, str]]:
    """What follows unit m of sentence n, with whether it stands in the same sentence."""
    if m + 1 < len(sentences[n]):
        yield True, sentences[n][m + 1]
    elif n + 1 < len(sentences):
        yield False, sentences[n + 1][0]
    elif after:
        rest = after.lstrip(",;")
        yield not re.match("[。!?\n]", rest), rest.lstrip("。!?;, \n")


def _excepts(same_sentence: bool, follows: str) -> bool:
    """Whether what follows makes an exception to what stands before."""
    first = re.split("[,;。!?\n]", follows)[0]
    return bool(EXCEPTS.search(first) if same_sentence else _GOES_ON.match(follows))


def _parts(pieces: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    cuts = [-1, *(i for i, p in enumerate(pieces) if p.kind == ","), len(pieces)]
    return tuple((a + 1, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a + 1)
