"""The row over the wall: which part, what to look for, the answer to it, how large the images are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cnnviz.features.images import tools
from cnnviz.widgets.controls import restyle
from cnnviz.widgets.layouts import hbox
from cnnviz.widgets.plain import set_tip


class Finder(QWidget):
    """Its controls tell what is wanted; `say` answers beside the field."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("images_finder")
        row = hbox(self, 8)
        self.part = tools.parts(self)
        self.field = tools.field(self)
        self.field.textEdited.connect(self.typed)
        self.field.returnPressed.connect(self.entered)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), parent)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._go)
        self.answer = tools.note(self)
        self.answer.setObjectName("images_answer")
        self.size_choice = tools.sizes(self)
        self.size_choice.setMinimumWidth(self.size_choice.sizeHint().width())
        row.addWidget(self.part)
        row.addWidget(self.field, 2)
        row.addWidget(self.answer, 1)
        row.addWidget(self.size_choice)

    @Slot()
    def _go(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def name_part(self, number: int, count: int) -> None:
        """Says in the switch how many images a part has."""
        names = self.tr("Training {0:,}"), self.tr("Test {0:,}")
        segment = self.part.group.button(number)
        segment.setText(names[number].format(count))
        segment.setAccessibleName(segment.text())
        segment.updateGeometry()
        self.part.setMinimumWidth(sum(each.sizeHint().width() for each in self.part.group.buttons()))

    def say(self, text: str, wrong: bool = False) -> None:
        """Answers beside the field; what is wrong marks the field as well."""
        self.answer.setText(text)
        set_tip(self.answer, text)
        self.field.setAccessibleDescription(text)
        restyle(self.field, "wrong", wrong)
        restyle(self.answer, "role", "wrong" if wrong else "dim")
