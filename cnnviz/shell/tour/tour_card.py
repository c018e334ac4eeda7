"""The tour's card: a title, a few short sentences, where we are, and the way on, back and out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEasingCurve, QRect, QRectF, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cnnviz.system.wording import listed
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, restyle, tell
from cnnviz.widgets.keys import ENTER, KeyOwner
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.painting import frame, smooth
from cnnviz.widgets.plain import PlainLabel

DIM = 0.42
MOTION = 220  # milliseconds
RADIUS, PEN = 6.0, 2.0
WIDTH = 352
LEFT, RIGHT = 16, 12  # pixels beside its words
GAP = 14  # pixels between the card and what it speaks of
EDGE = 10  # and the window's edge
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
KEYS = (*ARROWS, *ENTER, Qt.Key.Key_Escape)


class Spotlight(QWidget):
    """Covers its parent; `show_on` moves the light."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.NoFocus)
        self.setObjectName("tour_spotlight")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._from: list[QRectF] = []
        self._to: list[QRectF] = []
        self._now: list[QRectF] = []
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(MOTION)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.valueChanged.connect(self._moved)

    @property
    def places(self) -> list[QRect]:
        """Where the light is going to be."""
        return [place.toRect() for place in self._to]

    def show_on(self, places: Sequence[QRect], still: bool) -> None:
        """Move the light to these parts; with none, there is no light and nothing is dimmed much."""
        wanted = [QRectF(place) for place in places]
        if wanted == self._to:
            return
        begin = self._now or wanted
        self._to = wanted
        self._from = [begin[min(i, len(begin) - 1)] for i in range(len(wanted))] if begin else []
        self._motion.stop()
        if still or not wanted:
            self._now = wanted
            self.update()
        else:
            self._motion.start()

    def end(self) -> None:
        """Stop moving."""
        self._motion.stop()

    @Slot(object)
    def _moved(self, part: float) -> None:
        self._now = [_between(a, b, part) for a, b in zip(self._from, self._to, strict=True)]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # Rectangles only: a dimmed window is painted as fast as a plain one.
        dimmed = QRegion(event.region())
        for place in self._now:
            dimmed -= QRegion(place.toAlignedRect())
        painter.save()
        painter.setClipRegion(dimmed)
        painter.fillRect(self.rect(), theme.colour("background", DIM if self._now else DIM * 0.7))
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self._now:
            frame(painter, place.adjusted(-1, -1, 1, 1), RADIUS, "accent", width=PEN)
        painter.end()


def _between(a: QRectF, b: QRectF, part: float) -> QRectF:
    """A rectangle on the way from one to another."""
    return QRectF(
        a.x() + (b.x() - a.x()) * part,
        a.y() + (b.y() - a.y()) * part,
        a.width() + (b.width() - a.width()) * part,
        a.height() + (b.height() - a.height()) * part,
    )


class TourCard(KeyOwner, QWidget):
    """Right and Enter go on, Left goes back, Esc leaves; in a step that walks the track has the arrows."""

    own_keys = KEYS

    back = Signal()
    forth = Signal()
    left = Signal()
    again = Signal()  # what the step shows is to be brought into sight again
    resumed = Signal()  # the tour is to go on where it was left
    kept = Signal()  # the network of the tour is to stay

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.StrongFocus)
        self.setObjectName("tour_card")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFixedWidth(WIDTH)
        self._title = PlainLabel(self, size=theme.READOUT, weight=theme.BOLD, wrap=True, name="tour_title")
        self._place = PlainLabel(self, size=theme.SECONDARY, role="dim", name="tour_place")
        head = fill(QHBoxLayout(), (self._title, 1), (self._place, 0, Qt.AlignmentFlag.AlignTop))
        self._text = PlainLabel(self, size=theme.BODY, wrap=True, name="tour_text")
        self._question = PlainLabel(
            self, size=theme.BODY, weight=theme.SEMIBOLD, wrap=True, name="tour_question"
        )
        self._right, self._walks = 0, False
        self._room: QRect | None = None  # in which it was given its place, None since another step began
        self.answers = [
            Button(f"tour_answer_{i}", "raised", "", self, clicked=self._answered) for i in range(2)
        ]
        line = fill(hbox(spacing=6), *self.answers, STRETCH)
        self._told = PlainLabel(self, size=theme.BODY, wrap=True, name="tour_told")
        self._note = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="tour_note")
        tip = self.tr("Bring what this step shows back into sight")
        self._lost = Button("tour_again", "raised", "", self, self.tr("Show it again"), tip, self.again)
        self._resume = Button("tour_resume", "raised", "", self, clicked=self.resumed)
        column = fill(
            vbox(self, 6, (LEFT, 12, RIGHT, 12)), head, self._text, self._question, line, self._told
        )
        ways = fill(hbox(spacing=6), self._lost, self._resume, STRETCH)
        fill(column, self._note, ways, 4, self._buttons())
        self.hide()

    def show_step(self, title: str, text: str, place: str, first: bool, walks: bool = False) -> None:
        """Show a step's words, in a place of its own; `wait` or `ready` follows."""
        self._walks, self._room = walks, None
        self._title.setText(title)
        self._text.setText(text)
        self._place.setText(place)
        self._back.setEnabled(not first)
        self.setAccessibleName(listed((title, place)))
        self.setAccessibleDescription(text)
        self.end_with("", "", "", "")

    def ask(self, question: str, answers: Sequence[str], right: int, why: str) -> None:
        """Ask what will be seen; "" asks nothing. What is told has its room before it comes."""
        verdicts = [self.tr("Look again. {0}").format(why)] * len(self.answers)
        verdicts[right] = self.tr("Right. {0}").format(why)
        self._right, self._verdicts = right, verdicts
        self._question.setText(question)
        room = 0
        for words in verdicts:
            self._told.setText(words)
            room = max(room, self._told.heightForWidth(WIDTH - LEFT - RIGHT))
        self._told.setFixedHeight(room)
        self._told.setText("")
        for label in (self._question, self._told):
            label.setVisible(bool(question))
        for i, button in enumerate(self.answers):
            button.setVisible(bool(question))
            if question:
                button.say(answers[i])
                tell(button, answers[i], question)

    @Slot()
    def _answered(self) -> None:
        """Say whether that was right, and why."""
        chosen = next(i for i, button in enumerate(self.answers) if button is self.sender())
        self._told.setText(self._verdicts[chosen])
        restyle(self._told, "role", "right" if chosen == self._right else "wrong")

    def wait(self, words: str) -> None:
        """What the step needs is on its way."""
        self._say(words, open_=False, lost=False)

    def ready(self, note: str = "") -> None:
        """The step shows what it speaks of."""
        self._say(note, open_=True, lost=False)

    def lose(self, words: str) -> None:
        """What the step shows has gone out of sight; the way on stays open."""
        self._say(words, open_=True, lost=True)

    def _say(self, words: str, open_: bool, lost: bool) -> None:
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self._forth.setEnabled(open_)
        self._lost.setVisible(lost)
        self._fit()

    def offer(self, resume: str) -> None:
        """Offer to go on where the tour was left, in these words; "" offers nothing."""
        self._resume.setVisible(bool(resume))
        self._resume.say(resume)
        tell(self._resume, resume or self.tr("Go on"), self.tr("Go on where you left the tour"))
        self._fit()

    def end_with(self, done: str, keep: str, tip: str, left: str) -> None:
        """On the last step: what the two ways out are called, and do; "" for the usual buttons."""
        self._forth.say(done or self.tr("Next"))
        on = self.tr("Go on (Enter)") if self._walks else self.tr("Go on (Right or Enter)")
        tell(self._forth, done or self.tr("Next"), left or on)
        back = self.tr("The step before") if self._walks else self.tr("The step before (Left)")
        tell(self._back, self.tr("Back"), back)
        self._keep.setVisible(bool(keep))
        self._keep.say(keep)
        tell(self._keep, keep or self.tr("Keep"), tip)
        self._leave.setVisible(not keep)

    def place(self, targets: Sequence[QRect], room: QRect, words: Sequence[QRect] = ()) -> None:
        """Stand beside what it speaks of, where there is most room; in the middle when that is nothing. There
        it stays for the length of a step, under the mouse that is on its buttons, unless it covers more of
        that than it need.
        """
        self._fit()
        size, here = self.size(), self.geometry()
        stays, self._room = room == self._room and room.contains(here), room
        if not targets:
            self.move(room.center().x() - size.width() // 2, room.center().y() - size.height() // 2)
            return
        places = [place for target in targets for place in _places(target, self.rect(), room)]
        best = max(places, key=lambda place: _score(place, targets, words))
        if not stays or _covered(best, targets) < _covered(here, targets):
            self.move(best.topLeft())

    # building

    def _buttons(self) -> QHBoxLayout:
        self._leave = Button("tour_leave", "flat", "", self, self.tr("Leave"), clicked=self.left)
        tell(self._leave, self.tr("Leave the tour"), self.tr("Everything is as it was before the tour (Esc)"))
        self._keep = Button("tour_keep", "raised", "", self, clicked=self.kept)
        self._back = Button("tour_back", "raised", "", self, self.tr("Back"), clicked=self.back)
        self._forth = Button("tour_next", "primary", "", self, clicked=self.forth)
        return fill(hbox(spacing=6), self._leave, STRETCH, self._back, self._keep, self._forth)

    def _fit(self) -> None:
        """Be as high as the words need; the buttons beneath them stay where they are."""
        layout, beneath = self.layout(), self.y() + self.height()
        assert layout is not None
        layout.activate()
        height = layout.totalHeightForWidth(WIDTH)
        self.setGeometry(self.x(), max(0, beneath - height), WIDTH, height)

    # Qt

    def owns(self, event: QKeyEvent) -> bool:
        return super().owns(event) and not (self._walks and event.key() in ARROWS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._walks and key in ARROWS:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Left:
            self._back.click()
        elif key in KEYS:
            self._forth.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)  # and what lies beneath isn't pressed

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        edge = "accent" if self.hasFocus() else "faint"
        frame(painter, QRectF(self.rect()).adjusted(0.6, 0.6, -0.6, -0.6), 10, edge, "panel", width=1.2)
        painter.end()


def _places(target: QRect, card: QRect, room: QRect) -> list[QRect]:
    """Beside the target on each side, and in the room's corners, all moved into the room."""
    middle = target.center()
    x, y = middle.x() - card.width() // 2, middle.y() - card.height() // 2
    corners = [
        (target.right() + GAP, y),
        (target.left() - GAP - card.width(), y),
        (x, target.bottom() + GAP),
        (x, target.top() - GAP - card.height()),
        (room.right() - card.width() - EDGE, room.bottom() - card.height() - EDGE),
        (room.left() + EDGE, room.bottom() - card.height() - EDGE),
        (room.right() - card.width() - EDGE, room.top() + EDGE),
    ]
    made = []
    for left, top in corners:
        left = max(room.left() + EDGE, min(left, room.right() - card.width() - EDGE))
        top = max(room.top() + EDGE, min(top, room.bottom() - card.height() - EDGE))
        made.append(QRect(left, top, card.width(), card.height()))
    return made


def _score(place: QRect, targets: Sequence[QRect], words: Sequence[QRect]) -> float:
    """The less it covers of what is meant, the better; then the fewer words it cuts; then the nearer."""
    apart = (place.center() - targets[0].center()).manhattanLength()
    cut = sum(place.intersects(box) and not place.contains(box) for box in words)
    return -1000.0 * _covered(place, targets) - 150.0 * cut - apart


def _covered(place: QRect, targets: Sequence[QRect]) -> int:
    """How many pixels of what is meant it covers."""
    boxes = [place.intersected(target) for target in targets]
    return sum(box.width() * box.height() for box in boxes if not box.isEmpty())
