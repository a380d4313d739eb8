"""Which clauses a written question's place names."""

import pytest

from eval.gold import GoldFinder
from policy import Clause


def clause(key: str, *path: str) -> Clause:
    text = f"{path[-1]}，各县照此办理，不另行通知。"
    return Clause(f"a.txt#{key}", "a.txt", "示例", path, text, 0, len(text))


CLAUSES = (
    clause("一", "一、总则"),
    clause("一/(一)", "一、总则", "（一）目标"),
    clause("一/(二)", "一、总则", "（二）期限"),
    clause("二/(一)", "二、任务", "（一）清单"),
)


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["一", "(二)"], {"一/(二)"}),
        (["一"], {"一", "一/(一)", "一/(二)"}),
        (["二", "(一)", "3"], {"二/(一)"}),  # what a clause numbers inside itself is held by that clause
        (["二", "(九)", "3"], {"二/(一)"}),  # … so far as only one can hold it
        (["一", "(九)"], set()),  # three may
        (["三"], set()),
    ],
)
def test_a_place_inside_a_clause_is_held_by_it(labels: list[str], found: set[str]) -> None:
    gold = GoldFinder(CLAUSES).of({"id": "1", "question": "?", "source": "a.txt", "article": labels})
    assert gold.clause_ids == {f"a.txt#{key}" for key in found}
