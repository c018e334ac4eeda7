"""How large things are painted, and the presentation: full screen, larger, and nothing around the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Slot
from PySide6.QtWidgets import QWidget

from cnnviz.system import scaling
from cnnviz.widgets import theme

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

SIZES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
PRESENTED = 1.5  # at least this much larger, where the screen is as high as a projector's
HIGH = 1000  # pixels


class Looks(QObject):
    """Own the size of everything; it is remembered.

    Everything follows at once. Where Qt can't change its factor any more (the user gave one by the
    environment), the network, a number's page and the line at the bottom do; the rest at the next start
    without one.
    """

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        self.presenting = False
        self._presented = 0.0  # chosen while presenting; 0 is the usual size then
        self._before: tuple[bool, bool, bool] = False, False, False

    @property
    def size(self) -> float:
        """How much larger than Qt paints everything the network and its pages are painted now."""
        usual, begun = self._window.remembered.scale / 100, scaling.begun()
        least = PRESENTED if self._window.height() * begun >= HIGH else 1.25
        return ((self._presented or max(usual, least)) if self.presenting else usual) / begun

    def larger(self, steps: int) -> None:
        """Go so many sizes up, or down; 0 is the usual size."""
        usual = self.size * scaling.begun()
        at = min(range(len(SIZES)), key=lambda i: abs(SIZES[i] - usual))
        chosen = SIZES[max(0, min(at + steps, len(SIZES) - 1))] if steps else 1.0
        if self.presenting:
            self._presented = chosen if steps else 0.0
            self.show()
            words = self.tr("{0} % while the network fills the screen.")
            self._window.session.message.emit(words.format(round(100 * self.size * scaling.begun())), "info")
            self._window.session.live.lasts.emit(lambda: self.presenting)
            return
        self._window.remember(scale=round(100 * chosen))
        QTimer.singleShot(0, self._rescale)  # the window is still busy with the key

    @Slot()
    def _rescale(self) -> None:
        scale = self._window.remembered.scale
        words = self.tr("{0} %: the network and its pages now; bars, sheets and menus at the next start.")
        if scaling.given():
            words = self.tr("{0} %: the network and its pages. QT_SCALE_FACTOR sets the size of the rest.")
        self._window.session.live.stand_still()
        if scaling.change(scale / 100, self._place):
            words = self.tr("{0} %: everything.")
            theme.apply_again()  # icons are as fine as the screen
        self.show()
        self._window.session.message.emit(words.format(scale), "info")

    def _place(self, window: QWidget, box: QRect) -> None:
        window.move(box.topLeft())
        if window is self._window:
            self._window.screens.open_at(box.size())
        else:
            window.resize(box.size())

    def show(self) -> None:
        """Paint everything in the size chosen, and the network alone while it fills the screen."""
        panels, size = self._window.panels, self.size
        if self.presenting and not panels.canvas.toolbar.presenting:
            panels.transport.hide()
            panels.curves.hide()
            panels.canvas.toolbar.present(True)
        panels.canvas.toolbar.magnify(size if self.presenting else 1.0)
        panels.canvas.view.magnify(size)
        panels.microscope.magnify(size)
        panels.explainer.magnify(size)
        self._window.stage.banner.magnify(size)
        self._window.stage.place()

    def present(self, presenting: bool) -> None:
        """Take the bar and curves away and fill the screen, or put everything back."""
        if presenting == self.presenting:
            return
        window, panels = self._window, self._window.panels
        window.session.live.stand_still()
        if presenting:
            self._before = panels.curves.isHidden(), window.isMaximized(), window.isFullScreen()
            window.showFullScreen()
        else:
            hidden, maximized, full = self._before
            panels.transport.show()
            panels.curves.setHidden(hidden)
            panels.canvas.toolbar.present(False)
            if not full:
                window.showMaximized() if maximized else window.showNormal()
        self.presenting = presenting
        window.screens.relax(presenting)
        self.show()
        if presenting:
            window.session.message.emit(self.tr("F11 ends the presentation."), "info")
            window.session.live.lasts.emit(lambda: self.presenting)
        window.stage.banner.look_again()
