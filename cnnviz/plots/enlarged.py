"""One plot over the whole window, until Esc or a double click puts it back into its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import Shiboken

from cnnviz.plots.plot_card import PlotCard
from cnnviz.system.translation import translate
from cnnviz.widgets.controls import Button, tell

MARGIN = 24  # pixels around the plot


class _Gap(QWidget):
    """Keeps the plot's place; when its panel goes out of sight, the plot goes back."""

    def __init__(self, plot: PlotCard) -> None:
        super().__init__(plot.parentWidget())
        self.plot = plot
        self.setSizePolicy(plot.sizePolicy())
        self.setMinimumSize(plot.minimumSize())
        self.setMaximumSize(plot.maximumSize())
        self.setGeometry(plot.geometry())


def put_back(window: QWidget) -> bool:
    """Put the plot that covers a window back into its place; True if one did."""
    covering = [each for each in window.findChildren(EnlargedPlot) if each.plot.enlarged is each]
    for each in covering:
        each.put_back()
    return bool(covering)


class EnlargedPlot(QWidget):
    """Covers the window with a plot that stands somewhere in it."""

    def __init__(self, plot: PlotCard) -> None:
        super().__init__(plot.window(), autoFillBackground=True)
        self.setObjectName("enlarged_plot")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.plot, self._gap = plot, _Gap(plot)
        self._before = plot.window().focusWidget()
        around = self._gap.parentWidget()
        layout = around.layout() if around is not None else None
        self._laid_out = layout is not None and layout.replaceWidget(plot, self._gap) is not None
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(plot)
        plot.enlarged = self
        self._out = Button("enlarged_close", "flat", "close", self, clicked=self.put_back)
        self._out.setFixedSize(MARGIN, MARGIN)
        tell(self._out, translate("Plot", "Close"), translate("Plot", "Back to its place (Esc)"))
        self._gap.show()
        self._gap.installEventFilter(self)
        plot.window().installEventFilter(self)
        self.setGeometry(plot.window().rect())
        self.show()
        self.raise_()
        plot.show()
        plot.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_back(self) -> None:
        """Give the plot back to where it was taken from."""
        plot, around = self.plot, self._gap.parentWidget()
        if plot.enlarged is not self:
            return
        plot.enlarged = None
        self.window().removeEventFilter(self)
        self._gap.removeEventFilter(self)
        layout = around.layout() if around is not None else None
        if self._laid_out and layout is not None:
            layout.replaceWidget(self._gap, plot)
        else:
            plot.setParent(around)
            plot.setGeometry(self._gap.geometry())
        plot.show()
        self._gap.deleteLater()
        self.close()
        there = self._before is not None and Shiboken.isValid(self._before)
        (self._before if there else self.window()).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._out.move(self.width() - MARGIN, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._gap and event.type() == QEvent.Type.Hide:
            self.put_back()
        elif watched is self.window() and event.type() == QEvent.Type.Resize:
            self.setGeometry(self.window().rect())
        return super().eventFilter(watched, event)
