"""The page Map: every image a point, by the two directions in which a layer's outputs differ most.

All layers are mapped in one walk through the network, on a thread of its own; going from layer to layer then
shows where the classes come apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.features.evaluate.evaluation import EvaluationJob
from cnnviz.features.evaluate.image_caption import ImageCaption, percent
from cnnviz.features.evaluate.layer_strip import LayerStrip
from cnnviz.features.evaluate.result import Result
from cnnviz.features.evaluate.sample_page import SamplePage, SampleWork
from cnnviz.features.evaluate.scatter import Scatter, ScatterPoints
from cnnviz.plots.palette import colour_of
from cnnviz.session import Session
from cnnviz.session.background import Report
from cnnviz.system.translation import QT_TRANSLATE_NOOP, Count
from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.controls import Button, Check, ComboBox, tell
from cnnviz.widgets.keys import ENTER, PRESS
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.painting import RIGHT, frame, smooth, write
from cnnviz.widgets.plain import PlainLabel, set_tip
from core.evaluation.pca import Components, layers, maps, nearest_own_middle
from core.evaluation.robustness import sample

HEIGHT = 22.0  # pixels of a row
KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, *PRESS, Qt.Key.Key_A)


@dataclass(frozen=True)
class LegendRow:
    """A class, how many images of it there are, and how many of them were read wrongly."""

    name: str
    count: int
    wrong: int


class ClassLegend(CellWidget):
    """`pointed` tells the class under the mouse or the arrows; `switched` that others are hidden now.

    A click shows or hides a class, a double click shows it alone, or all again.
    """

    own_keys = KEYS
    lets_go = True

    switched = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.rows: tuple[LegendRow, ...] = ()
        self.hidden: frozenset[int] = frozenset()

    def show_rows(self, rows: tuple[LegendRow, ...]) -> None:
        """Show other classes; which are hidden stays, unless the classes are others."""
        if [row.name for row in rows] != [row.name for row in self.rows]:
            self.hidden, self.under = frozenset(), -1
        self.rows = rows
        self.updateGeometry()
        self.update()

    def pick(self, number: int) -> None:
        self.switch(number)

    def switch(self, index: int) -> None:
        """Show a hidden class, hide a shown one."""
        self.hidden = self.hidden ^ {index}
        self.switched.emit()
        self.update()

    def alone(self, index: int) -> None:
        """Show one class only; if it is the only one, all of them."""
        others = frozenset(range(len(self.rows))) - {index}
        self.hidden = frozenset() if self.hidden == others else others
        self.switched.emit()
        self.update()

    def show_all(self) -> None:
        """Hide no class."""
        if self.hidden:
            self.hidden = frozenset()
            self.switched.emit()
            self.update()

    def count(self) -> int:
        return len(self.rows)

    def place(self, number: int) -> QRectF:
        return QRectF(0, number * HEIGHT, self.width(), HEIGHT)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(190, round(HEIGHT * max(1, len(self.rows))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        for index, row in enumerate(self.rows):
            box = self.place(index)
            shown = index not in self.hidden
            if index == self.under:
                edge = "accent" if self.hasFocus() else ""
                frame(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), 5, edge, "raised")
            mark = QPointF(box.left() + 14, box.center().y())
            painter.setPen(QPen(colour_of(index), 1.6))
            painter.setBrush(colour_of(index) if shown else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(mark, 4.5, 4.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            font, role = theme.font(theme.SECONDARY), "dim" if shown else "faint"
            bold = theme.font(theme.BODY, theme.SEMIBOLD if shown else theme.REGULAR)
            bold.setStrikeOut(not shown)
            write(painter, box.adjusted(28, 0, -112, 0), row.name, bold, "text" if shown else "faint")
            write(painter, box.adjusted(0, 0, -64, 0), f"{row.count:,}", font, role, RIGHT)
            role = "wrong" if row.wrong and shown else role
            write(painter, box.adjusted(0, 0, -8, 0), f"{row.wrong:,} ✗", font, role, RIGHT)
        painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.hidden = self.hidden ^ {row}  # as it was before the first click of the two
            self.alone(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_A:
            self.show_all()
        elif event.key() in ENTER and self.under >= 0:
            self.alone(self.under)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self.under < 0 and self.rows and by_key:
            self.point(0)


@dataclass(eq=False)
class MapWork(SampleWork):
    """The maps of one network, as far as they are made."""

    names: tuple[str, ...]
    found: dict[str, Components] = field(default_factory=dict)
    before: dict[str, np.ndarray] = field(default_factory=dict)  # where the same images lay at another step
    apart: dict[str, float] = field(default_factory=dict)  # the part that lies nearest to its class's middle

    @classmethod
    def of(cls, result: Result, count: int) -> MapWork:
        """To be made of so many of the result's images."""
        return cls(result, sample(len(result.dataset), count), layers(result.copy.spec))

    def work(self, report: Report) -> None:
        copy = self.result.copy
        x = copy.preprocessing(self.result.dataset.images[self.indices])
        labels, classes = self.result.answers.labels[self.indices], len(self.result.classes)
        for name, components in maps(copy.network(), x, progress=report, like=self.before):
            self.apart[name] = nearest_own_middle(components.coordinates, labels, classes)
            self.found[name] = components
            report(len(self.found) / len(self.names))

    def same_images(self, other: SampleWork) -> bool:
        """Whether another mapping is of the same images, by the same layers."""
        return isinstance(other, MapWork) and self.names == other.names and super().same_images(other)

    @property
    def complete(self) -> bool:
        return len(self.found) == len(self.names)

    def points(self, name: str) -> ScatterPoints:
        """A layer's map."""
        answers, found = self.result.answers, self.found[name]
        labels, read = answers.labels[self.indices], answers.read[self.indices]
        return ScatterPoints(found.coordinates, labels, read, self.result.classes, found.shares)


WIDTH, SPACE = 208, 4  # pixels


class MapSide(QWidget):
    """`changed` tells that other classes are shown, or another one is looked at."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._head = PlainLabel(
            self.tr("Class, images, read wrongly"), self, size=theme.SECONDARY, role="dim"
        )
        self.legend = ClassLegend("map_legend", self)
        tip = self.tr("Click hides or shows a class, double click all others.")
        tell(self.legend, self.tr("Classes"), tip)
        self.legend.pointed.connect(self._changed)
        self.legend.switched.connect(self._changed)
        self._area = scrolled(self.legend, self, "", clear=True)
        tip = self.tr("Show every class again (A)")
        self.all = Button("map_all", "raised", "", self, self.tr("All classes"), tip, self.legend.show_all)
        self.wrong = Check("map_wrong", self.tr("only those read wrongly"), self)
        tell(self.wrong, self.tr("Only those read wrongly"), self.tr("Leave out what is read rightly."))
        self.wrong.toggled.connect(self._changed)
        words = self.tr(
            "A ring marks what is read wrongly. Dots that overlap here may lie apart in directions "
            "that two axes can't show. Wheel: closer; drag: move; Home: whole."
        )
        self.setFixedWidth(max(WIDTH, self._head.sizeHint().width(), self.wrong.sizeHint().width()))
        self.note = PlainLabel(words, self, size=theme.SECONDARY, role="dim", wrap=True)
        set_tip(self, words)
        area = (self._area, 1000)  # as much as it needs, before the empty room beneath
        below = (self.all, 0, Qt.AlignmentFlag.AlignLeft), self.wrong, STRETCH, self.note
        fill(vbox(self, SPACE), self._head, area, *below)

    def show_mapping(self, mapping: MapWork | None) -> None:
        """Count the images of each class of a mapping, and those read wrongly."""
        if mapping is None:
            self.legend.show_rows(())
            return
        result, indices = mapping.result, mapping.indices
        labels, right = result.answers.labels[indices], result.answers.right[indices]
        count = len(result.classes)
        images = np.bincount(labels, minlength=count).tolist()
        wrong = np.bincount(labels[~right], minlength=count).tolist()
        rows = zip(result.classes, images, wrong, strict=True)
        self.legend.show_rows(tuple(LegendRow(*row) for row in rows))
        self._area.setMaximumHeight(self.legend.sizeHint().height())
        self._fit()
        self._changed()

    def _fit(self) -> None:
        """The note gives way to the classes; it is the tip as well."""
        parts = self._head, self.legend, self.all, self.wrong
        needed = sum(part.sizeHint().height() + SPACE for part in parts)
        needed += self.note.heightForWidth(self.width()) + SPACE
        self.note.setVisible(self.height() >= needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _changed(self) -> None:
        self.all.setEnabled(bool(self.legend.hidden))
        self.changed.emit()


class MapPage(SamplePage):
    """Follows the layer that is chosen."""

    inherited = "mapping", "_wanted"
    name = "map"
    tip = QT_TRANSLATE_NOOP("Evaluate", "How many images are mapped, drawn from all of them.")
    missing = QT_TRANSLATE_NOOP("Evaluate", "Not all layers are mapped.")
    counts, most, usual = (1_000, 2_000, 5_000, 10_000), 10_000, 2_000

    def __init__(self, session: Session, evaluation: EvaluationJob, parent: QWidget) -> None:
        super().__init__(session, evaluation, parent)
        self.mapping: MapWork | None = None
        self.shown: MapWork | None = None  # by the scatter: the one before, until the new one is there
        self._layer = ""  # and which layer of it
        self._wanted = "fc5"
        self._taken: set[str] = set()  # layers whose new maps the strip has
        self._build()

    # as a page about a sample

    def current(self) -> MapWork | None:
        return self.mapping

    def forget(self) -> None:
        self.mapping = None
        self.strip.show_layers(())
        self._draw()

    def take_over(self, found: dict[str, Any]) -> None:
        """Show the maps that there were, if they are whole."""
        super().take_over(found)
        mapping = self.mapping
        if mapping is None or not mapping.complete:
            self.mapping = None
            return
        self.offer_counts(len(mapping.result.dataset), len(mapping.indices))
        self._offer_layers(mapping)
        self.strip.show_layers(mapping.names)
        self.strip.choose(self.layer.currentText())
        self.show_found()

    # building

    def _build(self) -> None:
        tip = self.tr("Whose outputs are mapped. Go from the input to the last layer and watch classes part.")
        self.layer = ComboBox("map_layer", self, text=self.tr("Layer"), tip=tip)
        self.layer.setMinimumWidth(96)
        self.layer.activated.connect(lambda: self.show_layer(self.layer.currentText()))
        tip = self.tr("Everything in sight again (Home)")
        self.fit = Button("map_fit", "raised", "", self, self.tr("Whole"), tip)
        self.kept = PlainLabel(self, size=theme.BODY, wrap=True, name="map_kept")
        self.scatter = Scatter("map_scatter", self._card, self)
        self.scatter.setAccessibleName(self.tr("Map of the images"))
        words = self.tr("Each dot is an image. Point at one to see it, click to put it on the canvas.")
        self.scatter.setStatusTip(self.tr("Map of the images") + "\n" + words)
        self.fit.clicked.connect(self.scatter.view_all)
        self.scatter.said.connect(self.session.message)
        self.scatter.pointed.connect(self._pointed)
        self.scatter.chosen.connect(self._open)
        self.side = MapSide(self)
        self.legend = self.side.legend
        self.keys = {Qt.Key.Key_A: self.legend.show_all, Qt.Key.Key_Home: self.scatter.view_all}
        self.side.changed.connect(self._classes)
        self.strip = LayerStrip("map_strip", self)
        tell(self.strip, self.tr("Layers"), self.tr("The map of every layer, in the order of the network."))
        set_tip(self.strip, "")
        self.strip.chosen.connect(self.show_layer)
        self.strip.pointed.connect(self._strip_pointed)
        row = hbox(spacing=8)
        for control in (self.layer, self.count, self.fit):
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        fill(row, (self.kept, 1), self.working)
        middle = fill(hbox(spacing=12), (self.scatter, 1), self.side)
        fill(vbox(self, 8), row, (middle, 1), self.strip)

    # mapping

    def start(self, result: Result) -> None:
        before = self.mapping if self.mapping is not None and self.mapping.complete else self.shown
        self.offer_counts(len(result.dataset))
        self.mapping = mapping = MapWork.of(result, self.count.currentData())
        self._offer_layers(mapping)
        if before is not None and before.same_images(mapping):
            mapping.before.update((name, found.coordinates) for name, found in before.found.items())
        else:
            self.shown = None
            self.strip.show_layers(mapping.names)
        self._taken.clear()
        self.strip.choose(self.layer.currentText())
        self.do(mapping, self.tr("Mapping"))
        self._draw()

    def _offer_layers(self, mapping: MapWork) -> None:
        if list(mapping.names) != [self.layer.itemText(row) for row in range(self.layer.count())]:
            self.layer.clear()
            self.layer.addItems(list(mapping.names))
            self.layer.setCurrentText(self._wanted if self._wanted in mapping.names else mapping.names[-1])

    def show_found(self) -> None:
        mapping = self.mapping
        if mapping is not None:
            for name in [name for name in list(mapping.found) if name not in self._taken]:
                self._taken.add(name)
                self.strip.show_map(name, mapping.points(name), f"{100 * mapping.apart[name]:.0f} %")
            self._draw()

    def give_up(self) -> None:
        """Let what was left of an earlier step go, too."""
        if self.mapping is not None:
            self.shown = None
            self._taken.clear()
            self.strip.show_layers(self.mapping.names)
            self.show_found()

    # showing

    def show_layer(self, name: str) -> None:
        """Show the map of a layer, or of "input"."""
        self._wanted = name
        self.layer.setCurrentText(name)
        self.strip.choose(name)
        self._draw()

    def _draw(self) -> None:
        mapping, name, before = self.mapping, self.layer.currentText(), self.shown
        if mapping is None:
            self.shown = None
        elif name in mapping.found:
            self.shown = mapping
        elif before is None or name not in before.found:
            self.shown = None
        if self.shown is None:
            self._layer = ""
            self.kept.setText("")
            waiting = self.tr("The map of {0} is being made."), self.tr("There is no map of {0}.")
            self.scatter.empty = waiting[not self.background.running].format(name) if mapping else ""
            self.scatter.show_points(ScatterPoints())
            self.side.show_mapping(mapping)
            return
        if self.shown is not before or name != self._layer:
            self.scatter.still = self.session.player.still
            same = before is not None and self.shown.same_images(before) and bool(self._layer)
            self.scatter.show_points(self.shown.points(name), same)
            self._layer = name
            self.side.show_mapping(self.shown)
        self.network_moved()

    def network_moved(self) -> None:
        """Say of which network the map is."""
        mapping, name = self.shown, self._layer
        if mapping is None:
            return
        words = self.tr(
            "{0} {1}: these two axes keep {2} of the variance; "
            "{3} of the dots lie nearest to the middle of their own class."
        )
        kept, apart = float(mapping.found[name].shares.sum()), mapping.apart[name]
        result = mapping.result
        at = self.tr("at step {0}").format(f"{result.step:,}")
        at = self.session.dated(at, result.version, result.step)
        self.kept.setText(words.format(name, at, percent(kept), percent(apart)))

    @Slot()
    def _classes(self) -> None:
        at = self.legend.under
        self.scatter.show_classes(self.legend.hidden, at, self.side.wrong.isChecked())
        if at >= 0:
            row = self.legend.rows[at]
            words = self.tr("{0} {0:image|images}, {1} of them read wrongly. Click hides or shows them.")
            subject = self.tr("Class {0}").format(row.name)
            self.session.explain(subject, words.format(Count(row.count), f"{row.wrong:,}"))

    def _card(self, at: int) -> ImageCaption:
        assert self.shown is not None
        result, index = self.shown.result, int(self.shown.indices[at])
        answers = result.answers
        return ImageCaption(
            result.dataset.images[index],
            result.name(index),
            result.classes[int(answers.labels[index])],
            result.classes[int(answers.read[index])],
            float(answers.confidence[index]),
        )

    @Slot(int)
    def _pointed(self, at: int) -> None:
        if at >= 0:
            self.session.explain_by(lambda: self._about_dot(at))

    def _about_dot(self, at: int) -> tuple[str, str]:
        if self.shown is None:
            return "", ""
        words = self.tr("{0} Click, or Enter, puts it on the canvas.").format(self._card(at).sentence)
        return self.tr("Map"), words

    @Slot(int)
    def _open(self, at: int) -> None:
        if self.shown is not None:
            self.evaluation.exhibit(self.shown.result, int(self.shown.indices[at]))

    @Slot(int)
    def _strip_pointed(self, number: int) -> None:
        mapping = self.mapping
        name = self.strip.names[number] if number >= 0 else ""
        if name and mapping is not None and name in mapping.found:
            first, second = (percent(float(share)) for share in mapping.found[name].shares)
            words = self.tr(
                "Its first two components keep {0} and {1} of the variance; "
                "{2} of the dots lie nearest to the middle of their own class. Click shows it large."
            )
            self.session.explain(name, words.format(first, second, percent(mapping.apart[name])))
