"""Ruled tables of a PDF page: the cells that drawn lines part, and which words stand in which cell.

PDF knows no tables, only strokes and thin filled boxes. Where they cross they make a grid; squares of the grid without a line between
them are one cell, which stands in the row and the column where it begins.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_THIN = 3.0  # points: a filled box no thicker is a line
_SHORTEST = 5.0  # points that a line has at least
_NEAR = 3.0  # points: lines nearer than that are one; browsers leave gaps where borders meet
_LONGEST_CELL = 1000  # characters: with more in one cell the table only lays out the page
_LATIN = re.compile("[A-Za-z][A-Za-z0-9]|[0-9][A-Za-z]")
_PAINTED, _STROKED = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}, {b"S", b"s", b"B", b"B*", b"b", b"b*"}
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text where it begins on the page."""

    text: str
    x: float
    y: float
    size: float


@dataclass(slots=True)
class Lines:
    """The upright and level lines drawn on a page so far; `visit` is called with every drawing operation."""

    level: list[tuple[float, float, float]] = field(default_factory=list)
    """y, left, right"""
    upright: list[tuple[float, float, float]] = field(default_factory=list)
    """x, bottom, top"""
    _path: list[list[Point]] = field(default_factory=list)

    def visit(self, operator: bytes, operands: Sequence[float], cm: Sequence[float], _tm: object) -> None:
        """Takes one operation of a content stream: path construction gathers, painting turns what is gathered into lines."""
        if operator == b"re" and len(operands) == 4:
            x, y, width, height = map(float, operands)
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
            self._path.append([_placed(corner, cm) for corner in corners])
        elif operator == b"m" and len(operands) == 2:
            self._path.append([_placed((float(operands[0]), float(operands[1])), cm)])
        elif operator == b"l" and len(operands) == 2 and self._path:
            self._path[-1].append(_placed((float(operands[0]), float(operands[1])), cm))
        elif operator in (b"c", b"v", b"y"):
            self._path.append([])  # a curve is no part of a table
        elif operator == b"h" and self._path and self._path[-1]:
            self._path[-1].append(self._path[-1][0])
        elif operator in _PAINTED or operator in _STROKED:
            self._paint(operator)
            self._path.clear()
        elif operator == b"n":
            self._path.clear()

    def _paint(self, operator: bytes) -> None:
        for points in filter(None, self._path):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
                self._add((min(xs), min(ys)), (max(xs), max(ys)))
            elif operator in _STROKED:
                for start, end in zip(points, points[1:], strict=False):
                    self._add(start, end)

    def _add(self, start: Point, end: Point) -> None:
        (x0, y0), (x1, y1) = start, end
        if abs(y1 - y0) <= _THIN and abs(x1 - x0) >= _SHORTEST:
            self.level.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _THIN and abs(y1 - y0) >= _SHORTEST:
            self.upright.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: its edges from left to right and from top to bottom, and the (row, column) in which each square's cell begins."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    home: dict[tuple[int, int], tuple[int, int]]

    def cell(self, word: Word) -> tuple[int, int] | None:
        """The row and column of the cell that a word stands in; None outside."""
        x, y = word.x + 1.0, word.y + 0.3 * word.size
        column = next((i for i in range(len(self.xs) - 1) if self.xs[i] - 1 <= x < self.xs[i + 1] - 1), None)
        row = next((i for i in range(len(self.ys) - 1) if self.ys[i] >= y > self.ys[i + 1]), None)
        return None if row is None or column is None else self.home[row, column]

    def rows(self, words: Iterable[Word]) -> list[list[str]] | None:
        """The texts of the cells, a list a row; None where the table only lays out the page."""
        lines: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            if (at := self.cell(word)) is not None:
                lines.setdefault(at, []).append(word)
        texts = {at: _cell_text(cell) for at, cell in lines.items()}
        rows = [[texts.get((row, column), "") for column in range(len(self.xs) - 1)] for row in range(len(self.ys) - 1)]
        filled = [row for row in rows if any(row)]
        if not filled or max(map(len, texts.values())) > _LONGEST_CELL or max(sum(map(bool, row)) for row in filled) < 2:
            return None
        used = [column for column in range(len(self.xs) - 1) if any(row[column] for row in filled)]
        return [[row[column] for column in used] for row in filled]


def tables(lines: Lines) -> list[Table]:
    """The tables that the lines draw: two columns and two rows at least."""
    found = []
    for level, upright in _clusters(lines):
        xs = _distinct([x for x, _, _ in upright] + [x for _, left, right in level for x in (left, right)])
        ys = _distinct([y for y, _, _ in level] + [y for _, low, high in upright for y in (low, high)])[::-1]
        if len(xs) >= 3 and len(ys) >= 3:
            found.append(Table(tuple(xs), tuple(ys), _homes(xs, ys, level, upright)))
    return found


def _placed(point: Point, cm: Sequence[float]) -> Point:
    x, y = point
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def _distinct(values: list[float]) -> list[float]:
    """The values in order, of those near one another the first."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


Ruled = tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]


def _clusters(lines: Lines) -> list[Ruled]:
    """The level and upright lines that touch one another, set by set; the highest on the page first."""
    groups: list[Ruled] = []
    for upright in sorted(lines.upright, key=lambda line: -line[2]):
        groups = _merged(groups, [line for line in lines.level if _touch(line, upright)], upright)
    return sorted(groups, key=lambda group: -max(y for y, _, _ in group[0]))


def _merged(groups: list[Ruled], touched: list[tuple[float, float, float]], upright: tuple[float, float, float]) -> list[Ruled]:
    if not touched:
        return groups
    mine = [group for group in groups if any(line in group[0] for line in touched)]
    level = list(dict.fromkeys([*(line for group in mine for line in group[0]), *touched]))
    return [*(group for group in groups if group not in mine), (level, [*(line for group in mine for line in group[1]), upright])]


def _touch(level: tuple[float, float, float], upright: tuple[float, float, float]) -> bool:
    (y, left, right), (x, low, high) = level, upright
    return left - _NEAR <= x <= right + _NEAR and low - _NEAR <= y <= high + _NEAR


def _homes(
    xs: list[float], ys: list[float], level: list[tuple[float, float, float]], upright: list[tuple[float, float, float]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For every square of the grid the first square, from the top left, of the cell that it belongs to."""
    squares = [(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)]
    home = {square: square for square in squares}

    def first(square: tuple[int, int]) -> tuple[int, int]:
        while home[square] != square:
            square = home[square]
        return square

    for row, column in squares:
        middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        for other, parted in (
            ((row, column + 1), _covered(upright, xs[column + 1], middle_y)),
            ((row + 1, column), _covered(level, ys[row + 1], middle_x)),
        ):
            if other in home and not parted:
                a, b = first((row, column)), first(other)
                home[max(a, b)] = min(a, b)
    return {square: first(square) for square in squares}


def _covered(lines: list[tuple[float, float, float]], at: float, middle: float) -> bool:
    return any(abs(place - at) <= _NEAR and low <= middle <= high for place, low, high in lines)


def _cell_text(words: list[Word]) -> str:
    """A cell's words in one line: where a line of it ends a space between Latin words, nothing between others."""
    text, before = "", None
    for word in words:
        said = word.text.replace("\n", "")
        if before is not None and abs(word.y - before.y) > 0.5 * max(word.size, before.size):
            text, said = text.rstrip(), said.lstrip()
            text += " " if _LATIN.fullmatch(text[-1:] + said[:1]) else ""
        text += said
        before = word
    return " ".join(text.split())
