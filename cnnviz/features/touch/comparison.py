"""Before and now side by side: the answer to the watched image, and the share of test images read right."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnnviz.session import Session
from cnnviz.session.edit_figures import Figure, Figures
from cnnviz.session.picture import named
from cnnviz.system.translation import Count
from cnnviz.system.wording import SEMICOLON, listed
from cnnviz.widgets import theme
from cnnviz.widgets.cell_widget import CellWidget
from cnnviz.widgets.controls import restyle, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.numbers import hundredths
from cnnviz.widgets.painting import CENTRE, frame, smooth, write
from cnnviz.widgets.plain import PlainLabel, set_tip, show_class
from core.training import Snapshot

HEIGHT = 62
BARS = 44  # of it, for the bars
LEAST = 24  # pixels of the class that is read


class TwinBars(CellWidget):
    """A pair of bars a class: hollow is before, solid is now; the class that the image is is underlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("twin_bars", parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(HEIGHT)
        self.before: np.ndarray = np.zeros(10)
        self.now: np.ndarray = np.zeros(10)
        self.label = -1
        self.classes: tuple[str, ...] = ()  # their names, where they are known

    def show_answers(self, before: np.ndarray, now: np.ndarray, label: int) -> None:
        """Show the classes' probabilities before and now; `label` is what the image is, -1 if unknown."""
        self.before, self.now, self.label = before, now, label
        self.update()

    def count(self) -> int:
        return len(self.now)

    def place(self, number: int) -> QRectF:
        width = self.width() / len(self.now)
        return QRectF(number * width, 0, width, HEIGHT)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        best = int(self.now.argmax()) if np.isfinite(self.now).all() and self.now.any() else -1
        for number in range(len(self.now)):
            box = self.place(number)
            wide = min(9.0, (box.width() - 5) / 2)
            if number == self.under:
                frame(painter, box.adjusted(1, 0, -1, 0), 4, fill="raised")
            left = QRectF(box.center().x() - wide - 1, 2, wide, BARS - 4)
            self._bar(painter, left, float(self.before[number]), hollow=True)
            self._bar(painter, left.translated(wide + 2, 0), float(self.now[number]), hollow=False)
            font = theme.font(theme.SECONDARY, theme.BOLD if number == best else theme.MEDIUM)
            under = QRectF(box.left(), BARS, box.width(), HEIGHT - BARS - 2)
            name, middle = named(self.classes, number), Qt.TextElideMode.ElideMiddle
            name = QFontMetrics(font).elidedText(name, middle, round(under.width()))
            write(painter, under, name, font, "text" if number == best else "dim", CENTRE)
            if number == self.label:
                painter.setPen(QPen(theme.colour("right"), 2))
                x, across = under.left(), under.width()
                painter.drawLine(QLineF(x + 0.3 * across, under.bottom(), x + 0.7 * across, under.bottom()))
        painter.end()

    def _bar(self, painter: QPainter, box: QRectF, share: float, hollow: bool) -> None:
        frame(painter, box, 2, fill="raised")
        if not np.isfinite(share):
            painter.setPen(QPen(theme.colour("wrong"), 1.5))
            middle = QRectF(box.left(), box.center().y() - box.width() / 2, box.width(), box.width())
            painter.drawLine(middle.topLeft(), middle.bottomRight())
            painter.drawLine(middle.topRight(), middle.bottomLeft())
            return
        tall = box.height() * share
        if tall < 0.5:
            return
        filled = QRectF(box.left(), box.bottom() - tall, box.width(), tall)
        if hollow:
            frame(painter, filled.adjusted(0.6, 0.6, -0.6, -0.6), 2, "faint", width=1.2)
        else:
            frame(painter, filled, 2, fill="text")


class Comparison(QWidget):
    """Two columns, the bars of both answers beneath, and a sentence when the numbers have run away."""

    def __init__(self, session: Session, figures: Figures, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.figures = session, figures
        self.setObjectName("touch_comparison")
        self.setAccessibleName(self.tr("Before and now"))
        self._complete = False  # whether two answers have been shown
        self._columns = [_Column(which, self) for which in ("before", "now")]
        row = fill(hbox(spacing=2), *((one, 1) for one in self._columns))
        self.bars = TwinBars(self)
        tip = self.tr("A pair a class: hollow is before the first change, solid is now.")
        tell(self.bars, self.tr("Probabilities before and now"), tip)
        session.explain_pointed(self.bars.pointed, self._about)
        self._trouble = PlainLabel(self, size=theme.SECONDARY, role="wrong", wrap=True, name="touch_trouble")
        self._trouble.hide()
        fill(vbox(self, 6), row, self.bars, self._trouble)

    @Slot()
    def refresh(self) -> None:
        """Show the newest answers and figures."""
        shot = self.session.snapshot
        if shot is None:
            return
        probe, report = shot.probe, self.figures.report
        judged = probe.guest is None or probe.guest.judged
        label = probe.label if judged else -1
        before, now = self.figures.answers(shot)
        if before is None and self._complete:
            return  # it comes in a moment, and both columns change at once
        self._complete = before is not None
        since = shot.step if report.since is None else report.since
        left, right = self._columns
        left.classes = right.classes = self.bars.classes = shot.classes
        left.show_answer(before, label, since)
        right.show_answer(now, label, shot.step)
        testing, progress = self.figures.testing, self.figures.progress
        same = report.since is None  # nothing is changed: both columns are of one network
        figure, tested = (self.figures.now, "now") if same else (self.figures.before, "before")
        left.show_test(figure, testing == tested, progress, since)
        right.show_test(self._now(shot), testing == "now", progress, shot.step)
        self.bars.show_answers(np.zeros(len(now)) if before is None else before, now, label)
        self.bars.setAccessibleDescription(listed((left.words(), right.words()), SEMICOLON))
        self._show_trouble(shot)

    def _now(self, shot: Snapshot) -> Figure | None:
        figure = self.figures.now
        return figure if figure is not None and figure.version == shot.version else None

    def _show_trouble(self, shot: Snapshot) -> None:
        text = ""
        if not np.isfinite(shot.probe.probabilities).all():
            first = next((name for name, a in shot.probe.outputs.items() if not np.isfinite(a).all()), "")
            text = self.tr(
                "The answer is no longer a number: {0} is the first layer whose output ran beyond the largest"
                " number there is. Undo the change, or a part of it."
            ).format(first or self.tr("the softmax"))
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def _about(self, number: int) -> tuple[str, str]:
        before, now = (self._share(values[number]) for values in (self.bars.before, self.bars.now))
        words = self.tr("class {0}: {1} before, {2} now")
        about = self.tr("How probable the network finds this class for the watched image.")
        return words.format(named(self.bars.classes, number), before, now), about

    @staticmethod
    def _share(value: float) -> str:
        return "NaN" if not np.isfinite(value) else f"{hundredths(value)} %"


class _Column(QWidget):
    """Caption, class and probability, test accuracy."""

    def __init__(self, which: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._which = which
        self.classes: tuple[str, ...] = ()  # their names, where they are known
        self._caption = self._make("caption", theme.FLOOR, "dim")
        self.read = self._make("read", theme.VALUE, weight=theme.BOLD)
        self._sure = self._make("sure", theme.SECONDARY, "dim")
        self.test = self._make("test", theme.SECONDARY, weight=theme.SEMIBOLD)
        self.test.setMinimumHeight(18)
        row = fill(hbox(spacing=8), self.read, (self._sure, 0, Qt.AlignmentFlag.AlignBottom), STRETCH)
        fill(vbox(self, 1), self._caption, row, self.test)

    def _make(self, name: str, size: int, role: str = "", weight: QFont.Weight = theme.MEDIUM) -> PlainLabel:
        label = PlainLabel(self, size=size, role=role, weight=weight, name=f"touch_{self._which}_{name}")
        policy = QSizePolicy.Policy
        across = {"read": policy.Maximum, "sure": policy.Fixed}.get(name, policy.Ignored)
        label.setSizePolicy(across, policy.Fixed)
        if name == "read":
            label.setMinimumWidth(LEAST)  # a long name is cut
        return label

    def show_answer(self, shares: np.ndarray | None, label: int, step: int) -> None:
        """Show a class and its probability; a mark says whether that is right, where it is known."""
        name = self.tr("before, step {0}") if self._which == "before" else self.tr("now, step {0}")
        self._caption.setText(name.format(f"{step:,}"))
        if shares is None:
            show_class(self.read, "…", theme.VALUE)
            self._sure.setText("")
            return
        if not np.isfinite(shares).all():
            show_class(self.read, "?", theme.VALUE)
            self._sure.setText(self.tr("not a number"))
            return
        best = int(shares.argmax())
        mark = "" if label < 0 else " ✓" if best == label else " ✗"
        show_class(self.read, named(self.classes, best), theme.VALUE)
        self._sure.setText(f"{hundredths(float(shares[best]))} %{mark}")
        restyle(self._sure, "role", "wrong" if label >= 0 and best != label else "dim")

    def show_test(self, figure: Figure | None, testing: bool, progress: float, step: int) -> None:
        """Show the test accuracy with the step it is of, or how far the testing is."""
        if testing:
            self.test.setText(self.tr("testing … {0} %").format(f"{100 * progress:.0f}"))
        elif figure is None:
            self.test.setText(self.tr("test …"))
        elif figure.step == step:
            self.test.setText(self.tr("test {0} %").format(f"{100 * figure.accuracy:.2f}"))
        else:
            text = self.tr("test {0} % at step {1}")
            self.test.setText(text.format(f"{100 * figure.accuracy:.2f}", f"{figure.step:,}"))
        if testing or figure is None:
            set_tip(self.test, "")
        else:
            right = round(figure.accuracy * figure.images)
            tip = self.tr("{0} of {1} test images {0:is|are} read right at step {2}")
            set_tip(self.test, tip.format(Count(right), f"{figure.images:,}", f"{figure.step:,}"))

    def words(self) -> str:
        """All of it in one line, for a screen reader."""
        parts = (self._caption, self.read, self._sure, self.test)
        return " ".join(part.text() for part in parts if part.text())
