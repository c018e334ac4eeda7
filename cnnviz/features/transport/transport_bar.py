"""The transport: train, one batch, one epoch, step through, speed, preset, the state and the live numbers.

What has no room goes in a fixed order, so that the buttons never move: preset, learning rate, speed.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from cnnviz.features.transport.readouts import Pill, Readout, Readouts, Speed, StopLabel, preset_choice
from cnnviz.plots.axes import number_text
from cnnviz.session import Session
from cnnviz.session.stops import Progress
from cnnviz.system.translation import translate
from cnnviz.system.wording import listed
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox
from cnnviz.widgets.numbers import epochs_so_far
from core.training import Snapshot, TrainConfig

HEIGHT = 48
KEPT = 5  # readouts that the preset and the speed give way to
BESIDE = 48  # pixels of a button that its words don't have
RATE_OVER = 1.0  # seconds that steps a second are counted over


class TransportPanel(QWidget):
    """The bar at the top of the window."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("transport")
        self.setAccessibleName(self.tr("Transport"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._rate: float | None = None
        self._evaluating = False  # whether a test is shown that training goes on after
        self._rate_from: tuple[float, int] | None = None
        self._buttons: list[Button] = []
        self._now: list[QWidget] = []  # what gives way to `_then` while a past step is in sight
        self._then: list[QWidget] = []
        self._row = hbox(self, 4, (8, 0, 12, 0))
        self._place = StopLabel(self)
        self._speed = Speed(session, self)
        self._preset = preset_choice(self)
        self._preset.activated.connect(self._choose_preset)
        self.pill = Pill(self.tr("TESTING"), self)
        self.readouts = Readouts(self)
        self.readouts.resized.connect(self._fit)
        session.state_changed.connect(self._show_state)
        session.snapshot_changed.connect(self._show_numbers)
        session.trace_changed.connect(self._show_place)
        session.cursor_changed.connect(self._show_place)
        session.config_changed.connect(self._show_config)
        session.time.changed.connect(self._time_changed)
        session.live.engine_changed.connect(self._engine_changed)
        session.live.measured_changed.connect(self._show_numbers)

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Build the row of buttons from the window's actions."""
        row = self._row

        def button(
            name: str, kind: str = "raised", text: bool = True, width: int = 0, said: Sequence[str] = ()
        ) -> Button:
            made = Button(f"{name}_button", kind, parent=self).follow(actions[name], text)
            if width:
                metrics = made.fontMetrics()
                made.setFixedWidth(
                    max(width, *(metrics.horizontalAdvance(word) + BESIDE for word in said), 0)
                )
            self._buttons.append(made)
            row.addWidget(made)
            return made

        button("menu", text=False, width=32)
        row.addSpacing(4)
        said = translate("Availability", "Train"), translate("Availability", "Pause")
        self._now = [button("train", "primary", width=92, said=said)]
        on = button("time_go_on", "primary", width=148, said=(actions["time_go_on"].iconText(),))
        self._then = [on, button("time_now")]
        row.addSpacing(4)
        self._now += [button("step_batch"), button("step_epoch")]
        row.addWidget(self._line())
        steps = [button(name, text=False, width=32) for name in ("step_back", "play_steps", "step_forward")]
        self.step_buttons = steps[::2]
        fill(row, self._place, self._line())
        button("reset", text=False, width=32)
        fill(row, 4, self._speed, 8, self._preset, STRETCH, self.pill, 14, self.readouts)
        stations = [*self._buttons, self._speed.slider, self._preset]
        for one, next_one in pairwise(stations):
            QWidget.setTabOrder(one, next_one)
        self._show_state(self.session.state)
        self._show_config()
        self._show_numbers()
        self._show_place()

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setObjectName("separator")
        line.setFixedSize(1, 24)
        holder = QFrame(self)
        layout = hbox(holder, margins=(4, 0, 4, 0))
        layout.addWidget(line)
        return holder

    # the state

    @Slot(str)
    def _show_state(self, state: str) -> None:
        words = {
            "loading": (self.tr("LOADING"), "loading", "dim"),
            "training": (self.tr("LIVE"), "live", "text"),
            "testing": (self.tr("TESTING"), "live", "text"),
            "paused": (self.tr("PAUSED"), "pause", "text"),
            "recorded": (self.tr("RECORDED"), "record", "text"),
            "stale": (self.tr("STALE"), "stale", "text"),
            "diverged": (self.tr("DIVERGED"), "warning", "wrong"),
            "stopped": (self.tr("STOPPED"), "warning", "wrong"),
        }
        self._evaluating = state == "training" and self.session.live.engine_state == "evaluating"
        word, icon, role = words["testing" if self._evaluating else state]
        sentence, dashed = self._state_sentence(state), state == "stale"
        then = self.session.time
        if then.shown is not None and self.session.trace is None:  # it is on its way until then
            word, icon, role = self.tr("THEN"), "stale", "accent"
            dashed = then.verdict == "differs"
            sentence = self.tr("The network as it was at step {0}. Esc goes back to now.").format(
                f"{then.shown.step:,}"
            )
        for widget in self._now:
            widget.setVisible(then.step is None)
        for widget in self._then:
            widget.setVisible(then.step is not None)
        newest = self.tr(
            "The newest step's numbers; the test accuracy stands with the step it was measured at."
        )
        past = self.tr("The past step's numbers; the test accuracy stands with the step it was measured at.")
        tell(self.readouts, self.tr("Readouts"), newest if then.shown is None else past)
        self.pill.show_state(word, icon, role, dashed=dashed)
        tell(self.pill, word, sentence)
        if not self.session.training:
            self._rate_from, self._rate = None, None
        self._show_numbers()
        self._fit()

    @Slot()
    def _time_changed(self) -> None:
        self._show_state(self.session.state)

    @Slot()
    def _engine_changed(self) -> None:
        """A test that training goes on after begins or ends: meanwhile nothing is learnt."""
        evaluating = self.session.live.engine_state == "evaluating"
        if self.session.state == "training" and evaluating != self._evaluating:
            self._show_state(self.session.state)

    def _state_sentence(self, state: str) -> str:
        recorded = self.session.trace.step if self.session.trace is not None else 0
        sentences = {
            "loading": self.tr("The images are being read."),
            "training": self.tr("Training: the picture is the network's newest."),
            "testing": self.tr("The network reads all test images; it learns nothing."),
            "paused": self.tr("Paused: the picture is the network as it is now."),
            "recorded": self.tr("The picture is the batch recorded at step {0}.").format(f"{recorded:,}"),
            "stale": self.session.dated(
                self.tr("Recorded at step {0}").format(f"{recorded:,}"),
                self.session.recorded.version,
                recorded,
            ),
            "diverged": self.tr("Some number is no longer finite; training has stopped."),
            "stopped": self.tr("Nothing can be trained; the message says why."),
        }
        if state == "recorded" and self.session.lesson:
            words = self.tr(
                "The picture is of {1}, recorded at step {0}, and so are the numbers beside this."
            )
            return words.format(f"{recorded:,}", self.session.lesson)
        if self._evaluating:
            return self.tr("The network reads all test images; then training goes on.")
        if state == "diverged" and self.session.recorded.stale:
            return f"{sentences[state]} {sentences['stale']}"
        return sentences[state]

    # the numbers

    @Slot()
    def _show_numbers(self) -> None:
        shot = self.session.in_sight
        if shot is None:
            return
        if self.session.state == "stale":  # the network may have gone on
            tell(self.pill, self.tr("STALE"), self._state_sentence("stale"))
        if self.session.time.step is None and self.session.training:
            self._count_rate(shot.step)
        progress = self.session.recorded.progress
        if progress is not None and self.session.recorded.apart:
            self._show_items(self._of_what_is_apart(progress))
            return
        known = not self.session.recorded.withheld("loss", shot.step)
        loss, accuracy = self._of_step(shot) if known else (None, None)
        at, right = self._newest_test(shot)
        measured = self.session.live.measured
        if at != shot.step and measured is not None and measured[0].same == shot.version.same:
            at, right = shot.step, measured[1]  # its own test is yet to come, or to be made up
        tested = self.tr("test acc") + (f" @{at:,}" if at is not None else "")
        items = [
            Readout(self.tr("step, edited") if shot.touched else self.tr("step"), f"{shot.step:,}", "10,000"),
            Readout(self.tr("epoch"), f"{epochs_so_far(shot.epoch):.2f}", "0.00"),
            Readout(self.tr("loss"), _number(loss), "0.0000"),
            Readout(self.tr("train acc"), _percent(accuracy), "100.0 %"),
            Readout(tested, _percent(right), "00.00 %"),
        ]
        if self.session.state == "training":
            rate = "–" if self._rate is None else f"{self._rate:,.0f}"
            items.append(Readout(self.tr("steps / s"), rate, "000"))
        items.append(Readout(self.tr("next rate"), _number(shot.lr), "0.0000"))
        self._show_items(items)

    def _of_what_is_apart(self, progress: Progress) -> list[Readout]:
        """What is known of a batch out of a file, or of an image alone: no step of the run made it."""
        trace, known = progress.trace, progress.through("loss")
        items = [
            Readout(self.tr("step"), f"{trace.step:,}", "10,000"),
            Readout(self.tr("loss"), _number(trace.loss if known else None), "0.0000"),
        ]
        if self.session.lesson:
            right = float((trace.probabilities.argmax(axis=1) == trace.labels).mean())
            items.append(Readout(self.tr("train acc"), _percent(right if known else None), "100.0 %"))
        return items

    def _show_items(self, items: list[Readout]) -> None:
        self.readouts.show_items(items)
        self.readouts.setAccessibleDescription(listed(f"{item.name} {item.text}" for item in items))

    def _of_step(self, shot: Snapshot) -> tuple[float | None, float | None]:
        """The loss and accuracy of the batch of the step in sight; the history may know them alone."""
        history = self.session.history
        known = shot.train_loss is not None or not history.holds(shot.identity, shot.step)
        if not known and (row := history.at(shot.step)) is not None:
            return row.loss, row.accuracy
        return shot.train_loss, shot.train_accuracy

    def _newest_test(self, shot: Snapshot) -> tuple[int | None, float | None]:
        """The newest test at or before the step in sight: its step, and the accuracy.

        A step that is made again knows of none, nor does a branch until it is tested; the history does. A
        test of this step from before its weights were edited isn't of this network.
        """
        history = self.session.history
        if shot.test_step is None and history.holds(shot.identity, shot.step):
            for found in reversed(history.evaluations):
                same = found.version == shot.version or not shot.touched
                if found.step < shot.step or (found.step == shot.step and same):
                    return found.step, found.accuracy
        return shot.test_step, shot.test_accuracy

    def _count_rate(self, step: int) -> None:
        now = time.monotonic()
        if self._rate_from is None or step < self._rate_from[1]:
            self._rate_from = (math.inf, step)
        elif self._rate_from[0] == math.inf:  # it may take a while to the first step: counted from that on
            self._rate_from = self._rate_from if step == self._rate_from[1] else (now, step)
        elif now - self._rate_from[0] >= RATE_OVER:
            self._rate = (step - self._rate_from[1]) / (now - self._rate_from[0])
            self._rate_from = (now, step)

    # where we are in the recorded batch

    @Slot()
    @Slot(int)
    def _show_place(self, _: int = 0) -> None:
        stop = self.session.stop
        if stop is None:
            self._place.hide()
        else:
            names = {"loss": self.tr("loss"), "update": self.tr("update")}
            name = names.get(stop.phase, stop.layer)
            self._place.show_stop(name, self.phrase(stop.phase, stop.number, stop.of))
            self._place.show()
        self._show_numbers()
        self._fit()

    def phrase(self, phase: str, number: int, of: int) -> str:
        """ "backward 9 of 13": which operation of the recorded batch comes next."""
        if phase == "forward":
            return self.tr("forward {0} of {1}").format(number, of)
        if phase == "backward":
            return self.tr("backward {0} of {1}").format(number, of)
        if phase == "update":
            return self.tr("the weights learn")
        return self.tr("forward turns to backward")

    # preset and room

    @Slot(int)
    def _choose_preset(self, index: int) -> None:
        name = self._preset.itemData(index)
        if name != self.session.config.preset or self.session.config.spec is not None:
            self.session.reset(TrainConfig.from_preset(name, seed=self.session.config.seed))

    @Slot()
    def _show_config(self) -> None:
        config = self.session.config
        self._preset.setPlaceholderText(self.session.title())
        self._preset.setCurrentIndex(self._preset.findData(config.preset) if config.spec is None else -1)

    @Slot()
    def _fit(self) -> None:
        """Drop the preset, then the speed, then readouts from the right, as the room shrinks."""
        if self._row.count() == 0:
            return
        there = [button for button in self._buttons if not button.isHidden()]
        buttons = sum(max(button.minimumWidth(), button.sizeHint().width()) + 4 for button in there)
        place = 0 if self._place.isHidden() else self._place.sizeHint().width() + 4
        # The rest: margins 20, two lines 2 x 13, spaces 12 + 14, the pill.
        room = self.width() - buttons - place - 72 - self.pill.sizeHint().width() - 8
        wanted = self.readouts.room_for(KEPT)
        speed, preset = self._speed.sizeHint().width() + 8, self._preset.sizeHint().width() + 12
        self._speed.setVisible(room - speed >= wanted and self.session.time.step is None)
        if not self._speed.isHidden():
            room -= speed
        self._preset.setVisible(room - preset >= self.readouts.room_for(KEPT + 1))
        if not self._preset.isHidden():
            room -= preset
        self.readouts.setFixedWidth(self.readouts.room_for(self.readouts.fitting(room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A part that wants another width, once it has its style or other words, changes what fits."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done


def _number(value: float | None) -> str:
    return "–" if value is None else number_text(value)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"
