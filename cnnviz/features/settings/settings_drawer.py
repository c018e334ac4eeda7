"""The settings of the run, in a drawer over the canvas: what it is made of, what may change while it goes.

Learning rate and momentum apply at once. Everything else describes another run, so it waits for "Reset with
these settings"; what makes no sense is refused under its own field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from cnnviz.features.settings.run_form import RunForm
from cnnviz.session import Session
from cnnviz.session.lab import Lab
from cnnviz.session.live_settings import LiveSettings
from cnnviz.session.picture import INPUT
from cnnviz.system import language
from cnnviz.system.settings import Settings
from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.form import Fields
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.plain import PlainLabel
from cnnviz.widgets.sheet import Heir
from core.blueprint.memory import measured
from core.blueprint.sizes import weight_shape
from core.training import ConfigError, TrainConfig
from core.training.identity import RunIdentity
from core.training.recipe import spec_for

WIDTH, BAR = 280, 10  # pixels, and of them for what scrolls


@dataclass(frozen=True, eq=False)
class WaitingChoices:
    """What stands in the fields, and is not what the run has."""

    edits: dict[str, Any]


class SettingsDrawer(Heir, QWidget):
    """A column of 280 px; emits what concerns the window rather than the run.

    `waiting` holds the choices that wait for a reset, `taken_back` those that can be put back; one at most.
    """

    theme_chosen = Signal(str)
    motion_chosen = Signal(bool)
    workers_chosen = Signal(int)
    language_chosen = Signal(str)
    choices_changed = Signal()  # other choices wait for a reset, or were taken back

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("settings_drawer")
        self.setAccessibleName(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # as a sheet: a click on nothing is one on it
        self._scrolled = 0  # to be, as soon as it is shown
        self._summarised: object = None  # the network, and the images that it is for
        self.waiting, self.taken_back = list[WaitingChoices](), list[WaitingChoices]()
        self._run: RunIdentity | None = None  # the one that is shown
        self._noted: object = None  # what stood in the fields, and whether it waited
        self._form = RunForm(self)
        self._form.live_changed.connect(session.part(LiveSettings).set)
        self._form.preset_chosen.connect(self._fill_preset)
        self._scroll = self._body()
        page = self._scroll.widget()
        assert page is not None
        self.setFixedWidth(max(WIDTH, page.minimumSizeHint().width() + BAR))  # of long words
        fill(vbox(self, 0, (0, 0, 1, 0)), self._header(), (self._scroll, 1), self._footer())
        self._form.edited.connect(self._show_note)
        self._form.edited.connect(self._note_choices)
        self._form.edited.connect(self._summarise)
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
        known = remembered.language in language.codes()
        self._choices.show("language", remembered.language if known else language.SYSTEM)
        self._choices.show("theme", remembered.theme)
        self._choices.show("motion", remembered.reduced_motion)
        self._choices.show("workers", remembered.workers)

    def hand_over(self) -> dict[str, Any]:
        """What is typed and chosen, and not yet applied, and how far it is scrolled."""
        return {"edits": self._form.edits(), "scrolled": self._scroll.verticalScrollBar().value()}

    def take_over(self, found: dict[str, Any]) -> None:
        """Have it typed and chosen again, and scroll there as it is shown."""
        self._form.edit(found["edits"])
        self._scrolled = found["scrolled"]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._scrolled:
            self._scroll.verticalScrollBar().setValue(self._scrolled)
            self._scrolled = 0

    def offer(self, config: TrainConfig) -> None:
        """Fill the fields from another run; nothing starts before the reset."""
        own = config.spec == self.session.config.spec
        self._form.fill(self.session.part(Lab).right(config) if own else config)

    def go_to_language(self) -> None:
        """Give the keyboard to the choice of the language, and bring it into sight."""
        control = self._choices["language"].control
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(control)

    def wanted(self) -> TrainConfig:
        """The config that the fields describe; ConfigError names the field that makes no sense."""
        return self._form.wanted()

    def take_back(self) -> None:
        """Show the run's values in place of the choices that wait."""
        taken = self.waiting
        with QSignalBlocker(self):
            self._show_run()
            self._snapshot_changed()
        self.taken_back = taken
        self.session.message.emit(
            self.tr("What waited for a reset was taken back: the settings show the run's values."), "info"
        )
        self.choices_changed.emit()

    def put_back(self) -> None:
        """Fill in the choices again that were taken back; they wait for a reset as before."""
        self._form.edit(self.taken_back[0].edits)
        self.session.message.emit(self.tr("Your changes wait for a reset."), "info")

    @Slot()
    def apply(self) -> bool:
        """Start a new run with these settings; False if one of them is refused."""
        self._form.fields.clear_errors()
        self._form.mark()
        try:
            config = self._form.wanted()
        except ConfigError as error:
            if not self._form.fields.refuse(error):
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

    def _body(self) -> QScrollArea:
        page = QWidget(self)
        page.setObjectName("settings_page")
        heading = PlainLabel(self.tr("Window"), page, size=theme.SECONDARY, weight=theme.BOLD)
        rows = fill(vbox(page, 7, (14, 10, 10, 12)), self._form, 6, heading)
        self._choices = Fields("window", rows, page)
        themes = [
            (self.tr("dark"), "dark"),
            (self.tr("light"), "light"),
            (self.tr("as the system"), "system"),
        ]
        tip = self.tr("The light theme suits projectors.")
        self._choice("theme", self.tr("theme"), themes, tip, self.theme_chosen)
        spoken = [(self.tr("as the system"), language.SYSTEM)]
        spoken += [(language.name(code), code) for code in language.codes()]
        tip = self.tr("Acts at once; training goes on.")
        self._choice("language", self.tr("language"), spoken, tip, self.language_chosen)
        motions = [(self.tr("full"), False), (self.tr("reduced"), True)]
        tip = self.tr("Reduced: nothing slides, what opens is there at once.")
        self._choice("motion", self.tr("motion"), motions, tip, self.motion_chosen)
        counts = [(self.tr("one"), 1), (self.tr("two, if faster"), 2)]
        tip = self.tr("How many processes make a training step. The weights are the same, bit for bit.")
        self._choice("workers", self.tr("workers"), counts, tip, self.workers_chosen)
        fill(rows, STRETCH)
        return scrolled(page, self, "settings_body")

    def _choice(
        self, name: str, text: str, items: Sequence[tuple[str, Any]], tip: str, chosen: SignalInstance
    ) -> None:
        control = self._choices.choice(name, text, items, tip)
        control.activated.connect(lambda index: chosen.emit(control.itemData(index)))

    def _footer(self) -> QWidget:
        footer = QWidget(self)
        column = vbox(footer, 6, (14, 8, 14, 12))
        self._note = PlainLabel(footer, size=theme.SECONDARY, role="dim", wrap=True)
        self._note.setMinimumHeight(2 * self._note.fontMetrics().lineSpacing())  # nothing above it moves
        button = Button("apply_settings", "primary", "", footer, self.tr("Reset with these settings"))
        if button.sizeHint().width() > self.width() - 29:
            button.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
        words = self.tr("Start a new run from its seed. The run so far is kept.")
        tell(button, button.text(), words)
        button.clicked.connect(self.apply)
        column.addWidget(self._note)
        column.addWidget(button)
        return footer

    # what the session says, and what goes there

    @Slot()
    def _run_changed(self) -> None:
        """Another run is there; one that began as the last one did goes on from that."""
        before, shot = self._run, self.session.snapshot
        self._run = None if shot is None else shot.identity
        self._show_run(before is not None and shot is not None and before.shared(shot.identity, 0) == 0)

    def _show_run(self, goes_on: bool = False) -> None:
        lab = self.session.part(Lab)
        self._form.show_run(lab.right(self.session.config), goes_on)  # the mistake stays in the lab
        path = self.session.data_path
        self._form.show_images(self.tr("MNIST") if path is None else path.name)

    @Slot()
    def _snapshot_changed(self) -> None:
        shot = self.session.snapshot
        if shot is not None:
            self._summarise()
            self._form.show_live(shot)

    @Slot(str)
    def _fill_preset(self, name: str) -> None:
        self._form.fill(TrainConfig.from_preset(name, seed=self.session.config.seed))

    @Slot()
    def _show_note(self) -> None:
        if self._form.changed():
            self._note.setText(self.tr("Your changes wait for a reset."))
        else:
            self._note.setText(
                self.tr("What is marked live applies at once, and so do the choices of the window.")
            )

    @Slot()
    def _note_choices(self) -> None:
        """Note what waits whenever it is other than it was; then nothing that was taken back is next."""
        edits, changed = self._form.edits(), self._form.changed()
        if (edits, changed) != self._noted:
            self._noted = edits, changed
            self.waiting, self.taken_back = [WaitingChoices(edits)] if changed else [], []
            self.choices_changed.emit()

    @Slot()
    def _summarise(self) -> None:
        """List the layers that learn, with the sizes of their weights, of the network that a reset makes."""
        shot, config = self.session.snapshot, self._form.network
        if shot is None:
            return
        asked = config.preset, config.spec, shot.probe.outputs[INPUT].shape, len(shot.classes)
        if asked == self._summarised:
            return
        self._summarised = asked
        try:
            places = measured(spec_for(config, *asked[2:]), shot.probe.outputs[INPUT].shape)
        except ConfigError as error:
            self._form.show_summary(worded(error.message))
            return
        lines = []
        for place, size in places:
            if size.parameters:
                shape = "×".join(map(str, weight_shape(place, size)))
                lines.append(f"{place.name:<8}{shape:<14}{size.parameters:>11,}")
        name, total = self.tr("in all"), sum(size.parameters for _, size in places)
        lines.append(f"{name:<8}{'':<14}{total:>11,}")
        self._form.show_summary("\n".join(lines))
