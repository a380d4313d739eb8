"""Whether an adapted encoder may be used, and the report that says why."""

from collections.abc import Mapping
from typing import Any

from policy.bench import Paired

LOSS = 0.01  # MRR@10 that the questions of the sample may fall by: three first places among its 275
GAIN, KEPT = "held out MRR@10", "sample questions MRR@10"  # the two that decide


def reasons(measures: Mapping[str, Paired]) -> list[str]:
    """What speaks against using it; empty where nothing does."""
    gain, kept = measures[GAIN].difference, measures[KEPT].difference
    out = []
    if not gain.low > 0:
        out.append(
            f"留出的条文上没有确定的提高 (no certain gain on the clauses held out): {gain.mean:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}]"
        )
    if kept.mean < -LOSS:
        out.append(f"示例问题上退步超过 {LOSS} (the questions of the sample fell by more): {kept.mean:+.4f}")
    return out


def figures(measures: Mapping[str, Paired]) -> dict[str, dict[str, float]]:
    """The measures as a card keeps them: means before and after, their difference and its 95 % interval."""
    return {
        name: {
            "n": m.n, "before": round(m.mean_a, 4), "after": round(m.mean_b, 4), "difference": round(m.difference.mean, 4),
            "low": round(m.difference.low, 4), "high": round(m.difference.high, 4),
        }
        for name, m in measures.items()
    }  # fmt: skip


def report(card: Mapping[str, Any]) -> str:
    """The report for people: what went in, the measures, the verdict, and what to do next where it was written."""
    lines = [
        f"条文 {card['clauses']} (clauses)，训练 {card['trained']} (trained on)，留出 {card['held_out']} (held out)，"
        f"新词 {card['added_tokens']} (new tokens)",
        f"索引 {card['index']['generation']} (index)，原编码器 {card['base']['name']} {card['base']['fingerprint']} (adapted from)",
        f"{'':32}{'n':>6}{'前 before':>12}{'后 after':>11}   差 difference, 95 %",
    ]
    for name, m in card["measures"].items():
        lines.append(
            f"{name:32}{m['n']:6d}{m['before']:13.4f}{m['after']:12.4f}   {m['difference']:+.4f} [{m['low']:+.4f}, {m['high']:+.4f}]"
        )
    if card["reasons"]:
        return "\n".join([*lines, "没有写出 (nothing written):", *(f"- {reason}" for reason in card["reasons"])])
    return "\n".join([*lines, f"已写出 (written): {card['folder']}", "启用 (to switch it on):", *(f"  {step}" for step in card["next"])])
