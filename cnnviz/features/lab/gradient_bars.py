"""How far each layer's gradient still points the right way: a bar and a share for each."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cnnviz.widgets import theme
from core.training.twins import AS_RIGHT

ROW, NAME, WORDS = 17.0, 60.0, 82.0


class GradientBars(QWidget):
    """The last layer first, as the gradient comes."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.cosines: dict[str, float] = {}

    def show_cosines(self, cosines: dict[str, float]) -> None:
        """Show other gradients."""
        self.cosines = dict(reversed(cosines.items()))
        self.setFixedHeight(round(ROW * len(self.cosines)) + 2)
        self.setAccessibleName("; ".join(f"{name}: {self.words(name)}" for name in self.cosines))
        self.update()

    def words(self, name: str) -> str:
        """What is said of a layer's gradient."""
        cosine = self.cosines[name]
        if math.isnan(cosine):
            return self.tr("no direction")
        if cosine >= AS_RIGHT:
            return self.tr("all of it")
        if cosine < 0:
            return self.tr("{0} %, against it").format(f"{100 * cosine:.0f}")
        return self.tr("{0} %").format(f"{100 * cosine:.0f}")

    def sizeHint(self) -> QSize:
        return QSize(280, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        for i, (name, cosine) in enumerate(self.cosines.items()):
            y, misled = i * ROW, not cosine >= AS_RIGHT
            painter.setFont(theme.font(theme.SECONDARY, theme.SEMIBOLD if misled else theme.REGULAR))
            painter.setPen(theme.colour("text" if misled else "dim"))
            metrics = painter.fontMetrics()
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(NAME) - 6)
            painter.drawText(QRectF(0, y, NAME, ROW), middle, text)
            painter.drawText(
                QRectF(0, y, self.width(), ROW), Qt.AlignmentFlag.AlignRight | middle, self.words(name)
            )
            bar = QRectF(NAME, y + 4, self.width() - NAME - WORDS, ROW - 8)
            painter.fillRect(bar, theme.colour("raised"))
            if math.isfinite(cosine):
                bar.setWidth(bar.width() * min(1.0, abs(cosine)))
                role = "wrong" if cosine < 0 else "dim"
                painter.fillRect(bar, theme.colour(role))
        painter.end()
