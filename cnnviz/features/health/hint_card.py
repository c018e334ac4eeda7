"""The hint at the top of the microscope's column: there only while there is one, the most severe first."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnnviz.features.health.checkup import Checkup
from cnnviz.features.health.hint_box import HintBox
from cnnviz.session import Session


class HintCard(QWidget):
    """A HintBox that pages through the checkup's hints; hidden while all is well."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hint_card")
        self.checkup = Checkup.of(session)
        self._kind = ""  # of the hint in sight
        self.box = HintBox(self.checkup, self)
        self.box.turned.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self.box)
        self.checkup.hints_changed.connect(self.show_hints)
        self.show_hints()

    @property
    def count(self) -> int:
        """How many hints there are."""
        return len(self.checkup.hints)

    @Slot()
    def show_hints(self) -> None:
        """Shows what was put right, else the hint that was in sight, else the most severe."""
        hints, done = self.checkup.hints, self.checkup.done
        self.setVisible(bool(hints) or done is not None)
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
