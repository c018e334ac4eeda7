"""The settings of the run, in a drawer over the canvas: what it is made of, what may change while it goes.

Learning rate and momentum apply at once. Everything else describes another run, so it waits for "Reset with
these settings"; what makes no sense is refused under its own field.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cnnviz import theme
from cnnviz.session import Session
from cnnviz.views.controls import Button, Choice
from cnnviz.views.form import Field, NumberField
from core.data.augment import Augmentation
from core.presets import PRESETS
from core.training import ConfigError, TrainConfig
from core.training.config import OPTIMIZERS, PREPROCESSINGS, SCHEDULES

WIDTH = 280


class SettingsDrawer(QWidget):
    """A column of 280 px; emits what concerns the window rather than the run."""

    closed = Signal()
    theme_chosen = Signal(str)
    motion_chosen = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("settings_drawer")
        self.setAccessibleName(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._fields: dict[str, Field] = {}
        self._run = -1  # the run that the summary is of
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        page = QWidget(self)
        page.setObjectName("settings_page")
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(14, 10, 10, 12)
        self._rows.setSpacing(7)
        self._build()
        self._rows.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("settings_body")
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(scroll, 1)
        column.addWidget(self._footer())
        session.config_changed.connect(self._run_changed)
        session.snapshot_changed.connect(self._snapshot_changed)
        self._run_changed()

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """The close button is the settings action itself."""
        self._close.clicked.connect(actions["settings"].trigger)

    def theme_changed(self) -> None:
        """Tints the close button anew."""
        self._close.theme_changed()

    def show_choices(self, theme_name: str, reduced_motion: bool) -> None:
        """Shows what the window has remembered."""
        self._theme.setCurrentIndex(max(0, self._theme.findData(theme_name)))
        self._motion.setCurrentIndex(int(reduced_motion))

    # building

    def _header(self) -> QWidget:
        header = QWidget(self)
        header.setFixedHeight(40)
        row = QHBoxLayout(header)
        row.setContentsMargins(14, 0, 8, 0)
        title = QLabel(self.tr("Settings"), header)
        title.setFont(theme.font(theme.BODY, theme.BOLD))
        row.addWidget(title, 1)
        self._close = Button("settings_close", "flat", "close", header)
        self._close.setAccessibleName(self.tr("Close the settings"))
        self._close.setToolTip(self.tr("Close the settings (S)"))
        row.addWidget(self._close)
        return header

    def _footer(self) -> QWidget:
        footer = QWidget(self)
        column = QVBoxLayout(footer)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(6)
        self._note = QLabel(footer)
        self._note.setFont(theme.font(theme.SECONDARY))
        self._note.setProperty("role", "dim")
        self._note.setWordWrap(True)
        self._apply = Button("apply_settings", "primary", "", footer)
        self._apply.setText(self.tr("Reset with these settings"))
        self._apply.setAccessibleName(self._apply.text())
        self._apply.setToolTip(
            self.tr("Start a new run from its seed. The weights learnt so far are let go.")
        )
        self._apply.clicked.connect(self.apply)
        column.addWidget(self._note)
        column.addWidget(self._apply)
        return footer

    def _build(self) -> None:
        tr = self.tr
        self._heading(tr("Network"))
        self._preset = self._choice(
            "preset",
            tr("preset"),
            [(p.title, p.name) for p in PRESETS],
            tr("The network with its recipe. Choosing one fills in the recipe below."),
            wide=True,
        )
        self._preset.activated.connect(self._fill_preset)
        self._network = QLabel(self)
        self._network.setFont(theme.font(theme.FLOOR, mono=True))
        self._network.setProperty("role", "dim")
        self._network.setObjectName("network_summary")
        self._network.setAccessibleName(tr("Summary of the network"))
        self._rows.addWidget(self._network)
        self._heading(tr("Data"))
        self._number("limit", tr("images at most"), tr("Train on the first so many; empty: on all."), True)
        self._choice(
            "preprocessing",
            tr("pixels as"),
            list(zip(self._preprocessing_words(), PREPROCESSINGS, strict=True)),
            tr("How the bytes of a pixel become the network's input."),
        )
        self._choice(
            "augmentation",
            tr("augmentation"),
            [(tr("none"), False), (tr("shift and shear"), True)],
            tr("Move and slant each image at random, anew in every epoch: slower, better in the end."),
        )
        self._number(
            "batch_size", tr("batch size"), tr("Images a step: more is smoother and fewer steps."), True
        )
        self._heading(tr("Learning"))
        self._choice(
            "optimizer",
            tr("optimiser"),
            [(name, name) for name in OPTIMIZERS],
            tr("The rule that turns a gradient into a change of the weight."),
        )
        live = tr("live")
        self._number("lr", tr("learning rate"), tr("How far a step goes; applies at once."), tag=live)
        self._number("momentum", tr("momentum"), tr("How much of the last step goes on; at once."), tag=live)
        self._number("weight_decay", tr("weight decay"), tr("How strongly weights are pulled towards zero."))
        self._choice(
            "schedule",
            tr("schedule"),
            [(name, name) for name in SCHEDULES],
            tr("How the learning rate changes over the epochs."),
        )
        self._number("epochs", tr("epochs"), tr("The length of the schedule."), True)
        self._number(
            "seed", tr("seed"), tr("The same seed gives the same weights and batches, bit for bit."), True
        )
        self._heading(tr("Window"))
        self._theme = Choice("theme_choice", self)
        for text, name in ((tr("dark"), "dark"), (tr("light"), "light"), (tr("as the system"), "system")):
            self._theme.addItem(text, name)
        self._theme.setToolTip(tr("The light theme suits projectors."))
        self._theme.activated.connect(lambda index: self.theme_chosen.emit(self._theme.itemData(index)))
        self._rows.addWidget(Field(tr("theme"), self._theme, parent=self))
        self._motion = Choice("motion_choice", self)
        self._motion.addItem(tr("full"), False)
        self._motion.addItem(tr("reduced"), True)
        self._motion.setToolTip(tr("Reduced: nothing slides, what opens is there at once."))
        self._motion.activated.connect(lambda index: self.motion_chosen.emit(self._motion.itemData(index)))
        self._rows.addWidget(Field(tr("motion"), self._motion, parent=self))

    def _preprocessing_words(self) -> tuple[str, ...]:
        words = {
            "unit": self.tr("0 to 1"),
            "standard": self.tr("mean 0, variance 1"),
            "raw": self.tr("0 to 255"),
            "signed": self.tr("-1 to 1"),
        }
        return tuple(words.get(name, name) for name in PREPROCESSINGS)

    def _heading(self, text: str) -> None:
        if self._rows.count():
            self._rows.addSpacing(6)
        label = QLabel(text, self)
        label.setFont(theme.font(theme.SECONDARY, theme.BOLD))
        self._rows.addWidget(label)

    def _choice(
        self, name: str, text: str, items: list[tuple[str, Any]], tip: str, wide: bool = False
    ) -> Choice:
        control = Choice(f"setting_{name}", self)
        for shown, value in items:
            control.addItem(shown, value)
        control.setToolTip(tip)
        control.activated.connect(self._edited)
        self._add(name, Field(text, control, parent=self, wide=wide))
        return control

    def _number(self, name: str, text: str, tip: str, whole: bool = False, tag: str = "") -> None:
        control = NumberField(f"setting_{name}", whole, self)
        control.setToolTip(tip)
        control.settled.connect(self._settled(name) if tag else self._edited)
        control.textEdited.connect(self._edited)
        self._add(name, Field(text, control, tag, self))

    def _add(self, name: str, field: Field) -> None:
        self._fields[name] = field
        self._rows.addWidget(field)

    def _settled(self, name: str) -> Callable[[], None]:
        return lambda: self._apply_live(name)

    # the run's settings in the fields, and back

    @Slot()
    def _run_changed(self) -> None:
        self._fill(self.session.config)

    @Slot()
    def _snapshot_changed(self) -> None:
        shot = self.session.snapshot
        if shot is not None and shot.run != self._run:
            self._run = shot.run
            self._summarise()

    def _fill(self, config: TrainConfig) -> None:
        for name, field in self._fields.items():
            value = getattr(config, name)
            if name == "augmentation":
                value = value is not None
            if isinstance(field.control, NumberField):
                field.control.show_value(value)
            elif isinstance(field.control, Choice):
                field.control.setCurrentIndex(field.control.findData(value))
            field.show_error("")
        self._edited()

    @Slot(int)
    def _fill_preset(self, index: int) -> None:
        self._fill(TrainConfig.from_preset(self._preset.itemData(index), seed=self.session.config.seed))

    def wanted(self) -> TrainConfig:
        """The config that the fields describe; ConfigError names the field that makes no sense."""
        items: dict[str, Any] = {}
        for name, field in self._fields.items():
            control = field.control
            if isinstance(control, Choice):
                items[name] = control.currentData()
                continue
            assert isinstance(control, NumberField)
            try:
                items[name] = control.value()
            except ValueError as error:
                raise ConfigError(name, str(error)) from None
        if items["augmentation"]:
            items["augmentation"] = self.session.config.augmentation or Augmentation().as_dict()
        else:
            items["augmentation"] = None
        config = self.session.config
        if items["preset"] is None or items["preset"] == config.preset:
            items["preset"] = config.preset
        else:
            items["spec"] = None  # the network of a loaded file gives way to the preset's
        return dataclasses.replace(config, **items).validate()

    @Slot()
    def _edited(self, *_: object) -> None:
        """Says whether what is in the fields waits for a reset."""
        try:
            wanted = self.wanted()
        except ConfigError:
            changed = True
        else:
            live: dict[str, Any] = {"lr": self.session.config.lr, "momentum": self.session.config.momentum}
            changed = dataclasses.replace(wanted, **live) != self.session.config
        self._note.setText(
            self.tr("Your changes wait for a reset.")
            if changed
            else self.tr("What is marked live applies at once.")
        )

    def apply(self) -> bool:
        """Starts a new run with these settings; False if one of them is refused."""
        for field in self._fields.values():
            field.show_error("")
        try:
            config = self.wanted()
        except ConfigError as error:
            self._refuse(error)
            return False
        self.session.reset(config)
        return True

    def _apply_live(self, name: str) -> None:
        field = self._fields[name]
        control = field.control
        assert isinstance(control, NumberField)
        field.show_error("")
        try:
            value = control.value()
            changes: dict[str, Any] = {name: value}
            dataclasses.replace(self.session.config, **changes).validate()
        except (ValueError, TypeError) as error:
            if isinstance(error, ConfigError) and error.field != name:
                return
            field.show_error(getattr(error, "message", str(error)))
            return
        if control.isModified() and value is not None:
            control.setModified(False)
            (self.session.set_lr if name == "lr" else self.session.set_momentum)(float(value))

    def _refuse(self, error: ConfigError) -> None:
        field = self._fields.get(error.field)
        if field is None:
            self.session.message.emit(str(error), "error")
            return
        field.show_error(error.message)
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _summarise(self) -> None:
        """Lists the layers that learn, with the sizes of their weights."""
        shot = self.session.snapshot
        if shot is None:
            return
        lines = []
        for layer in shot.layers:
            arrays = {
                k.rpartition(".")[2]: a for k, a in shot.parameters.items() if k.startswith(f"{layer}.")
            }
            shape = "×".join(str(n) for n in arrays["weight"].shape) if "weight" in arrays else ""
            count = sum(a.size for a in arrays.values())
            lines.append(f"{layer:<7}{shape:<13}{count:>10,}")
        total = sum(a.size for a in shot.parameters.values())
        lines.append(f"{self.tr('in all'):<7}{'':<13}{total:>10,}")
        self._network.setText("\n".join(lines))
