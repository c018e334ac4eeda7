"""The main window: puts the panels in their places and does what the table of actions asks for.

It holds no numbers of its own. What is shown comes from the session, what can be done stands in commands/.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QStatusTipEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from cnnviz.features.runs.library import Library
from cnnviz.session import Session
from cnnviz.shell import menus, opening, pictures
from cnnviz.shell.asking import AskingSheets
from cnnviz.shell.availability import Availability
from cnnviz.shell.broken_run import end_lab
from cnnviz.shell.dialogs import Dialogs
from cnnviz.shell.keyboard import Keyboard
from cnnviz.shell.looks import Looks
from cnnviz.shell.panels import ASKING, PANELS, SHEETS, Panels
from cnnviz.shell.settings_writer import SettingsWriter
from cnnviz.shell.shell import Shell
from cnnviz.shell.speaking import speak
from cnnviz.shell.stage import Stage
from cnnviz.shell.start import close_page
from cnnviz.shell.start.recent import Recent
from cnnviz.shell.tour import end_tour, leave_tour
from cnnviz.shell.undoing import Undoing
from cnnviz.system import language, scaling, settings
from cnnviz.system.screens import Keeper
from cnnviz.widgets import keys, theme
from cnnviz.widgets.sheet import Heir, Sheet
from core.training import TrainConfig

if TYPE_CHECKING:
    from cnnviz.features.settings import SettingsDrawer

MINIMUM = 800, 400


class MainWindow(Shell):
    """Transport, stage (canvas, curves, microscope, settings) and explainer strip around one session."""

    def __init__(
        self,
        session: Session,
        build: Callable[[MainWindow], dict[str, QAction]],
        remembered: settings.Settings | None = None,
        keep: bool = False,
    ) -> None:
        """`build` makes the actions by id, and knows what they do to the window."""
        super().__init__()
        self.session, self.autosave = session, None
        self.remembered = remembered or settings.Settings()
        self._settings = SettingsWriter(self) if keep else None  # None: they aren't written
        self.setObjectName("cnnviz")
        self.setWindowTitle("cnnviz")
        self.setAcceptDrops(True)
        session.setParent(self)
        self._apply_colours()
        self._make_actions = build
        self._dropped: list[QObject] = []
        self._inheritance: dict[str, dict[str, Any]] = {}  # of what was there in another language
        self.dialogs: Dialogs = Dialogs(self)
        self.library = Library(session, keep, self)
        self.recent = Recent(self)
        self.recent.changed.connect(self._show_menus)
        session.files.images_wanted.connect(self.dialogs.find_images)
        AskingSheets(self)
        self.undoing = Undoing(self)
        central = QWidget(self)
        central.setObjectName("central")
        self._column = QVBoxLayout(central)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setCentralWidget(central)
        self.looks = Looks(self)
        self.make_panels()
        if self.remembered.workers > 1:
            session.set_workers(self.remembered.workers)
        session.config_changed.connect(self.show_title)
        session.trace_changed.connect(self.show_title)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_theme_changed)
        self.keyboard = Keyboard(self)
        self.screens = Keeper(self, MINIMUM)
        size = scaling.begun()
        self.screens.open_at(QSize(round(self.remembered.width / size), round(self.remembered.height / size)))
        self.stage.setFocus()

    def make_panels(self) -> None:
        """Make the actions and all that is in sight, in the language that is spoken now."""
        session = self.session
        self.actions_by_id = self._make_actions(self)
        # Each where it stays: under a style sheet another parent costs more than the panel itself.
        central = self._column.parentWidget()
        self.stage = Stage(session, central)
        bars = {"TransportPanel": central, "ExplainerPanel": central, "MicroscopePanel": self.stage}
        self.panels = Panels(
            {name: make(session, bars.get(name, self.stage.network)) for name, make in PANELS.items()}
        )
        self._give_inheritance("CanvasPanel", self.panels.canvas)
        self.stage.place_panels(self.panels)
        self.availability = Availability(session, self.actions_by_id, self)
        for widget, stretch in ((self.panels.transport, 0), (self.stage, 1), (self.panels.explainer, 0)):
            self._column.addWidget(widget, stretch)
            widget.show()  # the layout would do so only later, in a window that is open
        for panel in (self.panels.transport, self.panels.canvas, self.panels.microscope):
            panel.use_actions(self.actions_by_id)
        self.panels.later["SettingsDrawer"] = self._make_settings
        self.panels.time_bar.film_wanted.connect(self.actions_by_id["film"].trigger)
        self.undoing.follow_panels()
        self.stage.sheet_changed.connect(self.panels.explainer.stand_for)
        self.stage.show_choices(self.remembered)
        self.stage.use_room(self.remembered.microscope_width, self.remembered.curves_height)
        self.stage.room_chosen.connect(
            lambda width, height: self.remember(microscope_width=width, curves_height=height)
        )
        self.panels.curves.setVisible(self.remembered.curves)
        self._show_menus()
        self.looks.show()

    def _make_settings(self) -> SettingsDrawer:
        from cnnviz.features.settings import SettingsDrawer

        made = SettingsDrawer(self.session, self.stage)
        made.hide()
        made.use_actions(self.actions_by_id)
        made.show_choices(self.remembered)
        made.theme_chosen.connect(self.apply_theme)
        made.motion_chosen.connect(self._remember_motion)
        made.workers_chosen.connect(self._remember_workers)
        made.language_chosen.connect(self.choose_language)
        self._give_inheritance("SettingsDrawer", made)
        return made

    def _give_inheritance(self, kind: str, heir: Heir) -> None:
        if kind in self._inheritance:
            heir.take_over(self._inheritance.pop(kind))

    def drop_panels(self) -> None:
        """Take away all that is in sight. It goes when the training thread has answered what it had asked.

        What was found in a sheet is kept for the one that is made in its place.
        """
        for kind, panel in self.panels.items():
            if isinstance(panel, Heir):
                self._inheritance[kind] = panel.hand_over()
            if isinstance(panel, Sheet):
                panel.end_work()
        for action in self.actions_by_id.values():
            self.removeAction(action)
        self.stage.close_message()
        self.session.explain("", "")
        for widget in (self.panels.transport, self.stage, self.panels.explainer):
            self._column.removeWidget(widget)
            widget.hide()
        self._dropped += [self.availability, *self.actions_by_id.values(), *self.panels.values()]
        self._dropped += [self.stage, self.stage.banner]
        self.session.ask(bool, then=self._delete_dropped)

    def _delete_dropped(self, _: object = None) -> None:
        for dropped in self._dropped:
            with contextlib.suppress(RuntimeError):  # it went with what it was part of
                dropped.deleteLater()
        self._dropped = []

    # files

    def save_weights(self, path: str | Path) -> None:
        """Save the network's weights; how it went is said in place."""
        self.session.save_weights(path, elsewhere=self.dialogs.save_weights)

    def open_data(self, path: str | Path) -> None:
        """Start again on a user's own images as they are understood, without asking."""
        self.session.open_data(path)

    def open_path(self, path: str | Path) -> None:
        """Open whatever a path names: weights, a run, a trace, a picture, or else images."""
        opening.open_path(self, path)

    def open_paths(self, files: Sequence[str | Path]) -> None:
        """Open several paths, in whatever order: images first, then the network that is to read them."""
        opening.open_paths(self, files)

    def close_start(self) -> bool:
        return close_page(self)

    def recent_files(self) -> list[Path]:
        return self.recent.files()

    # what the table of actions calls

    def toggle_training(self) -> None:
        """Train or pause; play or stop the film while a past step is in sight."""
        if self.session.time.step is None:
            self.session.toggle()
        else:
            self.panels.time_bar.toggle_film()

    def watch_next(self, by: int) -> None:
        """Watch the image so many places further, round the batch."""
        count = self.session.image_count()
        if count:
            self.session.watch((self.session.watched + by) % count)

    def watch_mistake(self) -> None:
        """Go to the next wrongly read image: of the evaluation if it shows one, else of the batch."""
        evaluated = self.panels.get("EvaluateSheet")
        if evaluated is not None and evaluated.next_mistake():
            return
        session = self.session
        position = session.wrong_after(session.watched)
        if position is not None and position != session.watched:
            session.watch(position)
        else:
            self._say_no_mistake()

    def _say_no_mistake(self) -> None:
        """Say why there is no mistake to go to, as long as it is so."""
        session = self.session

        def known() -> tuple[int, bool]:
            return session.watched, bool((session.predictions()[0] >= 0).any())

        trace, guest, here = session.trace, session.recorded.guest, known()
        if here[1]:
            step = session.predictions()[1]
            words = self.tr("Every image of this batch was read right at step {0}.")
            if session.wrong_after(session.watched) is not None:
                words = self.tr("No other image of this batch was read wrong at step {0}.")
            session.message.emit(words.format(f"{step:,}"), "info")
        elif guest is not None and not guest.judged:
            session.message.emit(self.tr("Nobody has said what is in this image: it has no mistake."), "info")
        else:
            session.message.emit(self.tr("How these images are read isn't computed yet."), "info")
            if trace is not None:
                session.offered.emit(self.tr("Go to the loss"), session.recorded.go_to_loss)
        session.live.lasts.emit(
            lambda: session.trace is trace and session.recorded.guest is guest and known() == here
        )

    def toggle_drawing(self) -> None:
        """Open the pad, bring it into sight, or leave it."""
        if self.panels.microscope.toggle_drawing():
            self.stage.close_message()

    def paste(self) -> None:
        """Have the network read what is on the clipboard, if that is a picture."""
        opening.paste(self)

    def read_page(self) -> None:
        """Give the keyboard to the page of the selected number."""
        if self.session.selection is not None or self.session.ledger:
            self.panels.microscope.fold(False)
            self.panels.microscope.inspector.read()

    def toggle_curves(self) -> None:
        """Show or hide the curves; a sheet over them gives way."""
        curves = self.panels.curves
        covered = self.stage.show_network()
        curves.setVisible(covered or curves.isHidden())
        self.remember(curves=not curves.isHidden())

    def open_ledger(self) -> None:
        """Show the gradient ledger of the recorded batch in an open column."""
        self.session.open_ledger()
        if self.session.ledger:
            self.panels.microscope.fold(False)

    def toggle_sheet(self, name: str) -> None:
        """Open a sheet of SHEETS over the network, or close it if nothing hides it."""
        self.session.live.stand_still()
        sheet, covered = self.sheet(name), self.stage.uncover()
        if self.stage.sheet is sheet and not covered:
            self.stage.close_sheet()
        else:
            self.stage.open_sheet(sheet)

    def sheet(self, name: str) -> Sheet:
        """A sheet of SHEETS or ASKING; made when it is first asked for."""
        module, kind = (SHEETS | ASKING)[name]
        if kind not in self.panels:
            made = getattr(importlib.import_module(module), kind)(self.session, self.stage)
            self.panels[kind] = made
            if name in SHEETS:
                made.setAccessibleDescription(self.actions_by_id[name].statusTip())
            made.again.connect(self.again)
            made.menu_asked.connect(self.offer_pictures)
            made.use_actions(self.actions_by_id)
            if name == "runs":
                made.use_library(self.library)
            if name == "data":
                made.recent = self.recent.sets
            if name == "workshop":
                made.usual_file = self.remembered.layers_file
                made.file_used.connect(lambda path: self.remember(layers_file=path))
            self._give_inheritance(kind, made)
        sheet: Sheet = self.panels[kind]
        return sheet

    @Slot(TrainConfig)
    def again(self, config: TrainConfig) -> None:
        """Open the settings, filled from a run: change one thing, then reset."""
        self.stage.close_sheet()
        self.panels.settings.offer(config)
        if not self.stage.drawer_open:
            self.stage.toggle_drawer()

    def toggle_theme(self) -> None:
        """Light if it is dark, dark if it is light."""
        self.apply_theme("light" if theme.current().dark else "dark")

    def up_one_level(self) -> None:
        """Close the start page, settings or sheet, which were opened by hand, then the message, the tour, the
        card that the keyboard is in, or the number, zoom out, or leave the recorded batch.
        """
        stage = self.stage
        if close_page(self) or stage.close_drawer() or stage.close_sheet() or stage.close_message():
            return
        if leave_tour(self) or self.panels.microscope.close_focused():
            return
        if self.looks.presenting and self.session.selection is None and not self.panels.canvas.view.zoomed:
            self.looks.present(False)
            return
        if self.session.selection is not None or self.session.ledger:
            self.session.select(None)
        elif self.panels.canvas.view.up() or self.stage.reopen_sheet():
            return
        elif self.session.trace is None and self.session.time.step is not None:
            self.session.time.live()
        elif self.session.trace is None:
            if self.session.drawing.open or self.session.exhibit.shown is None:
                self.panels.microscope.close_card()
            else:
                self.session.exhibit.leave()
        else:
            self.session.recorded.put_away()

    def toggle_time_bar(self) -> None:
        """Keep the time bar in sight, or only while a past step is; as long as it can't be, say why."""
        bar = self.panels.time_bar
        bar.pin(self.stage.show_network() or not bar.pinned or bar.isHidden())
        if not bar.useful:
            self.session.message.emit(bar.why_not(), "info")
            self.session.live.lasts.emit(lambda: not bar.useful)

    def offer_pictures(self, place: QPoint | None = None) -> None:
        """Ask in a menu of what a picture is taken, and how fine."""
        pictures.menu(self).popup(place or self.stage.mapToGlobal(self.stage.rect().center()))

    def open_menu(self) -> None:
        """Open the menu under its button."""
        transport = self.panels.transport
        self.menu().popup(transport.mapToGlobal(QPoint(8, transport.height() - 2)))

    @Slot()
    def _show_menus(self) -> None:
        menus.show_bar(self)

    def menu(self) -> QMenu:
        """A menu of everything that can be done; it goes when it is closed."""
        return menus.whole(self)

    def quit(self) -> None:
        """Close the window; the application ends with it."""
        self.close()

    # looks

    @Slot(str)
    def apply_theme(self, name: str) -> None:
        """Show the window in "dark", "light", or as the system is."""
        self.session.live.stand_still()
        self.remember(theme=name)
        self._apply_colours()
        self.stage.show_choices(self.remembered)

    def _apply_colours(self) -> None:
        theme.use(self.remembered.theme)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app)

    @Slot()
    def _system_theme_changed(self) -> None:
        if self.remembered.theme == "system":
            self.apply_theme("system")

    @Slot(str)
    def choose_language(self, code: str) -> None:
        """Speak a language, or the system's, from now on."""
        self.remember(language=code, microscope=self.stage.microscope_wanted)
        speak(self, language.checked(code))

    @Slot(bool)
    def _remember_motion(self, reduced: bool) -> None:
        self.remember(reduced_motion=reduced)
        self.stage.show_choices(self.remembered)

    @Slot(int)
    def _remember_workers(self, workers: int) -> None:
        self.remember(workers=workers)
        self.stage.show_choices(self.remembered)
        self.session.set_workers(workers)

    # Qt

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.StatusTip and isinstance(event, QStatusTipEvent):
            # What a control under the mouse has to say, told in the explainer strip.
            subject, _, sentence = event.tip().rpartition("\n")
            self.session.explain(subject, sentence)
            return True
        if kind == QEvent.Type.ShortcutOverride and keys.claim(event, self.focusWidget()):
            return True
        if kind == QEvent.Type.UpdateRequest:
            # All painting of the window's widgets happens inside this one event.
            with self.session.painting():
                done = super().event(event)
                self.session.explain_again()  # what was painted may be another under a mouse at rest
                return done
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A command that can't do anything says why; the canvas has the keys that nothing with the focus has
        taken, unless a sheet lies over it.
        """
        view = self.panels.canvas.view
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undoing.undo()  # as the command does, and says why it can't
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.undoing.redo()
        elif self.action("undo_step").shortcut() == QKeySequence(event.keyCombination()):
            self.undoing.say_why_no_step()
        elif keys.ends_typing(event, self.focusWidget()) or self.availability.say_why(event):
            return
        elif self.stage.sheet is None and view.takes(event) and not view.hasFocus():
            view.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        opening.take(self, event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.autosave is None or self.autosave.may_go())
        if not event.isAccepted():
            return
        self.hide()
        end_tour(self)
        end_lab(self)
        self._delete_dropped()
        for sheet in (panel for panel in self.panels.values() if isinstance(panel, Sheet)):
            sheet.end_work()
        self.session.close()
        with contextlib.suppress(RuntimeError):
            QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._system_theme_changed)
        presented = self.looks.presenting  # the screen's size isn't the window's own
        self.looks.present(False)
        if not (presented or self.isMaximized()):
            size = self.size() * scaling.begun()
            self.remember(width=size.width(), height=size.height())
        if self._settings is not None:
            self.remember(microscope=self.stage.microscope_wanted, maximized=self.isMaximized())
            self._settings.write_at_once()
