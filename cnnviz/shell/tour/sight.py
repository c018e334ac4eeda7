"""What is seen of the tour: the light and the card, filled with a step's words and put where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect

from cnnviz.shell.tour.card import TourCard
from cnnviz.shell.tour.spotlight import Spotlight
from cnnviz.shell.tour.steps import STEPS, Step

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


def tr(text: str) -> str:
    """The tour's sentence in the person's language; nothing for nothing."""
    return QCoreApplication.translate("tour", text) if text else ""


class Sight:
    """One tour's light and card over a window."""

    def __init__(self, window: Shell) -> None:
        self._window = window
        self.light, self.card = Spotlight(window), TourCard(window)

    def show(self) -> None:
        """Lays both over the window."""
        self.light.setGeometry(self._window.rect())
        self.light.show()
        self.card.show()

    def end(self) -> None:
        """Takes them away for good."""
        self.light.end()
        for part in (self.card, self.light):
            part.hide()
            part.deleteLater()

    def say(self, step: Step, index: int, kept: int) -> None:
        """Shows a step's words; `kept` is the step that the reader's own run stands at."""
        count = len(STEPS)
        place = tr("step {0} of {1}").format(index + 1, count)
        self.card.show_step(tr(step.title), tr(step.text).format(**self._facts()), place, first=index == 0)
        if index == count - 1:
            done = tr("Back to my run") if kept else tr("Finish")
            tip = tr("Your own run, at step {0}, is let go, as by Reset.").format(f"{kept:,}")
            self.card.end_with(done, tr("Keep this network"), tip if kept else "")

    def note(self, index: int, kept: int) -> str:
        """What is said beneath the words once the step is ready."""
        if index or not kept:
            return ""
        return tr("Your own run waits at step {0}; it comes back when you leave.").format(f"{kept:,}")

    def place(self, targets: Sequence[QRect], still: bool) -> None:
        """Moves the light to what is spoken of, and the card beside it."""
        window, stage = self._window, self._window.stage
        self.light.setGeometry(window.rect())
        self.light.show_on(targets, still)
        self.card.place(targets, QRect(stage.mapTo(window, stage.rect().topLeft()), stage.size()))
        self.light.raise_()
        self.card.raise_()

    def _facts(self) -> dict[str, str]:
        """The numbers that the texts name."""
        labels = self._window.session.batch()[1]
        return {"images": f"{len(labels)}"}
