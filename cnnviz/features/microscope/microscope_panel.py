"""The microscope's column from top to bottom: cards, the batch, and how to read the picture; or one number's
page.

Without a recorded batch it says how to get one. On a narrow window it folds into a rail that a click opens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import QStackedLayout, QWidget

from cnnviz.features.microscope.batch import BatchInColumn
from cnnviz.features.microscope.cards import (
    EmptyCard,
    Legend,
    StopButtons,
    StopCard,
    legend_lines,
    stop_facts,
    stop_title,
)
from cnnviz.features.microscope.rail import Rail
from cnnviz.plots.enlarged import put_back
from cnnviz.session import Session, stops
from cnnviz.system.translation import translate
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.lettering import magnify
from cnnviz.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from cnnviz.features.microscope.inspector import Inspector

WIDTH, NARROW, RAIL = 340, 320, 28
HEADER, MARGIN = 32, 12


@dataclass(frozen=True)
class ColumnCards:
    """What makes the cards that other features show in the column; each is made when it is first wanted."""

    hints: Callable[..., Any]  # (session, rows, column, mark)
    draw: Callable[..., Any]  # (session, actions, parent)
    touch: Callable[..., Any]  # (session, parent)
    past: Callable[..., Any]  # (session, parent)
    lab: Callable[..., Any]  # (session, parent)


class MicroscopePanel(QWidget):
    """The right column, 340 px, 320 in a narrow window, or a rail of 28 px."""

    folded_changed = Signal(bool)
    focus_left = Signal()  # a card with the keyboard in it closes
    touch_shown = Signal()  # the card to change weights with was opened or closed

    def __init__(self, session: Session, cards: ColumnCards, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._cards = cards
        self.setObjectName("microscope")
        self.setAccessibleName(self.tr("Microscope"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folded = False
        self._width = WIDTH
        self._size = 1.0
        self.own_width = 0  # chosen by hand; 0 is the usual one
        self._rail = Rail(self._rail_name(), self)
        self._rail.opened.connect(lambda: self.fold(False))
        self._stack = QStackedLayout(self)
        self.setContentsMargins(1, 0, 0, 0)  # for the line at its edge
        self._stack.addWidget(self._column())
        self._stack.addWidget(self._rail)
        session.snapshot_changed.connect(self._show_batch)
        session.snapshot_changed.connect(self._show_stale)
        session.trace_changed.connect(self._show_trace)
        session.cursor_changed.connect(self._show_stop)
        session.cursor_changed.connect(self._show_batch)
        for changed in (session.cursor_changed, session.trace_changed, session.beneath_changed):
            changed.connect(self._show_legend)
        session.state_changed.connect(self._show_stop)
        session.selection_changed.connect(self._show_selection)
        session.drawing.changed.connect(self._show_drawing)
        session.guests.changed.connect(self._show_guest)
        self.hints = cards.hints(session, self._rows, self, self._rail.mark)
        self._touch_card: Any = None
        self._past_card: Any = None
        self._past = False  # whether it is shown
        self.for_card = False  # open only for as long as a card is
        session.time.changed.connect(self._show_past)
        self._lab_card: Any = None
        self._show_guest()
        self._show_trace()

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Connect the record and leave buttons and the close button."""
        self._actions = actions
        self._empty.offer(actions["open_trained"], actions["draw"])
        for name in ("record_drawing", "eraser", "clear_drawing"):
            actions[name].setEnabled(False)  # until the pad is open
        self._empty.button.follow(actions["record"])
        self._card.again.follow(actions["record"], words=self.tr("Record again"))
        self._close.clicked.connect(actions["microscope"].trigger)
        self._ways_on.follow(actions, NARROW - 2 * MARGIN - 8)
        for name in ("page_back", "page_forward"):
            actions[name].setEnabled(False)  # until there are pages
        if self.session.selection is not None or self.session.ledger:
            self._show_selection()

    def _insert(self, make: Callable[..., Any], *given: object) -> Any:
        """A card of another feature, at the head of the column."""
        card = make(self.session, *given, self._body.widget())
        card.hide()
        self._rows.insertWidget(0, card)
        return card

    def _show_card(self, card: Any, opened: bool) -> None:
        """Follow a card's being opened or closed; the one opened last stands above the others."""
        if opened and card.isHidden():
            self._rows.removeWidget(card)
            self._rows.insertWidget(0, card)
        elif not opened and card.isAncestorOf(self.window().focusWidget() or self.window()):
            self.focus_left.emit()  # else Qt goes on to a button of the card beneath
        card.show_open()

    @cached_property
    def draw_card(self) -> Any:
        """The card to draw on, made when it is wanted first."""
        return self._insert(self._cards.draw, self._actions)

    @property
    def _all_cards(self) -> tuple[Any, ...]:
        """Every card of another feature; None where it isn't made yet."""
        return vars(self).get("draw_card"), self._touch_card, self._lab_card, self._past_card

    def bring_up(self, card: Any) -> bool:
        """Bring an open card into sight if something hides it; True if something did."""
        covered = put_back(self.window())
        shown = [each for each in self._all_cards if each is not None and not each.isHidden()]
        first = min(shown, key=self._rows.indexOf)
        if not covered and first is card and not card.visibleRegion().isEmpty():
            return False
        self.session.select(None)  # whose page has the column to itself
        card.hide()
        self._show_card(card, True)
        self._make_room(True)
        return True

    def toggle_drawing(self) -> bool:
        """Open the pad in an open column, or close it if it is in sight; True if it was opened."""
        drawing = self.session.drawing
        if not drawing.open:
            return drawing.start()
        if not self.bring_up(self.draw_card):
            drawing.stop()
        return False

    def toggle_touch(self) -> None:
        """Open the card to change weights with, in an open column, or close it if it is in sight."""
        if self._touch_card is None:
            self._make_touch()
        if not (self.touch_open and self.bring_up(self._touch_card)):
            self._touch_card.touching.toggle()

    def toggle_lab(self) -> None:
        """Open the card to break a layer, in an open column, or close it if it is in sight."""
        if self._lab_card is None:
            self._make_lab()
        if not (self.lab_open and self.bring_up(self._lab_card)):
            self._lab_card.lab.toggle()
            if self.lab_open:
                self.session.select(None)  # whose page has the column to itself

    def _make_touch(self) -> None:
        self._touch_card = self._insert(self._cards.touch)
        self._touch_card.touching.changed.connect(self._show_touch)

    def _make_lab(self) -> None:
        self._lab_card = self._insert(self._cards.lab)
        self._lab_card.lab.changed.connect(self._show_lab)

    def open_again(self, before: MicroscopePanel) -> None:
        """Show the cards that are open in the session, or have what can be undone, in the place of another
        column, and what was chosen there.
        """
        from cnnviz.session.lab import Lab
        from cnnviz.session.weight_edits import Touching

        self._show_past()
        if (touching := self.session.part(Touching)).open or touching.report.done or touching.report.undone:
            self._make_touch()
            self._show_touch()
        if self.session.part(Lab).open:
            self._make_lab()
            self._show_lab()
            self._lab_card.choose_as(before._lab_card)
        pairs = zip(before._all_cards, self._all_cards, strict=True)
        places = {before._rows.indexOf(old): card for old, card in pairs if old and card}
        for _, card in sorted(places.items(), reverse=True):  # in the order that they were in
            self._rows.removeWidget(card)
            self._rows.insertWidget(0, card)

    @property
    def lab_open(self) -> bool:
        """Whether the card to break a layer is open."""
        return self._lab_card is not None and self._lab_card.lab.open

    @property
    def lab_running(self) -> bool:
        """Whether an experiment with a broken layer is in the place of the run."""
        return self.lab_open and bool(self._lab_card.lab.running)

    @Slot()
    def _show_lab(self) -> None:
        if self._lab_card.lab.open != self._lab_card.isHidden():
            return
        self._show_card(self._lab_card, self.lab_open)
        self._show_trace()
        self._make_room(self.lab_open)

    def close_card(self) -> None:
        """Close the card that stands above the others; a run with a broken layer stays, and says so."""
        if closing := self._ways_to_close():
            closing[min(closing, key=self._rows.indexOf)]()
        elif self.lab_running:
            words = self.tr("This run stays until “Back to your run” brings yours back.")
            self.session.message.emit(words, "info")

    def close_focused(self) -> bool:
        """Close the card that the keyboard is in; True if it was in one."""
        here: QWidget | None = self.window().focusWidget()
        closing = self._ways_to_close()
        while here is not None and here not in closing:
            here = here.parentWidget()
        if here is not None:
            closing[here]()
        return here is not None

    def _ways_to_close(self) -> dict[Any, Callable[[], object]]:
        """What closes each open card but that of a run with a broken layer."""
        closing: dict[Any, Callable[[], object]] = {}
        if self.session.drawing.open:
            closing[self.draw_card] = self.session.drawing.stop
        if self.touch_open:
            closing[self._touch_card] = self._touch_card.touching.stop
        if self.lab_open and not self._lab_card.lab.running:
            closing[self._lab_card] = self._lab_card.lab.stop
        return closing

    @property
    def touch_open(self) -> bool:
        """Whether the card to change weights with is open."""
        return self._touch_card is not None and self._touch_card.touching.open

    @property
    def touch_trained(self) -> bool:
        """Whether training has gone on from weights that were changed by hand."""
        return self._touch_card is not None and bool(self._touch_card.touching.report.trained)

    @property
    def changes(self) -> list[QUndoStack]:
        """What can be undone of the cards: on the pad while it is open, and of the weights."""
        cards = [self.draw_card] if self.session.drawing.open else []
        return [card.changes for card in (*cards, self._touch_card) if card is not None]

    @Slot()
    def _show_touch(self) -> None:
        assert self._touch_card is not None
        self.touch_shown.emit()
        self._show_card(self._touch_card, self.touch_open)
        self._show_trace()
        self._make_room(self.touch_open)

    @Slot()
    def _show_past(self) -> None:
        """What all steps say, while a past one is in sight."""
        past = self.session.time.step is not None
        if past and self._past_card is None:
            self._past_card = self._insert(self._cards.past)
        if past != self._past:
            self._past = past
            self._past_card.setVisible(past)
            self._invite()

    @property
    def folded(self) -> bool:
        """True while it is a rail."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Fold to the rail or open."""
        if folded == self._folded:
            return
        self._folded, self.for_card = folded, False
        self._stack.setCurrentIndex(1 if folded else 0)
        self._fit()
        if not folded:
            self._show_batch()
        self.folded_changed.emit(folded)

    def magnify(self, by: float) -> None:
        """Show what is recorded, the batch and a number's page larger or smaller."""
        self._size = by
        self._header_bar.setFixedHeight(round(HEADER * max(1.0, by)))
        self.batch.magnify(by)
        for part in (self._header_bar, *self._own):
            magnify(part, by)
        if "inspector" in vars(self):
            self.inspector.magnify(by)

    def use_width(self, narrow: bool) -> None:
        """Take 320 px rather than 340, or the width that was chosen by hand."""
        usual = round((NARROW if narrow else WIDTH) * max(1.0, self._size))
        self._width = self.own_width or usual
        self._fit()

    # building

    def _column(self) -> QWidget:
        page = QWidget(self)
        column = vbox(page, 0)
        column.addWidget(self._header(page))
        body = QWidget(page)
        body.setObjectName("microscope_page")
        rows = vbox(body, 0, (MARGIN, MARGIN, MARGIN, MARGIN))
        self._empty = EmptyCard("", "", body)
        self._card = StopCard(body)
        self._rows = rows
        fill(rows, self._empty, self._card)
        self._ways_on = StopButtons(body)
        fill(rows, 8, self._ways_on, 16)
        self.batch = BatchInColumn(self.session, body)
        fill(rows, self.batch, 16)
        self._legend = Legend(legend_lines(None, ""), self.tr("How to read the picture"), body)
        fill(rows, self._legend, STRETCH)
        self._own = self._empty, self._card, self._ways_on, self._legend
        self._body = scrolled(body, page, "microscope_body")
        column.addWidget(self._body, 1)
        self._page = column
        return page

    @cached_property
    def inspector(self) -> Inspector:
        """The page of a number, made when one is first selected."""
        from cnnviz.features.microscope.inspector import Inspector

        made = Inspector(self.session, self._page.parentWidget())
        made.hide()
        made.use_actions(self._actions)
        made.magnify(self._size)
        self._page.addWidget(made, 1)
        return made

    def _header(self, parent: QWidget) -> QWidget:
        header = QWidget(parent)
        header.setObjectName("microscope_header")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        header.setFixedHeight(HEADER)
        self._header_bar = header
        row = hbox(header, margins=(12, 0, 6, 0))
        title = PlainLabel(self.tr("Microscope"), header, size=theme.BODY, weight=theme.BOLD)
        self._when = PlainLabel(header, size=theme.SECONDARY, role="dim", name="recorded_at", wrap=True)
        self._when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._close = Button("microscope_close", "flat", "close", header)
        tip = self.tr("The column becomes a rail, and the network takes the room (M)")
        tell(self._close, self.tr("Fold the microscope"), tip)
        fill(row, title, (self._when, 1), self._close)
        return header

    @Slot()
    @Slot(int)
    def _show_legend(self, _: int = 0) -> None:
        self._legend.say(legend_lines(self.session.stop, self.session.beneath))

    def _fit(self) -> None:
        self.setFixedWidth(RAIL if self._folded else self._width)

    # what is shown

    @Slot()
    @Slot(int)
    def _show_batch(self, _: int = 0) -> None:
        shot = self.session.snapshot
        if shot is None or self._folded:
            return
        self.batch.show_batch()

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
        self._rail.name(self._rail_name())
        if selected or "inspector" in vars(self):
            self.inspector.setVisible(selected)
        if selected:
            self.fold(False)

    def _rail_name(self) -> str:
        """What the column shows once it is open: the page of a number, the ledger, or the batch."""
        cell = self.session.selection
        if self.session.ledger:
            return self.tr("Microscope: {0}").format(translate("actions", "Gradient ledger"))
        if cell is None:
            return self.tr("Microscope: this batch, step by step")
        from cnnviz.features.microscope.pages.subject import called

        return self.tr("Microscope: {0}").format(called(cell))

    @Slot()
    def _show_drawing(self) -> None:
        """The pad takes the place of the hint to record a batch, in an open column."""
        if self.session.drawing.open or "draw_card" in vars(self):
            self._show_card(self.draw_card, self.session.drawing.open)
        self._invite()
        self._show_batch()
        self._make_room(self.session.drawing.open)

    def _make_room(self, opened: bool) -> None:
        """Open the column for a card; fold it after the last one if it was open for cards alone."""
        if opened:
            put_back(self.window())  # a plot that covers them all
            if self._folded:
                self.fold(False)
                self.for_card = True
            self._body.verticalScrollBar().setValue(0)
        elif self.for_card and not (self.touch_open or self.lab_open or self.session.drawing.open):
            self.fold(self.session.trace is None and self.session.selection is None)

    def _invite(self) -> None:
        """The hint to record a batch, where nothing has its place."""
        open_cards = self.touch_open or self._past or self.lab_open
        taken = self.session.trace is not None or self.session.drawing.open or open_cards
        self._empty.setVisible(not taken)

    @Slot()
    def _show_trace(self) -> None:
        trace = self.session.trace
        self._show_past()
        self._invite()
        self._card.setVisible(trace is not None)
        self._ways_on.setVisible(trace is not None)
        self._ways_on.bought.setVisible(trace is not None and trace.optimizer is not None)
        past = self.session.time.step is not None
        words = self.tr("recorded at step {0:,}, then") if past else self.tr("recorded at step {0:,}")
        when = words.format(trace.step) if trace is not None else ""
        guest = self.session.recorded.guest
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
        sentence = stops.sentence_at(trace, self.session.cursor)
        facts = stop_facts(trace, self.session.cursor, self.session.recorded.guest is not None)
        self._card.show_stop(stop_title(stop), sentence, facts, self.session.cursor, len(trace.stops))
        self._show_stale()
        magnify(self._card, self._size)

    @Slot()
    def _show_stale(self) -> None:
        """Say how far the network has gone on since the batch was recorded."""
        trace, stale = self.session.trace, ""
        if trace is not None and self.session.state == "stale":
            stale = self.tr("Recorded at step {0:,}").format(trace.step)
            stale = self.session.dated(stale, self.session.recorded.version, trace.step)
        self._card.show_stale(stale)
