"""The whole set, or the chosen classes: their mean, their spread, their greys, and the ink of each class."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from cnnviz.features.images.image_card import Enlarged, line, scaled
from cnnviz.plots.area import Area
from cnnviz.plots.axes import Tick
from cnnviz.plots.plot import Plot
from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.keys import WALK
from cnnviz.widgets.layouts import STRETCH, fill, vbox
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import CENTRE, write
from cnnviz.widgets.plain import PlainLabel, set_tip
from cnnviz.widgets.segments import Segments
from core.data.statistics import Statistics, Summary

if TYPE_CHECKING:
    from cnnviz.plots.view import PlotView

FIRST, LAST = 1, 255  # the greys that have a bar
TICKS = 1, 64, 128, 192, 255


class GreyHistogram(Plot):
    """Counts (256,) as bars, on a linear or logarithmic scale; `pointed` tells the grey, -1 for none.

    Black has no bar, for it would drown all the others.
    """

    margins = (6.0, 14.0, 6.0, 18.0)
    can_log = True
    narrowest = 16.0

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.counts = np.zeros(256, np.int64)
        self.log = True

    def show_counts(self, counts: np.ndarray) -> None:
        """Show other counts."""
        self.counts = counts
        if self.at >= 0:
            self.pointed.emit(self.at)
        self.refresh()

    def heights(self) -> np.ndarray:
        """The height of each bar, 0 to 1; a logarithmic scale begins at `foot`.

        Shape: (255,)
        """
        counts = self.counts[FIRST:].astype(float)
        top, foot = counts.max(initial=0), self.foot()
        if top == 0:
            return np.zeros(LAST)
        if not self.log:
            return np.asarray(counts / top)
        return np.asarray(np.log(np.maximum(counts, foot) / foot) / np.log(top / foot))

    def foot(self) -> float:
        """The count at the foot of the bars: 0; on a logarithmic scale the power of ten under the least."""
        there = self.counts[FIRST:][self.counts[FIRST:] > 0]
        if not self.log or not len(there):
            return 0.0
        low = 10.0 ** np.floor(np.log10(there.min()))
        return float(low if low < there.max() else low / 10)

    # what the kit asks for

    def build(self, view: PlotView) -> None:
        super().build(view)
        assert self.area is not None
        self._bars, self._chosen = self.area.add_bars(), self.area.add_bars(1.0)

    def draw(self) -> None:
        assert self.area is not None
        self.area.show_range(*self.span(), 0.0, 1.0, whole=self.whole())
        greys = np.flatnonzero(self.counts[FIRST:]) + FIRST
        least = 1 / max(1.0, self.area.shown().rect.height())
        heights = np.maximum(self.heights()[greys - FIRST], least)
        for item, there, role in (
            (self._bars, greys != self.at, "dim"),
            (self._chosen, greys == self.at, "accent"),
        ):
            x = greys[there] - 0.5
            item.setOpts(x0=x, x1=x + 1, y0=np.zeros(len(x)), y1=heights[there], brush=theme.colour(role))

    def point(self, at: int) -> None:
        super().point(max(at, FIRST) if at >= 0 else -1)

    def count(self) -> int:
        return LAST + 1

    def is_empty(self) -> bool:
        return False  # also without images there are greys to walk along

    def first_stop(self) -> int:
        return 128

    def whole(self) -> tuple[float, float]:
        return FIRST - 0.5, LAST + 0.5

    def nearest(self, area: Area, place: QPointF) -> int:
        return min(max(round(area.step(place.x())), FIRST), LAST)

    def newest(self) -> str:
        most = int(self.counts[FIRST:].argmax()) + FIRST
        return self.tr("most often {0}, {1} times").format(most, f"{int(self.counts[most]):,}")

    def table(self) -> Mapping[str, np.ndarray]:
        return {"grey": np.arange(256), "count": self.counts}

    def x_ticks(self, area: Area) -> list[Tick]:
        return [Tick(grey, str(grey)) for grey in TICKS if area.x0 <= grey <= area.x1]

    def y_ticks(self, area: Area) -> list[Tick]:
        return [Tick(0.0, "")]

    def title_look(self) -> tuple[object, ...]:
        return (*super().title_look(), self.log, self._limits())

    def paint_title(self, painter: QPainter, row: QRectF) -> None:
        """Paint what the bars reach from and to."""
        if self.counts[FIRST:].any():
            row = QRectF(0, 0, self.width(), 14)
            write(painter, row, self._limits(), theme.font(theme.FLOOR), "faint")

    def _limits(self) -> str:
        top = int(self.counts[FIRST:].max(initial=0))
        if self.log:
            return self.tr("from {0:,.0f} to {1:,}, logarithmic").format(self.foot(), top)
        return self.tr("up to {0:,}").format(top)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(LAST + 12, 92)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


FOOT = 16  # pixels for the classes' names, where they fit
WIDEST = 40  # pixels from bar to bar


class CountBars(CellWidget):
    """Values (K,), none below 0, NaN for none; a bar a class."""

    own_keys = WALK
    lets_go = True

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.values = np.zeros(0)
        self.names: Sequence[str] = ()
        self.chosen: Collection[int] = ()

    def show_values(self, values: np.ndarray, names: Sequence[str], chosen: Collection[int]) -> None:
        """Show other values."""
        self.values, self.names, self.chosen = values, names, chosen
        if self.under >= len(values):
            self.under = -1
        self.update()

    def bar(self, label: int) -> QRectF:
        """Where a class's bar stands; as high as its value is to the largest."""
        pitch = self._pitch()
        room = self.height() - FOOT - 2
        top = float(np.nanmax(self.values, initial=0.0)) or 1.0
        value = float(np.nan_to_num(self.values[label]))
        high = max(1.0, round(room * value / top)) if value else 0.0
        gap = 4 if pitch >= 12 else 1 if pitch >= 3 else 0
        return QRectF(round(label * pitch), 2 + room - high, max(1, round(pitch) - gap), high)

    def count(self) -> int:
        return len(self.values)

    def place(self, number: int) -> QRectF:
        return QRectF(number * self._pitch(), 0, self._pitch(), self.height())

    def _pitch(self) -> float:
        return min(WIDEST, self.width() / max(1, len(self.values)))

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(256, 62)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        small = theme.font(theme.FLOOR)
        metrics = QFontMetricsF(small)
        pitch = self._pitch()
        named = all(metrics.horizontalAdvance(name) <= pitch - 2 for name in self.names)
        for label, name in enumerate(self.names):
            bar = self.bar(label)
            plain = not self.chosen or label in self.chosen
            role = "accent" if label == self.under else "dim" if plain else "edge"
            painter.fillRect(bar, theme.colour(role))
            if named:
                below = QRectF(bar.left(), self.height() - FOOT + 1, bar.width(), FOOT - 1)
                write(painter, below, name, small, "text" if label in self.chosen else "faint", CENTRE)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


SIDE = 140  # pixels of the mean and of the spread: 5 for each of MNIST's


class SetCard(QWidget):
    """Shows a Statistics for any choice of classes; `said` tells what is under the mouse."""

    said = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("set_card")
        self.setAccessibleName(self.tr("The images as a whole"))
        self.found: Statistics | None = None
        self.summary: Summary | None = None
        self._classes: Sequence[str] = ()
        column = vbox(self, 4)
        self.name = line(self, "set_name", size=theme.BODY)
        column.addWidget(self.name)
        self.mean = Enlarged("mean_image", SIDE, self)
        self.mean.setAccessibleName(self.tr("Mean image"))
        self.spread = Enlarged("std_image", SIDE, self)
        self.spread.setAccessibleName(self.tr("Standard deviation of each pixel"))
        tip = self.tr("Each pixel's mean over these images: bright where most of them have ink.")
        set_tip(self.mean, tip)
        tip = self.tr("Each pixel's standard deviation over these images: bright where they differ.")
        set_tip(self.spread, tip)
        for one, other in ((self.mean, self.spread), (self.spread, self.mean)):
            one.pointed.connect(other.point)  # both mark the same pixel
        self.mean.pointed.connect(self._pixel_pointed)
        pictures = QGridLayout()
        pictures.setHorizontalSpacing(8)
        pictures.setVerticalSpacing(2)
        self._captions = line(self, "mean_caption", "dim"), line(self, "std_caption", "dim")
        for at, picture in enumerate((self.mean, self.spread)):
            pictures.addWidget(picture, 0, at, Qt.AlignmentFlag.AlignLeft)
            pictures.addWidget(self._captions[at], 1, at)
        pictures.setColumnStretch(1, 1)
        column.addLayout(pictures)
        self.table = _Numbers(self)
        column.addWidget(self.table)
        row = QHBoxLayout()
        self.zeros = line(self, "zeros", "dim")
        words = (
            ("histogram_log", self.tr("log"), self.tr("Heights by powers: rare greys are seen as well.")),
            ("histogram_linear", self.tr("linear"), self.tr("Heights as the counts are.")),
        )
        self.scale = Segments("histogram_scale", words, self)
        fill(row, (self.zeros, 1), self.scale)
        fill(column, 4, row)
        self.histogram = GreyHistogram("histogram", self)
        self.histogram.setAccessibleName(self.tr("How often each grey occurs"))
        self.histogram.pointed.connect(self._grey_pointed)
        self.scale.chosen.connect(lambda number: self.histogram.use_log(number == 0))
        column.addWidget(self.histogram)
        self.ink_name = line(self, "ink_name", "dim")
        self.ink = CountBars("ink", self)
        self.ink.setAccessibleName(self.tr("Ink of each class"))
        self.ink.pointed.connect(self._class_pointed)
        fill(column, self.ink_name, self.ink, STRETCH)
        self.wait()

    def wait(self) -> None:
        """Show that the numbers are being worked out."""
        self.found = self.summary = None
        self.name.setText(self.tr("Adding up the images..."))
        self.mean.show_pixels(None)
        self.spread.show_pixels(None)
        self.histogram.show_counts(np.zeros(256, np.int64))
        self.ink.show_values(np.zeros(0), (), ())
        self.table.show_summaries(None, None)
        for label in (*self._captions, self.zeros, self.ink_name):
            label.setText("")

    def progress(self, fraction: float) -> None:
        """Say how much of the images has been added up."""
        self.name.setText(self.tr("Adding up the images... {0:.0f} %").format(100 * fraction))

    def show_statistics(
        self, found: Statistics, chosen: Collection[int], name: str, classes: Sequence[str]
    ) -> None:
        """Show the numbers of the chosen classes (none: all) beside those of all."""
        self.found, self._classes = found, classes
        self.summary = summary = found.of(chosen)
        self.name.setText(name)
        set_tip(self.name, name)
        self.mean.show_pixels(None if summary.mean_image is None else scaled(summary.mean_image, 1))
        spread = summary.std_image
        self._top = 0.0 if spread is None else float(spread.max())
        self.spread.show_pixels(None if spread is None else scaled(spread, self._top or 1.0))
        self._show_captions()
        self.table.show_summaries(summary, found.of() if chosen else None)
        self.zeros.setText(self.tr("Greys 1 to 255; {0:.1f} % are 0").format(100 * summary.zeros))
        self.histogram.show_counts(summary.histogram)
        self.ink.show_values(found.ink, classes, frozenset(chosen))
        self._class_pointed(self.ink.under)

    def _show_captions(self) -> None:
        if self.summary is not None and self.summary.mean_image is not None:
            self._captions[0].setText(self.tr("mean, white is 1"))
            top = significant(self._top, signed=False)
            words = self.tr("spread, white is {0}") if self._top else self.tr("no spread: all are alike")
            self._captions[1].setText(words.format(top))
        else:
            words = self.tr("no image") if self.summary is not None and not self.summary.count else ""
            self._captions[0].setText(words or self.tr("too large for one a class"))
            self._captions[1].setText("")

    @Slot(int, int)
    def _pixel_pointed(self, row: int, column: int) -> None:
        summary = self.summary
        if row < 0 or summary is None or summary.mean_image is None or summary.std_image is None:
            self._show_captions()
            self.said.emit("", "")
            return
        mean = significant(float(np.mean(summary.mean_image[..., row, column])), signed=False)
        std = significant(float(np.mean(summary.std_image[..., row, column])), signed=False)
        self._captions[0].setText(self.tr("mean {0}").format(mean))
        self._captions[1].setText(self.tr("spread {0}").format(std))
        words = self.tr("over {0:,} images its mean is {1} and its standard deviation {2}, of 0 to 1.")
        subject = self.tr("Pixel, row {0}, column {1}").format(row, column)
        self.said.emit(subject, words.format(summary.count, mean, std))

    @Slot(int)
    def _grey_pointed(self, grey: int) -> None:
        if grey < 0 or self.summary is None:
            self.said.emit("", "")
            return
        count, total = int(self.summary.histogram[grey]), int(self.summary.histogram.sum())
        words = self.tr("{0:,} of {1:,} pixels have it, {2:.3g} %.")
        words = words.format(count, total, 100 * count / max(1, total))
        self.said.emit(self.tr("Grey {0}").format(grey), words)

    @Slot(int)
    def _class_pointed(self, label: int) -> None:
        if self.found is None:
            return
        if label < 0:
            self.ink_name.setText(self.tr("Ink of each class: its mean pixel, 0 to 1"))
            self.said.emit("", "")
            return
        ink, count = float(self.found.ink[label]), int(self.found.counts[label])
        text = self.tr("{0}: {1} over {2:,} images")
        number = significant(ink, signed=False) if count else self.tr("none")
        self.ink_name.setText(text.format(self._classes[label], number, count))
        words = self.tr(
            "The mean of all pixels of this class, from 0 (black) to 1 (white): how much of it is ink."
        )
        self.said.emit(self.tr("Ink of {0}").format(self._classes[label]), words)


class _Numbers(QWidget):
    """Images, size, mean and standard deviation; a second column holds those of all images."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("set_numbers")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(1)
        names = (self.tr("images"), self.tr("mean pixel"), self.tr("standard deviation"))
        self._heads = [PlainLabel("", self, size=theme.SECONDARY, role="faint") for _ in range(2)]
        for at, head in enumerate(self._heads, 1):
            grid.addWidget(head, 0, at, Qt.AlignmentFlag.AlignRight)
        self.cells: list[list[PlainLabel]] = []
        for row, name in enumerate(names, 1):
            grid.addWidget(PlainLabel(name, self, size=theme.SECONDARY, role="dim"), row, 0)
            cells = [PlainLabel(self, size=theme.SECONDARY, role=role, mono=True) for role in ("", "dim")]
            for at, cell in enumerate(cells, 1):
                grid.addWidget(cell, row, at, Qt.AlignmentFlag.AlignRight)
            self.cells.append(cells)
        grid.setColumnStretch(0, 1)

    def show_summaries(self, chosen: Summary | None, every: Summary | None) -> None:
        """The numbers of the chosen images, and of all of them if those are others."""
        for at, summary in enumerate((chosen, every)):
            texts = [""] * 3
            if summary is not None:
                texts = [f"{summary.count:,}", f"{summary.mean:.4f}", f"{summary.std:.4f}"]
                texts = texts if summary.count else [texts[0], "-", "-"]
            for row, text in zip(self.cells, texts, strict=True):
                row[at].setText(text)
                row[at].setVisible(bool(text) or at == 0)
        words = (self.tr("chosen"), self.tr("all")) if every is not None else ("", "")
        for head, word in zip(self._heads, words, strict=True):
            head.setText(word)
            head.setVisible(bool(word))
