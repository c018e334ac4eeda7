"""Picking one weight and changing it: layer, channel and its switch, the kernel's cells, a field."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnnviz import theme
from cnnviz.session import Session
from cnnviz.touch import words
from cnnviz.touch.live import Touching
from cnnviz.touch.slab import in_channel, index_of, slab
from cnnviz.views.colormap import peak, round_up
from cnnviz.views.controls import Button, Choice, tell
from cnnviz.views.form import NumberField
from cnnviz.views.numbers import significant
from cnnviz.views.segments import Segments
from cnnviz.views.touch.channels import ChannelSwitches
from cnnviz.views.touch.kernel import KernelGrid
from core.training.acts import Act, SetValue, SwitchOff, SwitchOn, silenced

SMALL = 0.01  # a step where every weight is zero
PARAMETERS = ("weight", "bias")


class WeightEditor(QWidget):
    """Everything about the one number that is picked."""

    def __init__(self, session: Session, touching: Touching, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.touching = session, touching
        self.setObjectName("weight_editor")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._which())
        self._caption = self._label("channel_caption", theme.FLOOR, "dim")
        column.addWidget(self._caption)
        self.channels = ChannelSwitches(self)
        tell(
            self.channels,
            self.tr("Output channels and their switches"),
            self.tr("Click a number to pick the channel, its switch to turn it off or on (arrows, Space)."),
        )
        column.addWidget(self.channels)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.grid = KernelGrid(self)
        tell(
            self.grid,
            self.tr("The weights, one a cell"),
            self.tr(
                "Drag a cell up or down, or turn the wheel on it; arrows move, + and - change, Enter types."
            ),
        )
        row.addWidget(self.grid, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._value(), 1)
        column.addLayout(row)
        self._error = self._label("touch_error", theme.SECONDARY, "wrong")
        self._error.setWordWrap(True)
        self._error.hide()
        column.addWidget(self._error)
        self._connect()

    def theme_changed(self) -> None:
        """Tints and repaints."""
        for button in (self._back, self._forth, self._less, self._more):
            button.theme_changed()
        self.grid.update()
        self.channels.update()

    # building

    def _label(self, name: str, size: int, role: str = "", mono: bool = False) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setFont(theme.font(size, theme.MEDIUM, mono))
        label.setProperty("role", role)
        return label

    def _which(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.layer = Choice("touch_layer", self)
        tell(
            self.layer,
            self.tr("Layer"),
            self.tr("The layer whose weights are shown."),
        )
        self.parameter = Segments(
            "touch_parameter",
            (
                ("touch_weight", self.tr("weight"), self.tr("The weights that multiply the layer's input.")),
                (
                    "touch_bias",
                    self.tr("bias"),
                    self.tr("What is added, one an output channel."),
                ),
            ),
            self,
        )
        row.addWidget(self.layer, 1)
        row.addWidget(self.parameter)
        return row

    def _value(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        pages = QHBoxLayout()
        pages.setSpacing(2)
        self._page = self._label("kernel_page", theme.SECONDARY, "dim")
        self._back = self._button("kernel_back", "left", self.tr("The kernel of the input before (PgUp)"))
        self._forth = self._button("kernel_forth", "right", self.tr("The kernel of the next input (PgDn)"))
        pages.addWidget(self._page, 1)
        pages.addWidget(self._back)
        pages.addWidget(self._forth)
        column.addLayout(pages)
        self._place = self._label("weight_place", theme.SECONDARY, "", mono=True)
        column.addWidget(self._place)
        self.field = NumberField("touch_value", parent=self)
        tell(
            self.field,
            self.tr("Value of the picked weight"),
            self.tr("Type a number and press Enter; the network answers with it at once."),
        )
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        steps = QHBoxLayout()
        steps.setSpacing(4)
        self._less = self._button("weight_less", "", self.tr("Less by one step (-)"), "−")
        self._more = self._button("weight_more", "", self.tr("More by one step (+)"), "+")
        self._zero = self._button("weight_zero", "", self.tr("Make it zero"), "0")
        for button in (self._less, self._more, self._zero):
            steps.addWidget(button, 1)
        column.addLayout(steps)
        self._step = self._label("weight_step", theme.FLOOR, "dim")
        column.addWidget(self._step)
        column.addStretch(1)
        return column

    def _button(self, name: str, icon: str, tip: str, text: str = "") -> Button:
        button = Button(name, "flat" if icon else "raised", icon, self)
        button.setText(text)
        if text:
            button.setMinimumWidth(30)
        tell(button, tip.partition(" (")[0], tip)
        return button

    def _connect(self) -> None:
        touching = self.touching
        self.layer.activated.connect(self._layer_chosen)
        self.parameter.chosen.connect(self._parameter_chosen)
        self.channels.chosen.connect(self._channel_chosen)
        self.channels.switched.connect(self._switched)
        self.channels.pointed.connect(self._explain_channel)
        self.grid.chosen.connect(self._cell_chosen)
        self.grid.stepped.connect(self._stepped)
        self.grid.paged.connect(self._turn)
        self.grid.edit.connect(self._edit)
        self.grid.pointed.connect(self._explain_cell)
        self.field.returnPressed.connect(self._typed)
        self._back.clicked.connect(lambda: self._turn(-1))
        self._forth.clicked.connect(lambda: self._turn(1))
        self._less.clicked.connect(lambda: self._stepped(-1.0, True))
        self._more.clicked.connect(lambda: self._stepped(1.0, True))
        self._zero.clicked.connect(lambda: touching.set_value(0.0))
        touching.picked.connect(self._picked)
        touching.refused.connect(self._refused)

    # what is shown

    @Slot()
    def refresh(self) -> None:
        """Shows the numbers as the newest snapshot has them."""
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
        off = self._off(shot.parameters)
        self.channels.show_channels(off, touching.channel)
        self._caption.setText(self._channel_words(len(off), int(off.sum())))
        here = slab(array, touching.index)
        self.grid.show_values(here.values, here.size, round_up(peak(array)), here.place)
        several = here.pages > 1
        self._page.setText(
            self.tr("input {0} of {1}").format(here.page, here.pages) if several else self._kind(array)
        )
        for button in (self._back, self._forth):
            button.setVisible(several)
        where = ", ".join(str(i) for i in touching.index)
        self._place.setText(f"[{where}]")
        value = touching.value
        if not self.field.hasFocus() or not self.field.isModified():
            # as short as it is exact among 32-bit numbers: 0.15, not 0.15000000596
            self.field.show_value(None if value is None else float(str(np.float32(value))))
        self._step.setText(self.tr("+ and − change it by {0}").format(f"{self.step:g}"))
        shown = "" if value is None else significant(value)
        name = f"{touching.layer} {touching.parameter} [{where}]"
        self.grid.setAccessibleDescription(f"{name}: {shown}")
        self.channels.setAccessibleDescription(
            self.tr("channel {0} is {1}").format(
                touching.channel, self.tr("off") if off[touching.channel] else self.tr("on")
            )
        )

    def _off(self, parameters: object) -> np.ndarray:
        """Which channels of the layer say nothing: all that a switch sets to zero is zero."""
        shot = self.session.snapshot
        assert shot is not None
        count = len(shot.parameters[f"{self.touching.layer}.weight"])
        off = np.ones(count, bool)
        for name in silenced(shot.spec, self.touching.layer):
            array = shot.parameters.get(name)  # a buffer isn't among them; its channel's weights say enough
            if array is not None:
                off &= ~array.reshape(count, -1).any(axis=1)  # (C, ...) -> (C, rest)
        return off

    def _channel_words(self, count: int, off: int) -> str:
        text = self.tr("output channel {0} of {1}").format(self.touching.channel, count)
        return text if not off else self.tr("{0}; {1} off").format(text, off)

    def _kind(self, array: np.ndarray) -> str:
        if array.ndim == 1:
            return self.tr("one a channel")
        if array.ndim == 2:
            return self.tr("{0} inputs").format(array.shape[1])
        return self.tr("its kernel")

    @property
    def step(self) -> float:
        """By how much + changes a weight: about a fifth of their RMS, a round number."""
        array = self.touching.array
        if array is None:
            return SMALL
        root = float(np.sqrt(np.mean(np.square(array, dtype=np.float64))))
        if not math.isfinite(root) or root <= 0:
            return SMALL
        power = 10.0 ** math.floor(math.log10(root / 5))
        return power * max(m for m in (1, 2, 5) if m * power <= root / 5 * 1.0001)

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

    @Slot(int)
    def _channel_chosen(self, channel: int) -> None:
        array = self.touching.array
        if array is not None:
            index = in_channel(array, self.touching.index, channel)
            self.touching.pick(self.touching.layer, self.touching.parameter, index)

    @Slot(int)
    def _switched(self, channel: int) -> None:
        shot = self.session.snapshot
        if shot is not None:
            self._say("")
            self.touching.switch(channel, off=not self._off(shot.parameters)[channel])

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
            self._say("")
            self.touching.set_value(value + steps * self.step, join)

    @Slot()
    def _edit(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    @Slot()
    def _typed(self) -> None:
        try:
            value = self.field.value()
        except ValueError as error:
            self._say(str(error))
            return
        if value is None:
            self._say(self.tr("Type a number, such as 0.25"))
            return
        self.field.setModified(False)
        self._say("")
        self.touching.set_value(float(value))

    @Slot()
    def _picked(self) -> None:
        self.field.setModified(False)
        self._say("")
        self.refresh()

    @Slot(object, str)
    def _refused(self, act: Act, why: str) -> None:
        if isinstance(act, SetValue | SwitchOff | SwitchOn):
            self._say(words.refusal(act, why))

    def _say(self, text: str) -> None:
        """Says beneath the field what is wrong; "" takes it away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.field.setProperty("wrong", bool(text))
        self.field.setAccessibleDescription(text)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)

    @Slot(int)
    def _explain_channel(self, channel: int) -> None:
        if channel < 0:
            self.session.explain("", "")
            return
        self.session.explain(
            self.tr("{0} channel {1}").format(self.touching.layer, channel),
            self.tr(
                "Its switch makes it say nothing: its weights, bias and batch-norm become zero, or come back."
            ),
        )

    @Slot(int, int)
    def _explain_cell(self, row: int, col: int) -> None:
        array = self.touching.array
        if row < 0 or array is None:
            self.session.explain("", "")
            return
        index = index_of(array, self.touching.index, row, col)
        where = ", ".join(str(i) for i in index)
        name = (
            f"{self.touching.layer} {self.touching.parameter} [{where}]: {significant(float(array[index]))}"
        )
        self.session.explain(name, self.tr("Drag up for more, down for less; double-click to type."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the field puts its number back, before it closes anything."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.field.isModified():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.field.setModified(False)
                self._say("")
                self.refresh()
                self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
