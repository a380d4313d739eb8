"""The parts of a question: its places, years and editions, or the two classes of persons or cases that it asks about."""

from dataclasses import replace

from answer.evidence.decide import answers
from answer.evidence.inquiry import Inquiry
from answer.evidence.part import Part
from answer.search import Search
from answer.understand.classes import Class, classes
from answer.understand.contest import Contest
from answer.understand.kinds import Kind
from answer.understand.premise import Premise
from answer.understand.question import short_name
from policy import fold


def parts_of(inquiry: Inquiry) -> list[Part]:
    """The parts of a question: its places, years and editions, or where it asks about one place the two classes that it asks about, if each
    is answered."""
    parts, asked = inquiry.parts(), inquiry.question
    if len(parts) > 1 or asked.language == "en" or asked.kind not in (Kind.NUMBER, Kind.TIME):
        return parts
    apart = [_of_class(inquiry, one) for one in couple_of(inquiry) or ()]
    return [part for part in apart if part] if apart and all(apart) else parts


def opened(search: Search, question: str, premised: Premise | None, contested: Contest | None) -> Inquiry:
    """The question as it is put to the documents. One that asks whether something is so (a premise), or which side is more so (a contest),
    is put as the open question behind it: a contest only where it names sides."""
    if contested:
        inquiry = Inquiry.of(search, contested.question)
        if inquiry.of_several or inquiry.question.places or couple_of(inquiry):
            return inquiry
    return Inquiry.of(search, premised.question if premised else question)


def couple_of(inquiry: Inquiry) -> tuple[Class, Class] | None:
    """The two classes that a question asks about; None where it asks about none, or about places or documents."""
    asked = inquiry.question
    known = (*inquiry.library.regions, *asked.places, *asked.titles, *inquiry.named.values())
    return classes(asked.text, tuple(dict.fromkeys(fold(short_name(name)) for name in known)))


def _of_class(inquiry: Inquiry, one: Class) -> Part | None:
    """What answers for one of two classes alone, in sentences that speak of it; None where nothing does."""
    alone = Inquiry.of(inquiry.search, one.question)
    if alone.of_several:
        return None
    (part,) = alone.parts()
    own = [
        e
        for e in part.evidence
        if one.speaks(e.sentence.folded + e.sentence.heading, fold(" ".join((e.sentence.clause.title, *e.sentence.clause.path))))
    ]
    if not any(answers(e, inquiry.question) for e in own):
        return None
    return replace(part, evidence=own, case=one.name, matter=alone.matter)
