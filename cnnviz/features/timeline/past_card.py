"""The card in the microscope's column while a past step is in sight: a weight's life, what was forgotten.

Once a batch of that step is recorded, the batch is what the column is about: the weight's life alone stays.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from cnnviz.features.timeline.forgotten import ForgottenSection
from cnnviz.features.timeline.life import LifeSection
from cnnviz.session import Session
from cnnviz.widgets.layouts import fill, vbox


class PastCard(QWidget):
    """Both sections, one under the other."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("past_card")
        self.setAccessibleName(self.tr("All steps of this run"))
        self.life = LifeSection(session, self)
        self.forgotten = ForgottenSection(session, self)
        fill(vbox(self, 0, (0, 0, 0, 14)), self.life, self.forgotten)
        session.trace_changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        self.forgotten.setVisible(self.session.trace is None)
