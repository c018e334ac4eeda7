"""What can be done now: which actions are to be had in the session's state, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

from cnnviz.session import Session
from cnnviz.system.translation import Count, translate
from cnnviz.system.wording import listed
from cnnviz.widgets.plain import set_tip

NEEDS_ENGINE = (
    "train",
    "step_batch",
    "step_epoch",
    "record",
    "reset",
    "save_weights",
    "load_weights",
    "use_mnist",
)
NEEDS_TRACE = ("save_trace", "values_on", "values_back")


def relabel_action(action: QAction, text: str, tip: str, icon: str) -> None:
    """Change what an action says, as Train becomes Pause."""
    action.setProperty("icon_name", icon)  # first: it isn't announced by itself
    action.setText(text)
    action.setIconText(text)
    set_tip(action, with_keys(tip, action))


def with_keys(tip: str, action: QAction) -> str:
    """A tooltip with the action's keys behind it."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return translate("Availability", "{0} ({1})").format(tip, keys) if keys else tip


class Availability(QObject):
    """Keeps the window's actions in step with the session."""

    def __init__(self, session: Session, by_id: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self.session, self._actions = session, by_id
        self._own = {name: (by_id[name].text(), by_id[name].statusTip()) for name in ("train", "record")}
        self._keys = by_id["train"].shortcuts(), by_id["play_steps"].shortcuts()
        session.state_changed.connect(self._show_state)
        session.trace_changed.connect(self._show_place)
        session.cursor_changed.connect(self._show_place)
        session.guests.changed.connect(self._show_record)
        session.trace_changed.connect(self._show_record)
        session.time.changed.connect(self._show_place)
        session.time.changed.connect(self._show_record)
        session.player.changed.connect(self._show_player)
        self._show_state(session.state)

    def say_why(self, event: QKeyEvent) -> bool:
        """Say why the command of a key can't be had, as long as it is so; False if that needs no words."""
        session, pressed = self.session, QKeySequence(event.keyCombination())
        trace = session.trace
        if trace is None and any(self._actions[name].shortcut() == pressed for name in NEEDS_TRACE):
            words = self.tr("Nothing is recorded: record a batch first (R).")
        elif self._actions["time_now"].shortcut() == pressed:
            words = self.tr("The newest step is in sight already.")
            if trace is not None:
                words = self.tr("Something recorded is in sight; Esc leads back from it to the newest step.")
        else:
            return False
        session.message.emit(words, "info")
        session.live.lasts.emit(lambda: session.trace is trace and session.time.step is None)
        return True

    @Slot(str)
    def _show_state(self, state: str) -> None:
        train = self._actions["train"]
        if self.session.training:
            tip = self.tr("Finish the step under way, then stop training. Nothing is lost.")
            relabel_action(train, self.tr("Pause"), tip, "pause")
        else:
            relabel_action(train, *self._own["train"], "play")
        for name in NEEDS_ENGINE:
            self._actions[name].setEnabled(state != "stopped")
        self._show_place()

    @Slot()
    @Slot(int)
    def _show_place(self, _: int = 0) -> None:
        session, trace, cursor = self.session, self.session.trace, self.session.cursor
        at_end = trace is not None and cursor >= len(trace.stops) - 1
        newest = session.snapshot.step if session.snapshot is not None else 0
        learnt = trace is not None and trace.step == newest and trace.optimizer is not None
        possible = {
            **dict.fromkeys(("step_back", "first_stop"), trace is not None and cursor > 0),
            "play_steps": session.state != "stopped",
            "last_stop": trace is not None and not at_end,
            "step_forward": not at_end and session.state != "stopped",
            "undo_step": learnt and not session.lesson and session.time.step is None,
            **dict.fromkeys(NEEDS_TRACE, trace is not None),
            **dict.fromkeys(("time_now", "time_go_on"), session.time.step is not None),
            "live": trace is not None or session.time.step is not None,
        }
        for name, can in possible.items():
            self._actions[name].setEnabled(can)
        self._give_space()

    @Slot()
    def _show_player(self) -> None:
        """The button that plays the steps pauses them, and says how fast they are played."""
        player = self.session.player
        tip = self.tr("{0} {0:second|seconds} a step; Shift and an arrow make it faster or slower.")
        tip = tip.format(Count(player.pause_between))
        if player.playing:
            relabel_action(self._actions["play_steps"], self.tr("Pause the steps"), tip, "pause")
            tip = listed((self.tr("Space pauses."), tip), " ")
        else:
            relabel_action(self._actions["play_steps"], self.tr("Play the steps"), tip, "play")
            if player.holds:
                tip = listed((self.tr("Space plays on."), tip), " ")
        self._give_space()
        self.session.explain(self.tr("Playing the steps") if player.playing else self.tr("Steps"), tip)

    def _give_space(self) -> None:
        """Have the key that trains pause the steps and play on, once they are played, until their end
        or until the batch is left.
        """
        train, play = self._actions["train"], self._actions["play_steps"]
        (trains, plays), holds = self._keys, self.session.player.holds
        if holds == bool(train.shortcuts()):
            train.setShortcuts([] if holds else trains)
            play.setShortcuts([*plays, *trains] if holds else plays)
            self._show_state(self.session.state)

    @Slot()
    def _show_record(self) -> None:
        """What R records: the next batch, or what is on show."""
        guest = self.session.exhibit.shown or self.session.recorded.guest
        text, tip = self._own["record"]
        if guest is not None:
            text = self.tr("Record this image")
            tip = self.tr("Pause and keep every number of {0}, to walk it; nothing is learnt.")
        elif self.session.time.step is not None:
            text = self.tr("Record this batch again")
            tip = self.tr("Keep every number of the batch of the past step in sight, as it was; to walk it.")
        relabel_action(self._actions["record"], text, tip.format(guest.name if guest else ""), "record")
