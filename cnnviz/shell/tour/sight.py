"""What is seen of the tour: the light and the card, filled with a step's words and put where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from cnnviz.shell.tour.card import Spotlight, TourCard
from cnnviz.shell.tour.steps import STEPS, Step
from cnnviz.system.translation import translate

if TYPE_CHECKING:
    from cnnviz.shell.shell import Shell


class Sight:
    """One tour's light and card over a window."""

    def __init__(self, window: Shell) -> None:
        self._window = window
        self.light, self.card = Spotlight(window), TourCard(window)

    def show(self) -> None:
        """Lay both over the window."""
        self.light.setGeometry(self._window.rect())
        self.light.show()
        self.card.show()

    def end(self) -> None:
        """Take them away for good."""
        self.light.end()
        for part in (self.card, self.light):
            part.hide()
            part.deleteLater()

    def say(self, step: Step, index: int, kept: int) -> None:
        """Show a step's words; `kept` is the step that the reader's own run stands at."""
        count = len(STEPS)
        place = translate("tour", "step {0} of {1}").format(index + 1, count)
        self.card.show_step(
            translate("tour", step.title),
            translate("tour", step.text).format(**self._facts()),
            place,
            first=index == 0,
        )
        if index == count - 1:
            done = translate("tour", "Back to my run") if kept else translate("tour", "Finish")
            tip = translate("tour", "Your own run, at step {0}, is let go, as by Reset.").format(f"{kept:,}")
            self.card.end_with(done, translate("tour", "Keep this network"), tip if kept else "")

    def note(self, index: int, kept: int) -> str:
        """What is said beneath the words once the step is ready."""
        if index or not kept:
            return ""
        return translate("tour", "Your own run waits at step {0}; it comes back when you leave.").format(
            f"{kept:,}"
        )

    def place(self, targets: Sequence[QRect], still: bool) -> None:
        """Move the light to what is spoken of, and the card beside it."""
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
