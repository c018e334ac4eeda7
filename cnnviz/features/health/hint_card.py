"""A hint on the training's health, with what may be done about it; and the card of hints in the column."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.health.checkup import Checkup, Done
from cnnviz.session import Session
from cnnviz.system import language
from cnnviz.system.wording import marked
from cnnviz.widgets import icons, theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import STRETCH, fill, hbox, vbox
from cnnviz.widgets.painting import frame, smooth
from cnnviz.widgets.plain import PlainLabel
from core.health import Hint, words


class HintBox(QWidget):
    """Shows a hint, or what was done about one; `turned` asks for the next (+1) or the one before (-1)."""

    turned = Signal(int)

    def __init__(self, checkup: Checkup, parent: QWidget | None = None, wide: bool = False) -> None:
        super().__init__(parent)
        self.checkup = checkup
        self.setObjectName("hint_box")
        self.hint: Hint | None = None
        self.done: Done | None = None
        self._wide = wide
        self._title = PlainLabel(self, size=theme.BODY, weight=theme.BOLD, wrap=True, name="hint_title")
        self._place = PlainLabel(self, size=theme.FLOOR, role="dim", name="hint_place")
        self._text = PlainLabel(self, size=theme.SECONDARY, role="dim", wrap=True, name="hint_evidence")
        self._why_text = PlainLabel(self, size=theme.SECONDARY, wrap=True, name="hint_why_text")
        self._formula = PlainLabel(self, size=theme.FLOOR, role="dim", mono=True, name="hint_formula")
        self._turn = Button("hint_next", "flat", "right", self)
        tip = self.tr("Show the next hint; after the last one comes the first.")
        tell(self._turn, self.tr("Next hint"), tip)
        self._turn.clicked.connect(lambda: self.turned.emit(1))
        self._close = Button("hint_dismiss", "flat", "close", self, clicked=self._dismiss)
        small, tip = theme.SECONDARY, self.tr("Open what is behind this, in a few sentences.")
        self.fix_button = Button("hint_fix", "raised", "", self, clicked=self._fix, size=small)
        self.why_button = Button("hint_why", "flat", "", self, self.tr("Why?"), tip, size=small)
        self.why_button.setCheckable(True)
        self.why_button.toggled.connect(self._show_why)
        self._lay_out()
        self.hide()

    def show_hint(self, hint: Hint, place: str = "") -> None:
        """Show a hint; `place` is "1 of 2" where there are several."""
        same = self.hint is not None and self.hint.kind == hint.kind and self.done is None
        self.hint, self.done = hint, None
        said = words(hint, language.current())
        self._title.setText(marked(said.title))
        self._text.setText(marked(f"{said.sentence} {said.evidence}"))
        self._why_text.setText(marked(said.why))
        self._formula.setText(said.formula.replace("          ", "\n"))
        self._say_fix(said.fix, hint)
        tell(self._close, self.tr("Dismiss"), self.tr("Say no more about this in this run."))
        self._place.setText(place)
        self._turn.setVisible(bool(place))
        self.why_button.show()
        if not same:
            self.why_button.setChecked(False)
        self.setAccessibleName(self.tr("Hint: {0}").format(said.title))
        self.setAccessibleDescription(self._text.text())
        self._appear()

    def show_done(self, done: Done) -> None:
        """Show what was done, and a button that takes it back."""
        self.hint, self.done = None, done
        self._title.setText(done.title)
        self._text.setText(done.text)
        self.why_button.setChecked(False)
        self.why_button.hide()
        self._turn.hide()
        self._place.setText("")
        self.fix_button.setText(self.tr("Undo"))
        tell(self.fix_button, self.tr("Undo"), self.tr("Put the setting back to what it was."))
        tell(self._close, self.tr("Close"), self.tr("What was changed stays as it is."))
        self.setAccessibleName(done.title)
        self.setAccessibleDescription(done.text)
        self._appear()

    def _appear(self) -> None:
        self.show()
        self.update()  # the mark too

    def _say_fix(self, text: str, hint: Hint) -> None:
        self.fix_button.setText(text)
        if hint.fix.live:
            tip = self.tr("From the next step on. Undo puts it back.")
        else:
            tip = self.tr("Opens the settings with this changed; nothing starts before the reset there.")
        tell(self.fix_button, text, tip)

    def _lay_out(self) -> None:
        head = fill(hbox(spacing=2), 22, (self._title, 1), self._place, self._turn, self._close)
        foot = fill(hbox(spacing=6), self.fix_button, self.why_button, STRETCH)
        body = vbox(spacing=7, margins=(0, 0, 5, 0))
        if self._wide:  # the numbers and the button side by side
            fill(body, fill(hbox(spacing=16), (self._text, 1), foot))
        else:
            fill(body, self._text, foot)
        fill(body, self._why_text, self._formula)
        fill(vbox(self, 4, (10, 5, 5, 9)), head, body)
        self._show_why(False)

    @Slot(bool)
    def _show_why(self, shown: bool) -> None:
        self._why_text.setVisible(shown)
        self._formula.setVisible(shown)

    @Slot()
    def _fix(self) -> None:
        if self.done is not None:
            self.checkup.undo()
        elif self.hint is not None:
            self.checkup.fix(self.hint)

    @Slot()
    def _dismiss(self) -> None:
        if self.done is not None:
            self.checkup.forget_done()
        elif self.hint is not None:
            self.checkup.dismiss(self.hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        frame(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, "edge", "block")
        done = self.done is not None
        box = QRectF(10, self._title.geometry().center().y() - 7, 15, 15)
        icons.paint(painter, "check" if done else "warning", box, theme.colour("right" if done else "wrong"))
        painter.end()


class HintCard(QWidget):
    """A HintBox that pages through the checkup's hints; hidden while all is well, and over a batch out of a
    file, which is of another network.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hint_card")
        self.session, self.checkup = session, Checkup.of(session)
        self._kind = ""  # of the hint in sight
        self.box = HintBox(self.checkup, self)
        self.box.turned.connect(self._turn)
        fill(vbox(self, margins=(0, 0, 0, 12)), self.box)
        self.checkup.hints_changed.connect(self.show_hints)
        session.trace_changed.connect(self.show_hints)
        self.show_hints()

    @property
    def count(self) -> int:
        """How many hints there are."""
        return len(self.checkup.hints)

    @Slot()
    def show_hints(self) -> None:
        """Show what was put right, else the hint that was in sight, else the most severe."""
        hints, done = self.checkup.hints, self.checkup.done
        self.setVisible((bool(hints) or done is not None) and not self.session.lesson)
        if done is not None:
            self.box.show_done(done)
        elif hints:
            kinds = [hint.kind for hint in hints]
            at = kinds.index(self._kind) if self._kind in kinds else 0
            place = self.tr("{0} of {1}").format(at + 1, len(hints)) if len(hints) > 1 else ""
            self.box.show_hint(hints[at], place)
        else:
            self._kind = ""

    @Slot(int)
    def _turn(self, by: int) -> None:
        kinds = [hint.kind for hint in self.checkup.hints]
        if kinds:
            at = kinds.index(self._kind) if self._kind in kinds else 0
            self._kind = kinds[(at + by) % len(kinds)]
            self.show_hints()
