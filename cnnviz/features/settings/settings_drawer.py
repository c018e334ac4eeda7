"""The settings of the run, in a drawer over the canvas: what it is made of, what may change while it goes.

Learning rate and momentum apply at once. Everything else describes another run, so it waits for "Reset with
these settings"; what makes no sense is refused under its own field.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from cnnviz.session import Session
from cnnviz.system import language
from cnnviz.system.settings import Settings
from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, tell
from cnnviz.widgets.form import CONTROL, Field, NumberField
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.plain import PlainLabel, caption, set_tip
from cnnviz.widgets.preset_choice import PresetChoice
from cnnviz.widgets.sheet import Heir
from core.data.augment import Augmentation
from core.presets import preset
from core.training import ConfigError, TrainConfig
from core.training.config import OPTIMIZERS, PREPROCESSINGS, SCHEDULES

WIDTH = 280

# The rates that optimisers usually begin with, PyTorch's but for SGD's.
USUAL_LR = {"sgd": 0.1, "rmsprop": 0.01, "adagrad": 0.01, "adam": 0.001, "adamw": 0.001}


class RunForm(QWidget):
    """Network, data and learning; `lr` and `momentum` are live."""

    edited = Signal()
    live_changed = Signal(str, float)  # "lr" | "momentum", to be applied at once
    preset_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = self._base = TrainConfig()
        self._fields: dict[str, Field] = {}
        self._layers = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._rows = vbox(self, 7)
        self._build_network()
        self._build_data()
        self._build_learning()
        self.edited.connect(self._fit_optimizer)
        self.edited.connect(self._show_layers)

    def show_run(self, config: TrainConfig) -> None:
        """Show the config of the run that is going on."""
        self._run = config
        self.fill(config)

    def show_images(self, name: str) -> None:
        """Show what the images of the run are called."""
        room = CONTROL - 24
        text = self.images.fontMetrics().elidedText(caption(name), Qt.TextElideMode.ElideMiddle, room)
        self.images.setText(text)

    def fill(self, config: TrainConfig) -> None:
        """Fill the fields from a config; what they don't show is kept from it as well."""
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
        self._about.setText(worded(preset(config.preset).about) if config.spec is None else "")
        self.edited.emit()

    def edits(self) -> dict[str, Any]:
        """What stands in the fields, by name, whether it makes sense or not; "" is what they began with."""
        edits: dict[str, Any] = {"": self._base}
        for name, field in self._fields.items():
            if isinstance(control := field.control, NumberField):
                edits[name] = control.text()
            elif isinstance(control, ComboBox):
                edits[name] = control.currentData()
        return edits

    def edit(self, edits: dict[str, Any]) -> None:
        """Put into the fields what `edits` of another form told."""
        self._base = edits[""]
        for name, field in self._fields.items():
            if isinstance(field.control, NumberField):
                field.control.setText(edits[name])
            elif isinstance(field.control, ComboBox):
                field.control.setCurrentIndex(field.control.findData(edits[name]))
        self.edited.emit()

    def show_summary(self, text: str) -> None:
        """Show what the network of the run under way is made of."""
        self._layers = text
        self._show_layers()

    @Slot()
    def _show_layers(self) -> None:
        other = self._value("preset") not in (None, self._run.preset)
        head = self.tr("Of the run under way:") + "\n"
        self._summary.setText(head + self._layers if other and self._layers else self._layers)

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
        """Take all refusals away."""
        for field in self._fields.values():
            field.show_error("")

    def refuse(self, error: ConfigError) -> bool:
        """Put a refusal under its field and go there; False if there is no such field."""
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
        choice = PresetChoice("setting_preset", self)
        set_tip(choice, tip)
        choice.setSizeAdjustPolicy(PresetChoice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(10)  # the drawer is as wide as it is
        choice.activated.connect(self.edited)
        self._fields["preset"] = Field(self.tr("preset"), choice, parent=self, wide=True)
        self._rows.addWidget(self._fields["preset"])
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
        self._choice("preprocessing", self.tr("pixels as"), _worded(PREPROCESSINGS, words), tip)
        tip = self.tr("Move and slant each image at random, anew in every epoch: slower, better in the end.")
        kinds = [(self.tr("none"), False), (self.tr("shift and shear"), True)]
        self._choice("augmentation", self.tr("augmentation"), kinds, tip)
        tip = self.tr("Images a step: with more, the gradient is steadier and an epoch has fewer steps.")
        self._number("batch_size", self.tr("batch size"), tip, True)

    def _build_learning(self) -> None:
        self._heading(self.tr("Learning"))
        words = {"sgd": "SGD", "rmsprop": "RMSprop", "adagrad": "Adagrad", "adam": "Adam", "adamw": "AdamW"}
        tip = self.tr("The rule that turns a gradient into a change of the weight.")
        choice = self._choice("optimizer", self.tr("optimiser"), _worded(OPTIMIZERS, words), tip)
        choice.activated.connect(self._optimizer_chosen)
        tip = self.tr(
            "How far a step goes along the gradient. The schedule makes the rate of each step of it, which is"
            " in the bar at the top. Applies at once."
        )
        self._number("lr", self.tr("learning rate"), tip, live=True)
        tip = self.tr("How much of the last step's direction goes on. Applies at once.")
        self._number("momentum", self.tr("momentum"), tip, live=True)
        tip = self.tr("How strongly weights are pulled towards zero.")
        self._number("weight_decay", self.tr("weight decay"), tip)
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
        self._rows.addWidget(PlainLabel(text, self, size=theme.SECONDARY, weight=theme.BOLD))

    def _choice(self, name: str, text: str, items: list[tuple[str, Any]], tip: str) -> ComboBox:
        control = _choice(f"setting_{name}", items, tip, self)
        control.activated.connect(self.edited)
        self._fields[name] = Field(text, control, parent=self)
        self._rows.addWidget(self._fields[name])
        return control

    def _number(self, name: str, text: str, tip: str, whole: bool = False, live: bool = False) -> NumberField:
        control = NumberField(f"setting_{name}", whole, self)
        set_tip(control, tip)
        control.textEdited.connect(self.edited)
        self._fields[name] = Field(text, control, self.tr("live") if live else "", self)
        self._rows.addWidget(self._fields[name])
        if live:
            control.settled.connect(lambda: self._apply_live(name))
        control.returnPressed.connect(self.setFocus)  # the keys are the window's again
        return control

    @Slot()
    def _optimizer_chosen(self) -> None:
        """Another optimiser begins with its own usual rate; the one of the run has the run's again."""
        same = self._value("optimizer") == self._run.optimizer
        lr = self._run.lr if same else USUAL_LR[self._value("optimizer")]
        for name, value in (("lr", lr), ("momentum", self._run.momentum)):
            control = self._fields[name].control
            assert isinstance(control, NumberField)
            control.show_value(value)
        self.edited.emit()

    @Slot()
    def _fit_optimizer(self) -> None:
        """What momentum is for the chosen optimiser; only the one of the run takes numbers at once."""
        chosen, field = self._value("optimizer"), self._fields["momentum"]
        field.rename(self.tr("momentum (beta 1)") if chosen.startswith("adam") else self.tr("momentum"))
        field.control.setEnabled(chosen != "adagrad")
        for name in ("lr", "momentum"):
            self._fields[name].tag.setVisible(chosen == self._run.optimizer and chosen != "adagrad")

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
        """Tell of a live number that was typed, unless it makes no sense."""
        if self._value("optimizer") != self._run.optimizer:
            return  # it is the rate of another run
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


def _choice(name: str, items: list[tuple[str, Any]], tip: str, parent: QWidget) -> ComboBox:
    """A box with these items, text and value each."""
    made = ComboBox(name, parent)
    for text, value in items:
        made.addItem(text, value)
    set_tip(made, tip)
    return made


class SettingsDrawer(Heir, QWidget):
    """A column of 280 px; emits what concerns the window rather than the run."""

    theme_chosen = Signal(str)
    motion_chosen = Signal(bool)
    workers_chosen = Signal(int)
    language_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("settings_drawer")
        self.setAccessibleName(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._run = -1  # the run that the summary is of
        self._form = RunForm(self)
        self._form.live_changed.connect(self._apply_live)
        self._form.preset_chosen.connect(self._fill_preset)
        fill(vbox(self, 0, (0, 0, 1, 0)), self._header(), (self._body(), 1), self._footer())
        self._form.edited.connect(self._show_note)
        session.config_changed.connect(self._run_changed)
        session.snapshot_changed.connect(self._snapshot_changed)
        self._run_changed()
        self._snapshot_changed()

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """The close button is the settings action itself; the images are chosen in a sheet."""
        self._close.clicked.connect(actions["settings"].trigger)
        self._form.images.clicked.connect(actions["data"].trigger)

    def show_choices(self, remembered: Settings) -> None:
        """Show what the window has remembered."""
        self._language.setCurrentIndex(max(0, self._language.findData(remembered.language)))
        self._theme.setCurrentIndex(max(0, self._theme.findData(remembered.theme)))
        self._motion.setCurrentIndex(int(remembered.reduced_motion))
        self._workers.setCurrentIndex(max(0, self._workers.findData(remembered.workers)))

    def hand_over(self) -> dict[str, Any]:
        """What is typed and chosen, and not yet applied."""
        return self._form.edits()

    def take_over(self, found: dict[str, Any]) -> None:
        """Have it typed and chosen again."""
        self._form.edit(found)

    def offer(self, config: TrainConfig) -> None:
        """Fill the fields from another run; nothing starts before the reset."""
        self._form.fill(config)

    def wanted(self) -> TrainConfig:
        """The config that the fields describe; ConfigError names the field that makes no sense."""
        return self._form.wanted()

    @Slot()
    def apply(self) -> bool:
        """Start a new run with these settings; False if one of them is refused."""
        self._form.clear_errors()
        try:
            config = self._form.wanted()
        except ConfigError as error:
            if not self._form.refuse(error):
                self.session.message.emit(str(error), "error")
            return False
        self.session.reset(config)
        return True

    # building

    def _header(self) -> QWidget:
        header = QWidget(self)
        header.setFixedHeight(40)
        title = PlainLabel(self.tr("Settings"), header, size=theme.BODY, weight=theme.BOLD)
        self._close = Button("settings_close", "flat", "close", header)
        tell(self._close, self.tr("Close the settings"), self.tr("What was edited stays until a reset (S)"))
        fill(hbox(header, margins=(14, 0, 8, 0)), (title, 1), self._close)
        return header

    def _body(self) -> QWidget:
        page = QWidget(self)
        page.setObjectName("settings_page")
        heading = PlainLabel(self.tr("Window"), page, size=theme.SECONDARY, weight=theme.BOLD)
        themes = [
            (self.tr("dark"), "dark"),
            (self.tr("light"), "light"),
            (self.tr("as the system"), "system"),
        ]
        self._theme = _choice("theme_choice", themes, self.tr("The light theme suits projectors."), page)
        self._theme.activated.connect(lambda index: self.theme_chosen.emit(self._theme.itemData(index)))
        look = Field(self.tr("theme"), self._theme, parent=page)
        spoken = [(self.tr("as the system"), language.SYSTEM)]
        spoken += [(language.name(code), code) for code in language.codes()]
        tip = self.tr("Acts at once; training goes on.")
        self._language = _choice("language_choice", spoken, tip, page)
        self._language.activated.connect(self._choose_language)
        speech = Field(self.tr("language"), self._language, parent=page)
        tip = self.tr("Reduced: nothing slides, what opens is there at once.")
        motions = [(self.tr("full"), False), (self.tr("reduced"), True)]
        self._motion = _choice("motion_choice", motions, tip, page)
        self._motion.activated.connect(lambda index: self.motion_chosen.emit(self._motion.itemData(index)))
        motion = Field(self.tr("motion"), self._motion, parent=page)
        tip = self.tr("How many processes make a training step. The weights are the same, bit for bit.")
        counts = [(self.tr("one"), 1), (self.tr("two, if faster"), 2)]
        self._workers = _choice("workers_choice", counts, tip, page)
        self._workers.activated.connect(lambda index: self.workers_chosen.emit(self._workers.itemData(index)))
        workers = Field(self.tr("workers"), self._workers, parent=page)
        rows = vbox(page, 7, (14, 10, 10, 12))
        fill(rows, self._form, 6, heading, look, speech, motion, workers, STRETCH)
        return scrolled(page, self, "settings_body")

    def _footer(self) -> QWidget:
        footer = QWidget(self)
        column = vbox(footer, 6, (14, 8, 14, 12))
        self._note = PlainLabel(footer, size=theme.SECONDARY, role="dim", wrap=True)
        button = Button("apply_settings", "primary", "", footer, self.tr("Reset with these settings"))
        if button.sizeHint().width() > WIDTH - 29:
            button.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
        words = self.tr("Start a new run from its seed. The run so far is kept.")
        tell(button, button.text(), words)
        button.clicked.connect(self.apply)
        column.addWidget(self._note)
        column.addWidget(button)
        return footer

    @Slot(int)
    def _choose_language(self, index: int) -> None:
        self.language_chosen.emit(self._language.itemData(index))

    # what the session says, and what goes there

    @Slot()
    def _run_changed(self) -> None:
        self._form.show_run(self.session.config)
        path = self.session.data_path
        self._form.show_images(self.tr("MNIST") if path is None else path.name)

    @Slot()
    def _snapshot_changed(self) -> None:
        shot = self.session.snapshot
        if shot is not None and shot.run != self._run:
            self._run = shot.run
            self._summarise()

    @Slot(str)
    def _fill_preset(self, name: str) -> None:
        self._form.fill(TrainConfig.from_preset(name, seed=self.session.config.seed))

    @Slot(str, float)
    def _apply_live(self, name: str, value: float) -> None:
        (self.session.set_lr if name == "lr" else self.session.set_momentum)(value)

    @Slot()
    def _show_note(self) -> None:
        if self._form.changed():
            self._note.setText(self.tr("Your changes wait for a reset."))
        else:
            self._note.setText(self.tr("What is marked live applies at once."))

    def _summarise(self) -> None:
        """List the layers that learn, with the sizes of their weights."""
        shot = self.session.snapshot
        if shot is None:
            return
        lines = []
        for layer in shot.layers:
            own = [(k, a) for k, a in shot.parameters.items() if k.startswith(f"{layer}.")]
            arrays = {k.rpartition(".")[2]: a for k, a in own}
            shape = "×".join(str(n) for n in arrays["weight"].shape) if "weight" in arrays else ""
            count = sum(a.size for a in arrays.values())
            lines.append(f"{layer:<8}{shape:<14}{count:>11,}")
        total = sum(a.size for a in shot.parameters.values())
        name = self.tr("in all")
        lines.append(f"{name:<8}{'':<14}{total:>11,}")
        self._form.show_summary("\n".join(lines))
