"""Small plots as inline SVG: lines, bars with intervals, differences in order. No script, no remote asset."""

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM, _LEGEND = 56, 24, 24, 44, 130
COLOURS = ("#1f5fa8", "#c4501b", "#2d7d46", "#7a4ba0", "#7a6a00", "#555555")
Points = Sequence[tuple[float, float]]


def _frame(title: str, body: str, height: int = HEIGHT) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>'
        f'<text x="{_LEFT}" y="15" class="t">{escape(title)}</text>{body}</svg>'
    )


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _ticks(low: float, high: float, count: int = 5) -> list[float]:
    """About `count` round numbers from `low` to `high`: multiples of 1, 2 or 5 times a power of ten."""
    if high <= low:
        return [low]
    power = 10.0 ** math.floor(math.log10((high - low) / count))
    step = next(power * m for m in (1, 2, 5, 10) if power * m * count >= (high - low) * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def _span(values: Sequence[float]) -> tuple[float, float]:
    """Where the y axis of curves begins and ends. From 0, as a rule; curves that all lie in the upper half would be one line there, so
    theirs begins at the tenth below the lowest."""
    low, high = min(values), max(values)
    top = 1.0 if 0.5 < high <= 1 else high * 1.1 or 1.0
    if low <= 0.5 or top != 1.0:
        return min(0.0, low), top
    return min(math.floor(low * 10) / 10, 0.9), top


def lines(
    title: str, series: Mapping[str, Points], x_label: str, y_label: str, labels: Sequence[str] | None = None, start: float | None = None
) -> str:
    """Curves over one pair of axes.

    `labels` name the places 0, 1, … of the x axis where these are no numbers; `start` is where a numeric axis begins."""
    points = [p for s in series.values() for p in s]
    if not points:
        return ""
    x0, x1 = min(p[0] for p in points) if start is None else start, max(p[0] for p in points)
    y0, y1 = _span([p[1] for p in points])
    right = _RIGHT + (_LEGEND if any(series) else 0)
    wide, high = WIDTH - _LEFT - right, HEIGHT - _TOP - _BOTTOM

    def place(x: float, y: float) -> tuple[float, float]:
        return _LEFT + (x - x0) / ((x1 - x0) or 1) * wide, _TOP + (1 - (y - y0) / (y1 - y0)) * high

    out = []
    for y in _ticks(y0, y1):
        _, py = place(x0, y)
        out.append(
            f'<line x1="{_LEFT}" x2="{WIDTH - right}" y1="{py:.1f}" y2="{py:.1f}" class="g"/>{_text(_LEFT - 6, py + 4, f"{y:.4g}", "end")}'
        )
    for n, x in enumerate(range(len(labels)) if labels else _ticks(x0, x1)):
        out.append(_text(place(x, y0)[0], HEIGHT - _BOTTOM + 16, labels[n] if labels else f"{x:.4g}"))
    for n, (name, s) in enumerate(series.items()):
        colour = COLOURS[n % len(COLOURS)]
        at = [place(*p) for p in s]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
        marks = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>' for x, y in at) if len(at) <= 40 else ""
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{marks}')
        out.append(f'<text x="{WIDTH - right + 12}" y="{_TOP + 14 + 17 * n}" style="fill:{colour}">{escape(name)}</text>')
    out.append(_text(_LEFT + wide / 2, HEIGHT - 8, f"{x_label}　（纵轴从 {y0:g} 起）" if y0 > 0 else x_label))
    out.append(f'<text transform="translate(13 {_TOP + high / 2:.0f}) rotate(-90)" text-anchor="middle">{escape(y_label)}</text>')
    return _frame(title, "".join(out))


def bars(title: str, rows: Mapping[str, Sequence[tuple[float, float, float]]], names: Sequence[str] = ()) -> str:
    """Means in 0 to 1 with intervals, a row a label; several series in one row, named by `names`."""
    label, step, top = 150, 15, _TOP + (16 if names else 0)
    wide = WIDTH - label - 60
    out, y = [], float(top)
    for n, name in enumerate(names):
        out.append(f'<text x="{label + n * 200}" y="{_TOP + 8}" style="fill:{COLOURS[n]}">■ {escape(name)}</text>')
    for row, values in rows.items():
        out.append(_text(label - 8, y + step * len(values) / 2 + 6, row, "end"))
        for n, (mean, low, high) in enumerate(values):
            middle = y + 8
            x = [label + max(0.0, min(1.0, v)) * wide for v in (mean, low, high)]
            out.append(
                f'<rect x="{label}" y="{y + 2:.1f}" width="{x[0] - label:.1f}" height="{step - 4}" fill="{COLOURS[n]}" opacity="0.75"/>'
            )
            if low < high:
                out.append(f'<path d="M{x[1]:.1f} {middle}H{x[2]:.1f}M{x[1]:.1f} {middle - 3}v6M{x[2]:.1f} {middle - 3}v6" class="w"/>')
            out.append(_text(label + wide + 8, middle + 4, f"{mean:.3f}", "start"))
            y += step
        y += 7
    return _frame(title, "".join(out), int(y) + 8)


def differences(title: str, values: Sequence[float], y_label: str) -> str:
    """One bar a question, in order of size: gains up, losses down."""
    if not values:
        return ""
    order = sorted(values, reverse=True)
    top = max(abs(v) for v in order) or 1.0
    wide, high = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    middle, step = _TOP + high / 2, wide / len(order)
    out = [
        _text(_LEFT - 6, _TOP + 8, f"+{top:.2f}", "end"),
        _text(_LEFT - 6, middle + 4, "0", "end"),
        _text(_LEFT - 6, _TOP + high, f"−{top:.2f}", "end"),
    ]
    for n, value in enumerate(order):
        if value:
            tall = abs(value) / top * high / 2
            y = middle - tall if value > 0 else middle
            colour = COLOURS[2] if value > 0 else COLOURS[1]
            out.append(f'<rect x="{_LEFT + n * step:.2f}" y="{y:.1f}" width="{max(step, 0.6):.2f}" height="{tall:.1f}" fill="{colour}"/>')
    out.append(f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{middle}" y2="{middle}" class="w"/>')
    out.append(_text(_LEFT + wide / 2, HEIGHT - 8, y_label))
    return _frame(title, "".join(out))
