"""The time bar between network and curves: back to any step, a film of all of them, and on from one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.features.timeline.track import TimeTrack
from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.plain import PlainLabel

HEIGHT = 28
FRAMES_PER_SECOND = 30


class TimeBar(QWidget):
    """28 px: play, the track, which step is in sight, on from there, and back to now."""

    room_wanted = Signal(int)  # pixels of height; 0 while it is hidden

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("time_bar")
        self.setAccessibleName(self.tr("Time"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.pinned = False
        self.play = self._button(
            "time_play", "play", self.tr("Play the film of this run, a keyframe a picture")
        )
        self.play.clicked.connect(self.toggle_film)
        self.track = TimeTrack(session, self)
        self.track.near.connect(session.time.near)
        self.track.chosen.connect(session.time.go)
        self.number = PlainLabel(self)
        self.number.setObjectName("time_step")
        self.number.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
        self.go_on = self._button(
            "time_go_on",
            "",
            self.tr("Train on from this step. The steps after it stay, as a run beside this one."),
        )
        self.go_on.say(self.tr("Go on from here"))
        self.go_on.clicked.connect(self._go_on)
        self.now = self._button("time_live", "", self.tr("Back to the newest step"))
        self.now.say(self.tr("Live"))
        self.now.clicked.connect(session.time.live)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.play)
        row.addWidget(self.track, 1)
        for one in (self.number, self.go_on, self.now):
            row.addWidget(one)
        self._film = QTimer(self)
        self._film.setInterval(round(1000 / FRAMES_PER_SECOND))
        self._film.timeout.connect(self._next_frame)
        session.time.changed.connect(self.refresh)
        session.history_changed.connect(self.refresh)
        session.state_changed.connect(self.refresh)
        self.setVisible(False)
        self.refresh()

    def pin(self, pinned: bool) -> None:
        """Keep the bar in sight, also while the newest step is shown."""
        self.pinned = pinned
        self.refresh()

    def toggle_film(self) -> None:
        """Play the film from the step in sight, or from the first one; or stop it."""
        if self._film.isActive():
            self._stop()
            return
        time = self.session.time
        if time.step is None or time.step >= time.steps.stop - 1:
            time.near(time.steps.start + 1)
        self._film.start()
        self.play.show_icon("pause")

    @property
    def playing(self) -> bool:
        """Whether the film goes on."""
        return self._film.isActive()

    @Slot()
    def refresh(self) -> None:
        """Show which step is in sight."""
        time = self.session.time
        then, steps = time.step, time.steps
        wanted = len(steps) > 2 and (self.pinned or then is not None)
        if wanted == self.isHidden():
            self.setVisible(wanted)
            self.room_wanted.emit(HEIGHT if wanted else 0)
        if not wanted:
            self._stop()
            return
        newest = f"{steps.stop - 1:,}"
        if then is None:
            text = self.tr("{0} of {1}").format(newest, newest)
        elif time.exact:
            text = self.tr("{0} of {1} ✓ exact").format(f"{then:,}", newest)
        elif time.differs:
            text = self.tr("{0} of {1}, not exact").format(f"{then:,}", newest)
        else:
            shown = then if time.shown is None else time.shown.step
            text = self.tr("≈ {0} of {1}").format(f"{shown:,}", newest)
        self.number.setText(text)
        self.go_on.setEnabled(then is not None)
        self.now.setEnabled(then is not None)
        self.track.setAccessibleDescription(text)
        self.track.update()

    @Slot()
    def _go_on(self) -> None:
        self.session.time.branch()

    @Slot()
    def _next_frame(self) -> None:
        time = self.session.time
        if time.busy:
            return  # the picture before is on its way
        if time.step is None or time.step >= time.steps.stop - 1:
            self._stop()
            if time.step is not None:
                time.go(time.step)
            return
        time.turn(1, keyframes=True, exact=False)

    def _stop(self) -> None:
        if self._film.isActive():
            self._film.stop()
            self.play.show_icon("play")

    def _button(self, name: str, icon: str, tip: str) -> Button:
        made = Button(name, "flat", icon, self)
        made.setFixedHeight(22)
        tell(made, tip.partition(".")[0], tip)
        return made
