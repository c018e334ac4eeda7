"""The settings of the run, in a drawer over the canvas: what it is made of, what may change while it goes.

Learning rate and momentum apply at once. Everything else describes another run, so it waits for "Reset with
these settings"; what makes no sense is refused under its own field.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cnnviz.features.settings.run_form import RunForm
from cnnviz.session import Session
from cnnviz.system import language
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, tell
from cnnviz.widgets.form import Field
from cnnviz.widgets.layouts import hbox, vbox
from cnnviz.widgets.plain import PlainLabel, set_tip
from core.training import ConfigError, TrainConfig

WIDTH = 280


class SettingsDrawer(QWidget):
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
        column = vbox(self, 0, (0, 0, 1, 0))
        column.addWidget(self._header())
        column.addWidget(self._body(), 1)
        column.addWidget(self._footer())
        self._form.edited.connect(self._show_note)
        session.config_changed.connect(self._run_changed)
        session.snapshot_changed.connect(self._snapshot_changed)
        self._run_changed()

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """The close button is the settings action itself."""
        self._close.clicked.connect(actions["settings"].trigger)

    def show_choices(
        self, theme_name: str, reduced_motion: bool, workers: int = 1, language_code: str = language.SYSTEM
    ) -> None:
        """Shows what the window has remembered."""
        self._language.setCurrentIndex(max(0, self._language.findData(language_code)))
        self._theme.setCurrentIndex(max(0, self._theme.findData(theme_name)))
        self._motion.setCurrentIndex(int(reduced_motion))
        self._workers.setCurrentIndex(max(0, self._workers.findData(workers)))

    def offer(self, config: TrainConfig) -> None:
        """Fills the fields from another run; nothing starts before the reset."""
        self._form.fill(config)

    def wanted(self) -> TrainConfig:
        """The config that the fields describe; ConfigError names the field that makes no sense."""
        return self._form.wanted()

    @Slot()
    def apply(self) -> bool:
        """Starts a new run with these settings; False if one of them is refused."""
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
        row = hbox(header, margins=(14, 0, 8, 0))
        title = PlainLabel(self.tr("Settings"), header, size=theme.BODY, weight=theme.BOLD)
        row.addWidget(title, 1)
        self._close = Button("settings_close", "flat", "close", header)
        tell(self._close, self.tr("Close the settings"), self.tr("What was edited stays until a reset (S)"))
        row.addWidget(self._close)
        return header

    def _body(self) -> QWidget:
        page = QWidget(self)
        page.setObjectName("settings_page")
        rows = vbox(page, 7, (14, 10, 10, 12))
        rows.addWidget(self._form)
        rows.addSpacing(6)
        heading = PlainLabel(self.tr("Window"), page, size=theme.SECONDARY, weight=theme.BOLD)
        rows.addWidget(heading)
        self._theme = ComboBox("theme_choice", page)
        for text, name in (
            (self.tr("dark"), "dark"),
            (self.tr("light"), "light"),
            (self.tr("as the system"), "system"),
        ):
            self._theme.addItem(text, name)
        set_tip(self._theme, self.tr("The light theme suits projectors."))
        self._theme.activated.connect(lambda index: self.theme_chosen.emit(self._theme.itemData(index)))
        rows.addWidget(Field(self.tr("theme"), self._theme, parent=page))
        self._language = ComboBox("language_choice", page)
        self._language.addItem(self.tr("as the system"), language.SYSTEM)
        for code in language.codes():
            self._language.addItem(language.name(code), code)
        set_tip(self._language, self.tr("Acts at once; training goes on."))
        self._language.activated.connect(self._choose_language)
        rows.addWidget(Field(self.tr("language"), self._language, parent=page))
        self._motion = ComboBox("motion_choice", page)
        self._motion.addItem(self.tr("full"), False)
        self._motion.addItem(self.tr("reduced"), True)
        set_tip(self._motion, self.tr("Reduced: nothing slides, what opens is there at once."))
        self._motion.activated.connect(lambda index: self.motion_chosen.emit(self._motion.itemData(index)))
        rows.addWidget(Field(self.tr("motion"), self._motion, parent=page))
        self._workers = ComboBox("workers_choice", page)
        self._workers.addItem(self.tr("one"), 1)
        self._workers.addItem(self.tr("two, if faster"), 2)
        set_tip(
            self._workers,
            self.tr("How many processes make a training step. The weights are the same, bit for bit."),
        )
        self._workers.activated.connect(lambda index: self.workers_chosen.emit(self._workers.itemData(index)))
        rows.addWidget(Field(self.tr("workers"), self._workers, parent=page))
        rows.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("settings_body")
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _footer(self) -> QWidget:
        footer = QWidget(self)
        column = vbox(footer, 6, (14, 8, 14, 12))
        self._note = PlainLabel(footer, size=theme.SECONDARY, role="dim", wrap=True)
        button = Button("apply_settings", "primary", "", footer, self.tr("Reset with these settings"))
        tell(
            button,
            button.text(),
            self.tr("Start a new run from its seed. The run so far is kept."),
        )
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
            lines.append(f"{layer:<8}{shape:<14}{count:>11,}")
        total = sum(a.size for a in shot.parameters.values())
        name = self.tr("in all")
        lines.append(f"{name:<8}{'':<14}{total:>11,}")
        self._form.show_summary("\n".join(lines))
