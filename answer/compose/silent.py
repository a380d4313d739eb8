"""What the parts of a question are called, and what is said of those that no document answers."""

from collections.abc import Collection, Sequence

from answer.compose.claims import Draft
from answer.evidence.part import Part


def names_of(draft: Draft, parts: Sequence[Part]) -> list[str]:
    """What the parts of the question are called: by place, and by year or edition where it asks for several; where all are of one place,
    by these alone."""
    places = []
    for n, part in enumerate(parts):
        said = [drafted.claim.scope for drafted in draft.claims if n in drafted.parts]
        places.append(said[0] if said else part.scope.place)
    alone = len({drafted.claim.scope for drafted in draft.claims}) == 1 and len({part.scope.place for part in parts}) == 1
    return [part.name if part.name and alone else place + part.name for place, part in zip(places, parts, strict=True)]


def said_beside(names: Sequence[str], silent: Sequence[int], doubtful: Collection[int], note: str) -> str:
    """What is said beside the claims: which places or years no document speaks of, or none was found to, and a conflict."""
    unsaid = "、".join(names[n] for n in silent if n not in doubtful)
    unfound = "、".join(names[n] for n in silent if n in doubtful)
    return "；".join(
        x
        for x in (f"{unsaid}：现有文件没有载明" if unsaid else "", f"{unfound}：未找到明确的规定，请核对原文" if unfound else "", note)
        if x
    )
