"""Undo and redo of the whole window: one pair of commands, for whatever was done last."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoStack
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from cnnviz.features.health.checkup import Checkup
from cnnviz.session.live_settings import LiveChange, LiveSettings
from cnnviz.session.step_acts import StepAct
from cnnviz.shell.availability import with_keys
from cnnviz.system.translation import translate
from cnnviz.widgets.plain import set_tip
from cnnviz.widgets.undo import KeptChanges, newest

Standard = QKeySequence.StandardKey

if TYPE_CHECKING:
    from cnnviz.session.recorded import LeftTrace
    from cnnviz.shell.shell import Shell


class Undoing(QObject):
    """Choose a sheet's changes while the keyboard is in it and there are any; else what was done last: to the
    weights, on the open pad, to a kept run, to a setting, to the recorded step, by leaving a recorded batch,
    or by a run that took the place of another.

    A turn waits until the one before it has been seen, so that it is never of what was there before.
    """

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window, self._waiting = window, list[int]()
        session = window.session
        before, recorded = session.run_before, session.recorded
        self._runs = KeptChanges(
            self,
            partial(session.turn_run, -1),
            partial(session.turn_run, 1),
            lambda: before.going is not None,
        )
        self._settings = session.part(LiveSettings)
        self._live = KeptChanges(self, self._settings.undo, self._settings.redo)
        self._settings.changed.connect(self.choose)
        self._choices = KeptChanges(
            self,
            lambda: window.panels.settings.take_back(),
            lambda: window.panels.settings.put_back(),
        )
        self._checkup, self._acts = Checkup.of(session), session.step_acts
        self._remedy = KeptChanges(self, self._checkup.undo)
        self._checkup.hints_changed.connect(self.choose)
        self._steps = KeptChanges(self, self._acts.undo, self._acts.redo, lambda: recorded.waiting)
        self._acts.changed.connect(self.choose)
        self._batch = KeptChanges(self, recorded.take_back, recorded.put_away, lambda: recorded.waiting)
        recorded.is_next = lambda left: left is recorded.left and newest(self.stacks, -1) is self._batch
        for signal in (recorded.left_changed, recorded.trace_changed, recorded.refused, before.changed):
            signal.connect(self.choose)
        session.drawing.changed.connect(self.choose)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    @property
    def stacks(self) -> list[QUndoStack]:
        """All that can be undone where the keyboard is."""
        own = self._own
        if own is not None and own.count():
            return [own]
        window = self._window
        mine = [self._runs, self._batch, self._steps, self._live, self._remedy, self._choices]
        return [*mine, window.library.acts, *window.panels.microscope.changes]

    @property
    def _own(self) -> QUndoStack | None:
        """The changes of the sheet that the keyboard is in."""
        sheet, focus = self._window.stage.sheet, self._window.focusWidget() or self._window
        return sheet.changes if sheet is not None and sheet.isAncestorOf(focus) else None

    def follow_panels(self) -> None:
        """Follow what can be undone in panels that were made anew."""
        self._window.panels.microscope.touch_shown.connect(self.choose)
        self._window.stage.drawer_changed.connect(self.choose)
        self.choose()

    def undo(self) -> None:
        """Take back what was done last."""
        self._turn(-1)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn(1)

    def _turn(self, way: int) -> None:
        self._waiting.append(way)
        self._go_on()

    @property
    def _busy(self) -> bool:
        return any(stack.busy() for stack in self.stacks if isinstance(stack, KeptChanges))

    @Slot()
    def _go_on(self) -> None:
        while self._waiting and not self._busy:
            way = self._waiting.pop(0)
            stack = newest(self.stacks, way)
            if stack is not None:
                self._window.stage.banner.end_news()  # it tells of how things are before this
                (stack.undo if way < 0 else stack.redo)()
            else:
                self._say_why_not(way)
        self._show()

    def _say_why_not(self, way: int) -> None:
        """Say why nothing can be undone, or redone, as long as it is so, and offer what leads back."""
        self._say(way, lambda: newest(self.stacks, way) is None)

    def say_why_no_step(self) -> None:
        """Say why no recorded step can be taken back, as long as it is so, and offer what leads back."""
        step = self._window.action("undo_step")
        self._say(0, lambda: not step.isEnabled())

    def _say(self, way: int, holds: Callable[[], bool]) -> None:
        live = self._window.session.live
        text, offer = self._why_not(way)
        live.message.emit(text, "info")
        if offer is not None:
            live.offered.emit(*offer)
        live.lasts.emit(lambda: holds() and self._why_not(way)[0] == text)

    def _why_not(self, way: int) -> tuple[str, tuple[str, Callable[[], None]] | None]:
        """Why nothing can be undone, or redone, and what leads back all the same, in words and deed.

        `way` is -1 to undo, 1 to redo, and 0 to take a recorded step back.
        """
        session, offer = self._window.session, None
        live, recorded, panels = session.live, session.recorded, self._window.panels
        if way > 0:
            text = self.tr("Nothing was undone that can be done again.")
        elif session.run_before.resting and panels.microscope.lab_running:
            text = self.tr("Nothing of this experiment can be undone. Your own run waits, as you left it.")
            offer = self.tr("Back to my run"), self._window.action("lab").trigger
        elif session.run_before.resting:
            text = self.tr("Nothing of the tour can be undone. Your own run waits, as you left it.")
        elif session.time.step is not None:
            text = self.tr("A past step is only looked at: there is nothing to undo.")
            offer = self.tr("Back to now"), session.time.live
        elif recorded.trace is not None and self._window.action("undo_step").isEnabled():
            text = self.tr("Recording this batch made a step; U takes it back.")
            offer = self.tr("Undo the step"), live.undo_step
        elif recorded.lesson:
            text = self.tr("This batch comes out of a file and is only looked at: there is nothing to undo.")
        elif recorded.guest is not None:
            text = self.tr("Recording this image has changed nothing: there is nothing to undo.")
        elif way == 0 and recorded.trace is None:
            text = self.tr("No recorded step is in sight that can be taken back.")
        elif panels.microscope.touch_trained:
            text = self.tr("Training has gone on from the weights you changed: they are part of the run.")
            offer = self.tr("Touch the weights"), self._window.action("touch").trigger
        elif recorded.trace is not None:
            text = self.tr("Training has gone on from this batch: its step is part of the run.")
        else:
            text = self.tr("Nothing was done that can be undone.")
        return text, offer

    @Slot()
    def choose(self) -> None:
        """Follow what can be undone."""
        session = self._window.session
        before, recorded = session.run_before, session.recorded
        self._name_other_run()
        if before.going is None:
            # in the lab and in the tour the reader's own run waits, and comes back by itself
            past, future = ([], []) if before.resting else (before.past, before.future)
            run = [self.tr("a new run")]
            self._runs.follow(run * len(past), run * len(future), (past, future[::-1]))
        left, back = recorded.lefts, [] if recorded.taken_back is None else [recorded.taken_back]
        self._batch.follow(self._leaving(left), self._leaving(back), (left, back))
        done, undone = self._settings.done, self._settings.undone[::-1]
        self._live.follow(self._setting(done), self._setting(undone), (done, undone))
        made, unmade = self._acts.done, self._acts.undone[::-1]
        self._steps.follow(self._making(made), self._making(unmade), (made, unmade))
        remedy = self._checkup.done
        remedies = [remedy] if remedy is not None and remedy.hint.fix.live else []
        self._remedy.follow([self.tr("setting the learning rate")] * len(remedies), (), (remedies, ()))
        self._follow_choices()
        for stack in (*self.stacks, self._own):
            if isinstance(stack, KeptChanges):
                stack.followed.connect(self._go_on, Qt.ConnectionType.UniqueConnection)
        self._go_on()

    def _follow_choices(self) -> None:
        """Follow what waits for a reset in the settings while they are open: where it is seen to go."""
        if "SettingsDrawer" in self._window.panels and not self._window.panels.settings.waiting:
            self._checkup.nothing_filled_in()
        if not self._window.stage.drawer_open:
            self._choices.follow([])
            return
        drawer = self._window.panels.settings
        drawer.choices_changed.connect(self.choose, Qt.ConnectionType.UniqueConnection)
        name, waiting, taken = [self.tr("the choices in the settings")], drawer.waiting, drawer.taken_back
        self._choices.follow(name * len(waiting), name * len(taken), (waiting, taken))

    def _leaving(self, lefts: list[LeftTrace]) -> list[str]:
        batch, image = self.tr("leaving the recorded batch"), self.tr("leaving the recorded image")
        return [batch if left.guest is None else image for left in lefts]

    def _making(self, acts: list[StepAct]) -> list[str]:
        step, again = self.tr("recording the step"), self.tr("making the step again")
        return [step if act.lr is None else again for act in acts]

    def _setting(self, changes: list[LiveChange]) -> list[str]:
        rate, momentum = self.tr("setting the learning rate"), self.tr("setting the momentum")
        return [rate if change.name == "lr" else momentum for change in changes]

    def _name_other_run(self) -> None:
        """Which run the command leads to: the one before, or a later one that was gone back from."""
        action, before = self._window.action("bring_back"), self._window.session.run_before
        action.setEnabled(before.kept is not None)
        words = translate("actions", "Go back to the run before")
        sentence = translate(
            "actions", "The run that this one took the place of goes on where it stood; this one is kept."
        )
        if before.later:
            words = self.tr("Go forth again to the later run")
            sentence = self.tr("The run that was gone back from goes on where it stood; this one is kept.")
        action.setText(words)
        action.setStatusTip(sentence)
        set_tip(action, with_keys(sentence, action))

    @Slot(QWidget, QWidget)
    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if isinstance(old, QLineEdit):
            old.removeEventFilter(self)
        if now is not None and now.window() is self._window:
            if isinstance(now, QLineEdit):
                now.installEventFilter(self)
            self.choose()

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """A field keeps the keys for itself only while there is something typed in it to undo or redo."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            assert isinstance(field, QLineEdit)
            assert isinstance(event, QKeyEvent)
            undo, redo = map(event.matches, (Standard.Undo, Standard.Redo))
            if (undo and not field.isUndoAvailable()) or (redo and not field.isRedoAvailable()):
                event.ignore()
                return True
        return False

    def _show(self) -> None:
        back = self.tr("Take back what was done last: {0}."), self.tr("Nothing was done that can be undone.")
        again = (
            self.tr("Do again what was undone: {0}."),
            self.tr("Nothing was undone that can be done again."),
        )
        for name, words, (tip, nothing), way in (
            ("undo", translate("actions", "Undo"), back, -1),
            ("redo", translate("actions", "Redo"), again, 1),
        ):
            action, stack = self._window.action(name), newest(self.stacks, way)
            action.setEnabled(stack is not None or self._busy)
            text = "" if stack is None else stack.undoText() if way < 0 else stack.redoText()
            action.setText(self.tr("{0}: {1}").format(words, text) if text else words)
            sentence = tip.format(text) if text else nothing
            action.setStatusTip(sentence)
            set_tip(action, with_keys(sentence, action))
