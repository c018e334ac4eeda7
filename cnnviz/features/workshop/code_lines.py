"""Lines of code with their numbers, one of them marked; to read and to copy, not to write in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from cnnviz.widgets import theme
from core.mistakes.lines import CodeLines


class CodeView(QPlainTextEdit):
    """Shows some lines of a file; the marked one has the colour of its `role`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setReadOnly(True)
        self.setFont(theme.font(theme.SECONDARY, mono=True))
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code: CodeLines | None = None
        self.role = "wrong"

    def show_code(self, code: CodeLines | None, role: str) -> None:
        """Show other lines; None hides it."""
        self.role = role
        self.setVisible(code is not None)
        if code is not None and code != self.code:
            indent = min((len(t) - len(t.lstrip()) for t in code.lines if t.strip()), default=0)
            text = (f"{code.first + i:4}  {line[indent:]}" for i, line in enumerate(code.lines))
            self.setPlainText("\n".join(text))
        self.code = code
        self._mark()

    def _mark(self) -> None:
        """Mark the line that counts, and bring it into sight."""
        if self.code is None:
            return
        row = self.code.hot - self.code.first
        if not 0 <= row < len(self.code.lines):
            self.setExtraSelections([])
            return
        marked = QTextEdit.ExtraSelection()
        look = QTextCharFormat()
        look.setBackground(theme.colour(self.role, 0.22))
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        cursor = QTextCursor(self.document().findBlockByNumber(row))
        marked.format, marked.cursor = look, cursor
        self.setExtraSelections([marked])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # the colours
            self._mark()
