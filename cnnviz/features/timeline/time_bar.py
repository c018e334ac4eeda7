"""The time bar between network and curves: back to any step, and a film of all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from cnnviz.features.timeline.track import TimeTrack
from cnnviz.session import Session
from cnnviz.system.translation import Count
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import fill, hbox
from cnnviz.widgets.plain import PlainLabel, set_tip

HEIGHT = 28
BELOW = 2 * HEIGHT  # from here on the mouse is still over a plot's data when the bar has pushed it down
SPEEDS = (4, 10, 30, 60)  # pictures a second
SPEED = 30
NARROW, NARROWEST = 1000, 760  # pixels below which the film's button goes, then its speed
LINGER = 500  # milliseconds that the bar stays after the mouse has gone
SLOW = 300  # milliseconds after which it is said that a step is on its way


class TimeBar(QWidget):
    """28 px: play and its speed, the track, which step is in sight, back to now, and the film as a file.

    It is there while a past step is in sight, it is pinned, or the mouse has been over the data of the curves
    and is over them still.
    """

    room_wanted = Signal(int)  # pixels of height; 0 while it is hidden
    film_wanted = Signal()  # as a file

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("time_bar")
        self.setAccessibleName(self.tr("Time"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.pinned = self.loop = False
        self.speed = SPEED
        self._spoke = False  # the strip says how far a step is made again
        self._said = ""  # what the timeline had no room for, told already
        self.play = self._button(
            "time_play", "play", self.tr("Play the film of this run, a keyframe a picture (Space)")
        )
        self.play.clicked.connect(self.toggle_film)
        tip = self.tr(
            "How many pictures a second the film shows: one of each keyframe, which lie many steps apart in a"
            " long run"
        )
        self.rate = self._button("time_speed", "", tip)
        self.rate.setFont(theme.font(theme.FLOOR, mono=True))
        self.rate.setMenu(self._speeds())
        self.track = TimeTrack(session, self)
        self.number = PlainLabel(self, size=theme.SECONDARY, weight=theme.SEMIBOLD, name="time_step")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.now = self._button("time_live", "", self.tr("Back to the newest step (Ctrl+End)"))
        self.now.say(self.tr("Live"))
        self.now.clicked.connect(session.time.live)
        self.save = self._button("time_film", "", self.tr("Write the film of this run to a file"))
        self.save.say(self.tr("Film…"))
        self.save.clicked.connect(self.film_wanted)
        row = fill(hbox(self, 8, (8, 0, 8, 0)), self.play, self.rate, (self.track, 1))
        for one in (self.number, self.now, self.save):
            row.addWidget(one)
        self._film = QTimer(self)
        self._film.timeout.connect(self._next_frame)
        self._leaving = QTimer(self, singleShot=True, interval=LINGER)
        self._leaving.timeout.connect(self.refresh)
        self._under = False  # the mouse is over it, or over the curves
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        session.time.changed.connect(self.refresh)
        session.time.chosen_by_hand.connect(self._stop)
        session.time.progressed.connect(self._show_progress)
        session.history_changed.connect(self.refresh)
        session.state_changed.connect(self.refresh)
        self._take_speed()
        self.setVisible(False)
        self.refresh()

    def pin(self, pinned: bool) -> None:
        """Keep the bar in sight, also while the newest step is shown."""
        self.pinned = pinned
        self.refresh()

    @Slot(float)
    def see(self, y: float) -> None:
        """The mouse is so far below the top of a plot; above this the plot's buttons would slip from it."""
        if y >= BELOW:
            self.hover(True)

    @Slot(bool)
    def hover(self, under: bool) -> None:
        """The mouse is over the curves, or has left them."""
        self._under = under
        if under:
            self._leaving.stop()
            self.refresh()
        elif not self.isHidden():
            self._leaving.start()

    @Slot()
    def toggle_film(self) -> None:
        """Play the film from the step in sight, or from the first one; or stop it."""
        if self._film.isActive():
            self._stop()
            self.session.time.drop()  # the film's pictures are steps nearby
            return
        time, (first, last) = self.session.time, self.track.film
        if time.step is None or not first <= time.step < last:
            time.near(first + 1)
        self._film.start()
        self.play.show_icon("pause")

    @property
    def playing(self) -> bool:
        """Whether the film goes on."""
        return self._film.isActive()

    @property
    def useful(self) -> bool:
        """Whether there are steps to go back to."""
        return len(self.session.time.steps) > 2

    def why_not(self) -> str:
        """Why there are no steps to go back to yet."""
        timeline = self.session.time.timeline
        if timeline is None or not timeline.begin:
            return self.tr("The time bar comes once there are steps to go back to.")
        words = self.tr(
            "The steps before step {0} were not kept. The time bar comes once there are steps after it."
        )
        return words.format(f"{timeline.begin:,}")

    @Slot()
    def refresh(self) -> None:
        """Show which step is in sight."""
        time = self.session.time
        then, steps = time.step, time.steps
        under = self._under or self._leaving.isActive()
        wanted = self.useful and (self.pinned or then is not None or under)
        if wanted == self.isHidden():
            self.setVisible(wanted)
            self.room_wanted.emit(HEIGHT if wanted else 0)
        if not time.busy:
            self._slow.stop()
            self.track.show_progress(0, 0)
            if self._spoke:
                self._spoke = False
                self.session.explain_between("", "")
        elif not self._slow.isActive():
            self._slow.start()
        if not wanted:
            self._stop()
            return
        newest = f"{steps.stop - 1:,}"
        found = {
            "exact": self.tr("{0} of {1} ✓ exact"),
            "differs": self.tr("{0} of {1}, not exact"),
            "unknown": self.tr("{0} of {1}, not compared"),
            "failed": self.tr("{0} of {1}: can't be made"),
        }
        measure = self.number.fontMetrics().horizontalAdvance  # room for all: the track stays under the mouse
        self.number.setMinimumWidth(max(measure(one.format(newest, newest)) for one in found.values()))
        if then is None:
            text = self.tr("{0} of {1}").format(newest, newest)
        elif time.verdict:
            text = found[time.verdict].format(f"{then:,}", newest)
        else:
            shown = then if time.shown is None else time.shown.step
            text = self.tr("≈ {0} of {1}").format(f"{shown:,}", newest)
        self.number.setText(text)
        set_tip(self.number, time.why)
        self.now.setEnabled(then is not None)
        self.track.setAccessibleDescription(text)
        self.track.refresh()
        self._tell_of_room()

    @Slot(int, int)
    def _show_progress(self, done: int, of: int) -> None:
        """How far a step is made again; in words once it takes a while."""
        self.track.show_progress(done, of)
        time = self.session.time
        if time.step is not None and time.busy and not self._slow.isActive():
            self._spoke = True
            words = self.tr("Making step {0} again: {1} of {2} {2:step|steps}")
            self.session.explain_between(self.tr("Time"), words.format(f"{time.step:,}", done, Count(of)))

    def _tell_of_room(self) -> None:
        """Say once what there was no room for."""
        timeline = self.session.time.timeline
        if timeline is None or not timeline.trouble or timeline.trouble == self._said:
            return
        self._said = timeline.trouble
        words = self.tr("Keyframes every {0} {0:step|steps} from now on: no room for more. ({1})")
        self.session.message.emit(words.format(Count(timeline.spacing), timeline.trouble), "info")

    @Slot()
    def _next_frame(self) -> None:
        time, (first, last) = self.session.time, self.track.film
        if time.busy:
            return  # the picture before is on its way
        if time.step is not None and time.step >= last and self.loop:
            time.near(first + 1)
        elif time.step is None or time.step >= last:
            self._stop()
            if time.step is not None:
                time.go(min(time.step, last))
        else:
            time.turn(1, keyframes=True, exact=False)

    @Slot()
    def _stop(self) -> None:
        if self._film.isActive():
            self._film.stop()
            self.play.show_icon("play")

    def _speeds(self) -> QMenu:
        menu = QMenu(self)
        choices = QActionGroup(menu)
        for speed in SPEEDS:
            action = menu.addAction(self.tr("{0} / s").format(speed))
            action.setData(speed)
            action.setCheckable(True)
            action.setChecked(speed == self.speed)
            choices.addAction(action)
        choices.triggered.connect(self._speed_chosen)
        menu.addSeparator()
        again = menu.addAction(self.tr("Again and again"))
        again.setCheckable(True)
        again.toggled.connect(self._loop_chosen)
        return menu

    @Slot(QAction)
    def _speed_chosen(self, action: QAction) -> None:
        self.speed = int(action.data())
        self._take_speed()

    def _take_speed(self) -> None:
        self._film.setInterval(round(1000 / self.speed))
        self.rate.say(self.tr("{0} / s").format(self.speed))

    @Slot(bool)
    def _loop_chosen(self, loop: bool) -> None:
        self.loop = loop

    def _button(self, name: str, icon: str, tip: str) -> Button:
        made = Button(name, "flat", icon, self)
        made.setFixedHeight(22)
        made.setFont(theme.font(theme.SECONDARY, theme.MEDIUM))
        tell(made, tip, tip)
        return made

    # Qt's own

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.hover(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.save.setVisible(self.width() >= NARROW)
        self.rate.setVisible(self.width() >= NARROWEST)
