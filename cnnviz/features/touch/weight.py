"""Picking one weight and changing it: layer, channel and its switch, the kernel's cells, a field."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnnviz.features.touch import words
from cnnviz.features.touch.channels import ChannelRow
from cnnviz.features.touch.kernel import KernelGrid
from cnnviz.features.touch.slab import index_of, slab
from cnnviz.features.touch.value import SMALL, ValueField, step_of
from cnnviz.session import Session
from cnnviz.session.weight_edits import Touching
from cnnviz.widgets import theme
from cnnviz.widgets.colormap import peak, round_up
from cnnviz.widgets.controls import Button, ComboBox, tell
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.segments import Segments
from core.training.acts import Act, SetValue, SwitchOff, SwitchOn

PARAMETERS = ("weight", "bias")


class WeightEditor(QWidget):
    """Everything about the one number that is picked."""

    def __init__(self, session: Session, touching: Touching, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.touching = session, touching
        self.setObjectName("weight_editor")
        self._step = SMALL
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._which())
        self.channels = ChannelRow(session, touching, self)
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
        row.addLayout(self._around(), 1)
        column.addLayout(row)
        self._connect()

    # building

    def _label(self, name: str, size: int, role: str = "", mono: bool = False) -> QLabel:
        label = PlainLabel(self)
        label.setObjectName(name)
        label.setFont(theme.font(size, theme.MEDIUM, mono))
        label.setProperty("role", role)
        return label

    def _which(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.layer = ComboBox("touch_layer", self)
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

    def _around(self) -> QVBoxLayout:
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
        self.value = ValueField(self)
        column.addWidget(self.value)
        column.addStretch(1)
        return column

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
        self.value.left.connect(self._left)
        self._back.clicked.connect(lambda: self._turn(-1))
        self._forth.clicked.connect(lambda: self._turn(1))
        touching.picked.connect(self._picked)
        touching.refused.connect(self._refused)
        touching.reported.connect(lambda: self.value.say(""))

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
        self.channels.refresh()
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
        self.value.show_value(value, self._step)
        shown = "" if value is None else significant(value)
        name = f"{touching.layer} {touching.parameter} [{where}]"
        self.grid.setAccessibleDescription(f"{name}: {shown}")

    def _kind(self, array: np.ndarray) -> str:
        if array.ndim == 1:
            return self.tr("one a channel")
        if array.ndim == 2:
            return self.tr("{0} inputs").format(array.shape[1])
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
            self.touching.set_value(value + steps * self._step, join)

    @Slot()
    def _picked(self) -> None:
        self.value.forget()
        if self.touching.array is not None:
            self._step = step_of(self.touching.array)  # the same for as long as this one is changed
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
