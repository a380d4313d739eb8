"""The frame of every report: one HTML file that stands alone, all text escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from policy.bench import Interval

_STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:1180px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #8884}
table{border-collapse:collapse;margin:.6rem 0;font-variant-numeric:tabular-nums}
th{word-break:keep-all}th,td{padding:.2rem .6rem;border-bottom:1px solid #8883;text-align:left;vertical-align:top}
td.n{text-align:right}td.i{font-size:.9em}.wide{overflow-x:auto}.muted{opacity:.7}.good{color:#2d7d46}.bad{color:#c4501b}
svg{max-width:100%;height:auto;margin:.4rem .6rem .4rem 0;background:#8881;border-radius:6px}
svg text{font-size:11px;fill:currentColor}svg .t{font-size:13px;font-weight:600}svg .g{stroke:#8884}svg .w{stroke:currentColor;fill:none}
details{margin:.3rem 0}.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.gold{background:#2d7d4633}
ol{margin:.2rem 0;padding-left:1.6rem}code{font-size:.9em;word-break:break-all}
@media(max-width:700px){.pair{grid-template-columns:1fr}}
"""


def page(title: str, *parts: str) -> str:
    """A whole document; `parts` are HTML."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    body = "\n".join(p for p in parts if p)
    top = f"<head>{head}{policy}<style>{_STYLE}</style></head>"
    return f'<!doctype html><html lang="zh-CN">{top}<body><h1>{escape(title)}</h1>\n{body}\n</body></html>\n'


def cell(value: Any) -> str:
    if isinstance(value, float):
        return f'<td class="n">{value:.4f}</td>'
    if isinstance(value, int) and not isinstance(value, bool):
        return f'<td class="n">{value}</td>'
    if isinstance(value, str) and value.endswith("]"):
        return f'<td class="i">{escape(value).replace(", ", ",&nbsp;")}</td>'
    return f"<td>{escape('–' if value is None else str(value))}</td>"


def with_interval(of: Interval) -> str:
    """A mean with its interval in one cell."""
    return f"{of.mean:.4f} [{of.low:.3f}, {of.high:.3f}]"


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table of escaped cells; numbers to four places, right-aligned."""
    top = "".join(f"<th>{escape(h)}</th>" for h in head)
    body = "".join(f"<tr>{''.join(cell(c) for c in row)}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def section(title: str, *parts: str) -> str:
    body = "".join(p for p in parts if p)
    return f"<h2>{escape(title)}</h2>{body}" if body else ""


def paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def fold_out(title: str, *parts: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{''.join(parts)}</details>"


def flat(data: dict[str, Any], before: str = "") -> list[tuple[str, str]]:
    """A nested table as (dotted name, value) rows."""
    rows: list[tuple[str, str]] = []
    for name, value in data.items():
        if isinstance(value, dict):
            rows += flat(value, f"{before}{name}.")
        else:
            rows.append((f"{before}{name}", f"{value:.4g}" if isinstance(value, float) else "–" if value is None else str(value)))
    return rows
