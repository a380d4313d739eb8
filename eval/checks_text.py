"""The findings of a check in words, a finding a line, its first examples beneath."""

from collections.abc import Iterator

from eval.checks import COPIED, COPIED_LEAST, COPIED_SHARE, NEAR_CLAUSE, NEAR_QUESTION, TOP, Report

_SHOWN = 3


def lines(report: Report) -> Iterator[str]:
    yield f"{report.count} 题，{report.judged} 题有标准条文；{len(report.unlocated)} 题的标准条文不全在索引中"
    if report.gold:
        yield from _overlap(report)
    else:
        yield "与训练集的重合：未检查（没有给 --train）"
    yield from _against_gold(report)
    if report.unjudged:
        yield from _unjudged(report)
    else:
        yield "未判断的结果、被误计的未命中：未检查（没有给 --run）"


def _against_gold(report: Report) -> Iterator[str]:
    if not report.compared:
        yield "近似条文、照抄索引：未检查（没有一题的标准条文在索引中 not checked: the index holds no gold）"
        return
    if left := report.judged - report.compared:
        yield f"以下两项查了 {report.compared} 题；{left} 题的标准条文不在索引中，未检查"
    twins = {t.question_id for t in report.twins}
    yield f"近似条文：{len(twins)} 题的标准条文另有近乎相同的条文（相似 ≥ {NEAR_CLAUSE}，共 {len(report.twins)} 条），命中它们不算命中"
    for twin in report.twins[:_SHOWN]:
        yield f"    {twin.question_id}  {twin.likeness:.2f}  {twin.gold} ≈ {twin.clause_id}"
    share = f"相同的一段占问题 {COPIED_SHARE:.0%} 以上（至少 {COPIED_LEAST} 字）"
    yield f"照抄索引：{len(report.copies)} 题与其标准条文有连续 {COPIED} 字以上相同，或{share}"
    for copy in report.copies[:_SHOWN]:
        yield f"    {copy.question_id}  {len(copy.run)} 字  {copy.run}"


def _overlap(report: Report) -> Iterator[str]:
    same = sum(o.likeness == 1 for o in report.questions)
    yield f"与训练集重合的问题：{same} 题相同，{len(report.questions) - same} 题近似（相似 ≥ {NEAR_QUESTION}）"
    for found in report.questions[:_SHOWN]:
        yield f"    {found.question_id} {found.question}  ≈  {found.train_id} {found.train_question}  {found.likeness:.2f}"
    parts = {part: len(ids) for part, ids in report.gold.items()}
    yield f"标准条文在训练集中：全部见过 {parts['seen']} 题，部分见过 {parts['partly seen']} 题，未见过 {parts['unseen']} 题"


def _unjudged(report: Report) -> Iterator[str]:
    found = report.unjudged
    assert found is not None
    share = 100 * found.unjudged / max(1, found.hits)
    yield f"未判断的结果：前 {TOP} 条中 {found.unjudged}/{found.hits}（{share:.0f}%）无人判断；{len(found.first)} 题的第一条无人判断"
    if not found.negatives:
        yield "    判断里没有一条“不相关”：凡未标为标准的都按不相关计（no negative judgements: what is not gold counts as wrong unseen）"
    yield f"被误计的未命中：{len(report.misses)} 题先命中了近乎相同的条文，却未计分"
    for twin in report.misses[:_SHOWN]:
        yield f"    {twin.question_id}  {twin.likeness:.2f}  {twin.clause_id} ≈ {twin.gold}"
