"""The fields that describe a run: from a TrainConfig into controls, and from controls into a TrainConfig.

The form never changes anything itself; it tells what was edited, and puts a refusal under the field it names.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import ComboBox
from cnnviz.widgets.form import Field, NumberField
from cnnviz.widgets.layouts import vbox
from cnnviz.widgets.plain import PlainLabel, set_tip
from core.data.augment import Augmentation
from core.presets import PRESETS
from core.training import ConfigError, TrainConfig
from core.training.config import OPTIMIZERS, PREPROCESSINGS, SCHEDULES


class RunForm(QWidget):
    """Network, data and learning; `lr` and `momentum` are live."""

    edited = Signal()
    live_changed = Signal(str, float)  # "lr" | "momentum", to be applied at once
    preset_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = self._base = TrainConfig()
        self._fields: dict[str, Field] = {}
        self._rows = vbox(self, 7)
        self._build_network()
        self._build_data()
        self._build_learning()

    def show_run(self, config: TrainConfig) -> None:
        """Shows the config of the run that is going on."""
        self._run = config
        self.fill(config)

    def fill(self, config: TrainConfig) -> None:
        """Fills the fields from a config; what they don't show is kept from it as well."""
        self._base = config
        for name, field in self._fields.items():
            value: Any = getattr(config, name)
            if name == "augmentation":
                value = value is not None
            elif name == "preset" and config.spec is not None:
                value = None  # the network of a loaded file is no preset's
            if isinstance(field.control, NumberField):
                field.control.show_value(value)
            elif isinstance(field.control, ComboBox):
                field.control.setCurrentIndex(field.control.findData(value))
            field.show_error("")
        self.edited.emit()

    def show_summary(self, text: str) -> None:
        """Shows what the network is made of."""
        self._summary.setText(text)

    def wanted(self) -> TrainConfig:
        """The config that the fields describe; ConfigError names the field that makes no sense."""
        items = {name: self._value(name) for name in self._fields}
        if items["augmentation"]:
            items["augmentation"] = self._base.augmentation or Augmentation().as_dict()
        else:
            items["augmentation"] = None
        if items["preset"] is None:
            items["preset"] = self._base.preset
        else:
            items["spec"] = None  # the network of a loaded file gives way to the preset's
        return dataclasses.replace(self._base, **items).validate()

    def changed(self) -> bool:
        """Whether the fields describe another run than the one shown; what is live doesn't count."""
        try:
            wanted = self.wanted()
        except ConfigError:
            return True
        live: dict[str, Any] = {"lr": self._run.lr, "momentum": self._run.momentum}
        return dataclasses.replace(wanted, **live) != self._run

    def clear_errors(self) -> None:
        """Takes all refusals away."""
        for field in self._fields.values():
            field.show_error("")

    def refuse(self, error: ConfigError) -> bool:
        """Puts a refusal under its field and goes there; False if there is no such field."""
        field = self._fields.get(error.field)
        if field is None:
            return False
        field.show_error(error.message)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # building

    def _build_network(self) -> None:
        self._heading(self.tr("Network"))
        tip = self.tr("The network with its recipe. Choosing one fills in the recipe below.")
        presets = [(worded(preset.title), preset.name) for preset in PRESETS]
        choice = self._choice("preset", self.tr("preset"), presets, tip, wide=True)
        choice.setPlaceholderText(self.tr("a network of your own"))
        choice.activated.connect(lambda index: self.preset_chosen.emit(choice.itemData(index)))
        self._summary = PlainLabel(self, size=theme.FLOOR, role="dim", mono=True, name="network_summary")
        self._summary.setAccessibleName(self.tr("Summary of the network"))
        self._rows.addWidget(self._summary)

    def _build_data(self) -> None:
        self._heading(self.tr("Data"))
        self._number(
            "limit", self.tr("images at most"), self.tr("Train on the first so many; empty: on all."), True
        )
        words = {
            "unit": self.tr("0 to 1"),
            "standard": self.tr("mean 0, variance 1"),
            "raw": self.tr("0 to 255"),
            "signed": self.tr("-1 to 1"),
        }
        tip = self.tr("How the bytes of a pixel become the network's input.")
        self._choice("preprocessing", self.tr("pixels as"), _worded(PREPROCESSINGS, words), tip)
        tip = self.tr("Move and slant each image at random, anew in every epoch: slower, better in the end.")
        kinds = [(self.tr("none"), False), (self.tr("shift and shear"), True)]
        self._choice("augmentation", self.tr("augmentation"), kinds, tip)
        tip = self.tr("Images a step: with more, the gradient is steadier and an epoch has fewer steps.")
        self._number("batch_size", self.tr("batch size"), tip, True)

    def _build_learning(self) -> None:
        self._heading(self.tr("Learning"))
        words = {
            "sgd": "SGD",
            "rmsprop": "RMSprop",
            "adagrad": "Adagrad",
            "adam": "Adam",
            "adamw": "AdamW",
        }
        tip = self.tr("The rule that turns a gradient into a change of the weight.")
        self._choice("optimizer", self.tr("optimiser"), _worded(OPTIMIZERS, words), tip)
        tip = self.tr("How far a step goes along the gradient. Applies at once.")
        self._number("lr", self.tr("learning rate"), tip, live=True)
        tip = self.tr("How much of the last step's direction goes on. Applies at once.")
        self._number("momentum", self.tr("momentum"), tip, live=True)
        self._number(
            "weight_decay", self.tr("weight decay"), self.tr("How strongly weights are pulled towards zero.")
        )
        words = {
            "constant": self.tr("constant"),
            "cosine": self.tr("cosine"),
            "step": self.tr("in steps"),
            "onecycle": self.tr("one cycle"),
        }
        tip = self.tr("How the learning rate changes over the epochs.")
        self._choice("schedule", self.tr("schedule"), _worded(SCHEDULES, words), tip)
        tip = self.tr("How long the schedule is; training goes on after it at the last rate.")
        self._number("epochs", self.tr("epochs"), tip, True)
        tip = self.tr("The same seed gives the same weights and the same batches, bit for bit.")
        self._number("seed", self.tr("seed"), tip, True)

    def _heading(self, text: str) -> None:
        if self._rows.count():
            self._rows.addSpacing(6)
        label = PlainLabel(text, self, size=theme.SECONDARY, weight=theme.BOLD)
        self._rows.addWidget(label)

    def _choice(
        self, name: str, text: str, items: list[tuple[str, Any]], tip: str, wide: bool = False
    ) -> ComboBox:
        control = ComboBox(f"setting_{name}", self)
        for shown, value in items:
            control.addItem(shown, value)
        set_tip(control, tip)
        control.activated.connect(self.edited)
        self._fields[name] = Field(text, control, parent=self, wide=wide)
        self._rows.addWidget(self._fields[name])
        return control

    def _number(self, name: str, text: str, tip: str, whole: bool = False, live: bool = False) -> None:
        control = NumberField(f"setting_{name}", whole, self)
        set_tip(control, tip)
        control.textEdited.connect(self.edited)
        self._fields[name] = Field(text, control, self.tr("live") if live else "", self)
        self._rows.addWidget(self._fields[name])
        if live:
            control.settled.connect(lambda: self._apply_live(name))

    # the values

    def _value(self, name: str) -> Any:
        control = self._fields[name].control
        if isinstance(control, ComboBox):
            return control.currentData()
        assert isinstance(control, NumberField)
        try:
            return control.value()
        except ValueError as error:
            raise ConfigError(name, str(error)) from None

    @Slot()
    def _apply_live(self, name: str) -> None:
        """Tells of a live number that was typed, unless it makes no sense."""
        field = self._fields[name]
        control = field.control
        field.show_error("")
        try:
            value = self._value(name)
            dataclasses.replace(self._base, **{name: value}).validate()
        except ConfigError as error:
            if error.field == name:
                field.show_error(error.message)
                return
        assert isinstance(control, NumberField)
        if control.isModified():
            control.setModified(False)
            self.live_changed.emit(name, float(value))


def _worded(names: tuple[str, ...], words: dict[str, str]) -> list[tuple[str, str]]:
    return [(words.get(name, name), name) for name in names]
