"""The page that cnnviz opens with: four things to do, and what can be gone on with.

It is a card over the network, not a wall in front of it: everything around it works, and whatever is done
there closes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from cnnviz.shell.start import deeds
from cnnviz.shell.start.pictures import StartPictures, kernels
from cnnviz.system.translation import QT_TRANSLATE_NOOP, translate
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, Check, tell
from cnnviz.widgets.fitted import draw_fitted
from cnnviz.widgets.keys import MOVE, PRESS, STEPS, KeyOwner, handled, is_plain
from cnnviz.widgets.layouts import STRETCH, fill, vbox
from cnnviz.widgets.painting import frame, smooth, write
from cnnviz.widgets.plain import PlainLabel, set_tip

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

HEIGHT = 108
PICTURE = 84  # pixels a side, three a pixel of a digit
INSET = 12
KEY = 18  # pixels a side, of a number that chooses something

Painting = Callable[[QPainter, QRectF], None]

WIDTH, MARGIN = 736, 20
ROWS = 3  # of what can be gone on with, at most
LOOKS = ("menu", "theme", "curves", "microscope", "escape", "start")  # what leaves it open


def draw_key(painter: QPainter, left: float, top: float, number: int) -> None:
    """Draw the number that chooses something."""
    painter.setFont(theme.font(theme.SECONDARY, mono=True))
    painter.setPen(theme.colour("dim"))
    key = QRectF(left, top, KEY, KEY)
    painter.drawRoundedRect(key, 4, 4)
    painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(number))


class StartButton(KeyOwner, QAbstractButton):
    """A button of 108 pixels."""

    own_keys = PRESS

    def __init__(self, name: str, number: int, words: tuple[str, str], paint: Painting, parent: QWidget):
        super().__init__(parent)
        self.setObjectName(f"start_{name}")
        self.setText(words[0])
        tell(self, words[0], words[1])
        self.setAccessibleDescription(words[1])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(270)
        self._sentence, self._number, self._paint = words[1], number, paint

    def sizeHint(self) -> QSize:
        return QSize(340, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not handled(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        near, here = self.underMouse() or self.isDown(), self.hasFocus()
        edge = "accent" if here else "faint" if near else "edge"
        frame(painter, box, 8, edge, "raised" if near else "block", width=2 if here else 1)
        picture = QRectF(INSET, (self.height() - PICTURE) / 2, PICTURE, PICTURE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint(painter, picture)
        painter.restore()
        self._paint_words(painter, picture.right() + 14)
        painter.end()

    def _paint_words(self, painter: QPainter, left: float) -> None:
        bold, plain = theme.font(theme.READOUT, theme.BOLD), theme.font(theme.SECONDARY)
        room = QRectF(left, 0, self.width() - left - INSET, 1000)
        wrap = int(Qt.TextFlag.TextWordWrap)
        words = QFontMetricsF(plain).boundingRect(room, wrap, self._sentence)
        title = QRectF(left, 0, room.width() - 24, 1000)
        line = QFontMetricsF(bold).boundingRect(title, wrap, self.text()).height()
        top = (self.height() - line - 4 - words.height()) / 2
        draw_key(painter, self.width() - INSET - KEY, top + 1, self._number)
        write(painter, QRectF(left, top, title.width(), line), self.text(), bold, "text", wrap)
        painter.setFont(plain)
        painter.setPen(theme.colour("dim"))
        box = QRectF(left, top + line + 4, room.width(), self.height() - top - line - 4)
        draw_fitted(painter, box, wrap, self._sentence)


@dataclass(frozen=True)
class Offer:
    """One choice of the start page."""

    name: str
    title: str
    sentence: str
    paint: Callable[[StartPictures, QPainter, QRectF], None]
    do: Callable[[Shell], None]


CHOICES: tuple[Offer, ...] = (
    Offer(
        "train",
        QT_TRANSLATE_NOOP("StartPage", "Train now"),
        QT_TRANSLATE_NOOP("StartPage", "A network that knows nothing begins to learn, in front of you."),
        StartPictures.digits,
        deeds.train,
    ),
    Offer(
        "trained",
        QT_TRANSLATE_NOOP("StartPage", "Open the trained network"),
        QT_TRANSLATE_NOOP("StartPage", "It has learnt already and reads 99.5 % of new digits right."),
        StartPictures.kernel,
        lambda window: window.session.open_trained(),
    ),
    Offer(
        "draw",
        QT_TRANSLATE_NOOP("StartPage", "Draw a digit"),
        QT_TRANSLATE_NOOP("StartPage", "The network reads it while you draw."),
        StartPictures.drawing,
        deeds.draw,
    ),
    Offer(
        "tour",
        QT_TRANSLATE_NOOP("StartPage", "Take the tour"),
        QT_TRANSLATE_NOOP("StartPage", "Three minutes: one digit through the network, and its error back."),
        StartPictures.lanes,
        deeds.tour,
    ),
)


class StartPage(KeyOwner, QWidget):
    """Four choices with the keys 1 to 4, then what can be gone on with; arrows go to everything on it as it
    is seen, Esc closes it.
    """

    def __init__(self, window: Shell) -> None:
        super().__init__(window.stage)
        self._window, self._kept = window, window.autosave
        self.setObjectName("start_page")
        self.setAccessibleName(self.tr("Start page"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._pictures = StartPictures()
        self._rows: list[Button] = []
        self._more = vbox(spacing=2, margins=(0, 10, 0, 0))
        column = fill(vbox(self, 0, (MARGIN, 14, MARGIN, 12)), self._head(), self._about(), 14, self._grid())
        fill(column, self._more, 10, self._foot())
        self.hide()
        session = window.session
        session.snapshot_changed.connect(self._show_pictures)
        session.state_changed.connect(self._followed)
        session.trace_changed.connect(self._passed)
        session.drawing.changed.connect(self._passed)
        for name, action in window.actions_by_id.items():
            if name not in LOOKS:
                action.triggered.connect(self._passed)
        window.panels.canvas.installEventFilter(self)
        if self._kept is not None:
            self._kept.run_found.connect(self._fill_again)
        self._show_pictures()
        session.ask(kernels, then=self._have_kernels)

    def open(self) -> None:
        """Show it over the network, with what can be gone on with now."""
        self._window.stage.close_message()
        self._window.stage.close_drawer()
        self._window.stage.close_sheet()
        if self._kept is not None:
            self._kept.quiet = True  # while the page shows the last run there is no second offer of it
        self._fill()
        self._show_pictures()
        self._place()
        self.show()
        self.raise_()
        self._first.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    @property
    def _first(self) -> QWidget:
        """What Space and Enter do at first: they begin no run while there is one to continue."""
        last = self._kept is not None and self._kept.found is not None
        return self._rows[0] if last and self._rows else self.choices[0]

    @property
    def places(self) -> list[list[QWidget]]:
        """All that the keyboard can be on, row by row as it is seen."""
        two = [list[QWidget](self.choices[:2]), list[QWidget](self.choices[2:])]
        more = [[row] for row in list[QWidget](self._rows)]
        return [[self._leave], *two, *more, [self._again, self._images]]

    @Slot()
    def leave(self) -> bool:
        """Close it; a run to continue is offered once more, in a line. True if it was open."""
        was = self._close()
        if was and self._kept is not None:
            self._kept.offer()
        return was

    # building

    def _head(self) -> QHBoxLayout:
        title = PlainLabel("cnnviz", self, size=theme.VALUE, weight=theme.BOLD)
        self._leave = Button("start_close", "flat", "close", self, clicked=self.leave)
        tell(self._leave, self.tr("Close"), self.tr("To the network (Esc)"))
        return fill(QHBoxLayout(), title, STRETCH, (self._leave, 0, Qt.AlignmentFlag.AlignTop))

    def _about(self) -> QLabel:
        words = self.tr(
            "Watch a small neural network learn to read handwritten digits, and look into every number it"
            " computes."
        )
        return PlainLabel(words, self, size=theme.BODY, role="dim", wrap=True, name="start_about")

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(10)
        self.choices: list[StartButton] = []
        for i, offer in enumerate(CHOICES):
            words = translate("StartPage", offer.title), translate("StartPage", offer.sentence)
            choice = StartButton(offer.name, i + 1, words, partial(offer.paint, self._pictures), self)
            choice.clicked.connect(partial(self._do, partial(offer.do, self._window)))
            grid.addWidget(choice, i // 2, i % 2)
            self.choices.append(choice)
        return grid

    def _foot(self) -> QHBoxLayout:
        self._again = Check("start_again", self.tr("Show this page when cnnviz starts"), self)
        set_tip(self._again, self.tr("The menu opens it at any time"))
        self._again.setChecked(self._window.remembered.start_page)
        self._again.toggled.connect(self._remember)
        words = self.tr("Number keys, or arrows and Enter; Esc closes")
        keys = PlainLabel(words, self, size=theme.SECONDARY, role="dim", wrap=True)
        keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = self.tr("Choose the images")
        tip = self.tr("MNIST, those used lately, or your own: pictures, idx, npz, CSV and others.")
        do = partial(self._do, self._window.action("data").trigger)
        self._images = Button("start_images", "flat", "batch", self, words, tip, do)
        return fill(QHBoxLayout(), self._again, STRETCH, self._images, (keys, 6))

    def _fill(self) -> None:
        """What can be gone on with: the last run, then files, as many as there is room for."""
        for button in self._rows:
            self._more.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._rows = []
        known = self._kept is None or self._kept.looked  # a row's key is the same from when it is seen
        rows = deeds.to_go_on_with(self._window)[: self._room()] if known else []
        for icon, text, tip, do in rows:
            button = Button(f"start_go_on_{len(self._rows)}", "flat", icon, self)
            button.setFont(theme.font(theme.BODY, theme.MEDIUM))
            room = WIDTH - 2 * MARGIN - 60 - KEY
            button.say(button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room))
            tell(button, text, tip)
            button.clicked.connect(partial(self._do, do))
            self._more.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.show()  # at once: a hidden row has no part in the page's height
            self._rows.append(button)
        for before, after in pairwise(chain.from_iterable(self.places)):
            QWidget.setTabOrder(before, after)
        box = self._more.contentsMargins()
        box.setTop(10 if self._rows else 0)
        self._more.setContentsMargins(box)

    @Slot()
    def _fill_again(self) -> None:
        if self.isHidden():
            return
        here = self._window.focusWidget()
        row = next((i for i, each in enumerate(self._rows) if each is here), -1)
        at_first = here is self._first
        self._fill()
        self._place()
        if at_first or row >= len(self._rows):
            self._first.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        elif row >= 0:
            self._rows[row].setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _room(self) -> int:
        return max(1, min(ROWS, (self._window.stage.height() - 390) // 28))

    # what is done

    def _do(self, do: Callable[[], None], _: bool = False) -> None:
        self._close()
        do()

    def _move(self, key: Qt.Key) -> None:
        """Go on from where the keyboard is by a key of MOVE: left and right by one, up and down by a row."""
        rows, now = self.places, self.focusWidget()
        every = list(chain.from_iterable(rows))
        here = every.index(now) if now in every else 0
        row = next(i for i, each in enumerate(rows) if every[here] in each)
        down, right = STEPS.get(key, (0, 0))
        if down:
            to = rows[max(0, min(row + down, len(rows) - 1))]
            wanted = to[min(rows[row].index(every[here]), len(to) - 1)]
        elif right:
            wanted = every[max(0, min(here + right, len(every) - 1))]
        else:
            wanted = every[-1] if key in (Qt.Key.Key_End, Qt.Key.Key_PageDown) else self.choices[0]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def _close(self) -> bool:
        if self.isHidden():
            return False
        if self.isAncestorOf(self._window.focusWidget() or self._window):
            self._window.stage.setFocus()
        self.hide()
        return True

    @Slot(bool)
    def _remember(self, again: bool) -> None:
        self._window.remember(start_page=again)

    @Slot()
    def _passed(self) -> None:
        """Something else has been begun."""
        self._close()

    @Slot(str)
    def _followed(self, _: str) -> None:
        if self._window.session.training:
            self._close()

    @Slot()
    def _show_pictures(self) -> None:
        shot = self._window.session.snapshot
        if shot is not None and (self._pictures.snapshot is None or not self.isHidden()):
            self._pictures.snapshot = shot
            self.update()

    def _have_kernels(self, found: object) -> None:
        self._pictures.kernels = found  # type: ignore[assignment]
        self.update()

    # Qt

    def _place(self) -> None:
        stage = self._window.stage
        room = self._window.panels.canvas.width()
        width = min(WIDTH, room - 24)
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = min(layout.totalHeightForWidth(width), stage.height() - 8)
        self.setGeometry((room - width) // 2, max(4, (stage.height() - height) // 2 - 8), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fill_again()
        return False

    def owns(self, event: QKeyEvent) -> bool:
        own = (*MOVE, Qt.Key.Key_Escape)
        return self._choice(event) is not None or (event.key() in own and is_plain(event))

    def _choice(self, event: QKeyEvent) -> QAbstractButton | None:
        number, every = event.key() - Qt.Key.Key_1, [*self.choices, *self._rows]
        return every[number] if is_plain(event) and 0 <= number < len(every) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = self._choice(event)
        if choice is not None:
            choice.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in MOVE and is_plain(event):
            self._move(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._kept is not None:
            self._kept.quiet = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, "faint", "panel")
        for number, row in enumerate(self._rows, len(self.choices) + 1):
            box = row.geometry()
            draw_key(painter, box.right() + 6, box.center().y() - KEY / 2 + 0.5, number)
        painter.end()
