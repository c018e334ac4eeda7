"""A page about a sample of the images, whose work goes on in the background: how far it is, a way to call it
off; afterwards what is missing, with a way to go on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from cnnviz.features.evaluate.evaluation import EvaluatePage, EvaluationJob
from cnnviz.features.evaluate.result import Result
from cnnviz.session import Session
from cnnviz.session.background import Background, Report
from cnnviz.system.translation import translate
from cnnviz.system.wording import worded
from cnnviz.widgets import theme
from cnnviz.widgets.controls import Button, ComboBox, ProgressBar
from cnnviz.widgets.layouts import fill, hbox
from cnnviz.widgets.plain import PlainLabel

BAR = 72  # pixels


class Working(QWidget):
    """Nothing at all while there is nothing to say; its page connects `cancel` and `again`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._bar = ProgressBar(f"{name}_bar", self)
        self._bar.setFixedWidth(BAR)
        self.words = PlainLabel(self, size=theme.SECONDARY, role="dim")
        tip = translate("Evaluate", "Stop here. What is found stays.")
        self.cancel = Button(f"{name}_cancel", "raised", "", self, translate("Evaluate", "Cancel"), tip)
        tip = translate("Evaluate", "Begin this work anew.")
        self.again = Button(f"{name}_again", "raised", "", self, translate("Evaluate", "Go on"), tip)
        fill(hbox(self, 8), self._bar, self.words, self.cancel, self.again)
        self.stop("")

    def begin(self, words: str) -> None:
        """Work has begun."""
        self._words = words
        self._bar.show()
        self.cancel.show()
        self.again.hide()
        self.show()
        self.go(0.0)

    def go(self, fraction: float) -> None:
        """So much of the work is done."""
        if not self._bar.isHidden():
            self._bar.show_part(fraction)
            self.words.setText(f"{self._words} {self._bar.value() // 10} %")

    def stop(self, words: str, offer: bool = False) -> None:
        """The work is over; `words` say what is missing, and `again` is offered."""
        self.words.setText(words)
        self._bar.hide()
        self.cancel.hide()
        self.again.setVisible(offer)
        self.setVisible(bool(words))


@dataclass(eq=False)
class SampleWork:
    """What is found out about some of a result's images; filled by the thread that works."""

    result: Result
    indices: np.ndarray

    @property
    def complete(self) -> bool:
        """Whether nothing is left to find out."""
        raise NotImplementedError

    def work(self, report: Report) -> None:
        """Find it out."""
        raise NotImplementedError

    def same_images(self, other: SampleWork) -> bool:
        """Whether it is about the same images."""
        same = self.result.dataset is other.result.dataset
        return same and np.array_equal(self.indices, other.indices)


class SamplePage(EvaluatePage):
    """Begins its work as soon as it is in sight with a new result; leaving it calls the work off."""

    name: ClassVar[str]
    tip: ClassVar[str]  # what the number of images means
    missing: ClassVar[str]  # what is said where the work was called off
    counts: ClassVar[tuple[int, ...]] = ()  # how many images there are to choose from
    most: ClassVar[float] = math.inf  # from how many on there is no choosing all of them
    usual: ClassVar[int] = 0  # the number at first; 0 is the least

    def __init__(self, session: Session, evaluation: EvaluationJob, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"evaluate_page_{self.name}")
        self.session, self.evaluation = session, evaluation
        self.background = Background(session, self)
        self.background.progressed.connect(self._progress)
        self.background.ended.connect(self._ended)
        text, tip = translate("Evaluate", "Images"), translate("Evaluate", self.tip)
        self.count = ComboBox(f"{self.name}_count", self, (), text, tip, self.start_again)
        self.working = Working(f"{self.name}_working", self)
        self.working.cancel.clicked.connect(self.background.cancel)
        self.working.again.clicked.connect(self.start_again)

    # what each page says of itself

    def current(self) -> SampleWork | None:
        """What the page is about, None for nothing."""
        raise NotImplementedError

    def forget(self) -> None:
        """Show that there is nothing to see."""
        raise NotImplementedError

    def start(self, result: Result) -> None:
        """Begin to find out about a result."""
        raise NotImplementedError

    def show_found(self) -> None:
        """Show what has been found since."""
        raise NotImplementedError

    def give_up(self) -> None:
        """Show that no more is coming."""
        self.show_found()

    # what the sheet calls

    def show_result(self, result: Result | None) -> None:
        """Look into a newer result; without one there is nothing to see."""
        now = self.current()
        if result is None:
            self.background.cancel()
            self.forget()
        elif now is None or now.result is not result:
            self.start(result)

    def end_work(self) -> None:
        self.background.end()

    # the work

    def do(self, work: SampleWork, words: str) -> None:
        """Do the work in the background; `words` say what it is."""
        self.working.begin(words)
        self.background.start(work.work, lambda _: self.show_found(), self._failed)

    def offer_counts(self, images: int, chosen: int = 0) -> None:
        """Offer how many of so many images are looked into."""
        counts = [count for count in self.counts if count < images]
        counts += [images] if images <= self.most else []
        if counts != [self.count.itemData(row) for row in range(self.count.count())]:
            self.count.clear()
            for count in counts:
                words = translate("Evaluate", "{0} images")
                if count == images:
                    words = translate("Evaluate", "all {0} images")
                self.count.addItem(words.format(f"{count:,}"), count)
            usual = len(counts) - 1 if self.usual > counts[-1] else self.count.findData(self.usual)
            self.count.setCurrentIndex(max(0, usual))
        if chosen:
            self.count.setCurrentIndex(self.count.findData(chosen))

    @Slot()
    def start_again(self) -> None:
        """Begin anew, with as many images as are chosen."""
        if self.evaluation.result is not None:
            self.start(self.evaluation.result)

    @Slot(float)
    def _progress(self, fraction: float) -> None:
        self.working.go(fraction)
        self.show_found()

    def _failed(self, error: Exception) -> None:
        self.give_up()
        self.working.stop(worded(str(error)))

    @Slot()
    def _ended(self) -> None:
        now = self.current()
        if now is not None and not now.complete:
            self.give_up()
            self.working.stop(translate("Evaluate", self.missing), offer=True)
        else:
            self.working.stop("")

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        now = self.current()
        if now is not None and not now.complete and not self.background.running:
            self.start_again()  # it was left before all was done

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.background.cancel()
