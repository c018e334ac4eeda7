"""Picking one weight and changing it: layer, channel and its switch, the kernel's cells, a field."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cnnviz.features.touch import words
from cnnviz.features.touch.channels import ChannelRow, index_of, slab
from cnnviz.features.touch.value import ValueField
from cnnviz.session import Session
from cnnviz.session.weight_edits import Touching
from cnnviz.system.translation import Count
from cnnviz.system.wording import COLON, listed
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import peak, round_up, signed_table
from cnnviz.widgets.controls import Button, ComboBox, tell
from cnnviz.widgets.grid_widget import NOWHERE, GridWidget, Pair
from cnnviz.widgets.keys import MOVE, PRESS
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import draw_lines, frame, ring
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments
from cnnviz.widgets.tiles import atlas
from core.training.acts import Act, SetValue, SwitchOff, SwitchOn

SIDE = 150  # pixels of the grid, at most; larger only where cells would be too small to hit
LARGEST, SMALLEST = 30, 6  # pixels of a cell
LINES_FROM = 9  # pixels of a cell from which on cells are parted by lines
NOTCH = 120  # of the wheel
DRAG = 4  # pixels a step
CHANGE = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus)


class KernelGrid(GridWidget):
    """The cells, one of them chosen. `stepped` tells by how many steps it is to change, and whether that goes
    on with the change before; `paged` asks for the next or the last kernel, `edit` for the field.
    """

    own_keys = MOVE + PRESS
    by_row = True
    chosen = Signal(int, int)
    stepped = Signal(float, bool)
    paged = Signal(int)
    edit = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("kernel_grid", parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.values: np.ndarray = np.zeros((1, 1), np.float32)
        self.count = 1
        self.limit = 1.0
        self.place = (0, 0)
        self._pressed: float | None = None  # where the mouse went down, while it is
        self._dragged = 0  # whole steps dragged so far
        self._wheel = 0
        self._clicked_at: QPoint | None = None  # where the grid lay in its window then

    @property
    def cell(self) -> int:
        """The pixels of a cell."""
        rows, cols = self.values.shape
        return max(SMALLEST, min(LARGEST, SIDE // max(rows, cols)))

    def show_values(self, values: np.ndarray, count: int, limit: float, place: tuple[int, int]) -> None:
        """Show numbers, (rows, cols) of which the first `count` are real, and the chosen one's place."""
        other = values.shape != self.values.shape
        self.values, self.count, self.limit, self.place = values, count, limit, place
        if other:
            self.updateGeometry()
            self.setFixedSize(self.sizeHint())
        self.update()

    # as a grid

    def shape(self) -> Pair:
        return self.values.shape[0], self.values.shape[1]

    def begin(self) -> Pair:
        return self.place

    def pick(self, row: int, column: int) -> None:
        self.edit.emit()

    def pair_at(self, point: QPointF) -> Pair:
        rows, cols = self.values.shape
        row, col = int(point.y() // self.cell), int(point.x() // self.cell)
        inside = 0 <= row < rows and 0 <= col < cols and row * cols + col < self.count
        return (row, col) if inside else NOWHERE

    def rect_of(self, row: int, col: int) -> QRectF:
        """Where a cell lies."""
        return QRectF(col * self.cell, row * self.cell, self.cell, self.cell)

    def go(self, row: int, column: int) -> None:
        """Choose a cell, as near as there is one."""
        rows, cols = self.values.shape
        row, column = max(0, min(row, rows - 1)), max(0, min(column, cols - 1))
        if row * cols + column >= self.count:
            row, column = divmod(self.count - 1, cols)
        if (row, column) != self.place:
            self.place = (row, column)
            self.chosen.emit(row, column)
            self.update()

    # Qt

    def sizeHint(self) -> QSize:
        rows, cols = self.values.shape
        return QSize(cols * self.cell, rows * self.cell)

    def owns(self, event: QKeyEvent) -> bool:
        return event.key() in CHANGE or super().owns(event)  # "+" is typed with Shift on many keyboards

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.paged.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in CHANGE:
            self.stepped.emit(-1.0 if key == Qt.Key.Key_Minus else 1.0, True)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.pair_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place != NOWHERE:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.go(*place)
            self._pressed, self._dragged = event.position().y(), 0
            self._clicked_at = self._corner()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.pair_at(event.position()) != NOWHERE:
            self.edit.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            steps = int((self._pressed - event.position().y()) / DRAG)
            if steps != self._dragged:
                self.stepped.emit(float(steps - self._dragged), self._dragged != 0)
                self._dragged = steps
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def _corner(self) -> QPoint:
        return self.mapTo(self.window(), QPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling past must not change a weight: only the cell that was clicked and lies under the mouse,
        # unless it is by scrolling that it came there.
        there = self.hasFocus() and self.pair_at(event.position()) == self.place
        if not there or self._corner() != self._clicked_at:
            event.ignore()
            return
        event.accept()
        self._wheel += event.angleDelta().y()
        notches, self._wheel = int(self._wheel / NOTCH), self._wheel - NOTCH * int(self._wheel / NOTCH)
        if notches:
            self.stepped.emit(float(notches), True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pressed = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rows, cols = self.values.shape
        size = self.cell
        box = QRectF(0, 0, cols * size, rows * size)
        painter.drawImage(box, atlas(self.values[None], self.limit, signed_table(theme.current())))
        for spare in range(self.count, rows * cols):
            painter.fillRect(self.rect_of(*divmod(spare, cols)), theme.colour("panel"))
        if size >= LINES_FROM:
            painter.setPen(QPen(theme.colour("panel"), 1))
            draw_lines(painter, box, rows, cols)
        if self.here not in (NOWHERE, self.place):
            frame(painter, self.rect_of(*self.here).adjusted(0.5, 0.5, -0.5, -0.5), 0, "text")
        frame(painter, self.rect_of(*self.place).adjusted(1, 1, -1, -1), 0, "accent", width=2)
        if self.hasFocus():
            ring(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), 0)
        painter.end()


PARAMETERS = ("weight", "bias")


class WeightEditor(QWidget):
    """Everything about the one number that is picked."""

    def __init__(self, session: Session, touching: Touching, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.touching = session, touching
        self.setObjectName("weight_editor")
        which = self._which()
        self.channels = ChannelRow(session, touching, self)
        self.grid = KernelGrid(self)
        tip = self.tr(
            "Drag a cell up or down. Once it is clicked: the wheel or + and - change it, Enter types, arrows"
            " move."
        )
        tell(self.grid, self.tr("The weights, one a cell"), tip)
        row = fill(hbox(spacing=12), (self.grid, 0, Qt.AlignmentFlag.AlignTop), (self._around(), 1))
        fill(vbox(self, 6), which, self.channels, row)
        self._connect()

    # building

    def _which(self) -> QHBoxLayout:
        self.layer = ComboBox("touch_layer", self)
        tell(self.layer, self.tr("Layer"), self.tr("The layer whose weights are shown."))
        rows = (
            ("touch_weight", self.tr("weight"), self.tr("The weights that multiply the layer's input.")),
            ("touch_bias", self.tr("bias"), self.tr("What is added, one an output channel.")),
        )
        self.parameter = Segments("touch_parameter", rows, self)
        return fill(hbox(spacing=8), (self.layer, 1), self.parameter)

    def _around(self) -> QVBoxLayout:
        self._page = PlainLabel(
            self, size=theme.SECONDARY, role="dim", weight=theme.MEDIUM, name="kernel_page", elastic=True
        )
        self._back = self._button("kernel_back", "left", self.tr("The kernel of the input before (PgUp)"))
        self._forth = self._button("kernel_forth", "right", self.tr("The kernel of the next input (PgDn)"))
        pages = fill(hbox(spacing=2), (self._page, 1), self._back, self._forth)
        self._place = PlainLabel(
            self, size=theme.SECONDARY, weight=theme.MEDIUM, mono=True, name="weight_place"
        )
        self.value = ValueField(self)
        return fill(vbox(spacing=6), pages, self._place, self.value, STRETCH)

    def _button(self, name: str, icon: str, tip: str) -> Button:
        button = Button(name, "flat", icon, self)
        tell(button, tip.partition(" (")[0], tip)
        return button

    def _connect(self) -> None:
        touching = self.touching
        self.layer.activated.connect(self._layer_chosen)
        self.parameter.chosen.connect(self._parameter_chosen)
        self.channels.asked.connect(lambda: self.value.say(""))
        self.grid.chosen.connect(self._cell_chosen)
        self.grid.stepped.connect(self._stepped)
        self.grid.paged.connect(self._turn)
        self.grid.edit.connect(self.value.edit)
        self.grid.pointed.connect(self._explain_cell)
        self.value.typed.connect(touching.set_value)
        self.value.stepped.connect(self._stepped)
        self.value.stepped.connect(self._take_keys)
        self.value.left.connect(self._left)
        self._back.clicked.connect(lambda: self._turn(-1))
        self._forth.clicked.connect(lambda: self._turn(1))
        touching.picked.connect(self._picked)
        touching.refused.connect(self._refused)
        touching.reported.connect(self._reported)

    @Slot()
    def _take_keys(self) -> None:
        """After a click on a button, which takes no keyboard: + and - go on with the weight."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _reported(self) -> None:
        self.value.say("")

    # what is shown

    @Slot()
    def refresh(self) -> None:
        """Show the numbers as the newest snapshot has them."""
        touching, shot = self.touching, self.session.snapshot
        array = touching.array
        if shot is None or array is None:
            return
        layers = list(shot.layers)
        if [self.layer.itemText(i) for i in range(self.layer.count())] != layers:
            self.layer.clear()
            self.layer.addItems(layers)
        self.layer.setCurrentIndex(layers.index(touching.layer))
        has_bias = f"{touching.layer}.bias" in shot.parameters
        self.parameter.group.button(1).setEnabled(has_bias)
        self.parameter.choose(PARAMETERS.index(touching.parameter))
        self.channels.refresh()
        here = slab(array, touching.index)
        self.grid.show_values(here.values, here.size, round_up(peak(array)), here.place)
        several = here.pages > 1
        page = self.tr("input {0} of {1}").format(here.page, here.pages)
        kind = page if several else self._kind(array)
        off = self.channels.switches.off[touching.channel] and array.ndim > 1
        self._page.setText(self.tr("{0}, off").format(kind) if off else kind)
        for button in (self._back, self._forth):
            button.setVisible(several)
        where = ", ".join(str(i) for i in touching.index)
        self._place.setText(f"[{where}]")
        value = touching.value
        self.value.show_value(value, touching.step)
        shown = "" if value is None else significant(value)
        name = f"{touching.layer} {touching.parameter} [{where}]"
        self.grid.setAccessibleDescription(listed((name, shown), COLON))

    def _kind(self, array: np.ndarray) -> str:
        if array.ndim == 1:
            return self.tr("one a channel")
        if array.ndim == 2:
            return self.tr("{0} {0:input|inputs}").format(Count(array.shape[1]))
        return self.tr("its kernel")

    # what is done

    @Slot(int)
    def _layer_chosen(self, number: int) -> None:
        name, shot = self.layer.itemText(number), self.session.snapshot
        if shot is None or name == self.touching.layer:
            return
        self.touching.pick(name, "weight", (0,) * shot.parameters[f"{name}.weight"].ndim)

    @Slot(int)
    def _parameter_chosen(self, number: int) -> None:
        shot, parameter = self.session.snapshot, PARAMETERS[number]
        if shot is None or parameter == self.touching.parameter:
            return
        ndim = shot.parameters[f"{self.touching.layer}.{parameter}"].ndim
        self.touching.pick(self.touching.layer, parameter, (self.touching.channel, *(0,) * (ndim - 1)))

    @Slot(int, int)
    def _cell_chosen(self, row: int, col: int) -> None:
        array = self.touching.array
        if array is not None:
            index = index_of(array, self.touching.index, row, col)
            self.touching.pick(self.touching.layer, self.touching.parameter, index)

    @Slot(int)
    def _turn(self, way: int) -> None:
        array, index = self.touching.array, self.touching.index
        if array is not None and array.ndim == 4:
            page = (index[1] + way) % array.shape[1]
            self.touching.pick(self.touching.layer, self.touching.parameter, (index[0], page, *index[2:]))

    @Slot(float, bool)
    def _stepped(self, steps: float, join: bool) -> None:
        value = self.touching.wanted
        if value is not None:
            self.value.say("")
            self.touching.set_value(value + steps * self.touching.step, join)

    @Slot()
    def _picked(self) -> None:
        self.value.forget()
        self.refresh()

    @Slot(object, object)
    def _refused(self, act: Act, why: ValueError) -> None:
        if isinstance(act, SetValue | SwitchOff | SwitchOn):
            self.value.say(words.refusal(why))

    @Slot()
    def _left(self) -> None:
        self.refresh()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int, int)
    def _explain_cell(self, row: int, col: int) -> None:
        self.session.explain_by(lambda: self._about_cell(row, col))

    def _about_cell(self, row: int, col: int) -> tuple[str, str]:
        array = self.touching.array
        if row < 0 or array is None:
            return "", ""
        index = index_of(array, self.touching.index, row, col)
        where = ", ".join(str(i) for i in index)
        name = f"{self.touching.layer} {self.touching.parameter} [{where}]"
        name = listed((name, significant(float(array[index]))), COLON)
        return name, self.tr("Drag up for more, down for less; double-click to type.")
