"""The sorts of facts by the names that people give them: tags of items, and what a blueprint asks for under `from`."""

TAGS = {
    "target": "指标",
    "figure": "数字",
    "date": "时限",
    "liability": "法律责任",
    "modality": "权责用语",
    "term": "提法",
    "organ": "主体",
    "phrase": "关键表述",
    "members": "列举",
    "list": "列举",
    "definition": "定义",
    "order": "程序",
    "duty": "责任分工",
    "outline": "要点",
    "headed": "要点",
    "plain": "规定",
    "scope": "出处",
}
_ALSO = {"procedure": ("order",), "value": ("target", "figure"), "deadline": ("date",), "obligation": ("modality",)}


def named(name: str) -> tuple[str, ...]:
    """The sorts of facts that a name stands for, a tag or an English word; () for none.

    >>> named("程序"), named("procedure"), named("要点"), named("诗")
    (('order',), ('order',), ('outline', 'headed'), ())
    """
    if name in TAGS:
        return (name,)
    return _ALSO.get(name, tuple(sort for sort, tag in TAGS.items() if tag == name))
