"""The batch in the microscope's column: its images in a grid, and how many of them are read right."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cnnviz.features.microscope.batch_grid import BatchGrid
from cnnviz.session import Session
from cnnviz.widgets import theme
from cnnviz.widgets.plain import PlainLabel, set_tip


class BatchInColumn(QWidget):
    """Shows the session's batch when it is told to; a click on an image watches it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        name = PlainLabel(self.tr("This batch"), self)
        name.setFont(theme.font(theme.SECONDARY, theme.BOLD))
        self.tally = PlainLabel(self)
        self.tally.setObjectName("batch_tally")
        self.tally.setFont(theme.font(theme.SECONDARY))
        self.tally.setProperty("role", "dim")
        title = QHBoxLayout()
        title.addWidget(name)
        title.addStretch(1)
        title.addWidget(self.tally)
        self.grid = BatchGrid(self)
        self.grid.setAccessibleName(self.tr("The images of this batch"))
        self.grid.chosen.connect(session.watch)
        self.grid.pointed.connect(self._explain)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(title)
        rows.addSpacing(8)
        rows.addWidget(self.grid)
        session.watched_changed.connect(self.grid.watch)

    def show_batch(self) -> None:
        """Shows the batch in sight, which of it is watched, and what the network reads."""
        session = self.session
        images, labels = session.batch()
        predictions, step = session.predictions()
        self.grid.classes = session.shown.classes
        self.grid.show_batch(images, labels, predictions)
        away = session.drawing.open or session.exhibit.shown is not None
        nobody = session.trace is None and away
        self.grid.watch(len(images) if nobody else session.watched)
        count, wrong = len(labels), int(self.grid.wrong().sum())
        text = self.tr("{0} images, {1} right, {2} wrong").format(count, count - wrong, wrong)
        if count and (predictions < 0).all():
            text = self.tr("{0} images, not read yet").format(count)
        guest = session.recorded.guest
        if guest is not None:
            text = self.tr("{0} alone").format(guest.name)
        self.tally.setText(text)
        set_tip(self.tally, self.tr("As the network read them at step {0:,}").format(step))
        self.grid.setAccessibleDescription(text)

    @Slot(int)
    def _explain(self, position: int) -> None:
        if position < 0:
            self.session.explain("", "")
            return
        words = self.tr("Click to watch it: all maps show this image.")
        self.session.explain(self.grid.tip(position), words)
