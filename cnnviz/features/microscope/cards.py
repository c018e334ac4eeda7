"""The card at the head of the microscope: how to record a batch, or where we stand in the recorded one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnnviz.session.stops import Progress
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.numbers import significant
from cnnviz.widgets.painting import frame, smooth
from cnnviz.widgets.plain import PlainLabel
from core.trace.recording import LayerRecord, Stop, Trace


class EmptyCard(QWidget):
    """A dashed placeholder that names the next action, with its button."""

    def __init__(self, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty_card")
        column = fill(vbox(self, 0, (4, 18, 4, 12)), (_Cells(self), 0, Qt.AlignmentFlag.AlignHCenter), 12)
        self._title = PlainLabel(self, size=theme.BODY, weight=theme.SEMIBOLD, wrap=True)
        self._sentence = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setContentsMargins(12, 0, 12, 0)  # the buttons may be wider
        self.button = Button("record_button", "raised", "record", self)
        self.button.setMinimumWidth(184)
        row = fill(QHBoxLayout(), STRETCH, self.button, STRETCH)
        fill(column, self._title, 4, self._sentence, 10, row)
        self._offers: list[Button] = []
        self.say(title, sentence)

    def say(self, title: str, sentence: str) -> None:
        """Name the next action, and what comes of it."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)

    def offer(self, *actions: QAction) -> None:
        """Offer other things to begin with, a quiet button each."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for action in actions:
            column.addSpacing(4)
            button = Button(f"offer_{action.objectName()}", "flat", "", self).follow(action)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self._offers.append(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


class StopButtons(QWidget):
    """Ways on from a recorded batch, beside one another, or beneath where their words are long."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ledger = Button("ledger_button", "raised", "", self)
        self.bought = Button("update_button", "raised", "", self)
        self._row = fill(hbox(self, 8), self.ledger, self.bought, STRETCH)

    def follow(self, actions: Mapping[str, QAction], room: int) -> None:
        """Take the window's actions; there is room for so many pixels."""
        self.ledger.follow(actions["ledger"])
        keys = actions["update"].shortcut().toString()
        self.bought.follow(actions["update"], words=self.tr("What did it buy?  {0}").format(keys))
        if self.ledger.sizeHint().width() + 8 + self.bought.sizeHint().width() > room:
            self._row.setDirection(QBoxLayout.Direction.TopToBottom)


class StopCard(QWidget):
    """Where the cursor stands in the recorded batch: its name, one sentence, a bar and a few facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stop_card")
        column = vbox(self, 6, (14, 12, 14, 12))
        self._title = PlainLabel(self, size=theme.READOUT, weight=theme.BOLD, elastic=True)
        self._sentence = PlainLabel(self, size=theme.BODY, role="dim", wrap=True)
        self._bar = _Bar(self)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(8)
        self._facts.setVerticalSpacing(3)
        self._facts.setColumnStretch(0, 1)
        self._stale = PlainLabel(
            self, size=theme.SECONDARY, weight=theme.SEMIBOLD, wrap=True, name="recorded_stale"
        )
        self.again = Button("record_again_button", "raised", "record", self)
        fill(column, self._title, self._bar, self._sentence, self._facts, self._stale)
        fill(column, (self.again, 0, Qt.AlignmentFlag.AlignLeft))

    def show_stop(
        self,
        title: str,
        sentence: str,
        facts: Sequence[tuple[str, str]],
        index: int,
        count: int,
    ) -> None:
        """Show a stop."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self._bar.show_place(index, count)
        self._show_facts(facts)

    def show_stale(self, stale: str) -> None:
        """Say by how much the network is ahead; "" if it isn't."""
        self._stale.setText(stale)
        self._stale.setVisible(bool(stale))
        self.again.setVisible(bool(stale))

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while self._facts.count() > 2 * len(facts):
            item = self._facts.takeAt(self._facts.count() - 1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, pair in enumerate(facts):
            for column, text in enumerate(pair):
                item = self._facts.itemAtPosition(row, column)
                label = item.widget() if item is not None else None
                if not isinstance(label, QLabel):
                    role, sides = "" if column else "dim", Qt.AlignmentFlag
                    label = PlainLabel(self, size=theme.SECONDARY, role=role, mono=column == 1)
                    label.setAlignment(sides.AlignRight if column else sides.AlignLeft)
                    self._facts.addWidget(label, row, column)
                label.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, "edge", "block")
        painter.end()


class _Bar(QWidget):
    """How far through the recorded batch the cursor is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(4)
        self._part = 0.0

    def show_place(self, index: int, count: int) -> None:
        self._part = (index + 1) / max(count, 1)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        frame(painter, QRectF(self.rect()), 2, fill="raised")
        frame(painter, QRectF(0, 0, self.width() * self._part, 4), 2, fill="accent")
        painter.end()


class _Cells(QWidget):
    """A grid of cells with one picked out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(70, 70)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row in range(5):
            for column in range(5):
                box = QRectF(column * 14 + 0.5, row * 14 + 0.5, 13, 13)
                painter.fillRect(box, theme.colour("raised", 0.6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame(painter, QRectF(42, 14, 14, 14), 3, "accent", width=2)
        painter.end()


class Legend(QWidget):
    """A heading, then signs with sentences; a sign is "twins", "zero", "weights" or "watched"."""

    def __init__(self, lines: Sequence[tuple[str, str]], heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setAccessibleName(heading)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        title = PlainLabel(heading, self, size=theme.SECONDARY, weight=theme.BOLD)
        grid.addWidget(title, 0, 0, 1, 2)
        self._sentences: list[PlainLabel] = []
        for row, (sign, sentence) in enumerate(lines, 1):
            text = PlainLabel(sentence, self, size=theme.SECONDARY, role="dim", wrap=True)
            grid.addWidget(_Sign(sign, self), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1)
            self._sentences.append(text)
        grid.setColumnStretch(1, 1)

    def say(self, lines: Sequence[tuple[str, str]]) -> None:
        """Say other sentences beside the same signs."""
        for text, (_, sentence) in zip(self._sentences, lines, strict=True):
            text.setText(sentence)

    def text(self) -> str:
        """All the sentences."""
        return "\n".join(text.text() for text in self._sentences)


def legend_lines(stop: Stop | None, beneath: str) -> list[tuple[str, str]]:
    """The signs and what they stand for, at a stop of a recorded batch, or with "now" or "change" beneath."""
    twins = translate("MicroscopePanel", "Under every map lies its gradient: dL / d(that map).")
    weights = translate("MicroscopePanel", "Between layers: the weights, and beneath, their gradients.")
    if beneath == "now":
        twins = translate("MicroscopePanel", "Under every map of then lies the same map of now.")
        weights = translate("MicroscopePanel", "Between layers: the weights, and beneath, those of now.")
    elif beneath:
        twins = translate("MicroscopePanel", "Under every map of then lies its change since: now minus then.")
        weights = translate(
            "MicroscopePanel", "Between layers: the weights, and beneath, their change since."
        )
    elif stop is not None and stop.phase == "update":
        weights = translate(
            "MicroscopePanel",
            "Between layers: the new weights, and beneath, what the update changed them by.",
        )
    return [
        ("twins", twins),
        ("zero", translate("MicroscopePanel", "A number at zero has the colour of an empty tile.")),
        ("weights", weights),
        ("watched", translate("MicroscopePanel", "The image you watch; × marks the ones read wrongly.")),
    ]


class _Sign(QWidget):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(18, 18)
        self._name = name

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shot = theme.current()
        warm, cool = QColor(shot.warm[4][1]), QColor(shot.cool[4][1])
        if self._name == "twins":
            painter.fillRect(QRectF(1, 1, 14, 7), warm)
            painter.fillRect(QRectF(1, 10, 14, 7), cool)
        elif self._name == "zero":
            for x, colour in ((1, QColor(shot.cool[5][1])), (6, QColor(shot.cool[0][1])), (11, warm)):
                painter.fillRect(QRectF(x, 4, 5, 10), colour)
            frame(painter, QRectF(0.5, 3.5, 15, 11), 0, "edge")
        elif self._name == "weights":
            for row, colour in ((2, cool), (10, warm)):
                for x in (1, 6, 11):
                    for y in (row, row + 4):
                        painter.fillRect(QRectF(x, y, 3, 3), colour)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame(painter, QRectF(2, 2, 13, 13), 3, "accent", width=2)
        painter.end()


Fact = tuple[str, str]  # what it is, and the figure


def stop_title(stop: Stop) -> str:
    """The stop's name: "conv2, backward 9 of 13"."""
    if stop.phase == "loss":
        return translate("MicroscopePanel", "The loss")
    if stop.phase == "update":
        return translate("MicroscopePanel", "The update")
    words = translate("MicroscopePanel", "{0}, backward {1} of {2}")
    if stop.phase == "forward":
        words = translate("MicroscopePanel", "{0}, forward {1} of {2}")
    return words.format(stop.layer, stop.number, stop.of)


@np.errstate(all="ignore")  # numbers out of all bounds are shown as they are
def stop_facts(trace: Trace, cursor: int, alone: bool) -> list[Fact]:
    """The figures at a stop; `alone` if the trace is of one image by itself."""
    stop, found = trace.stops[cursor], list[Fact]()
    if stop.phase in ("forward", "backward"):
        record = trace[stop.layer]
        forward = stop.phase == "forward"
        array = record.output if forward else record.grad_input
        output = translate("MicroscopePanel", "output")
        name = output if forward else translate("MicroscopePanel", "gradient of the input")
        rms = float(np.sqrt(np.mean(np.square(array, dtype=float))))
        found.append((name, "×".join(str(n) for n in array.shape)))
        found.append((translate("MicroscopePanel", "RMS"), significant(rms, signed=False)))
    if Progress(trace, cursor).through("loss"):
        loss, batch = translate("MicroscopePanel", "loss"), translate("MicroscopePanel", "loss of the batch")
        found.append((loss if alone else batch, significant(trace.loss, signed=False)))
    if stop.phase == "update":
        words = translate("MicroscopePanel", "change / size")
        found.append((translate("MicroscopePanel", "weights of"), words))
        found += [(layer, change(trace[layer])) for layer in trace.names if trace[layer].after]
    return found


def change(record: LayerRecord) -> str:
    """How far a layer's weights moved in the recorded update, relative to their size."""
    before, after = record.params, record.after
    moved = float(np.sqrt(sum(np.square(after[k] - before[k], dtype=float).sum() for k in after)))
    size = float(np.sqrt(sum(np.square(before[k], dtype=float).sum() for k in after)))
    return significant(moved / size, signed=False) if size else "0"
