"""What a question in English asks for: the kind of answer and the unit, read from its first words of asking."""

import re

from answer.understand.kinds import Kind
from policy import fold

_AUX = "is|are|am|was|were|do|does|did|can|could|may|might|must|should|shall|will|would|has|have|had|need"
_BEFORE = "and |or |but |so |then "
_PREPOSITION = "by|at|in|on|to|for|from|until|till|up to|under|within|through|with|of|since|over|during|against|how"
_OPENS = re.compile(rf"(?:{_BEFORE})*(?:(?:{_PREPOSITION}) )?(?:what(?:'s)?|which|who(?:m|se|'s)?|when|where|why|how|{_AUX})\b")
_SUBORDINATE = re.compile(rf"(?:when|where|in which case)\b(?! (?:{_AUX})\b)")  # "When a firm is late, can it …?"
_POLITE = re.compile(
    r"^(?:please |(?:can|could|would) you (?:please )?(?:tell me|say|explain|list|check)|tell me|do you know|i(?:'d| would) like to know"
    r"|i want to know|i was wondering|may i ask)[ ,]*(?:about )?"
)
# "What happens to a firm that is late - how big is the fine?": what is asked last tells what is meant.
_NARROWER = re.compile(r"^what (?:happens|about|if)\b.*?(?:\s[-–—]+\s|[:;?,] )((?:how|what|which|who|when|by when)\b.*)")
_WHETHER = re.compile(rf"(?:{_BEFORE})*(?:if i |whether )?(?:{_AUX})\b")
_ADJECTIVES = rf"(?:(?!(?:{_AUX}|the|an?|apply|happens?|that|of|for|from|to|in|on|by|with)\b)[\w'/%-]+ ){{0,4}}?"
_IS = r"(?:'s | is | are | was | were | should be | must be | will be | )(?:the |an? )?"
_COMPARE = re.compile(
    r"\bcompare\b|\bcompared (?:with|to)(?! (?:the )?(?:year )?(?:19|20)\d\d|[^,]{0,20} last year)"
    r"|\bdiffer(?:s|ed|ences?)?\b|\bdifferent from"
    r"|\beach (?:place|province|region|document)|\bwhich province|\bchanged? (?:between|from|since)|\bversus\b"
)
_FIGURES = "(?:rates?|ratios?|shares?|percentages?|proportions?|fees?|dates?|targets?|figures?|numbers?|costs?)"
_FIRST: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.MEANING,
        re.compile(
            r"\bwhat (?:is|are) (?:the )?(?:meaning|definition)|\bwhat does .* (?:mean(?!s)|refer to|stand for)\b"
            r"|\bwhat is meant|\bdefine\b"
            r"|\bwhat do(?:es)? .* consist of|\b(?:what|who) counts? as\b|\b(?:what|who) (?:is|are) (?:considered|regarded)"
            r"|\bhow (?:is|are) .* defined|\bhow do(?:es)? .{2,40} define|\bwhat(?:'s| is| are) (?:the |an? )?[\"“'‘]"
            r"|\bwhat(?:'s| is) an? (?!.*\b(?:limit|term|target|rate|period|deadline)\b)[\w' -]{3,40}\?*$"
        ),
    ),
    (
        Kind.RULE,
        re.compile(
            r"\bwhat (?:happens|if)\b|\bwhat(?:'s| is| are)? (?:the )?(?:[\w-]+ )?"
            r"(?:penalt(?:y|ies)|punishments?|consequences?|sanctions?)\b"
            r"|\bhow (?:is|are|will) [^?]{2,70}\b(?:punished|penali[sz]ed|sanctioned|disciplined)"
        ),
    ),
    (
        Kind.TIME,
        re.compile(
            r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|date|day|month|time)\b|\bhow (?:long|soon|quickly|fast|early|late)\b"
            r"|\bhow much (?:time|notice)|\bhow far (?:ahead|in advance)"
            r"|\bhow many (?:more )?(?:working |business |calendar |natural )?(?:days|months|years|weeks|hours(?! of))"
            rf"|\bwhat{_IS}{_ADJECTIVES}(?:deadline|date|time limit|period|term|duration)\b"
        ),
    ),
    (
        Kind.WHO,
        re.compile(
            rf"\bwho(?:m|se|'s)?\b|\b(?:which|what) (?:levels? of )?{_ADJECTIVES}(?:agenc(?:y|ies)|departments?|units?"
            r"|bod(?:y|ies)|offices?|bureaus?"
            r"|authorit(?:y|ies)|organi[sz]ations?|governments?|institutions?|ministr(?:y|ies)|commissions?|committees?|courts?|organs?|officials?|leaders?"
            rf"|persons?|entit(?:y|ies))\b(?!-| (?:[\w-]+ ){{0,2}}?{_FIGURES}\b)"  # what court attendance rate
        ),
    ),
    (
        Kind.NUMBER,
        re.compile(
            r"\bhow (?:many|much|often|high|low|large|big|small|old|far|tall|wide|frequently|great|deep|heavy|loud|thick)\b"
            r"|\bwhat (?:percent|portion|fraction)"
            r"|\b(?:at )?what age\b|\bwhat(?:'s| is| was)? the (?:most|least|highest|lowest|largest|smallest|biggest)\b"
            r"(?! (?:important|common|likely|serious))"
            rf"|\b(?:what|which){_IS}(?!phone|telephone|contact){_ADJECTIVES}(?:percent\w*|share|proportion|numbers?|rates?|ratios?|sizes?|amounts?|scale|coverage|quotas?"
            r"|figures?|sums?|totals?|turnout|down payments?|maximum|minimum"
            r"|limits?|ceilings?|caps?|targets?|values?|budgets?|increase|scores?|prices?|costs?"
            r"|fees?|fines?|floor|thresholds?|heights?|widths?|lengths?|depths?|speeds?|weights?|distances?|ages?|densit(?:y|ies)|volumes?)\b"
        ),
    ),
    (
        Kind.LIST,
        re.compile(
            rf"\bwhat are\b|\bwhat (?:(?!(?:{_AUX})\b)[\w'-]+ ){{0,2}}?(?:measures|conditions|documents|requirements|kinds|types"
            r"|steps|stages|items|fields|areas"
            r"|procedures|formalities|materials|papers|criteria|circumstances|functions|duties|tasks|principles|categories|sectors|aspects"
            r"|factors|elements|grounds|exceptions|channels|sources|methods|forms)\b"
            r"|\bwhat (?:does|do|must|should) [^?]*\b(?:contain|include|cover|comprise)\b"
            r"|\bin what (?:ways|fields|areas)|\blist\b|\bwhich\b"
        ),
    ),
    (Kind.OTHER, re.compile(r"\b(?:what|how|why|where)\b")),
)
# Words that tell the kind where nothing asks: "public lawyers target 2025".
_ANYWHERE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.TIME, re.compile(r"\bdeadlines?\b|\btime limit")),
    (Kind.WHO, re.compile(r"\bresponsible (?:for|unit)|\bin charge\b")),
    (Kind.NUMBER, re.compile(r"\btargets?\b|\brate\b|\bratio\b|\bminimum\b|\bmaximum\b|\bpercent")),
    (Kind.MEANING, re.compile(r"\bdefinition\b|\bmeaning of\b")),
    (Kind.RULE, re.compile(r"\ballowed|\bpermitted|\bprohibited|\bforbidden|\bpenalt")),
)
_SHARE = re.compile(r"\bper ?cent|\bpercentage|\bproportion\b|\bshare\b|\brates?\b|\bcoverage\b")
_MONEY = re.compile(
    r"\bhow much\b.*(?:\bmoney|\bfund(?:s|ing)?\b|\bfined?\b|\bsubsid|\bcompensat|\brewards?\b|\bcosts?\b|\bpa(?:y|id)\b|\bfees?\b|\bloan"
    r"|\bbudget|\btax|\binvest|\bcapital\b|\ballowance|\bsalar|\bwage|\bdeposit|\bborrow|\bspen[dt])|\byuan\b|\brmb\b"
    r"|\bhow (?:big|large|high|heavy|steep) (?:is|are|was|were|can)(?: the| an?)? (?:[\w-]+ ){0,2}?"
    r"(?:fines?|fees?|rewards?|subsid|compensat|costs?|grants?)\b"
    rf"|\b(?:what|which){_IS}{_ADJECTIVES}(?:budgets?|costs?|fees?|fines?|prices?|subsid(?:y|ies)|compensation|allowances?|loans?|rewards?|rent)"
    r"\b(?!-| rate| ratio)"
)
_UNITS = {
    "working days": "工作日",
    "business days": "工作日",
    "class hours": "学时",
    "credit hours": "学时",
    "percentage points": "%",
    "square metres": "平方米",
    "square meters": "平方米",
    "days": "天",
    "weeks": "周",
    "months": "个月",
    "years": "年",
    "minutes": "分钟",
    "times": "次",
    "sessions": "期",
    "people": "人",
    "households": "户",
    "kilometres": "公里",
    "kilometers": "公里",
    "tonnes": "吨",
    "tons": "吨",
    "hectares": "公顷",
    "mu": "亩",
}
_COUNTED = re.compile(rf"\bhow many (?:more |calendar |natural |full )?({'|'.join(_UNITS)})\b")
_LASTING = re.compile(
    r"\bhow long|\bhow (?:soon|quickly|fast)|\bhow much (?:time|notice)|\bhow far (?:ahead|in advance)|\btime limit"
    r"|\bhow many (?:more )?(?:working |business |calendar |natural )?(?:days|weeks|months|years|hours)"
)
_DENIES = re.compile(r"\bnot\b|n't\b|\bno\b|\bnever\b|\bwithout\b|\brefus|\bfree of\b|\bexempt|\bcancel|\bstop|\bunless\b|\bavoid")
_ALLOWS = re.compile(rf"\b(?:{_AUX})\b")
_BASE = re.compile(r"\b(?:compared (?:with|to)|relative to|than(?: in)?|versus|against)(?: the)?(?: year)? ((?:19|20)\d\d)\b")
_NATIONAL = re.compile(
    r"\bnational (?:outline|plan|polic|level|documents?|guideline|targets?|rules?|requirement|government|goals?|program|strateg)"
    r"|\bnationally\b|\bnationwide\b|\bnational-level\b|\bcountry as a whole\b|\b(?:the|of) whole country\b|\bcountrywide\b"
    r"|\bstate council\b|\bcentral (?:government|committee|authorities)|\bchina's (?:outline|plan|target)"
)

# The documents asked, by their kind alone: "under the new rules", "does Hebei's outline require".
_DOCUMENT = re.compile(
    r"\b(?:under|according to|in|by|does|do|did|as per|per|which) (?:the|this|these|that|its|their|[\w ]{2,24}?'s?)"
    r" (?:(?:national|provincial|municipal|city|county|district|local|new|current|present|existing|latest"
    r"|(?:19|20)\d\d(?:[-–—](?:19|20)\d\d)?) ){0,2}"
    r"(?:outline|plan|notice|document|polic(?:y|ies)|rules|regulations?|measures|provisions|opinions?|circular|guidelines?|scheme|announcement)\b"
    r"(?! (?:for|on|of|to|governing|concerning|about)\b)"
)


def main_clause(text: str) -> str:
    """The part of a folded question that asks, to its end: without what is told before it.

    >>> main_clause("my shop was closed. if i complain, who must reply?")
    'who must reply?'
    """
    text = _POLITE.sub("", text)
    pieces = [p for p in re.split(r"(?<=[.?!;:])\s+|,\s+|\s[-–—]+\s", text) if p]
    opening = [n for n, p in enumerate(pieces) if _OPENS.match(p)]
    leading = [n for n in opening if not _SUBORDINATE.match(pieces[n])] or opening
    asked = ", ".join(pieces[leading[0] :]) if leading else text
    narrower = _NARROWER.search(asked)
    return narrower[1] if narrower else asked


def english_kind_of(question: str) -> Kind:
    """The kind of a question asked in English: its first word of asking decides.

    >>> english_kind_of("Are agencies allowed to set quotas for how much is collected in fines?").value
    'rule'
    """
    text = main_clause(fold(question).strip())
    if _COMPARE.search(text):
        return Kind.COMPARE
    if _WHETHER.match(text):
        return Kind.RULE
    found = [(m.start(), n, kind) for n, (kind, pattern) in enumerate(_FIRST) if (m := pattern.search(text))]
    if found:
        return min(found)[2]
    return next((kind for kind, pattern in _ANYWHERE if pattern.search(text)), Kind.OTHER)


def english_unit_of(question: str) -> str:
    """The unit that a question in English asks for, "" for any."""
    text = main_clause(fold(question).strip())
    if counted := _COUNTED.search(text):
        return _UNITS[counted[1]]
    if re.search(r"(?<!by )\bwhat time\b(?! (?:limit|frame|period|span|scale))", text):
        return "点"
    if "how many" in text or "by how much" in text:
        return ""
    if "how much" not in text and _SHARE.search(text):
        return "%"
    return "元" if _MONEY.search(text) else ""


def english_lasts(question: str) -> bool:
    """Whether a question in English asks how long, not when."""
    return _LASTING.search(fold(question)) is not None


def english_denies(question: str) -> bool:
    """Whether a yes/no question in English asks about not doing, or asks nothing that yes or no answers."""
    text = main_clause(fold(question).strip())
    return _DENIES.search(text) is not None or not _ALLOWS.search(text)


def base_years(question: str) -> set[int]:
    """The years that a question in English only measures from: "by 2025 compared with 2021"."""
    return {int(y) for y in _BASE.findall(fold(question))}


def asks_nation(question: str) -> bool:
    """Whether a question in English is about what the national level says."""
    return _NATIONAL.search(fold(question)) is not None


def names_document(question: str) -> bool:
    """Whether a question in English names the documents that it asks by their kind alone.

    >>> names_document("What is due under the new rules?"), names_document("What is in the plan for villages?")
    (True, False)
    """
    return _DOCUMENT.search(fold(question)) is not None
