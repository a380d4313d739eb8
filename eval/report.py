"""The report of a run: figures with intervals, parts apart, plots, the questions that went worst, and what it all hangs on."""

from collections.abc import Sequence
from html import escape

from eval import page, svg
from eval.record import Run
from eval.summary import Summary, Table
from policy.bench import Record
from policy.measure_names import both, plain_name

_SHOWN = 30
_MAIN = ("RR@10", "nDCG@10", "R@5", "R@10", "R@100", "document Success@1", "answer right", "answer citation_recall")
_PARTS = {"kind": "题型", "lang": "语言", "gold": "训练集是否见过标准条文"}
_LANGS = {"zh": "简体中文", "zh-Hant": "繁体中文", "en": "英文"}


def run_report(run: Run, summary: Summary) -> str:
    """One HTML file that stands alone."""
    about = run.provenance["questions"]
    return page.page(
        f"评测报告：{run.name}",
        page.paragraph(f"{about['name']}：{summary.questions} 题，{summary.judged} 题有标准条文；区间为 95%，自助法（BCa）。", "muted"),
        page.paragraph(_graded(run.provenance["settings"].get("relevant", 1)), "muted"),
        _caveats(run, summary),
        page.section("总体 Overall", _measures(summary.measures), _plots(summary)),
        *(
            page.section(f"按{_PARTS.get(p, p)} By {p}", _by_part(tables, summary.sizes[p]), _part_plot(p, tables))
            for p, tables in summary.groups.items()
        ),
        page.section("拒答与把握 Refusal and risk", _risk(run, summary)),
        page.section("最差的问题 Worst questions", *(_question(r) for r in _worst(run.records))),
        page.section("出处 Provenance", page.table(["项", "值"], page.flat({**run.provenance, "cost": run.cost}))),
    )


def _graded(least: int) -> str:
    """What counts as relevant."""
    return f"判断为 {least} 级及以上算相关（grades from {least} up are relevant）；nDCG 按分级计。"


def _caveats(run: Run, summary: Summary) -> str:
    said = []
    if summary.unlocated:
        said.append(f"{summary.unlocated} 题的标准条文不全在索引中：按未命中计入（gold not in the index counts as missed）。")
    without = [r for r in run.records if not r.gold and r.answerable is not False]
    wanting = sum(r.measures.get("Success@1") is not None for r in without)
    if unjudged := len(without) - wanting:
        said.append(f"{unjudged} 题没有标准条文，不计检索指标（unjudged questions）。")
    if wanting:
        said.append(f"{wanting} 题判断过而没有一条相关，检索按零分计（judged, and nothing found relevant）。")
    about = run.provenance["questions"]
    if left := about.get("left out unjudged"):
        said.append(f"{left} 题没有判断，未计入（left out for want of a judgement）。")
    if ties := run.provenance["settings"].get("ties in the first ten"):
        said.append(f"{ties} 题前十条中有同分，按 trec_eval 的次序（编号大者在前）排：换一种次序，数字会变（ties）。")
    return "".join(page.paragraph(s, "bad") for s in said)


def _measures(table: Table) -> str:
    head = ["指标", "通用名称", "均值", "95% 下限", "上限", "题数"]
    return page.table(head, [[*named(name), i.mean, i.low, i.high, i.n] for name, i in table.items()])


def named(measure: str) -> tuple[str, str]:
    """What a measure tells, and its standard name."""
    return plain_name(measure), measure


def main_measures(table: Table) -> list[str]:
    return [n for n in _MAIN if n in table]


def _by_part(tables: dict[str, Table], sizes: dict[str, int]) -> str:
    names = main_measures({n: i for t in tables.values() for n, i in t.items()})
    rows: list[list[str | int]] = []
    for part, table in tables.items():
        cells = [page.with_interval(i) if (i := table.get(n)) else "–" for n in names]
        rows.append([_LANGS.get(part, part), sizes[part], *cells])
    return page.table(["", "题数", *names], rows)


def _part_plot(part: str, tables: dict[str, Table]) -> str:
    name = next((n for n in ("RR@10", "answer right") if any(n in t for t in tables.values())), None)
    if name is None:
        return ""
    rows = {_LANGS.get(p, p): [(i.mean, i.low, i.high)] for p, t in tables.items() if (i := t.get(name))}
    return svg.bars(f"{both(name)}，按{_PARTS.get(part, part)}", rows)


def _plots(summary: Summary) -> str:
    shown = {n: [(i.mean, i.low, i.high)] for n, i in summary.measures.items() if n in _MAIN}
    curves = {}
    for prefix, name in (("", "R@k"), ("", "Success@k"), ("document ", "document Success@k")):
        start = prefix + name.removeprefix(prefix).removesuffix("k")
        points = sorted((float(n.rpartition("@")[2]), i.mean) for n, i in summary.measures.items() if n.startswith(start))
        if len(points) > 1:
            curves[name] = points
    labels = [f"{k:g}" for k in sorted({k for s in curves.values() for k, _ in s})]
    placed = {name: [(float(labels.index(f"{k:g}")), v) for k, v in s] for name, s in curves.items()}
    return svg.bars("主要指标与 95% 区间", shown) + svg.lines("看前 k 条能找到多少", placed, "k（看前几条）", "比例", labels)


def _risk(run: Run, summary: Summary) -> str:
    if not summary.risk_coverage and not summary.refusal:
        return ""
    rows = [[*named(n), v] for n, v in (*summary.refusal.items(), ("risk_coverage_area", summary.risk_area))]
    axes = ("作答的题占多少 (coverage)", "其中答错 (risk)")
    curve = svg.lines("答得越多，错得多少（风险–覆盖）", {"": summary.risk_coverage}, *axes, start=0.0)
    coverage, risk = summary.risk_coverage[-1] if summary.risk_coverage else (0.0, 0.0)
    said = (
        f"曲线右端是现在的作答门槛：作答 {coverage:.1%}，其中答错 {risk:.1%}；再往右是拒答的问题，没有答案可评（the shipped threshold）。"
    )
    origin = f"把握取自：{run.provenance.get('confidence', '')}"
    return page.table(["指标", "通用名称", "值"], rows) + curve + page.paragraph(said, "muted") + page.paragraph(origin, "muted")


def _worst(records: Sequence[Record]) -> list[Record]:
    """The questions that lost most, by rightness of the answer, then reciprocal rank."""

    def worth(record: Record) -> tuple[float, float]:
        right, rank = record.measures.get("answer right"), record.measures.get("RR@10")
        return (1.0 if right is None else right, 1.0 if rank is None else rank)

    return [r for r in sorted(records, key=worth) if min(worth(r)) < 1.0][:_SHOWN]


def hit_list(record: Record) -> str:
    """The hits of a question, gold marked."""
    items = []
    for hit in record.hits:
        mark = ' class="gold"' if hit.name in record.gold else ""
        place = escape(f"{hit.source} › {hit.path}")
        items.append(f'<li{mark}>{place}<br><span class="muted">{escape(hit.text[:120])}</span></li>')
    return f"<ol>{''.join(items)}</ol>" if items else page.paragraph("没有结果", "muted")


def _question(record: Record) -> str:
    known = {n: v for n in ("RR@10", "R@100", "answer right") if (v := record.measures.get(n)) is not None}
    figures = "，".join(f"{n} {v:.2f}" for n, v in known.items())
    answer = page.paragraph(f"回答（{record.status}）：{record.answer}") if record.status else ""
    gold = page.paragraph(f"标准条文：{'；'.join(record.gold) or '（应拒答或未判断）'}", "muted")
    return page.fold_out(f"{record.question_id} {record.question}（{figures}）", gold, answer, hit_list(record))
