"""How large things are painted, and the presentation: full screen, larger, and nothing around the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cnnviz.system import scaling

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell

SIZES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
PRESENTED = 1.5  # at least this much larger, where the screen is as high as a projector's
HIGH = 1000  # pixels


class Looks(QObject):
    """Own the size of everything; it is remembered.

    The network, a number's page and the line at the bottom follow at once. Bars, sheets and menus are as Qt
    began: they follow at the next start, which is said.
    """

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        self.presenting = False
        self._presented = 0.0  # chosen while presenting; 0 is the usual size then
        self._before: tuple[bool, bool, bool] = False, False, False

    @property
    def size(self) -> float:
        """How much larger than Qt paints everything what follows at once is painted now."""
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
            return
        self._window.remember(scale=round(100 * chosen))
        self.show()
        words = self.tr("{0} %: the network and its pages now; bars, sheets and menus at the next start.")
        if chosen == scaling.begun():
            words = self.tr("{0} %: everything.")
        self._window.session.message.emit(words.format(round(100 * chosen)), "info")

    def show(self) -> None:
        """Paint everything in the size chosen."""
        panels, size = self._window.panels, self.size
        panels.canvas.view.magnify(size)
        panels.microscope.magnify(size)
        panels.explainer.magnify(size)
        self._window.stage.place()

    def present(self, presenting: bool) -> None:
        """Take the bars and curves away and fill the screen, or put everything back."""
        if presenting == self.presenting:
            return
        window, panels = self._window, self._window.panels
        around = panels.transport, panels.canvas.toolbar, panels.curves
        if presenting:
            self._before = panels.curves.isHidden(), window.isMaximized(), window.isFullScreen()
            for panel in around:
                panel.hide()
            window.showFullScreen()
        else:
            hidden, maximized, full = self._before
            for panel in around:
                panel.setHidden(panel is panels.curves and hidden)
            if not full:
                window.showMaximized() if maximized else window.showNormal()
        self.presenting = presenting
        self.show()
