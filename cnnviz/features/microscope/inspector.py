"""The column's page about the selected number: built anew for each selection, with a way back and forward."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from cnnviz.features.microscope.blocks.text import Note
from cnnviz.features.microscope.page_view import EDGE, PageView, Spot
from cnnviz.features.microscope.pages.choose import FIRST, PROOFS, PROVE, page
from cnnviz.features.microscope.pages.loss import (
    LEDGER,
    Account,
    is_long,
    ledger_account,
    ledger_page,
    ledger_waiting,
)
from cnnviz.features.microscope.pages.subject import Pick, maker
from cnnviz.session import Session
from cnnviz.session.saving import FileSaving
from cnnviz.session.stops import Progress
from cnnviz.system.wording import COLON, worded
from cnnviz.widgets import taking, theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, scrolled, vbox
from cnnviz.widgets.lettering import magnify
from cnnviz.widgets.numbers import unrounded
from cnnviz.widgets.plain import PlainLabel, set_tip
from core.trace.prove import Proof, gradient_of, prove
from core.trace.recording import Cell, Trace

Question = Callable[[Progress], bool]

BAR = 30  # pixels of what stands above a page


class Inspector(QWidget):
    """A bar with back, forward and copy, and the page below it, which scrolls."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("What this number is made of"))
        self._picks: dict[Cell, dict[str, Any]] = {}
        self._shown: Cell | None = None
        self._asked: list[tuple[Question, bool]] = []  # what the page has asked, and the answers
        self._counted: tuple[Trace | None, Account | None] = None, None  # the ledger, and whose
        self._turns: tuple[QAction, ...] = ()
        self._scrolled: dict[Cell, int] = {}
        self._top = self._bar()
        self.view = PageView(self)
        self.view.setAccessibleName(self.tr("The numbers of this page: arrows move, Enter opens"))
        self.view.chosen.connect(self._chosen)
        self.view.pointed.connect(self._pointed)
        self.view.reached.connect(self._reached)
        self.view.turned.connect(session.turn)
        self.view.menu_asked.connect(self._open_menu)
        self._ways = self._ways_on()
        self._scroll = scrolled(self.view, self, "inspector_body")
        fill(vbox(self, 0), self._top, self._ways, (self._scroll, 1))
        session.selection_changed.connect(self._selected)
        session.trace_changed.connect(self._forget)
        session.cursor_changed.connect(self._walked)
        self._selected()

    def use_actions(self, actions: Mapping[str, QAction]) -> None:
        """Connect back and forward to the window's actions."""
        self._turns = actions["page_back"], actions["page_forward"]
        for button, action in zip((self._back, self._forth), self._turns, strict=True):
            button.follow(action, text=False)
        for name, button in (("excite", self.excite), ("update", self.bought)):
            self._ways_taken[name] = actions[name]
            button.clicked.connect(actions[name].trigger)
        self._show_ways()
        self._show_ways_on()

    def magnify(self, by: float) -> None:
        """Show the page, and what stands above it, larger or smaller."""
        self.view.magnify(by)
        self._top.setFixedHeight(round(BAR * max(1.0, by)))
        for part in (self._top, self._ways):
            magnify(part, by)

    def read(self) -> None:
        """Give the keyboard to the page."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("inspector_bar")
        bar.setFixedHeight(BAR)
        self._back = Button("page_back_button", "flat", "left", bar)
        self._forth = Button("page_forward_button", "flat", "right", bar)
        self._copied = PlainLabel(bar, size=theme.SECONDARY, role="dim")
        small, text = theme.SECONDARY, self.tr("copy")
        self._copy = Button("page_copy_button", "flat", "", bar, text, clicked=self.copy, size=small)
        self._copy.setAccessibleName(self.tr("Copy this page as text"))
        set_tip(self._copy, self.tr("Copy the whole page as text"))
        self._close = Button("page_close_button", "flat", "", bar, self.tr("this batch"), size=small)
        self._close.setAccessibleName(self.tr("Close this page"))
        set_tip(self._close, self.tr("Close this page; the column shows the batch again (Esc)"))
        self._close.clicked.connect(lambda: self.session.select(None))
        row = hbox(bar, 2, (6, 2, 6, 0))
        fill(row, self._back, self._forth, (self._copied, 1), self._copy, self._close)
        return bar

    def _ways_on(self) -> QWidget:
        """Where a page leads beside other numbers: what excites its channel, what its step bought."""
        ways = QWidget(self)
        ways.setObjectName("inspector_ways")
        self._ways_taken: dict[str, QAction] = {}
        self.excite = Button("inspector_excite", "flat", "", ways, size=theme.SECONDARY)
        tip = self.tr("The test images that raise the channel of this number most.")
        tell(self.excite, self.tr("What excites this channel?"), tip)
        self.bought = Button("inspector_bought", "flat", "", ways, size=theme.SECONDARY)
        tip = self.tr("The loss along the recorded step, and who gained by it.")
        tell(self.bought, self.tr("What did this step buy?"), tip)
        fill(hbox(ways, 4, (8, 0, 8, 2)), self.excite, self.bought, STRETCH)
        ways.hide()
        return ways

    def _show_ways_on(self) -> None:
        cell, trace, channel, step = self._shown, self.session.trace, False, False
        if cell is not None:
            channel = cell.quantity in ("output", "grad_output") and len(cell.index) > 1
            channel = channel and (trace is None or cell.layer in trace.names)
            moved = cell.quantity.endswith((".after", ".grad"))
            step = moved and trace is not None and trace.optimizer is not None
        if channel and cell is not None:
            many = len(cell.index) > 2
            words = self.tr("What excites channel {0}?") if many else self.tr("What excites unit {0}?")
            self._lead(self.excite, "excite", words.format(cell.index[1]))
        if step:
            self._lead(self.bought, "update", self.tr("What did this step buy?"))
        self.excite.setVisible(channel)
        self.bought.setVisible(step)
        self._ways.setVisible(channel or step)

    def _lead(self, button: Button, name: str, words: str) -> None:
        """A button that does what an action does, with its key behind its words."""
        button.setText(words)
        if (action := self._ways_taken.get(name)) is not None:
            button.setText(f"{words}  {action.shortcut().toString()}".strip())
            tell(button, words, action.statusTip())

    def menu(self, spot: Spot | None) -> QMenu:
        """What the right button offers: the number under the mouse, and the page."""
        menu = QMenu(self)
        menu.setObjectName("page_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def add(words: str, do: Callable[[], None]) -> None:
            menu.addAction(words.replace("&", "&&")).triggered.connect(do)

        if selected := self.view.selected():
            add(self.tr("Copy the selected text"), lambda: taking.copy_text(selected))
        trace, cell = self.session.trace, spot.target if spot is not None else self._shown
        progress = self.session.recorded.progress
        if isinstance(cell, Cell) and trace is not None and progress is not None:
            value = unrounded(trace.at(cell))
            if spot is not None:
                add(self.tr("Open its page"), lambda: self._chosen(cell))
            if progress.has(cell):
                add(self.tr("Copy the number {0}").format(value), lambda: taking.copy_text(value))
        if self._provable:
            add(self.tr("Prove it by a nudge"), lambda: self._prove(FIRST))
        menu.addSeparator()
        add(self.tr("Copy this page as text"), self.copy)
        copy, save = self.tr("Copy the picture of this page"), self.tr("Save the picture of this page")
        taking.add_pictures(menu, copy, save, self.subject())
        return menu

    @property
    def _provable(self) -> bool:
        """Whether the page offers to prove its number: its gradient is computed at the stop in sight."""
        cell, progress = self._shown, self.session.recorded.progress
        if cell is None or progress is None:
            return False
        gradient = gradient_of(progress.trace, cell)
        return gradient is not None and progress.has(gradient)

    def subject(self) -> taking.Subject:
        """The page, to take a picture of."""
        return taking.Subject(
            self.tr("page"),
            self.view,
            lambda fine: taking.picture(self.view, fine=fine),
            self.session.part(FileSaving).save,
            lambda: taking.widget_svg(self.view),
        )

    @Slot(object, QPoint)
    def _open_menu(self, spot: Spot | None, place: QPoint) -> None:
        if self.view.blocks:
            self.menu(spot).popup(place)

    @Slot()
    def copy(self) -> None:
        """Put the page into the clipboard as text."""
        QGuiApplication.clipboard().setText(self.view.text())
        self._copied.setText(self.tr("copied"))

    @Slot()
    def _forget(self) -> None:
        self._counted = None, None
        self._picks.clear()
        self._scrolled.clear()
        self._shown = None
        self._selected()

    @Slot()
    def _selected(self) -> None:
        cell = self.session.selection
        bar = self._scroll.verticalScrollBar()
        if self._shown is not None and cell != self._shown:
            self._scrolled[self._shown] = bar.value()
        self._copied.clear()
        if cell != self._shown or cell is None:
            self._shown = cell
            self._show()
            bar.setValue(self._scrolled.get(cell, 0) if cell is not None else 0)
        self._show_ways()
        self._show_ways_on()

    def _show(self, stay: bool = False) -> None:
        """Build the page of the number anew; with `stay` it was in sight already."""
        cell, trace = self._shown, self.session.trace
        self._asked.clear()
        if trace is not None and self.session.ledger:
            self._show_ledger(trace)
            return
        if cell is None or trace is None:
            self.view.show_blocks(())
            return
        try:
            guest = self.session.recorded.guest
            known = lambda cell: self._known(lambda progress: progress.has(cell))  # noqa: E731
            blocks = page(trace, cell, self._picks.get(cell), guest, known, self.session.shown.pixel_ends)
        except (KeyError, ValueError) as error:
            blocks = [_refusal(error)]
        self.view.show_blocks(blocks, stay)
        self.setAccessibleDescription("\n".join(block.text() for block in blocks[:2]))

    def _known(self, question: Question) -> bool:
        """Whether the walk has come to where something is made."""
        progress = self.session.recorded.progress
        answer = progress is None or question(progress)
        self._asked.append((question, answer))
        return answer

    @Slot()
    def _walked(self) -> None:
        """Show what is computed at another stop, where the page has asked for it."""
        progress = self.session.recorded.progress
        if progress is not None and any(question(progress) != answer for question, answer in self._asked):
            self._show(stay=True)

    def _show_ledger(self, trace: Trace) -> None:
        """Show the ledger; a large batch is counted on the training thread, which is idle meanwhile."""
        counted, account = self._counted
        if not self._known(lambda progress: progress.through("backward")):
            self.view.show_blocks(ledger_waiting(later=True))
        elif counted is not trace and is_long(trace):
            self._count(trace)
        else:
            self.view.show_blocks(ledger_page(trace, account if counted is trace else None))

    def _count(self, trace: Trace) -> None:
        self.view.show_blocks(ledger_waiting(len(trace.images)))

        def told(account: Any) -> None:
            self._counted = trace, account
            if self.session.trace is trace and self.session.ledger:
                self._show_ledger(trace)

        def failed(error: BaseException) -> None:
            if self.session.trace is trace and self.session.ledger:
                self.view.show_blocks([_refusal(error)])

        self.session.ask(ledger_account, trace, then=told, failed=failed)

    def _show_ways(self) -> None:
        for way, action in zip((-1, +1), self._turns, strict=False):
            action.setEnabled(self.session.walk.has(way))

    @Slot(object)
    def _chosen(self, target: Any) -> None:
        if isinstance(target, Pick) and target.key == PROVE:
            self._prove(float(target.value))
        elif isinstance(target, Pick) and target.key == LEDGER:
            self.session.open_ledger()
        elif isinstance(target, Pick) and self._shown is not None:
            self._picks.setdefault(self._shown, {})[target.key] = target.value
            self._show(stay=True)
        elif isinstance(target, Cell):
            trace = self.session.trace
            self.session.select(target if trace is None else maker(trace, target))

    def _prove(self, nudge: float) -> None:
        """Have a nudge tried on the training thread, which is idle while a recorded batch is in sight."""
        cell, trace = self._shown, self.session.trace
        if cell is None or trace is None:
            return
        proofs = self._picks.setdefault(cell, {}).setdefault(PROOFS, {})
        proofs[nudge] = None

        def told(came: Any) -> None:
            proofs[nudge] = came if isinstance(came, Proof) else str(came)
            if self._shown == cell and self.session.trace is trace:
                self._show(stay=True)

        self.session.ask(prove, trace, cell, nudge, then=told, failed=told)
        self._show(stay=True)

    @Slot(str)
    def _pointed(self, words: str) -> None:
        self.session.explain_by(self._about_pointed)

    def _about_pointed(self) -> tuple[str, str]:
        subject, _, rest = self.view.said().replace(worded(COLON), COLON, 1).partition(COLON)
        return subject, rest

    @Slot(QRectF)
    def _reached(self, box: QRectF) -> None:
        self._scroll.ensureVisible(EDGE, round(box.center().y() * self.view.magnified), 0, 60)


def _refusal(error: BaseException) -> Note:
    """What is said in the place of a page that can't be made."""
    return Note(worded(str(error)), "wrong", "×", "wrong")
