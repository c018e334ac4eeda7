"""Tables: the term matrix of a window, and a row a class with every step of softmax and loss."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF, Qt

from cnnviz.features.microscope.blocks.block import (
    MIDDLE,
    RIGHT,
    WRAP,
    Number,
    PageBlock,
    PagePainter,
    limit_of,
    mono,
    sans,
    tint,
    wrapped,
)
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.cell_text import ink
from cnnviz.widgets.colormap import peak
from cnnviz.widgets.numbers import NEARLY_ALL, exact, significant

SIDE = 5  # columns and rows in sight
STEP = 12.5  # pixels of a line in a cell
CAPTION = 18.0
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power(values: np.ndarray) -> int:
    """The power of ten to take out; 0 where the numbers can be written as they are."""
    largest = float(np.max(np.abs(values), initial=0.0))
    if largest == 0 or not math.isfinite(largest) or 0.05 <= largest < 99.95:
        return 0
    exponent = math.floor(math.log10(largest))
    return exponent + (largest / 10.0**exponent >= 9.995)


def short(value: float, exponent: int) -> str:
    """A number over a power of ten in at most five letters: "+2.27", "-.873", "+40.2", "0"."""
    if value == 0:
        return "0"
    scaled = value / 10.0**exponent
    size = abs(scaled)
    text = f"{scaled:+.{1 if size >= 9.995 else 2 if size >= 0.9995 else 3}f}"
    if size < 0.0005:
        return "≈0"
    return text.replace("+0.", "+.").replace("-0.", "-.")


def scaled(name: str, exponent: int) -> str:
    """A factor's name with its power of ten: "W in 10⁻¹"."""
    if not exponent:
        return name
    return translate("inspector", "{0} in 10{1}").format(name, str(exponent).translate(SUPERSCRIPT))


@dataclass(frozen=True)
class Factor:
    """One line of every cell: the numbers, what they are called, and what each opens (by row and column)."""

    name: str
    values: np.ndarray
    targets: Any = None  # (rows, columns) of targets, or None

    def number(self, row: int, column: int) -> Number:
        target = None if self.targets is None else self.targets(row, column)
        return Number(float(self.values[row, column]), target, f"{self.name}[{row}, {column}]")


@dataclass
class Matrix(PageBlock):
    """a, x b, = product in each cell; places without a number (padding) are hatched and say "pad 0"."""

    factors: tuple[Factor, ...]
    products: np.ndarray
    holes: np.ndarray
    hole_words: str = "pad 0"
    product_name: str = "product"
    top: int = field(default=-1)
    left: int = field(default=-1)
    space = 8.0

    def __post_init__(self) -> None:
        self.rows, self.columns = self.products.shape
        self.powers = [power(factor.values) for factor in self.factors]
        # The printed factors then make the printed product.
        self.power = sum(self.powers) if len(self.factors) > 1 else power(self.products)
        self.limit = limit_of(self.products)
        self.scrolls = self.rows > SIDE or self.columns > SIDE
        self.cell = (len(self.factors) + (len(self.factors) > 1)) * STEP + 3
        where = np.unravel_index(int(np.argmax(np.abs(self.products))), self.products.shape)
        self.largest = (int(where[0]), int(where[1]))
        if self.top < 0:  # begin where the largest product is in sight
            self.top = self._within(self.largest[0] - SIDE // 2, self.rows)
            self.left = self._within(self.largest[1] - SIDE // 2, self.columns)

    @staticmethod
    def _within(first: int, count: int) -> int:
        return max(0, min(first, count - SIDE))

    def height(self, width: float) -> float:
        rows = min(self.rows, SIDE) * (self.cell + 1)
        return self._top(width) + rows + (CAPTION if self.scrolls else 0)

    def _top(self, width: float) -> float:
        """Where the cells begin, beneath the caption."""
        return max(CAPTION, wrapped(self.caption, sans(), width) + 3)

    def _seen(self) -> Iterator[tuple[int, int]]:
        for row in range(self.top, min(self.rows, self.top + SIDE)):
            for column in range(self.left, min(self.columns, self.left + SIDE)):
                yield row, column

    @property
    def caption(self) -> str:
        """The factors and their powers of ten, in the order of a cell's lines."""
        parts = [scaled(f.name, p) for f, p in zip(self.factors, self.powers, strict=True)]
        if len(parts) < 2:
            return parts[0]
        product = scaled(self.product_name, self.power)
        return translate("inspector", "{0}  × {1}  = {2}").format(*parts, product)

    def paint(self, painter: PagePainter, width: float) -> None:
        top, each = self._top(width), width / SIDE
        painter.write(QRectF(0, 0, width, top - 2), self.caption, sans(), "dim", WRAP)
        largest = None
        for row, column in self._seen():
            y = top + (row - self.top) * (self.cell + 1)
            box = QRectF((column - self.left) * each, y, each - 1, self.cell)
            self._cell(painter, box, row, column)
            largest = box if (row, column) == self.largest else largest
        if largest is not None:
            painter.outline(largest.adjusted(0.5, 0.5, -0.5, -0.5))
        if self.scrolls:
            self._foot(painter, width)

    def _cell(self, painter: PagePainter, box: QRectF, row: int, column: int) -> None:
        """The factors and their product, a line each; in the padding the first is a zero from nowhere."""
        hole, product = bool(self.holes[row, column]), float(self.products[row, column])
        if hole:
            painter.hatch(box)
            colour = theme.colour("faint")
        else:
            ground = tint(product, self.limit)
            painter.fill(box, ground, 2)
            colour = ink(ground) if product else theme.colour("dim")
        plain, texts = mono(theme.FLOOR), []
        for i, (factor, exponent) in enumerate(zip(self.factors, self.powers, strict=True)):
            empty = hole and i == 0
            texts.append(self.hole_words if empty else short(float(factor.values[row, column]), exponent))
            if not empty:
                line = QRectF(box.x(), box.y() + 1 + i * STEP, box.width(), STEP)
                painter.number(line, factor.number(row, column))
        if len(texts) > 1:
            texts.append("0" if hole else short(product, self.power))
        painter.setPen(colour)
        for i, text in enumerate(texts):
            last = i == len(self.factors)
            painter.setFont(mono(theme.FLOOR, bold=last))
            line = QRectF(box.x() + 4, box.y() + 1 + i * STEP, box.width() - 8, STEP)
            painter.drawText(line, RIGHT, text)
            if i:
                painter.setFont(plain)
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, "=" if last else "×")

    def _foot(self, painter: PagePainter, width: float) -> None:
        """Which rows and columns are in sight, and the arrows that move them."""
        y = self.height(width) - CAPTION + 2
        last_row, last_column = min(self.rows, self.top + SIDE) - 1, min(self.columns, self.left + SIDE) - 1
        words = translate("inspector", "rows {0}-{1} of {2}, columns {3}-{4} of {5}")
        words = words.format(self.top, last_row, self.rows, self.left, last_column, self.columns)
        painter.write(QRectF(0, y, width - 90, CAPTION - 2), words, sans(theme.FLOOR), "faint")
        moves = (
            ("←", -1, 0, translate("inspector", "columns to the left")),
            ("→", 1, 0, translate("inspector", "columns to the right")),
            ("↑", 0, -1, translate("inspector", "rows above")),
            ("↓", 0, 1, translate("inspector", "rows below")),
        )
        for i, (sign, dx, dy, words) in enumerate(moves):
            box = QRectF(width - 88 + 22 * i, y - 1, 20, CAPTION - 2)
            painter.write(box, sign, mono(theme.BODY), flags=MIDDLE)
            painter.spot(box, hint=words, act=partial(self._move, SIDE * dx, SIDE * dy))

    def _move(self, dx: int, dy: int) -> None:
        self.left = self._within(self.left + dx, self.columns)
        self.top = self._within(self.top + dy, self.rows)

    def wheel(self, steps_x: float, steps_y: float) -> bool:
        before = self.left, self.top
        self._move(-round(steps_x), -round(steps_y))
        return (self.left, self.top) != before

    def text(self) -> str:
        lines = []
        for row in range(self.rows):
            for column in range(self.columns):
                factors = [exact(float(f.values[row, column]), digits=6) for f in self.factors]
                if self.holes[row, column]:
                    factors[0] = self.hole_words
                product = (
                    f" = {exact(float(self.products[row, column]), digits=6)}" if len(factors) > 1 else ""
                )
                lines.append(f"  [{row}, {column}]  {' x '.join(factors)}{product}")
        return "\n".join([" x ".join(f.name for f in self.factors), *lines])


CLASS_ROW, CLASS_GUTTER = 20.0, 30.0


def tight(value: float, signed: bool) -> str:
    """A number in at most six letters, with the canvas's places where it can: "+5.21", "0.995", "2e-4"."""
    if value == 0 or not math.isfinite(value):
        return significant(value, signed)
    size = abs(value)
    sign = "+" if signed else ""
    if NEARLY_ALL <= size < 1:
        return f"≈{value:{sign}.0f}"
    if 0.00095 <= size < 1000:
        return f"{value:{sign}.{1 if size >= 99.95 else 2 if size >= 1 else 3}f}"
    mantissa, _, power = f"{value:{sign}.0e}".partition("e")
    return f"{mantissa}e{int(power)}"


@dataclass(frozen=True)
class ClassTable(PageBlock):
    """`columns` hold a number a class each; sums stand beneath where there are any.

    What is read is right or wrong if it is `judged`; else `label` is only the class that the gradient is for.
    """

    heads: tuple[str, ...]
    columns: tuple[tuple[Number, ...], ...]
    signed: tuple[bool, ...]
    sums: tuple[float | None, ...]
    label: int
    reads: int
    chosen: tuple[int, int] = (-1, -1)
    judged: bool = True
    space = 6.0

    @property
    def _count(self) -> int:
        return len(self.columns[0])

    def height(self, width: float) -> float:
        return 16 + CLASS_ROW * self._count + 18

    def _box(self, row: int, column: int, width: float) -> QRectF:
        each = (width - CLASS_GUTTER - 4) / len(self.columns)
        return QRectF(CLASS_GUTTER + column * each, 16 + row * CLASS_ROW, each - 1, CLASS_ROW - 1)

    def paint(self, painter: PagePainter, width: float) -> None:
        font, limits = mono(theme.FLOOR), []
        for j, (head, column, total) in enumerate(zip(self.heads, self.columns, self.sums, strict=True)):
            top = self._box(0, j, width)
            painter.write(QRectF(top.x() - 6, 0, top.width() + 3, 15), head, font, "dim", RIGHT)
            limits.append(peak(np.array([n.value for n in column], float)) or 1.0)
            if total is not None:
                box = self._box(self._count, j, width).adjusted(-8, 0, -4, 0)
                said = "0" if abs(total) < 1e-4 else significant(total, signed=False, digits=4)
                said = said.rstrip("0").rstrip(".") if "." in said else said
                painter.write(box, f"Σ {said}", font, "dim", RIGHT)
        for i in range(self._count):
            bold = i in (self.label, self.reads)
            gutter = QRectF(0, 16 + i * CLASS_ROW, 16, CLASS_ROW)
            painter.write(gutter, str(i), mono(bold=bold), "text" if bold else "dim", RIGHT)
            painter.setFont(font)
            for j, column in enumerate(self.columns):
                box, number = self._box(i, j, width), column[i]
                painter.cell(box, tight(number.value, self.signed[j]), number.value, limits[j], RIGHT)
                painter.number(box, number)
        if not self.judged:
            self._mark(painter, width, self.label, "text", "")
        elif self.reads == self.label:
            self._mark(painter, width, self.label, "right", "✓")
        else:
            self._mark(painter, width, self.label, "text", "")
            self._mark(painter, width, self.reads, "wrong", "×", Qt.PenStyle.DashLine)
        if self.chosen[0] >= 0:
            painter.outline(self._box(*self.chosen, width).adjusted(0, -0.5, 0.5, 0.5), "accent", 2)

    @staticmethod
    def _mark(
        painter: PagePainter,
        width: float,
        row: int,
        role: str,
        sign: str,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        box = QRectF(1, 15 + row * CLASS_ROW, width - 3, CLASS_ROW)
        painter.outline(box, role, 1.4, style)
        bold = sans(theme.FLOOR, theme.BOLD)
        painter.write(QRectF(16, box.y(), 12, CLASS_ROW), sign, bold, role, MIDDLE)

    def text(self) -> str:
        lines, aim = ["  class  " + "  ".join(self.heads)], "label" if self.judged else "target"
        for i in range(self._count):
            mark = f" ({aim})" if i == self.label else " (reads)" if i == self.reads else ""
            lines.append(
                f"  {i}  " + "  ".join(exact(column[i].value, digits=6) for column in self.columns) + mark
            )
        return "\n".join(lines)
