"""The report of a comparison: tests, the settings that differ, what got worse with the hits of both side by side, every question."""

from collections.abc import Sequence
from html import escape

from eval import page, svg
from eval.compare import Comparison
from eval.report import hit_list, named
from policy.bench import Change
from policy.measure_names import both

_SHOWN = 25


def compare_report(found: Comparison) -> str:
    """One HTML file that stands alone."""
    a, b = found.a, found.b
    return page.page(
        f"对比：{b.name} 相对 {a.name}",
        page.paragraph(f"A = {a.name}，B = {b.name}；{len(found.changes)} 题。差为 B − A，区间为 95%，自助法（BCa）。", "muted"),
        "".join(page.paragraph(w, "bad") for w in found.warnings),
        page.section("指标 Measures", _tests(found), _plots(found)),
        page.section("两次运行的不同 What differs", page.table(["项", "A", "B"], found.settings)),
        page.section(f"退步最多 Largest regressions · {both(found.measure)}", *(_change(c, found) for c in found.regressions[:_SHOWN])),
        page.section(f"进步最多 Largest gains · {both(found.measure)}", *(_change(c, found) for c in found.gains[:_SHOWN])),
        page.section("逐题 Every question", page.fold_out(f"{len(found.changes)} 题", _questions(found.changes, found.measure))),
        page.section(
            "出处 Provenance",
            *(page.fold_out(r.name, page.table(["项", "值"], page.flat({**r.provenance, "cost": r.cost}))) for r in (a, b)),
        ),
    )


def _tests(found: Comparison) -> str:
    chances = ["p 随机化", "p 随机化 (Holm)", "p t 检验", "p t (Holm)"]
    head = ["指标", "通用名称", "题数", "A", "B", "B − A", "95% 区间", "胜", "平", "负", *chances]
    rows = [
        [
            *named(t.measure), t.n, t.mean_a, t.mean_b, t.difference.mean, f"[{t.difference.low:+.4f}, {t.difference.high:+.4f}]",
            t.wins, t.ties, t.losses, *(_chance(p) for p in (t.p_randomization, t.holm_randomization, t.p_t, t.holm_t)),
        ]
        for t in found.tests
    ]  # fmt: skip
    note = "Holm 校正跨上表全部指标；校正后 p < 0.05 才可称显著（significant only where the corrected p is below 0.05）。"
    return page.table(head, rows) + page.paragraph(note, "muted")


def _chance(p: float) -> str:
    return f"{p:.4f}" if p >= 0.0001 else "< 0.0001"


def _plots(found: Comparison) -> str:
    rows = {t.measure: [(t.mean_a, 0.0, 0.0), (t.mean_b, 0.0, 0.0)] for t in found.tests}
    values = [c.difference for c in found.changes if c.difference is not None]
    return svg.bars("均值 A 与 B", rows, (found.a.name, found.b.name)) + svg.differences(
        f"每题之差：{both(found.measure)}", values, "问题，按差排序 (questions by difference)"
    )


def _change(change: Change, found: Comparison) -> str:
    a, b = change.a, change.b
    title = f"{a.question_id} {a.question or b.question}（{a.measures[found.measure]:.3f} → {b.measures[found.measure]:.3f}）"
    gold = page.paragraph(f"标准条文：{'；'.join(a.gold)}", "muted")
    sides = []
    for label, record in ((f"A {found.a.name}", a), (f"B {found.b.name}", b)):
        answer = page.paragraph(f"回答（{record.status}）：{record.answer}") if record.status else ""
        sides.append(f"<div><strong>{escape(label)}</strong>{answer}{hit_list(record)}</div>")
    return page.fold_out(title, gold, f'<div class="pair">{"".join(sides)}</div>')


def _questions(changes: Sequence[Change], measure: str) -> str:
    rows = [
        [c.a.question_id, c.a.question or c.b.question, c.a.measures.get(measure), c.b.measures.get(measure), c.difference] for c in changes
    ]
    return page.table(["题", "问题", f"A {measure}", f"B {measure}", "B − A"], rows)
