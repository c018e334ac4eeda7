"""The sheet that says that something went wrong: a sentence, what to do, and a report for whoever asks.

The report stays folded away until it is wanted; a traceback helps few people who see one.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.plain import PlainLabel

WIDTH = 560
REPORT = 220  # pixels of the report's height


class Trouble(QDialog):
    """Modal to its window; closing it goes on with what was being done."""

    save_wanted = Signal()

    def __init__(self, reason: str, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("trouble")
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._reports = [report]
        heading = PlainLabel(self.tr("Something went wrong in cnnviz itself"), self)
        heading.setFont(theme.font(theme.BODY, theme.BOLD))
        advice = self.tr(
            "The network and its weights are unharmed, and you can go on. If it happens again, save the "
            "weights and start cnnviz anew; `cnnviz --safe` starts it with its default settings."
        )
        column = QVBoxLayout(self)
        # The size is set by hand: a window whose limits change while it is open suits no platform.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(self._label("trouble_reason", reason, "wrong"))
        column.addWidget(self._label("trouble_advice", advice, "text"))
        self._report = QPlainTextEdit(report, self)
        self._report.setObjectName("trouble_report")
        self._report.setAccessibleName(self.tr("Report"))
        self._report.setFont(theme.font(theme.FLOOR, mono=True))
        self._report.setReadOnly(True)
        self._report.setMinimumHeight(REPORT)
        self._report.hide()
        column.addWidget(self._report, 1)
        column.addLayout(self._buttons())
        self.setAccessibleDescription(f"{reason} {advice}")
        self._fit()

    @property
    def report(self) -> str:
        """All that is known, as it is copied."""
        return "\n".join(self._reports)

    def add(self, report: str) -> None:
        """Adds another failure to the report; the sheet stays as it is."""
        self._reports.append(report)
        self._report.setPlainText(self.report)

    def _label(self, name: str, text: str, role: str) -> QLabel:
        label = PlainLabel(text, self)
        label.setObjectName(name)
        label.setFont(theme.font(theme.BODY))
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        show = self._button("trouble_show", self.tr("Show report"), self.tr("Show all that is known."))
        show.clicked.connect(self._toggle)
        copy = self._button(
            "trouble_copy", self.tr("Copy report"), self.tr("Copy versions, settings, the error and the log.")
        )
        copy.clicked.connect(self._copy)
        save = self._button(
            "trouble_save", self.tr("Save weights"), self.tr("Save the network as it is now, to be safe.")
        )
        save.clicked.connect(self.save_wanted)
        go_on = self._button("trouble_close", self.tr("Go on"), self.tr("Close this message."), "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        for button in (show, copy, save):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(go_on)
        return row

    def _button(self, name: str, text: str, sentence: str, kind: str = "raised") -> Button:
        button = Button(name, kind, parent=self)
        button.setText(text)
        button.setAutoDefault(False)
        tell(button, text, sentence)
        return button

    @Slot()
    def _toggle(self) -> None:
        self._report.setVisible(self._report.isHidden())
        self._fit()

    def _fit(self) -> None:
        """As wide as is comfortable to read, as high as the text needs."""
        layout, parent = self.layout(), self.parentWidget()
        assert layout is not None
        assert isinstance(parent, QWidget)
        layout.activate()
        width = max(layout.minimumSize().width(), min(WIDTH, parent.width() - 40))
        self.resize(width, layout.totalHeightForWidth(width))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
