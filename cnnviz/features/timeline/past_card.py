"""The card in the microscope's column while a past step is in sight: a weight's life, what was forgotten."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cnnviz.features.timeline.forgotten import ForgottenSection
from cnnviz.features.timeline.life import LifeSection
from cnnviz.session import Session
from cnnviz.widgets.layouts import fill, vbox


class PastCard(QWidget):
    """Both sections, one under the other."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("past_card")
        self.setAccessibleName(self.tr("All steps of this run"))
        self.life = LifeSection(session, self)
        self.forgotten = ForgottenSection(session, self)
        fill(vbox(self, 0, (0, 0, 0, 14)), self.life, self.forgotten)
