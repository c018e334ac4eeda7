"""The network's answer to a drawing: a bar for each class, of which one can be made the gradient's target."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cnnviz.session.picture import named
from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.keys import MOVE, PRESS
from cnnviz.widgets.numbers import hundredths
from cnnviz.widgets.painting import CENTRE, frame, ring, smooth, write
from cnnviz.widgets.picture import picture

HEIGHT = 78
BARS = 54  # of it, for the bars
DIGITS = tuple(Qt.Key(int(Qt.Key.Key_0) + i) for i in range(10))


class AnswerBars(CellWidget):
    """A bar a class with its digit beneath; `target_chosen` tells the class clicked, -1 for the one read."""

    target_chosen = Signal(int)

    own_keys = (*MOVE, *PRESS, *DIGITS)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("class_bars", parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(HEIGHT)
        self._probabilities: np.ndarray = np.zeros(10)
        self._target = -1
        self.classes: tuple[str, ...] = ()  # their names, where they are known

    @property
    def target(self) -> int:
        """The class that was chosen, -1 for the one that the network reads."""
        return self._target

    def show_answer(self, probabilities: np.ndarray | None) -> None:
        """Show the probabilities of the classes; None while nothing is drawn."""
        count = len(self.classes) or len(self._probabilities)
        shown = np.zeros(count) if probabilities is None else probabilities
        if not np.array_equal(shown, self._probabilities):
            self._probabilities = shown
            self.update()

    def choose(self, target: int) -> None:
        """Mark a class as the target, without telling anybody."""
        if target != self._target:
            self._target = target
            self.update()

    def describe(self, number: int) -> str:
        """What there is to say about one class."""
        share = hundredths(float(self._probabilities[number]))
        return self.tr("class {0}: {1} %").format(named(self.classes, number), share)

    def count(self) -> int:
        return len(self._probabilities)

    def place(self, number: int) -> QRectF:
        width = self.width() / len(self._probabilities)
        return QRectF(number * width, 0, width, HEIGHT)

    def tip(self, number: int) -> str:
        return self.tr("{0}. Click: the gradient is for this class").format(self.describe(number))

    def pick(self, number: int) -> None:
        """Make a class the target; the target itself again: the class that is read."""
        self._aim(-1 if number == self._target else number)

    def _aim(self, target: int) -> None:
        if target != self._target:
            self.choose(target)
            self.target_chosen.emit(target)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, count = event.key(), len(self._probabilities)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if key == Qt.Key.Key_Right else -1
            wanted = (self._target + 1 + by) % (count + 1) - 1  # round by way of -1
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_Space, Qt.Key.Key_Return):
            wanted = -1
        elif 0 <= key - int(Qt.Key.Key_0) < min(10, count):
            wanted = key - int(Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)
            return
        self._aim(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        answered = bool(self._probabilities.any())
        best = int(self._probabilities.argmax()) if answered else -1
        for number, share in enumerate(self._probabilities.tolist()):
            box = self.place(number).adjusted(2, 2, -2, -2)
            if number == self.under:
                frame(painter, box, 4, fill="raised")
            wide = min(12.0, box.width() - 4)
            bar = QRectF(box.center().x() - wide / 2, box.top() + 3, wide, BARS - 6)
            frame(painter, bar, 2, fill="raised" if number != self.under else "line")
            tall = bar.height() * share
            if tall >= 0.5:
                filled = QRectF(bar.left(), bar.bottom() - tall, wide, tall)
                frame(painter, filled, 2, fill="text" if number == best else "faint")
            font = theme.font(theme.SECONDARY, theme.BOLD if number == best else theme.MEDIUM)
            under = QRectF(box.left(), BARS, box.width(), HEIGHT - BARS - 4)
            name, middle = named(self.classes, number), Qt.TextElideMode.ElideMiddle
            name = QFontMetrics(font).elidedText(name, middle, round(under.width()))
            write(painter, under, name, font, "text" if number == best else "dim", CENTRE)
            if number == self._target:
                frame(painter, box, 4, "accent", width=2)
        if self.hasFocus():
            ring(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4)
        painter.end()


class Seen(QWidget):
    """The pixels that the network sees of a drawing; three times as large where they are 28x28."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("seen")
        self.setFixedSize(84, 84)
        self._image = QImage()

    def show_image(self, image: np.ndarray | None) -> None:
        """Show an image, uint8 (H, W) or (3, H, W); None for an empty tile."""
        self._image = QImage() if image is None else picture(image)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.drawImage(self.rect(), self._image)
        painter.end()
