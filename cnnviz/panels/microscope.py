"""The microscope's column: what is recorded and where we stand in it, the batch's images, and how to read
the picture.

Without a recorded batch it says how to get one. On a narrow window it folds into a rail that a click opens.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from cnnviz import stops, theme
from cnnviz.health.in_column import HintsInColumn
from cnnviz.inspector.panel import Inspector
from cnnviz.session import Session
from cnnviz.views import icons
from cnnviz.views.batch_grid import BatchGrid
from cnnviz.views.cards import EmptyCard, StopCard
from cnnviz.views.controls import Button, tell
from cnnviz.views.legend import Legend

if TYPE_CHECKING:
    from cnnviz.drawing.card import DrawCard
    from cnnviz.touch.card import TouchCard

WIDTH, NARROW, RAIL = 340, 320, 28


class MicroscopePanel(QWidget):
    """The right column, 340 px, 320 in a narrow window, or a rail of 28 px."""

    folded_changed = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("microscope")
        self.setAccessibleName(self.tr("Microscope"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folded = False
        self._width = WIDTH
        self._rail = _Rail(self.tr("Microscope: this batch, step by step"), self)
        self._rail.opened.connect(lambda: self.fold(False))
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 0, 0, 0)
        self._stack.addWidget(self._column())
        self._stack.addWidget(self._rail)
        session.snapshot_changed.connect(self._show_batch)
        session.trace_changed.connect(self._show_trace)
        session.cursor_changed.connect(self._show_stop)
        session.state_changed.connect(self._show_stop)
        session.watched_changed.connect(self._grid.watch)
        session.selection_changed.connect(self._show_selection)
        session.drawing.changed.connect(self._show_drawing)
        session.guests.changed.connect(self._show_guest)
        self._draw_card: DrawCard | None = None
        self.hints = HintsInColumn(session, self._rows, self, self._rail.mark)
        self._touch_card: TouchCard | None = None
        self._show_guest()
        self._show_trace()

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Connects the record and leave buttons and the close button."""
        self._actions = actions
        self._empty.offer(actions["open_trained"], actions["draw"])
        for name in ("record_drawing", "undo_stroke", "redo_stroke", "eraser", "clear_drawing"):
            actions[name].setEnabled(False)  # until the pad is open
        self._empty.button.follow(actions["record"])
        self._card.again.follow(actions["record"], words=self.tr("Record again"))
        self._close.clicked.connect(actions["microscope"].trigger)
        self._ledger.follow(actions["ledger"])
        self.inspector.use_actions(actions)

    @property
    def draw_card(self) -> DrawCard:
        """The card to draw on, made when it is wanted first."""
        if self._draw_card is None:
            from cnnviz.drawing.card import DrawCard

            self._draw_card = DrawCard(self.session, self._actions, self._body.widget())
            self._rows.insertWidget(0, self._draw_card)
        return self._draw_card

    def toggle_touch(self) -> None:
        """Opens the card to change weights with, in an open column, or closes it."""
        if self._touch_card is None:
            from cnnviz.touch.card import TouchCard

            self._touch_card = TouchCard(self.session, self._body.widget())
            self._touch_card.touching.changed.connect(self._show_touch)
            self._rows.insertWidget(0, self._touch_card)
        self._touch_card.touching.toggle()

    @Slot()
    def _show_touch(self) -> None:
        assert self._touch_card is not None
        self._touch_card.show_open()
        if self._touch_card.touching.open:
            self.fold(False)
            self._body.verticalScrollBar().setValue(0)
        self._show_trace()

    @property
    def folded(self) -> bool:
        """True while it is a rail."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Folds to the rail or opens."""
        if folded == self._folded:
            return
        self._folded = folded
        self._stack.setCurrentIndex(1 if folded else 0)
        self._fit()
        if not folded:
            self._show_batch()
        self.folded_changed.emit(folded)

    def use_width(self, narrow: bool) -> None:
        """Takes 320 px rather than 340."""
        self._width = NARROW if narrow else WIDTH
        self._fit()

    def theme_changed(self) -> None:
        """Tints and repaints."""
        for button in (self._close, self._empty.button, self._card.again):
            button.theme_changed()
        for view in (self._grid, self._legend, self._empty, self._card, self._rail):
            view.update()
        self._empty.theme_changed()
        for card in (self._draw_card, self._touch_card):
            if card is not None:
                card.theme_changed()
        self.hints.theme_changed()
        self.inspector.theme_changed()

    # building

    def _column(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header(page))
        body = QWidget(page)
        body.setObjectName("microscope_page")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(0)
        self._empty = EmptyCard("", "", body)
        self._card = StopCard(body)
        self._rows = rows
        rows.addWidget(self._empty)
        rows.addWidget(self._card)
        self._ledger = Button("ledger_button", "raised", "", body)
        rows.addSpacing(8)
        rows.addWidget(self._ledger, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addSpacing(16)
        title = QHBoxLayout()
        name = QLabel(self.tr("This batch"), body)
        name.setFont(theme.font(theme.SECONDARY, theme.BOLD))
        self._tally = QLabel(body)
        self._tally.setObjectName("batch_tally")
        self._tally.setFont(theme.font(theme.SECONDARY))
        self._tally.setProperty("role", "dim")
        title.addWidget(name)
        title.addStretch(1)
        title.addWidget(self._tally)
        rows.addLayout(title)
        rows.addSpacing(8)
        self._grid = BatchGrid(body)
        self._grid.setAccessibleName(self.tr("The images of this batch"))
        self._grid.chosen.connect(self.session.watch)
        self._grid.pointed.connect(self._explain_image)
        rows.addWidget(self._grid)
        rows.addSpacing(16)
        self._legend = Legend(self._legend_lines(), self.tr("How to read the picture"), body)
        rows.addWidget(self._legend)
        rows.addStretch(1)
        scroll = QScrollArea(page)
        scroll.setObjectName("microscope_body")
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(scroll, 1)
        self._body = scroll
        self.inspector = Inspector(self.session, page)
        self.inspector.hide()
        column.addWidget(self.inspector, 1)
        return page

    def _header(self, parent: QWidget) -> QWidget:
        header = QWidget(parent)
        header.setObjectName("microscope_header")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        header.setFixedHeight(32)
        row = QHBoxLayout(header)
        row.setContentsMargins(12, 0, 6, 0)
        title = QLabel(self.tr("Microscope"), header)
        title.setFont(theme.font(theme.BODY, theme.BOLD))
        self._when = QLabel(header)
        self._when.setObjectName("recorded_at")
        self._when.setFont(theme.font(theme.SECONDARY))
        self._when.setProperty("role", "dim")
        self._close = Button("microscope_close", "flat", "close", header)
        tip = self.tr("The column becomes a rail, and the network takes the room (M)")
        tell(self._close, self.tr("Fold the microscope"), tip)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self._when)
        row.addWidget(self._close)
        return header

    def _legend_lines(self) -> list[tuple[str, str]]:
        return [
            ("twins", self.tr("Under every map lies its gradient: dL / d(that map).")),
            ("zero", self.tr("A number at zero has the colour of an empty tile.")),
            ("weights", self.tr("Between layers: the weights, and beneath, their gradients.")),
            ("watched", self.tr("The image you watch; × marks the ones read wrongly.")),
        ]

    def _fit(self) -> None:
        self.setFixedWidth(RAIL if self._folded else self._width)

    # what is shown

    @Slot()
    def _show_batch(self) -> None:
        shot = self.session.snapshot
        if shot is None or self._folded:
            return
        images, labels = self.session.batch()
        predictions, step = self.session.predictions()
        self._grid.show_batch(images, labels, predictions)
        away = self.session.drawing.open or self.session.exhibit.shown is not None
        nobody = self.session.trace is None and away
        self._grid.watch(len(images) if nobody else self.session.watched)
        count, wrong = len(labels), int(self._grid.wrong().sum())
        text = self.tr("{0} images, {1} right, {2} wrong").format(count, count - wrong, wrong)
        guest = self.session.guests.recorded
        if guest is not None:
            text = self.tr("{0} alone").format(guest.name)
        self._tally.setText(text)
        self._tally.setToolTip(self.tr("As the network read them at step {0:,}").format(step))
        self._grid.setAccessibleDescription(text)

    @Slot()
    def _show_guest(self) -> None:
        """What is recorded next: a batch, or what is on show alone."""
        guest = self.session.exhibit.shown
        if guest is None:
            title = self.tr("Record one batch to walk it step by step")
            self._empty.say(title, self.tr("Training pauses there, one batch further on."))
        else:
            title = self.tr("Record {0} to walk it step by step").format(guest.name)
            self._empty.say(title, self.tr("Training pauses there; nothing is learnt from it."))
        self._show_batch()

    @Slot()
    def _show_selection(self) -> None:
        """A selected cell has the column to itself; with nothing selected it shows the batch."""
        selected = self.session.selection is not None or self.session.ledger
        self._body.setVisible(not selected)
        self.inspector.setVisible(selected)
        if selected:
            self.fold(False)

    @Slot()
    def _show_drawing(self) -> None:
        """The pad takes the place of the hint to record a batch, in an open column."""
        if self.session.drawing.open:
            self.fold(False)
            self._body.verticalScrollBar().setValue(0)
        self.draw_card.show_open()
        self._invite()
        self._show_batch()

    def _invite(self) -> None:
        """The hint to record a batch, where nothing has its place."""
        touched = self._touch_card is not None and self._touch_card.touching.open
        taken = self.session.trace is not None or self.session.drawing.open or touched
        self._empty.setVisible(not taken)

    @Slot()
    def _show_trace(self) -> None:
        trace = self.session.trace
        self._invite()
        self._card.setVisible(trace is not None)
        self._ledger.setVisible(trace is not None)
        when = self.tr("recorded at step {0:,}").format(trace.step) if trace is not None else ""
        guest = self.session.guests.recorded
        name = guest.name if guest is not None else self.session.lesson
        if trace is not None and name:
            when = self.tr("{0}, step {1:,}").format(name, trace.step)
        self._when.setText(when)
        self._show_stop()
        self._show_batch()

    @Slot()
    @Slot(int)
    @Slot(str)
    def _show_stop(self, _: object = None) -> None:
        trace, stop, shot = self.session.trace, self.session.stop, self.session.snapshot
        if trace is None or stop is None or shot is None:
            return
        kind = trace[stop.layer].kind
        title = {
            "forward": self.tr("{0}, forward {1} of {2}").format(stop.layer, stop.number, stop.of),
            "backward": self.tr("{0}, backward {1} of {2}").format(stop.layer, stop.number, stop.of),
            "loss": self.tr("The loss"),
            "update": self.tr("The update"),
        }[stop.phase]
        reached = any(done.phase == "loss" for done in trace.stops[: self.session.cursor + 1])
        whose = self.tr("loss of the batch") if self.session.guests.recorded is None else self.tr("loss")
        facts = [(whose, f"{trace.loss:.4f}")] if reached else []
        if stop.phase in ("forward", "backward"):
            record = trace[stop.layer]
            array = record.output if stop.phase == "forward" else record.grad_input
            name = self.tr("output") if stop.phase == "forward" else self.tr("gradient of the input")
            facts.insert(0, (name, "×".join(str(n) for n in array.shape)))
            facts.insert(1, (self.tr("RMS"), f"{float(np.sqrt(np.mean(np.square(array)))):.3g}"))
        elif stop.phase == "update":
            facts.append((self.tr("weights of"), self.tr("change / size")))
            facts += [(layer, _change(trace[layer])) for layer in trace.names if trace[layer].after]
        stale = ""
        if self.session.state == "stale":
            stale = self.tr("Recorded at {0:,}, network at {1:,}").format(trace.step, shot.step)
        self._card.show_stop(
            title, stops.sentence(stop.phase, kind), facts, stale, self.session.cursor, len(trace.stops)
        )

    @Slot(int)
    def _explain_image(self, position: int) -> None:
        if position < 0:
            self.session.explain("", "")
        else:
            self.session.explain(
                self._grid.describe(position), self.tr("Click to watch it: all maps show this image.")
            )


def _change(record: object) -> str:
    """How far a layer's weights moved in the recorded update, relative to their size."""
    before, after = record.params, record.after  # type: ignore[attr-defined]
    moved = float(np.sqrt(sum(np.square(after[k] - before[k], dtype=float).sum() for k in after)))
    size = float(np.sqrt(sum(np.square(before[k], dtype=float).sum() for k in after)))
    return f"{moved / size:.2e}" if size else "0"


class _Rail(QWidget):
    """The folded microscope: a chevron and its name, upright; a click opens it."""

    opened = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("microscope_rail")
        tell(self, text, parent.tr("Click to open the microscope (M)"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._text = text
        self._marked = False

    def mark(self, count: int, worst: str) -> None:
        """Shows that there are hints in the column; 0 takes the mark away."""
        words = self.tr("Hint: {0}. Click to read it (M)").format(worst)
        tell(self, self._text, words if count else self.tr("Click to open the microscope (M)"))
        self._marked = count > 0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, "left", QRectF((self.width() - 14) / 2, 9, 14, 14), theme.colour("dim"))
        if self._marked:
            box = QRectF((self.width() - 15) / 2, 33, 15, 15)
            icons.paint(painter, "warning", box, theme.colour("wrong"))
        painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD))
        painter.setPen(theme.colour("dim"))
        painter.translate(self.width() / 2, self.height() / 2)
        painter.rotate(-90)
        box = QRectF(-self.height() / 2, -self.width() / 2, self.height(), self.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
