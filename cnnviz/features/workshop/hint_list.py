"""Three hints one by one, then the answer, which asks before it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.layouts import fill, hbox, vbox
from cnnviz.widgets.plain import PlainLabel


class HintList(QWidget):
    """`reference` asks for the core's own lines."""

    reference = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.hints: tuple[str, ...] = ()
        self.answer = ""
        self.seen = 0
        self._key: object = None
        self._asked = self._answered = False
        self.words = [PlainLabel(self, size=theme.SECONDARY, wrap=True) for _ in range(3)]
        self.right = PlainLabel(self, size=theme.SECONDARY, role="right", mono=True, wrap=True)
        self.right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = Button(f"{name}_next", "raised", "right", self, clicked=self._next)
        self.show_answer = Button(f"{name}_answer", "raised", "", self, clicked=self._answer)
        words, tip = self.tr("Reference"), self.tr("The lines of the core's own layer, beside yours.")
        self.show_reference = Button(f"{name}_reference", "raised", "", self, words, tip, self.reference)
        row = fill(hbox(spacing=8), (self.more, 1), (self.show_answer, 1), (self.show_reference, 1))
        fill(vbox(self, 6), row, *self.words, self.right)  # the row first: it stays under the mouse

    def show_hints(self, key: object, hints: tuple[str, ...], answer: str) -> None:
        """Offer other hints; those that were seen stay seen while the key is the same."""
        if key != self._key:
            self._key, self.seen = key, 0
            self._asked = self._answered = False
        self.hints, self.answer = hints, answer
        self.refresh()

    def refresh(self) -> None:
        """Show what has been asked for."""
        for i, label in enumerate(self.words):
            label.setVisible(i < min(self.seen, len(self.hints)))
            if i < len(self.hints):
                label.setText(self.tr("Hint {0} of {1}: {2}").format(i + 1, len(self.hints), self.hints[i]))
        self.right.setVisible(self._answered)
        self.right.setText(self.answer)
        self.more.say(self.tr("A hint") if not self.seen else self.tr("Next hint"))
        self.more.setEnabled(self.seen < len(self.hints))
        tell(self.more, self.tr("Next hint"), self.tr("Three hints, from a question to almost the answer."))
        sure = self._asked and not self._answered
        self.show_answer.say(self.tr("Really show it") if sure else self.tr("Show the answer"))
        self.show_answer.setEnabled(bool(self.answer) and not self._answered)
        words = self.tr("Right lines. It asks once before it shows them.")
        tell(self.show_answer, self.tr("Show the answer"), words)
        self.setVisible(bool(self.hints))

    @Slot()
    def _next(self) -> None:
        self.seen = min(self.seen + 1, len(self.hints))
        self.refresh()

    @Slot()
    def _answer(self) -> None:
        self._answered, self._asked = self._asked, True
        self.refresh()
