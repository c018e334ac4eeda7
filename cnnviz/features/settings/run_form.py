"""The fields of a run: what it is made of, and the two numbers of it that may change while it goes.

The learning rate is what the run's schedule is made of; typed anew, the schedule goes on in its shape.
"""

from __future__ import annotations

import contextlib
import dataclasses
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox
from cnnviz.widgets.form import CONTROL, Field, Fields, NumberField
from cnnviz.widgets.layouts import vbox
from cnnviz.widgets.plain import PlainLabel, caption, set_tip
from cnnviz.widgets.preset_choice import PresetChoice
from cnnviz.widgets.recipe_choices import augmentations, optimizers, schedules
from core.data.augment import Augmentation
from core.presets import preset
from core.training import ConfigError, Snapshot, TrainConfig
from core.training.config import PREPROCESSINGS

# The rates that optimisers usually begin with, PyTorch's but for SGD's.
USUAL_LR = {"sgd": 0.1, "rmsprop": 0.01, "adagrad": 0.01, "adam": 0.001, "adamw": 0.001}
USUAL_MOMENTUM = {"sgd": 0.9, "rmsprop": 0.0, "adagrad": 0.9, "adam": 0.9, "adamw": 0.9}  # Adagrad takes none


class RunForm(QWidget):
    """Network, data and learning; `lr` and `momentum` are live."""

    edited = Signal()
    live_changed = Signal(str, float)  # "lr" | "momentum", to be applied at once
    preset_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = self._base = TrainConfig()
        # What the live fields are in the run now.
        self._live = {"lr": self._run.lr, "momentum": self._run.momentum}
        self._filled = dict[str, Any]()  # what the fields were filled with from the run
        self._held = 0  # the last step with the rate of now, if that was set by hand on the schedule's way up
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._rows = vbox(self, 7)
        self.fields = Fields("setting", self._rows, self)
        self._build_network()
        self._build_data()
        self._build_learning()
        self.edited.connect(self._fit_optimizer)
        self.edited.connect(self._fit_schedule)
        self.edited.connect(self._show_about)

    def show_run(self, config: TrainConfig, goes_on: bool = False) -> None:
        """Show the config of the run that is going on; what waits stays if it `goes_on` from the last one."""
        typed = self._typed() if goes_on else {}
        base = self._base if goes_on and self._base != self._run else config
        self._run, self._live = config, {"lr": config.lr, "momentum": config.momentum}
        with QSignalBlocker(self):
            self.fill(config)
        self._filled = self.fields.edits()
        self.edit({**self._filled, **typed, "": base})

    def _typed(self) -> dict[str, Any]:
        """What stands in the fields and is another run's, by name."""
        edits = {name: edit for name, edit in self.fields.edits().items() if edit != self._filled[name]}
        return {name: edit for name, edit in edits.items() if name not in self._live or self._waits(name)}

    def show_live(self, shot: Snapshot) -> None:
        """Show what the run's base rate and momentum are now, unless something else stands there."""
        if shot.held_until != self._held:
            self._held = shot.held_until
            self._fit_schedule()
        now = {"lr": shot.base_lr, "momentum": shot.momentum}
        if now == self._live:
            return
        last, self._live = self._live, now
        for name, value in now.items():
            with contextlib.suppress(ConfigError):
                if self._of_run() and self.fields.value(name) == last[name]:
                    self.fields.show(name, value)
        self.edited.emit()

    def _waits(self, name: str) -> bool:
        """Whether a live field was filled with another number than the run's: only a reset takes that."""
        control = self.fields[name].control
        if not control.isEnabled() or (isinstance(control, NumberField) and control.isModified()):
            return False
        try:
            return bool(self.fields.value(name) != self._live[name])
        except ConfigError:
            return False

    def _of_run(self) -> bool:
        """Whether the fields that a rate is for, preset, optimiser and schedule, are those of the run."""
        run = self._run
        return (
            self.fields.value("preset") == (None if run.spec is not None else run.preset)
            and self.fields.value("optimizer") == run.optimizer
            and self.fields.value("schedule") == run.schedule
        )

    def show_images(self, name: str) -> None:
        """Show what the images of the run are called."""
        room = CONTROL - 24
        text = self.images.fontMetrics().elidedText(caption(name), Qt.TextElideMode.ElideMiddle, room)
        self.images.setText(text)

    def fill(self, config: TrainConfig) -> None:
        """Fill the fields from a config; what they don't show is kept from it as well."""
        self._base = config
        for name in self.fields:
            value: Any = getattr(config, name)
            if name == "augmentation":
                value = value is not None
            elif name == "preset" and config.spec is not None:
                value = None  # the network of a loaded file is no preset's
            self.fields.show(name, value)
        self.fields.clear_errors()
        self.edited.emit()

    def edits(self) -> dict[str, Any]:
        """What stands in the fields, by name, whether it makes sense or not; "" is what they began with."""
        return {"": self._base, **self.fields.edits()}

    def edit(self, edits: dict[str, Any]) -> None:
        """Put into the fields what `edits` of another form told."""
        self._base = edits[""]
        self.fields.edit(edits)
        self.edited.emit()

    def show_summary(self, text: str) -> None:
        """Show what the chosen network is made of."""
        self._summary.setText(text)

    @Slot()
    def _show_about(self) -> None:
        name = self.fields.value("preset")
        self._about.setText("" if name is None else worded(preset(name).about))
        self._about.setVisible(name is not None)

    @property
    def network(self) -> TrainConfig:
        """The config of before with the chosen network."""
        name = self.fields.value("preset")
        # the network of a loaded file gives way to the preset's
        return self._base if name is None else dataclasses.replace(self._base, preset=name, spec=None)

    def wanted(self) -> TrainConfig:
        """The config that the fields describe; ConfigError names the field that makes no sense."""
        items = {name: self.fields.value(name) for name in self.fields}
        if items["augmentation"]:
            items["augmentation"] = self._base.augmentation or Augmentation().as_dict()
        else:
            items["augmentation"] = None
        del items["preset"]
        return dataclasses.replace(self.network, **items).validate()

    def changed(self) -> bool:
        """Whether the fields describe another run than the one shown; what is typed live does not."""
        try:
            wanted = self.wanted()
        except ConfigError:
            return True
        live: dict[str, Any] = {"lr": self._run.lr, "momentum": self._run.momentum}
        return dataclasses.replace(wanted, **live) != self._run or any(map(self._waits, live))

    # building

    def _build_network(self) -> None:
        self._heading(self.tr("Network"))
        tip = self.tr("The network with its recipe. Choosing one fills in the recipe below.")
        choice = PresetChoice("setting_preset", self)
        set_tip(choice, tip)
        choice.setSizeAdjustPolicy(PresetChoice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(10)  # the drawer is as wide as it is
        choice.activated.connect(self.edited)
        self.fields.place("preset", self.tr("preset"), choice, wide=True)
        choice.activated.connect(lambda index: self.preset_chosen.emit(choice.itemData(index)))
        self._about = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="preset_about")
        self._rows.addWidget(self._about)
        self._summary = PlainLabel(self, size=theme.FLOOR, role="dim", mono=True, name="network_summary")
        self._summary.setAccessibleName(self.tr("Summary of the network"))
        self._rows.addWidget(self._summary)

    def _build_data(self) -> None:
        self._heading(self.tr("Data"))
        self.images = Button("setting_images", "raised", "", self)
        set_tip(self.images, self.tr("Choose other images: MNIST, those used lately, or your own."))
        self._rows.addWidget(Field(self.tr("images"), self.images, parent=self))
        tip = self.tr("Train on the first so many; empty: on all.")
        self._number("limit", self.tr("images at most"), tip, True).setPlaceholderText(self.tr("all"))
        words = {
            "unit": self.tr("0 to 1"),
            "standard": self.tr("mean 0, variance 1"),
            "raw": self.tr("0 to 255"),
            "signed": self.tr("-1 to 1"),
        }
        tip = self.tr("How the bytes of a pixel become the network's input.")
        kinds = [(words[name], name) for name in PREPROCESSINGS]
        self._choice("preprocessing", self.tr("pixels as"), kinds, tip)
        tip = self.tr("Move and slant each image at random, anew in every epoch: slower, better in the end.")
        self._choice("augmentation", self.tr("augmentation"), augmentations(), tip)
        tip = self.tr("Images a step: with more, the gradient is steadier and an epoch has fewer steps.")
        self._number("batch_size", self.tr("batch size"), tip, True)

    def _build_learning(self) -> None:
        self._heading(self.tr("Learning"))
        tip = self.tr("The rule that turns a gradient into a change of the weight.")
        choice = self._choice("optimizer", self.tr("optimiser"), optimizers(), tip)
        choice.activated.connect(self._optimizer_chosen)
        self._number("lr", self.tr("learning rate"), "", live=True)
        tip = self.tr("How much of the last step's direction goes on. Applies at once.")
        self._number("momentum", self.tr("momentum"), tip, live=True)
        tip = self.tr("How strongly weights are pulled towards zero.")
        self._number("weight_decay", self.tr("weight decay"), tip)
        tip = self.tr("How the learning rate changes over the epochs.")
        self._choice("schedule", self.tr("schedule"), schedules(), tip)
        tip = self.tr("How long the schedule is; training goes on after it at the last rate.")
        self._number("epochs", self.tr("epochs"), tip, True)
        tip = self.tr("The same seed gives the same weights and the same batches, bit for bit.")
        self._number("seed", self.tr("seed"), tip, True)

    def _heading(self, text: str) -> None:
        if self._rows.count():
            self._rows.addSpacing(6)
        self._rows.addWidget(PlainLabel(text, self, size=theme.SECONDARY, weight=theme.BOLD))

    def _choice(self, name: str, text: str, items: list[tuple[str, Any]], tip: str) -> ComboBox:
        control = self.fields.choice(name, text, items, tip)
        control.activated.connect(lambda _: self._changed(name))
        return control

    def _number(self, name: str, text: str, tip: str, whole: bool = False, live: bool = False) -> NumberField:
        control = self.fields.number(name, text, tip, whole, self.tr("live") if live else "")
        control.textEdited.connect(lambda _: self._changed(name))
        control.settled.connect(lambda: self._apply_live(name) if live else self._makes_sense(name))
        control.returnPressed.connect(lambda: self._entered(name))
        return control

    @Slot()
    def _optimizer_chosen(self) -> None:
        """Another optimiser begins with its usual rate and momentum, the run's own with those of the run."""
        chosen = self.fields.value("optimizer")
        usual = {"lr": USUAL_LR[chosen], "momentum": USUAL_MOMENTUM[chosen]}
        for name, value in (self._live if chosen == self._run.optimizer else usual).items():
            self.fields.show(name, value)
        self.edited.emit()

    @Slot()
    def _fit_optimizer(self) -> None:
        """What momentum is for the chosen optimiser; only the one of the run takes numbers at once."""
        chosen, field = self.fields.value("optimizer"), self.fields["momentum"]
        field.rename(self.tr("momentum (beta 1)") if chosen.startswith("adam") else self.tr("momentum"))
        field.control.setEnabled(chosen != "adagrad")
        for name in ("lr", "momentum"):
            live = self._of_run() and not self._waits(name) and (name == "lr" or chosen != "adagrad")
            self.fields[name].tag.setVisible(live)

    @Slot()
    def _fit_schedule(self) -> None:
        """Which rate of the chosen schedule is asked for, and what the schedule makes of it."""
        tip = self.tr(
            "The learning rate: how far a step goes along the gradient. The schedule makes the rate of each"
            " step of this one; it is in the bar at the top. Applies at once, in proportion: the schedule"
            " keeps its shape. For one rate throughout choose the constant schedule."
        )
        if self._held and self._of_run():
            tip = self.tr(
                "The learning rate: how far a step goes along the gradient. It was set by hand while the"
                " schedule rose, which rises no more: this is the rate of each step up to {0}, from where the"
                " schedule falls. Another one applies at once, in its place."
            ).format(f"{self._held:,}")
        set_tip(self.fields["lr"].control, tip)
        names = {"constant": self.tr("learning rate"), "onecycle": self.tr("highest rate")}
        name = names.get(self.fields.value("schedule"), self.tr("first rate"))
        if self._held and self._of_run():
            name = self.tr("rate to step {0}").format(f"{self._held:,}")
        self.fields["lr"].rename(name)

    # the values

    @Slot()
    def _apply_live(self, name: str) -> None:
        """Tell of a live number that was typed, unless it makes no sense, or is one of another run."""
        control = self.fields[name].control
        assert isinstance(control, NumberField)
        if self._makes_sense(name) and self._of_run() and control.isModified():
            control.setModified(False)
            self.live_changed.emit(name, float(self.fields.value(name)))

    def _entered(self, name: str) -> None:
        """The keys are the window's again, unless there is something to mend in the field."""
        if self._makes_sense(name):
            self.setFocus()

    def _changed(self, name: str) -> None:
        self.mark(name)  # what is wrong with the others is said on
        self.edited.emit()

    def mark(self, but: str = "") -> None:
        """Say under every number, but one, what is wrong with it."""
        for name, field in self.fields.items():
            if name != but and isinstance(field.control, NumberField):
                self._makes_sense(name)

    def _makes_sense(self, name: str) -> bool:
        """Say under a field what is wrong with the number that was typed, if something is."""
        self.fields[name].show_error("")
        try:
            dataclasses.replace(self._base, **{name: self.fields.value(name)}).validate()
        except ConfigError as error:
            if error.field == name:
                self.fields[name].show_error(error.message)
                return False
        return True
