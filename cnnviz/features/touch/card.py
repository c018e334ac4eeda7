"""The card in the microscope's column to touch the weights: what changed, what came of it, the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnnviz.features.touch import words
from cnnviz.features.touch.comparison import Comparison
from cnnviz.features.touch.weight import WeightEditor
from cnnviz.features.touch.wide import WholeLayer
from cnnviz.session import Session
from cnnviz.session.weight_edits import of
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, tell
from cnnviz.widgets.keys import KeyOwner
from cnnviz.widgets.layouts import hbox, vbox
from cnnviz.widgets.plain import PlainLabel

LISTED = 6  # acts in sight


class TouchCard(KeyOwner, QWidget):
    """Everything for touching the weights, in a column of 296 or 316 px."""

    own_keys = (Qt.Key.Key_Escape,)

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.session, self.touching = session, of(session)
        touching = self.touching
        self.setObjectName("touch_card")
        self.setAccessibleName(self.tr("Touch the weights"))
        self._buttons: list[Button] = []
        column = vbox(self, 8, (0, 0, 0, 14))
        column.addLayout(self._title())
        self.comparison = Comparison(session, touching.figures, self)
        column.addWidget(self.comparison)
        self._lesson = PlainLabel(
            self, size=theme.SECONDARY, role="dim", weight=theme.MEDIUM, wrap=True, name="touch_lesson"
        )
        column.addWidget(self._lesson)
        column.addSpacing(2)
        self.editor = WeightEditor(session, touching, self)
        column.addWidget(self.editor)
        column.addWidget(self._heading("touch_wide_title", self.tr("The whole layer")))
        self.wide = WholeLayer(session, touching, self)
        column.addWidget(self.wide)
        self._done_title = self._heading("touch_done_title", self.tr("What was done"))
        column.addWidget(self._done_title)
        self._list = PlainLabel(self, size=theme.SECONDARY, weight=theme.MEDIUM, wrap=True, name="touch_list")
        column.addWidget(self._list)
        column.addLayout(self._way_back())
        keys = QKeySequence.StandardKey
        for key, do in ((keys.Undo, touching.undo), (keys.Redo, touching.redo)):
            # The keys of the drawing's undo, which are the card's while the pad is closed.
            shortcut = QShortcut(key, self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(do)
            shortcut.setEnabled(False)
            self._keys.append(shortcut)
        touching.reported.connect(self._show)
        touching.figures.measured.connect(self.comparison.refresh)
        touching.picked.connect(self.wide.refresh)
        session.snapshot_changed.connect(self._refresh)
        session.drawing.changed.connect(self._share_keys)

    def show_open(self) -> None:
        """Follows the card's being opened or closed."""
        self.setVisible(self.touching.open)
        self._share_keys()
        if self.touching.open:
            self._show()
            self._refresh()
            self.editor.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _heading(self, name: str, text: str) -> QLabel:
        label = PlainLabel(text, self, size=theme.SECONDARY, weight=theme.BOLD, name=name)
        label.setContentsMargins(0, 6, 0, 0)
        return label

    def _title(self) -> QHBoxLayout:
        self._keys: list[QShortcut] = []
        row = hbox(spacing=2)
        title = PlainLabel(self, size=theme.BODY, weight=theme.BOLD, name="touch_title")
        title.setText(self.tr("Touch the weights"))
        self.undo = self._button(
            "touch_undo", "undo", self.tr("Undo"), self.tr("Take the newest change back (Ctrl+Z)")
        )
        self.redo = self._button(
            "touch_redo", "redo", self.tr("Redo"), self.tr("Make it again (Ctrl+Shift+Z)")
        )
        close = self._button(
            "touch_close", "close", self.tr("Close"), self.tr("What was done stays done (W)")
        )
        self.undo.clicked.connect(self.touching.undo)
        self.redo.clicked.connect(self.touching.redo)
        close.clicked.connect(self.touching.stop)
        row.addWidget(title)
        row.addStretch(1)
        for button in (self.undo, self.redo, close):
            row.addWidget(button)
        return row

    def _way_back(self) -> QVBoxLayout:
        column = vbox(spacing=6)
        self.back = self._button(
            "touch_put_back",
            "reset",
            self.tr("Put everything back"),
            self.tr("The network, and the run, as before the first change."),
            "raised",
        )
        self.keep = self._button(
            "touch_keep",
            "check",
            self.tr("Compare from here"),
            self.tr(
                "Take the network as it is now for the one before; what was done can't be put back then."
            ),
            "flat",
        )
        self.keep.say(self.tr("Compare from here on"))
        self.back.clicked.connect(self.touching.put_back)
        self.keep.clicked.connect(self.touching.keep)
        column.addWidget(self.back)
        column.addWidget(self.keep)
        return column

    def _button(self, name: str, icon: str, text: str, tip: str, kind: str = "flat") -> Button:
        made = Button(name, kind, icon, self)
        tell(made, text, tip)
        self._buttons.append(made)
        return made

    # what is shown

    @Slot()
    def _refresh(self) -> None:
        if self.touching.open and self.isVisible():
            self.editor.refresh()
            self.comparison.refresh()

    @Slot()
    def _show(self) -> None:
        """The acts, the lesson of the newest, and what can be taken back."""
        report, shot = self.touching.report, self.session.snapshot
        self.undo.setEnabled(bool(report.done))
        self.redo.setEnabled(bool(report.undone))
        begun = report.since is not None
        changed = begun and (bool(report.done) or report.trained)
        self.back.setVisible(changed)
        self.keep.setVisible(changed)
        whole = self.tr("Go back to step {0}").format(f"{report.since or 0:,}")
        self.back.say(whole if report.whole else self.tr("Put everything back"))
        self._done_title.setVisible(changed)
        self._list.setVisible(changed)
        lines = [words.short(touch) for touch in report.done[-LISTED:]][::-1]
        if len(report.done) > LISTED:
            lines.append(self.tr("and {0} before").format(len(report.done) - LISTED))
        if report.trained:
            lines.append(self.tr("What was done before training went on is part of the run now."))
        self._list.setText("\n".join(lines))
        self._lesson.setText(
            self.tr("Pick a weight, here or on the network, and change it: training pauses.")
        )
        if report.done and shot is not None:
            shapes = {name: a.shape for name, a in shot.probe.outputs.items() if name != "input"}
            facts = words.Facts(shot.spec, shot.parameters, shapes)
            self._lesson.setText(words.lesson(report.done[-1], facts))
        elif report.undone:
            self._lesson.setText(
                self.tr("Everything is back, bit for bit: the network is the one from before.")
            )
        elif report.trained:
            self._lesson.setText(
                self.tr("Training has gone on from the change; see how the network takes it.")
            )
        self.wide.refresh()
        self._refresh()

    @Slot()
    def _share_keys(self) -> None:
        for shortcut in self._keys:
            shortcut.setEnabled(self.touching.open and not self.session.drawing.open)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.touching.figures.watch(True)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.touching.figures.watch(False)  # in a folded column nobody reads them

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.touching.stop()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
