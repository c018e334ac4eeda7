"""What a painted page holds: its texts line by line, what is selected of them, and what can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage

from cnnviz.features.microscope.blocks.block import Number, PageBlock, PagePainter, Spot, broken

BESIDE = 6.0  # pixels that the middles of two texts on one line may differ


@dataclass(frozen=True)
class WrittenLine:
    """A line of text where it stands on the page; one without a font is selected whole or not at all."""

    box: QRectF
    text: str
    font: QFont | None = None
    goes_on: bool = False  # the same sentence as the line before

    def x(self, letter: int) -> float:
        """Where a letter begins."""
        if self.font is None:
            return self.box.right() if letter else self.box.left()
        return self.box.left() + QFontMetricsF(self.font).horizontalAdvance(self.text[:letter])

    def letter(self, x: float) -> int:
        """The letter that begins nearest to a place; the number of letters behind the last."""
        ends = range(len(self.text) + 1) if self.font is not None else (0, len(self.text))
        return min(ends, key=lambda i: abs(self.x(i) - x))


class PageReader(PagePainter):
    """A painter that keeps what it is asked to write, and what can be chosen."""

    def __init__(self) -> None:
        self._nowhere = QImage(1, 1, QImage.Format.Format_RGB32)
        super().__init__(self._nowhere)
        self.lines: list[WrittenLine] = []
        self.spots: list[Spot] = []
        self.cells: list[tuple[QRectF, tuple[int, ...], Callable[[int, int], tuple[Any, str]]]] = []

    def spot(self, box: QRectF, target: Any = None, hint: str = "", **more: Any) -> None:
        self.spots.append(Spot(self.transform().mapRect(box), target, hint, **more))

    def number(self, box: QRectF, number: Number) -> None:
        self.spot(box, number.target, number.hint)

    def pixels(
        self, box: QRectF, shape: tuple[int, ...], told: Callable[[int, int], tuple[Any, str]]
    ) -> None:
        self.cells.append((self.transform().mapRect(box), shape, told))

    def drawText(self, box: QRectF | QPointF, flags: int | str, text: str = "") -> None:  # type: ignore[override]
        """Keep a text that is written into a box; the letters of a formula are no text by themselves."""
        if isinstance(box, QPointF) or not text.strip():
            return
        font, flags = self.font(), int(flags)
        at = QFontMetricsF(font).boundingRect(box, flags, text)
        if not flags & Qt.TextFlag.TextWordWrap:
            wide = QFontMetricsF(font).horizontalAdvance(text)
            left = at.right() - wide if flags & Qt.AlignmentFlag.AlignRight else at.left()
            self._keep(QRectF(left, at.top(), wide, at.height()), text, font, False)
            return
        for i, line in enumerate(broken(text, font, box.width())):
            place = line.naturalTextRect().translated(at.topLeft())
            said = text[line.textStart() : line.textStart() + line.textLength()]
            self._keep(place, said, font, i > 0)

    def _keep(self, box: QRectF, text: str, font: QFont, goes_on: bool) -> None:
        there = self.transform().mapRect(box)
        self.lines.append(WrittenLine(there, text, font, goes_on))


class PageContent:
    """What the blocks of a page hold, each read at its top; lines and spots are in reading order."""

    def __init__(self, blocks: Sequence[PageBlock], tops: Sequence[float], left: float, width: float) -> None:
        found, reader, seen = [], PageReader(), 0
        for block, top in zip(blocks, tops, strict=True):
            reader.save()
            reader.translate(left, top)
            block.paint(reader, width)
            reader.restore()
            whole = WrittenLine(QRectF(left, top, width, block.height(width)), block.text())
            found += reader.lines[seen:] or [whole]
            seen = len(reader.lines)
        reader.end()
        self.spots, self._cells = reader.spots, reader.cells
        rows: list[list[WrittenLine]] = []
        for line in sorted(found, key=lambda line: line.box.center().y()):
            if not rows or line.box.center().y() - rows[-1][0].box.center().y() > BESIDE:
                rows.append([])
            rows[-1].append(line)
        rows = [sorted(row, key=lambda line: line.box.left()) for row in rows]
        self.lines = [line for row in rows for line in row]
        self._first = {id(row[0]) for row in rows}
        self.selected: tuple[tuple[int, int], tuple[int, int]] | None = None  # from and to: line, letter

    def at(self, point: QPointF) -> Spot | None:
        """What can be chosen at a point: a spot, or a pixel of a picture."""
        for spot in self.spots:
            if spot.box.contains(point):
                return spot
        for box, (rows, columns), told in self._cells:
            if box.contains(point):
                step = box.width() / columns
                row = min(int((point.y() - box.y()) / step), rows - 1)
                column = min(int((point.x() - box.x()) / step), columns - 1)
                place = QRectF(box.x() + column * step, box.y() + row * step, step, step)
                return Spot(place, *told(row, column))
        return None

    def select(self, start: QPointF | None = None, end: QPointF | None = None) -> None:
        """Select from one point to another; all without points."""
        if not self.lines:
            return
        first = self._place(start) if start is not None else (0, 0)
        last = self._place(end) if end is not None else (len(self.lines) - 1, len(self.lines[-1].text))
        self.selected = min(first, last), max(first, last)

    def _place(self, point: QPointF) -> tuple[int, int]:
        def off(i: int) -> tuple[float, float]:
            box = self.lines[i].box
            above, before = box.top() - point.y(), box.left() - point.x()
            return max(above, point.y() - box.bottom(), 0), max(before, point.x() - box.right(), 0)

        i = min(range(len(self.lines)), key=off)
        return i, self.lines[i].letter(point.x())

    def parts(self) -> list[tuple[WrittenLine, int, int]]:
        """The lines that are selected, each from a letter to a letter."""
        if self.selected is None:
            return []
        (first, start), (last, end) = self.selected
        ends = ((start if i == first else 0, end if i == last else None) for i in range(first, last + 1))
        lines = self.lines[first : last + 1]
        return [
            (line, a, len(line.text) if b is None else b) for line, (a, b) in zip(lines, ends, strict=True)
        ]

    def boxes(self) -> list[QRectF]:
        """Where the selected letters stand."""
        return [
            QRectF(QPointF(line.x(a), line.box.top()), QPointF(line.x(b), line.box.bottom()))
            for line, a, b in self.parts()
        ]

    def text(self) -> str:
        """What is selected: a line each, with a tab between the columns of a table."""
        said = ""
        for line, start, end in self.parts():
            between = "\t" if id(line) not in self._first else "" if line.goes_on else "\n"
            said += (between if said else "") + line.text[start:end]
        return said
